from __future__ import annotations

import re

import brotli
import pytest
from flask import Flask

from finder.core.listing import Role
from finder.store.snapshot_cache import current_snapshot
from tests.languages import PREFIXES
from tests.web.conftest import words
from tests.web.patient.search.test_safety import SITUATIONS
from tests.web.people import OHIO, answers, by_id, said
from tests.web.reading import grade

HARDEST_GRADE = 7
FIRST_LOAD, RESULTS, RESULTS_IN_SPANISH = 15_000, 25_000, 27_000
GZIP = 1.2


@pytest.mark.parametrize("path", ["/", "/dose", "/listings"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_pages_without_answers_are_sound(get_page, prefix: str, path: str) -> None:
    assert get_page(prefix + path).main


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
@pytest.mark.parametrize("path", ["/results", "/es/results", "/", "/dose", "/es/dose"])
def test_pages_made_from_answers_are_sound(get_page, told: dict[str, str], path: str) -> None:
    needs_dose = path.endswith("dose") and "daily_dose_mg" in told and told["daily_dose_mg"] is None
    page = get_page(path, answers(**told), 422 if needs_dose else 200)
    assert page.main


def test_every_listing_has_a_sound_page_in_both_languages(listing_pages) -> None:
    assert len(listing_pages) > 100
    assert [path for path, page in listing_pages.items() if len(page.main) < 200] == []


def test_every_listing_says_its_sources_and_when_it_was_checked(listing_pages) -> None:
    told = {path: page.main for path, page in listing_pages.items() if not path.startswith("/es")}
    pattern = re.compile(r"Checked [A-Z][a-z]+ \d+, 20\d\d")
    assert [path for path, text in told.items() if not pattern.search(text)] == []
    sources = {path: by_id(listing_pages[path], "sources") for path in told}
    assert [path for path, fold in sources.items() if fold is None or not list(fold.iter("a"))] == []


def test_every_way_to_get_the_medicine_says_who_gains(listing_pages, shared_app: Flask) -> None:
    with shared_app.app_context():
        options = [row.id for row in current_snapshot().by_id.values() if row.role is Role.OPTION]
    assert [name for name in options if "Who gains" not in listing_pages[f"/listings/{name}"].main] == []


def test_every_rule_of_a_listing_has_its_source_and_date(listing_pages) -> None:
    ruled = [page for page in listing_pages.values() if by_id(page, "rules") is not None]
    assert len(ruled) > 40
    for page in ruled:
        rules = next(part for part in page.all("section") if part.get("aria-labelledby") == "rules")
        for rule in rules.iter("li"):
            assert any(link.get("href", "").startswith("http") for link in rule.iter("a"))
            assert re.search(r"20\d\d", words(rule))


def test_spanish_listings_say_that_no_translator_has_read_them(listing_pages, shared_app: Flask) -> None:
    with shared_app.app_context():
        listings = current_snapshot().by_id
    for name, row in listings.items():
        shown = "Todavía no" in (page := listing_pages[f"/es/listings/{name}"]).main or "traductor" in page.main
        assert shown is not row.translation_reviewed


def test_a_listing_that_does_not_exist_is_not_found(get_page) -> None:
    assert get_page("/listings/no-such-listing", status=404).main


def test_all_listings_lead_to_every_listing_by_kind(get_page, shared_app: Flask) -> None:
    with shared_app.app_context():
        ids = set(current_snapshot().by_id)
    for prefix in PREFIXES:
        assert {link.rsplit("/", 1)[1] for link in get_page(f"{prefix}/listings").links if "/listings/" in link} == ids


@pytest.mark.parametrize("path", ["/", "/dose"])
def test_pages_without_answers_are_read_at_grade_7(get_page, path: str) -> None:
    assert grade(prose(get_page(path))) <= HARDEST_GRADE


def test_the_words_above_all_listings_are_read_at_grade_7(get_page) -> None:
    # The rest of the page are names.
    assert grade(" ".join(said(p) for p in get_page("/listings").one("main").iter("p"))) <= HARDEST_GRADE


def test_listings_together_are_read_at_grade_7(listing_pages) -> None:
    told = " ".join(prose(page) for path, page in listing_pages.items() if not path.startswith("/es"))
    assert grade(told) <= HARDEST_GRADE


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_results_are_read_at_grade_7(ask, told: dict[str, str]) -> None:
    assert grade(prose(ask(**told))) <= HARDEST_GRADE


def test_a_dose_and_its_prices_are_read_at_grade_7(get_page) -> None:
    assert grade(prose(get_page("/dose", OHIO))) <= HARDEST_GRADE


def prose(page) -> str:
    """The sentences of a page, each paragraph or item ended, without tables and links to sources."""
    pieces = [said(element) for tag in ("p", "li", "h1", "h2", "h3") for element in page.one("main").iter(tag)]
    return " ".join(piece if piece.endswith((".", "!", "?", ":")) else f"{piece}." for piece in pieces)


@pytest.mark.parametrize("path", ["/", "/es/"])
def test_the_first_load_is_small(shared_app: Flask, path: str) -> None:
    client = shared_app.test_client()
    page = client.get(path, headers={"Accept-Encoding": "br"})
    assert page.headers["Content-Encoding"] == "br"
    text = brotli.decompress(page.data).decode()
    assets = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', text))
    assert assets
    loaded = [client.get(asset, headers={"Accept-Encoding": "br"}, buffered=True) for asset in assets]
    assert [answer.status_code for answer in loaded] == [200] * len(assets)
    assert len(page.data) + sum(len(answer.data) for answer in loaded) <= FIRST_LOAD


@pytest.mark.parametrize("encoding", ["br", "gzip"])
@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
@pytest.mark.parametrize("path", ["/results", "/es/results"])
def test_results_are_small(shared_app: Flask, told: dict[str, str], encoding: str, path: str) -> None:
    page = shared_app.test_client().post(path, data=answers(**told), headers={"Accept-Encoding": encoding})
    assert page.headers["Content-Encoding"] == encoding
    budget = RESULTS_IN_SPANISH if path.startswith("/es") else RESULTS
    # Browsers since 2017 take Brotli; the budget is for them.
    assert len(page.data) <= budget * (GZIP if encoding == "gzip" else 1)
