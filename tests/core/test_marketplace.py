"""The Marketplace's tax credit and the Basic Health Program as shipped."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.verdict import Verdict
from tests.core.public_coverage import (
    MAYBE,
    NO,
    YES,
    found,
    told,
    verdict,
)


@pytest.mark.parametrize(
    ("percent", "expected"), [(Decimal("99.9"), NO), (Decimal(100), YES), (Decimal(400), YES), (Decimal("400.1"), NO)]
)
def test_the_tax_credit_runs_from_100_to_400_percent_of_the_guideline_before_the_plan_year(
    percent: Decimal, expected: Verdict
) -> None:
    # In November 2026 plan year 2027 is sold, priced with the guideline of 2026: $15,960 for one person.
    person = told(state="TX", household_size=1, age=40, income=percent * 15960 / 100)
    assert verdict("marketplace-tax-credit", person) is expected


def test_before_open_enrolment_the_tax_credit_uses_the_guideline_of_2025() -> None:
    person = told(state="TX", household_size=1, age=40, income=Decimal(62601))
    assert verdict("marketplace-tax-credit", person, date(2026, 10, 31)) is NO
    assert verdict("marketplace-tax-credit", person, date(2026, 11, 1)) is YES


def test_plan_year_2025_had_no_upper_income_limit() -> None:
    person = told(state="TX", household_size=1, age=40, income=Decimal(90000))
    assert verdict("marketplace-tax-credit", person, date(2025, 6, 1)) is YES
    assert verdict("marketplace-tax-credit", person, date(2026, 6, 1)) is NO


def test_a_job_offer_that_was_not_told_is_assumed_away_and_one_that_was_told_is_not() -> None:
    person = {"state": "TX", "household_size": 1, "age": 40, "income": Decimal(30000)}
    assert found("marketplace-tax-credit", told(**person)).verdict is YES
    assert verdict("marketplace-tax-credit", told(job_offer=True, **person)) is NO


def test_new_york_moved_people_above_200_percent_to_the_marketplace_in_july_2026() -> None:
    person = told(state="NY", household_size=1, age=40, income=Decimal(35000))
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [verdict("basic-health-program", person, day) for day in days] == [YES, NO]
    assert [verdict("marketplace-tax-credit", person, day) for day in days] == [NO, YES]


@pytest.mark.parametrize(
    ("state", "income", "expected"),
    [
        ("MN", 31300, YES),
        ("MN", 31301, NO),
        ("OR", 31920, YES),
        ("OR", 31921, NO),
        ("NY", 39900, YES),
        ("NY", 39901, NO),
    ],
)
def test_the_basic_health_program_goes_by_the_guideline_of_its_state(
    state: str, income: int, expected: Verdict
) -> None:
    # 200% (New York until July 2026: 250%) of $15,650 in Minnesota, of $15,960 in the others.
    person = told(state=state, household_size=1, age=40, income=Decimal(income))
    day = date(2026, 6, 1)
    assert verdict("basic-health-program", person, day) is expected
    assert verdict("marketplace-tax-credit", person, day) is (NO if expected is YES else YES)


@pytest.mark.parametrize("listing", ["basic-health-program", "marketplace-tax-credit"])
def test_insurance_through_a_job_is_not_assumed_to_cost_too_much(listing: str) -> None:
    income = {"basic-health-program": 2500, "marketplace-tax-credit": 3200}[listing] * 12
    person = told(state="NY", household_size=1, age=40, income=Decimal(income))
    assert verdict(listing, person) is YES
    assert (
        verdict(
            listing,
            told(state="NY", household_size=1, age=40, income=Decimal(income), insurance=frozenset({"employer"})),
        )
        is MAYBE
    )
