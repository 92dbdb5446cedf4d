"""Answers that could mean two things, and facts that nobody told: what the API says of each kind."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

ADULT: dict[str, Any] = {
    "state": "OH",
    "age": 40,
    "household_size": 1,
    "income": 1000,
    "income_period": "month",
    "insurance": "none",
    "pregnant": False,
    "postpartum": False,
    "married": False,
    "disabled": False,
    "children_at_home": False,
    "citizenship": "citizen",
}
TWINS = ADULT | {"state": "TX", "age": 28, "income": 3800, "pregnant": True}
MOTHER = ADULT | {"age": 35, "household_size": 2, "income": 2494, "children_at_home": True}


def screened(app: Flask, answers: dict[str, Any], status: int = 200) -> dict[str, Any]:
    answer = app.test_client().post("/api/v1/screen", json={"on": "2026-11-30", **answers})
    assert answer.status_code == status, answer.text
    return answer.json


def medicaid(app: Flask, **answers: Any) -> tuple[str, list[str]]:
    rows = screened(app, answers)["matches"]
    row = next(row for row in rows if row["listing"] == "medicaid")
    return row["verdict"], row["missing"]


@pytest.mark.parametrize(("expecting", "verdict"), [(None, "maybe"), (1, "no"), (2, "yes"), (3, "yes")])
def test_twins_are_asked_about_where_they_would_lift_a_no(shared_app: Flask, expecting: int, verdict: str) -> None:
    found, missing = medicaid(shared_app, **TWINS, expecting=expecting)
    assert found == verdict
    assert ("expecting" in missing) is (expecting is None)


def test_a_part_of_the_income_that_does_not_count_lifts_a_no(shared_app: Flask) -> None:
    assert medicaid(shared_app, **MOTHER) == ("no", ["income_not_counted"])
    assert medicaid(shared_app, **MOTHER, income_not_counted=994)[0] == "yes"
    rows = screened(shared_app, MOTHER | {"income_not_counted": 994})["matches"]
    said = next(row for row in rows if row["listing"] == "medicaid")["reasons"]
    assert any("$994 a month is not counted: $1,500 is left" in reason for reason in said)


def test_what_no_household_has_in_such_income_is_not_asked_about(shared_app: Flask) -> None:
    assert medicaid(shared_app, **ADULT | {"income": 6000}) == ("no", [])


def test_paid_twice_a_month_is_twenty_four_times_a_year(shared_app: Flask) -> None:
    assert medicaid(shared_app, **ADULT | {"income": 900, "income_period": "twice_a_month"})[0] == "yes"
    assert medicaid(shared_app, **ADULT | {"income": 900, "income_period": "two_weeks"})[0] == "no"


def test_who_earns_the_printed_limit_fits(shared_app: Flask) -> None:
    wisconsin = ADULT | {"state": "WI", "household_size": 3}
    assert medicaid(shared_app, **wisconsin | {"income": "2276.67"})[0] == "yes"
    assert medicaid(shared_app, **wisconsin | {"income": "2276.68"})[0] == "no"


@pytest.mark.parametrize(("state", "verdict"), [("KY", "yes"), ("TN", "no"), (None, "maybe")])
def test_a_zip_code_in_two_states_guesses_no_state(shared_app: Flask, state: str | None, verdict: str) -> None:
    answers = ADULT | {"zip": "42223", "state": state}
    assert medicaid(shared_app, **answers)[0] == verdict
    remarks = screened(shared_app, answers)["remarks"]
    assert ("Kentucky or Tennessee" in " ".join(remarks)) is (state is None)


@pytest.mark.parametrize(
    ("answer", "text"),
    [
        ("income", "800 600"),
        ("days_left", "10 15"),
        ("age", "1 2"),
        ("income", "1$5$00"),
        ("household_size", "1,5"),
        ("daily_dose_mg", "3 tabs"),
        ("zip", "2138"),
    ],
)
def test_what_could_mean_two_things_is_refused_with_the_value(shared_app: Flask, answer: str, text: str) -> None:
    [error] = screened(shared_app, ADULT | {answer: text}, status=422)["errors"]
    assert error["field"] == answer
    assert text in error["detail"]


def test_an_income_without_its_period_is_refused_with_the_amount(shared_app: Flask) -> None:
    [error] = screened(shared_app, ADULT | {"income": 1500, "income_period": None}, status=422)["errors"]
    assert (error["field"], "$1,500" in error["detail"]) == ("income_period", True)


def test_a_household_of_one_that_is_married_is_remarked_on(shared_app: Flask) -> None:
    remarks = screened(shared_app, ADULT | {"married": True, "children_at_home": True})["remarks"]
    assert len(remarks) == 2
    assert "only one person in the household" in remarks[0]
