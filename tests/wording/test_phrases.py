"""Phrases that other files hold in English alone, in the language of the page."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from finder.config import ROOT
from finder.core.text import Text
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.template_helpers import KEEP_COPIES, host, source_name
from finder.wording import words_in
from finder.wording.places import END

ENGLISH, SPANISH = words_in("en"), words_in("es")
SHIPPED = ROOT / "seed_data"
HEADINGS = {"BOXED WARNING": Text(en="BOXED WARNING", es="Advertencia en recuadro")}


def test_a_phrase_is_said_in_the_language_of_the_page() -> None:
    assert ENGLISH.phrase(HEADINGS, "BOXED WARNING") == "BOXED WARNING"
    assert SPANISH.phrase(HEADINGS, "BOXED WARNING") == "Advertencia en recuadro"


def test_a_phrase_that_nobody_translated_is_marked_as_english() -> None:
    assert SPANISH.phrase(HEADINGS, "Some <new> part") == '<span lang="en">Some &lt;new&gt; part</span>'
    assert ENGLISH.phrase(HEADINGS, "Some new part") == "Some new part"


def test_nearly_all_phrases_of_the_shipped_files_are_translated(shared_app: Flask) -> None:
    with shared_app.app_context():
        facts = current_snapshot().facts
    named_parts = {part for fact in facts.guide.facts.values() for part in fact.sections}
    assert len(named_parts) > 80
    # A few may come with new facts before their translation does.
    assert len(named_parts - set(facts.phrases.source_headings)) <= 10
    written = {text for place in facts.places.places for text in (place.hours, place.fees, place.notes)}
    sentences = {sentence for text in written for sentence in END.split(text) if sentence}
    assert facts.phrases.place_notes.keys() & sentences


def test_a_spanish_page_says_once_that_its_sources_are_in_english(get_page) -> None:
    told = "Casi todas estas fuentes están en inglés."
    for path in ("/es/guide/uses", "/es/guide/faq"):
        page = get_page(path)
        assert page.main.count(told) == 1
        assert "INDICATIONS AND USAGE" not in page.main
    assert "INDICATIONS AND USAGE (August 2, 2024)" in get_page("/guide/uses").main
    assert "Indicaciones y uso (2 de agosto de 2024)" in get_page("/es/guide/uses").main


def test_every_shipped_copy_on_a_site_where_anybody_keeps_files_says_whose_facts_it_holds(shared_app: Flask) -> None:
    with shared_app.app_context():
        names = current_snapshot().facts.phrases.source_names
    shipped = "".join(path.read_text() for path in SHIPPED.rglob("*.*"))
    addresses = {address for address in re.findall(r"https?://[^\s\",;)]+", shipped) if host(address) in KEEP_COPIES}
    assert len(addresses) > 20
    assert addresses - names.keys() == set()
    assert all(name["es"] for name in names.values())


def test_a_source_is_named_as_a_person_would_say_it(shared_app: Flask) -> None:
    with shared_app.app_context():
        names = current_snapshot().facts.phrases.source_names
        copy = next(address for address, name in names.items() if "Cost Plus Drugs' list" in name.original)
        assert source_name(ENGLISH, copy) == "A copy of Cost Plus Drugs' list"
        assert source_name(SPANISH, copy) == "Una copia de la lista de Cost Plus Drugs"
        assert source_name(ENGLISH, "https://github.com/somebody/list") == "a copy that others keep"
        assert source_name(ENGLISH, "https://www.medicare.gov/x") == "medicare.gov"


@pytest.mark.parametrize(
    "path", ["/prices", "/freshness", "/listings/cost-plus-drugs", "/guide/taking-it", "/insurance/OH"]
)
def test_no_page_names_a_source_by_a_site_that_keeps_copies(get_page, path: str) -> None:
    page = get_page(path)
    assert not [site for site in KEEP_COPIES if site in page.main]


def test_the_day_a_source_shows_is_said_in_words() -> None:
    assert SPANISH.dated("2024-07-20") == "20 de julio de 2024"
    assert SPANISH.dated("2023-08") == "agosto de 2023"
    assert ENGLISH.dated("2023-08") == "August 2023"
    assert [ENGLISH.dated(text) for text in ("2017", "undated", "2024-02-31", "")] == [
        "2017",
        "undated",
        "2024-02-31",
        "",
    ]
