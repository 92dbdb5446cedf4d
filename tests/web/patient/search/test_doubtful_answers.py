"""Answers that may not hold on the day, a first fill, and ZIP codes outside the states: what the page says of each."""

from __future__ import annotations

import pytest

from tests.web.conftest import words
from tests.web.people import answers, before_other_ways, by_id, fitting, headings, section

ENDED = {"insurance": "medicaid", "age": "40", "lost_coverage_on": "11/10/2026"}
WHICH = "Coverage ended before today, but there is coverage now. Which is right?"


def test_coverage_that_has_ended_is_asked_about_and_leads_only_once_it_is_said_to_be_other_coverage(get_page) -> None:
    page = get_page("/results", answers(**ENDED), 422)
    assert WHICH in page.main
    confirm = {"confirm_answers": by_id(page, "confirm_answers").get("value")}
    page = get_page("/results", answers(**ENDED) | confirm)
    assert headings(page)[0] == "own"
    assert "You told us that coverage end" not in page.main


def test_coverage_that_still_ends_is_a_card_to_use(ask) -> None:
    page = ask(**ENDED | {"lost_coverage_on": "11/24/2026"})
    assert headings(page)[0] == "own"
    assert "You told us that coverage ends." in page.main


def test_who_lost_coverage_and_has_none_reads_that_it_ended(ask) -> None:
    assert "You told us that coverage ended." in ask(**ENDED | {"insurance": "none"}).main


def test_an_adult_with_chip_is_asked_once_more(get_page) -> None:
    page = get_page("/results", answers(insurance="chip", age="40"), 422)
    assert "CHIP is for children, and in some states in pregnancy." in page.main


@pytest.mark.parametrize("left", ["0", None])
def test_s1_who_starts_asks_for_the_first_fill_near_by_and_for_no_refill(ask, left: str | None) -> None:
    page = ask(starting="yes", days_left=left)
    assert "I have a new prescription and no tablets yet." in section(page, "refill")
    assert "short prescription" not in before_other_ways(page)
    assert "emergency refill" not in section(page, "more-today")
    assert "short prescription" in section(ask(starting="no", days_left=left), "refill")


def test_s1_who_starts_and_has_few_tablets_left_asks_for_more_as_everybody(ask) -> None:
    assert "My tablets last 6 more days." in section(ask(starting="yes", days_left="6"), "refill")


@pytest.mark.parametrize(
    ("code", "place"), [("96939", "Palau"), ("96941", "Micronesia"), ("96970", "Marshall Islands")]
)
def test_nobody_is_sent_to_a_states_program_where_no_state_is(ask, code: str, place: str) -> None:
    page = ask(state=None, zip=code, age="40", income="500")
    assert f"{place} is not a US state or territory." in words(by_id(page, "unread"))
    assert section(page, "apply") == ""
    assert not {"medicaid", "chip", "medicare-savings-program", "marketplace-tax-credit"} & set(fitting(page))


def test_a_military_zip_asks_for_the_home_state_and_takes_it(ask) -> None:
    alone = ask(state=None, zip="09001", age="40")
    assert "Which state is your home state?" in words(by_id(alone, "unread"))
    assert section(alone, "apply") == ""
    told = ask(state="OH", zip="09001", age="40")
    assert "home state" not in told.main
    assert "Ohio Medicaid: your $1,500 a month is under its limit" in told.main


def test_an_income_at_the_very_limit_is_said_to_be_exactly_that(ask) -> None:
    page = ask(state="WI", household_size="3", income="2,276.67", age="40", pregnant="no", children_at_home="no")
    assert "That is exactly the limit, and fits." in page.main
    assert "$0.00 a month" not in page.main
