"""The list of what we may ask, on the page about privacy, is the list of what the forms ask."""

from __future__ import annotations

import pytest
from flask import Flask

from finder.answers.columns import COLUMNS
from finder.wording.questions import column
from finder.wording.words import words_in
from tests.languages import PREFIXES
from tests.web.conftest import Page, words
from tests.web.people import OHIO, by_id

FORMS = ("/", "/dose", "/places", "/calendars", "/guide/questions", "/caseload", "/cases", "/guide/calendar")
# Three more stand on the list in words of their own: whom it is for, a price, and days.
MORE = ("who_for", "quote_", "start", "renew-")
# What tells nothing about anybody: words to look for, a label, files, an order, topics and ticks.
NO_ANSWERS = {"q", "case_label", "file", "files", "as", "order", "shared_computer", "skip", "topic"}


def listed(page: Page) -> list[str]:
    questions = by_id(page, "questions")
    assert questions is not None
    return [words(row) for row in questions.iter("li")]


def asked(page: Page) -> set[str]:
    """The names of the fields that a person fills in."""
    fields = [field for tag in ("input", "select", "textarea") for field in page.one("main").iter(tag)]
    return {field.get("name", "") for field in fields if field.get("type") not in ("hidden", "submit")} - {""}


def unlisted(names: set[str]) -> set[str]:
    return {name for name in names - set(COLUMNS) - NO_ANSWERS if not name.startswith(MORE)}


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_page_lists_every_question_that_can_be_asked_and_no_other(get_page, shared_app: Flask, prefix: str) -> None:
    page = get_page(f"{prefix}/privacy")
    language = prefix.strip("/") or "en"
    with shared_app.app_context():
        names = [column(words_in(language), name) for name in COLUMNS]
    assert len(names) == len(set(names)) > 30
    assert listed(page)[:-3] == names


@pytest.mark.parametrize("path", FORMS)
def test_a_form_asks_for_nothing_that_is_not_on_the_list(get_page, path: str) -> None:
    assert unlisted(asked(get_page(path))) == set()


def test_the_results_ask_for_nothing_that_is_not_on_the_list(get_page) -> None:
    found = asked(get_page("/results", OHIO))
    assert found
    assert unlisted(found) == set()


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("path", ["/", "/listings", "/guide", "/team/log-in"])
def test_every_footer_leads_to_it(get_page, shared_app: Flask, prefix: str, path: str) -> None:
    assert f'href="{prefix}/privacy"' in shared_app.test_client().get(prefix + path).text
