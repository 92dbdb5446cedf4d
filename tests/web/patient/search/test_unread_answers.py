"""What could not be used is named with its field and a way to it; who may run out reads what to do in any case."""

from __future__ import annotations

import pytest

from tests.web.conftest import words
from tests.web.people import answers, by_id

FEVER = "Fever of 100.4 F (38 C) or chills? Call now, day or night."
HIGH_DOSE = {"daily_dose_mg": "600"}
OTHER_STATE = {"zip": "10001", "state": "TX"}
TWO_AT_ONCE = {"married": "yes", "household_size": "1"}


def unread(page) -> str:
    return words(by_id(page, "unread"))


@pytest.mark.parametrize(
    ("name", "text", "label", "control"),
    [
        ("days_left", "xyz", "How many days of tablets do you have left?", "days_left"),
        ("age", "old", "Age of the person who takes the tablets", "age"),
        ("pregnant", "perhaps", "Are you pregnant?", "pregnant-0"),
        ("quote_own-pharmacy", "twelve", "A pharmacy near you, cash price", "quote_own-pharmacy"),
    ],
)
def test_an_answer_that_cannot_be_used_is_named_with_its_field_and_a_way_there(
    get_page, name: str, text: str, label: str, control: str
) -> None:
    page = get_page("/results", answers(**{name: text}))
    assert f"We could not use “{text}” at {label}: " in unread(page)
    form = next(form for form in by_id(page, "unread").iter("form"))
    button = next(button for button in form.iter("button") if words(button) == label)
    assert button.get("formaction") == f"/#{control}"
    sent = {field.get("name"): field.get("value") for field in form.iter("input")}
    again = get_page(form.get("action"), sent)
    assert by_id(again, control) is not None
    assert f"#{control}" in again.links


def test_choices_are_named_in_words_and_never_by_their_keys(get_page) -> None:
    page = get_page("/results", answers(insurance=["none", "employer"]))
    assert "“No insurance; A plan from a job (mine, a spouse's or a parent's)” at What insurance" in unread(page)
    page = get_page("/results", answers(transplant="liver"))
    assert "Choose one of these: Kidney transplant; Transplant of another organ; No transplant." in unread(page)


def test_s10_a_status_that_cannot_be_read_is_not_repeated(get_page) -> None:
    said = unread(get_page("/results", answers(citizenship="undocumented")))
    assert "undocumented" not in said
    assert "Citizenship or immigration group" in said


@pytest.mark.parametrize("wrong", [HIGH_DOSE, OTHER_STATE, TWO_AT_ONCE], ids=["dose", "zip", "pair"])
@pytest.mark.parametrize("left", ["0", "6", None, "xyz"])
def test_s1_a_form_that_comes_back_says_what_to_do_today(get_page, wrong: dict[str, str], left: str | None) -> None:
    page = get_page("/results", answers(**wrong, days_left=left), 422)
    assert "What is your lowest price" in page.main
    assert by_id(page, "today") is not None
    assert FEVER in page.main
    assert by_id(page, "safety") is not None


@pytest.mark.parametrize("wrong", [HIGH_DOSE, OTHER_STATE, TWO_AT_ONCE], ids=["dose", "zip", "pair"])
def test_who_has_tablets_for_weeks_settles_the_form_first(get_page, wrong: dict[str, str]) -> None:
    assert FEVER not in get_page("/results", answers(**wrong, days_left="30"), 422).main


def test_s9_a_form_that_comes_back_names_the_card_before_any_counter(get_page) -> None:
    main = get_page("/results", answers(**HIGH_DOSE, insurance="medicaid", age="40", days_left="3"), 422).main
    assert "Use your card first" in main
    assert "What is your lowest price" not in main


def test_a_doubtful_state_leads_to_no_program_of_either(get_page) -> None:
    page = get_page("/results", answers(**OTHER_STATE, days_left="3"), 422)
    assert "Texas" not in words(by_id(page, "today"))
    assert "New York" not in words(by_id(page, "today"))
