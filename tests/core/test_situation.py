"""What was told, in dollars a year and a month. What was not told stays not told: never 0, never "no"."""

from __future__ import annotations

from dataclasses import fields
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.situation import PERIODS_PER_YEAR, PRESCRIPTION_FIELDS, SITUATION_FIELDS, Prescription, Situation


def test_nothing_is_assumed_about_anybody() -> None:
    assert {getattr(Situation(), name) for name in SITUATION_FIELDS} == {None}
    assert {getattr(Prescription(), name) for name in PRESCRIPTION_FIELDS} == {None}


def test_the_answers_are_named_by_their_columns() -> None:
    assert tuple(row.name for row in fields(Situation)) == SITUATION_FIELDS
    assert tuple(row.name for row in fields(Prescription)) == PRESCRIPTION_FIELDS
    assert not set(SITUATION_FIELDS) & set(PRESCRIPTION_FIELDS)


@pytest.mark.parametrize(
    ("period", "per_year"), [("year", 1200), ("month", 14400), ("two_weeks", 31200), ("week", 62400), (None, 14400)]
)
def test_income_is_counted_by_the_year_and_is_a_months_unless_told(period: str | None, per_year: int) -> None:
    told = Situation(income=Decimal(1200), income_period=period)
    assert (told.income_per_year, told.income_per_month) == (per_year, Decimal(per_year) / 12)


@pytest.mark.parametrize("period", [None, *PERIODS_PER_YEAR])
def test_an_income_not_told_is_not_zero_and_zero_is_an_income(period: str | None) -> None:
    blank, nothing = Situation(income_period=period), Situation(income=Decimal(0), income_period=period)
    assert (blank.income_per_year, blank.income_per_month) == (None, None)
    assert (nothing.income_per_year, nothing.income_per_month) == (0, 0)


@given(st.integers(0, 99_999), st.sampled_from(sorted(PERIODS_PER_YEAR)))
def test_twelve_months_make_the_year(income: int, period: str) -> None:
    told = Situation(income=Decimal(income), income_period=period)
    assert told.income_per_year is not None
    assert told.income_per_month is not None
    assert abs(told.income_per_month * 12 - told.income_per_year) < Decimal("1e-15")


@pytest.mark.parametrize(("married", "size"), [(None, None), (False, 1), (True, 2)])
def test_social_security_counts_a_couple_as_two_and_anybody_else_as_one(married: bool | None, size: int | None) -> None:
    assert Situation(married=married, household_size=7).ssi_size == size
