"""Every page that a patient may read, in both languages: the answer, prices, places, coverage, the board, paper."""

from __future__ import annotations

import re

import pytest
import time_machine
from flask import Flask

from finder.store.snapshot_cache import current_snapshot
from tests.languages import PREFIXES
from tests.web.conftest import Page, read
from tests.web.patient.search.test_safety import SITUATIONS
from tests.web.people import DAY, answers
from tests.web.reading import hard_paragraphs, paragraphs, sentences, too_hard

_PATHS = """
/ /dose /listings /prices /places /insurance /insurance/OH /insurance/TX /insurance/CA /insurance/PR /about /privacy
/accessibility /freshness /board /board/new?about=topic.myths /board/thanks /report /report/thanks /report/suggestion
/report/listings/rx-outreach /report/listings/rx-outreach/paid /report/listings/rx-outreach/wrong /calendars /handout
/no-such-page
"""
OPEN = _PATHS.split()
POSTED: dict[str, tuple[str, dict[str, object]]] = {
    f"{path} {name}": (path, answers(**told)) for path in ("/results", "/dose") for name, told in SITUATIONS.items()
} | {
    "a place": ("/places", {"zip": "45202"}),
    "a ZIP code that is none": ("/places", {"zip": "4520"}),
    "the packet": ("/packet", answers()),
    "the packet on paper": ("/packet/print", answers(option=["rx-outreach", "cost-plus-drugs", "medicaid"])),
    "the calendar": ("/guide/calendar", {"start": DAY}),
    "own questions": ("/guide/questions", answers()),
    "a question": ("/guide/faq", {"q": "cost"}),
}
IN_EVERY_LANGUAGE = pytest.mark.parametrize("prefix", PREFIXES)


@pytest.fixture(scope="module")
def names(shared_app: Flask) -> re.Pattern[str]:
    """Names of programs and places, which are what they are."""
    with shared_app.app_context():
        found = {name for row in current_snapshot().by_id.values() for name in row.name.values()}
    return re.compile("|".join(sorted(map(re.escape, found), key=len, reverse=True)))


def hard(page: Page, path: str, names: re.Pattern[str]) -> bool:
    return too_hard(names.sub("it", sentences(page.one("main"))), path)


def parts_too_hard(page: Page, path: str, names: re.Pattern[str]) -> list[str]:
    return hard_paragraphs((names.sub("it", text) for text in paragraphs(page.one("main"))), path)


@pytest.fixture(autouse=True)
def on_a_day():
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("path", OPEN)
def test_a_page_without_answers_reads_easily(shared_app: Flask, names, prefix: str, path: str) -> None:
    page = read(shared_app.test_client().get(prefix + path))
    assert not hard(page, prefix + path, names)
    assert parts_too_hard(page, prefix + path, names) == []


@IN_EVERY_LANGUAGE
@pytest.mark.parametrize("told", POSTED)
def test_a_page_made_from_answers_reads_easily(shared_app: Flask, names, prefix: str, told: str) -> None:
    path, form = POSTED[told]
    page = read(shared_app.test_client().post(prefix + path, data=form))
    assert len(sentences(page.one("main"))) > 60
    assert not hard(page, prefix + path, names)
    assert parts_too_hard(page, prefix + path, names) == []


@IN_EVERY_LANGUAGE
def test_every_listing_reads_easily(shared_app: Flask, names, prefix: str) -> None:
    client = shared_app.test_client()
    with shared_app.app_context():
        paths = [f"{prefix}/listings/{name}" for name in current_snapshot().by_id]
    assert len(paths) > 80
    pages = {path: read(client.get(path)) for path in paths}
    assert [path for path, page in pages.items() if hard(page, path, names)] == []
    assert [text for path, page in pages.items() for text in parts_too_hard(page, path, names)] == []


def test_a_hard_paragraph_is_found_and_names_and_addresses_are_let_through() -> None:
    hard = "Notwithstanding the aforementioned considerations, applicants necessarily demonstrate eligibility with"
    assert hard_paragraphs([f"{hard} official documentation and more."], "/about") != []
    assert hard_paragraphs(["Call the clinic and ask if they can help you with the cost this week."], "/about") == []
    assert hard_paragraphs([", ".join(["California, Oregon, Washington"] * 5)], "/about") == []
    spanish = (
        "No obstante, los solicitantes necesariamente demostrarán elegibilidad administrativa mediante documentación y"
    )
    assert hard_paragraphs([f"{spanish} verificaciones."], "/es/about") != []
