"""What the blood tests of a year cost with the coverage a person holds."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from tests.core.shipped import SNAPSHOT

ON = date(2026, 11, 30)
DOSE = Prescription(daily_dose_mg=Decimal(150))
COUNTS = 17


def year_of_tests(listing: str, *insurance: str, **told: object) -> tuple[Decimal, Decimal]:
    situation = Situation(state="OH", insurance=frozenset(insurance), **told)  # type: ignore[arg-type]  # by name
    plan = match(SNAPSHOT, situation, DOSE, ON)
    row = next(row for row in plan.matches if row.listing.id == listing)
    assert row.first_year is not None
    return row.first_year.blood_tests


CASH = year_of_tests("cost-plus-drugs", "none")


def test_who_has_no_coverage_pays_the_cash_price() -> None:
    assert CASH[0] > 0
    assert year_of_tests("cost-plus-drugs") == CASH


@pytest.mark.parametrize("held", [("medicare",), ("medicare_drug",), ("medicare", "employer")])
def test_medicare_pays_for_tests_wherever_the_tablets_are_bought(held: tuple[str, ...]) -> None:
    assert year_of_tests("cost-plus-drugs", *held, age=70) == (0, 0)


@pytest.mark.parametrize("held", ["employer", "marketplace", "va", "tricare", "ihs", "other"])
def test_other_plans_pay_something_between_all_and_nothing(held: str) -> None:
    assert year_of_tests("cost-plus-drugs", held) == (0, CASH[1])


def test_medicaid_pays_for_tests_at_its_own_figure_in_a_shop_too() -> None:
    low, high = year_of_tests("cost-plus-drugs", "medicaid")
    assert low == 0
    assert high <= 4 * COUNTS
    assert high < CASH[0]


def test_coverage_to_apply_for_counts_its_own_figure() -> None:
    assert year_of_tests("medicaid", "none", household_size=1, income=Decimal(900), income_period="month")[0] == 0
