from __future__ import annotations

import re

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.pofile import read_po
from flask import Flask, url_for
from flask_babel import format_currency

from finder.config import ROOT
from finder.languages import LANGUAGES
from finder.web.shared.language import Pages
from finder.wording.translations import catalogue_of

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|</?\w+>")
# The familiar forms; we say usted.
FAMILIAR = re.compile(r"\b(tú|tu|tus|ti|contigo|tienes|puedes|debes|quieres)\b", re.IGNORECASE)


@pytest.fixture(scope="module", params=[code for code, language in LANGUAGES.items() if language.catalogue])
def catalogue(request) -> Catalog:
    with catalogue_of(request.param).open("rb") as file:
        return read_po(file, locale=request.param)


@pytest.fixture(scope="module")
def spanish() -> Catalog:
    with catalogue_of("es").open("rb") as file:
        return read_po(file, locale="es")


@pytest.fixture(scope="module")
def used() -> set[object]:
    """Every message that code and templates ask for today."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(str(ROOT), methods, options, DEFAULT_KEYWORDS)
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def test_every_sentence_is_translated(catalogue: Catalog, used: set[object]) -> None:
    there = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue if done(message)}
    assert len(used) > 50
    assert sorted(map(str, used - there)) == []


def done(message) -> bool:
    texts = message.string if isinstance(message.string, tuple) else (message.string,)
    return all(texts) and not message.fuzzy


def test_no_translation_is_left_of_sentences_that_are_gone(catalogue: Catalog, used: set[object]) -> None:
    there = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue if message.id}
    assert sorted(map(str, there - used)) == []
    assert catalogue.obsolete == {}


def test_translations_keep_the_values_and_tags_of_the_english(catalogue: Catalog) -> None:
    for message in catalogue:
        if isinstance(message.id, str) and message.id:
            assert sorted(PLACEHOLDER.findall(message.id)) == sorted(PLACEHOLDER.findall(message.string)), message.id


def test_spanish_says_usted(spanish: Catalog) -> None:
    texts = [text for message in spanish for text in _texts(message)]
    assert [text for text in texts if FAMILIAR.search(text)] == []


def _texts(message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def test_links_stay_in_the_language_of_the_page(get_page) -> None:
    assert "/privacy" in get_page("/about").links
    page = get_page("/es/about")
    assert "/es/privacy" in page.links
    assert "/privacy" not in page.links


@pytest.mark.parametrize(("here", "there"), [("/about", "/es/about"), ("/es/about", "/about")])
def test_the_switch_leads_to_the_same_page_in_the_other_language(get_page, here: str, there: str) -> None:
    assert there in get_page(here).links


@pytest.mark.parametrize(("here", "there"), [("/nowhere", "/es/"), ("/es/nowhere", "/"), ("/esoteric", "/es/")])
def test_the_switch_leads_home_from_a_page_that_does_not_exist(get_page, here: str, there: str) -> None:
    assert there in get_page(here, status=404).links


def test_views_do_not_see_the_language_and_addresses_keep_their_other_parts(app: Flask) -> None:
    pages = Pages("sample", __name__)
    pages.add_url_rule("/sample/<name>", "one", lambda name: url_for("sample.one", name=name + "!"))
    app.register_blueprint(pages)
    client = app.test_client()
    assert client.get("/sample/x").text == "/sample/x!"
    assert client.get("/es/sample/x").text == "/es/sample/x!"
    with app.test_request_context("/sample/x"):
        assert url_for("sample.one", name="x", lang="es") == "/es/sample/x"


@pytest.mark.parametrize("path", ["/about", "/es/about"])
def test_money_is_written_as_people_in_the_united_states_write_it(shared_app: Flask, path: str) -> None:
    with shared_app.test_request_context(path):
        assert format_currency(1234.5, "USD") == "$1,234.50"
