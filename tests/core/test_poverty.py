"""Poverty guidelines by day and place."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.poverty import TERRITORIES, Guidelines, region_of
from tests.factories import guidelines


@pytest.mark.parametrize(
    ("day", "state", "people", "dollars"),
    [
        (date(2024, 1, 17), "OH", 1, 15060),
        (date(2025, 1, 14), "OH", 1, 15060),
        (date(2025, 1, 15), "OH", 1, 15650),
        (date(2026, 1, 12), "DC", 4, 15650 + 3 * 5500),
        (date(2026, 1, 13), "OH", 1, 15960),
        (date(2026, 11, 23), "OH", 2, 15960 + 5680),
        (date(2026, 11, 23), "OH", 20, 15960 + 19 * 5680),
        (date(2024, 6, 1), "AK", 1, 18810),
        (date(2025, 6, 1), "AK", 3, 19550 + 2 * 6880),
        (date(2026, 6, 1), "AK", 1, 19950),
        (date(2024, 6, 1), "HI", 1, 17310),
        (date(2025, 6, 1), "HI", 1, 17990),
        (date(2026, 6, 1), "HI", 2, 18360 + 6530),
    ],
)
def test_the_guideline_is_that_of_the_day_the_region_and_the_household(
    day: date, state: str, people: int, dollars: int
) -> None:
    row = guidelines().on(day, state)
    assert row is not None
    assert row.per_year(people) == dollars


@pytest.mark.parametrize("day", [date(2024, 1, 16), date(2027, 2, 1), date(2030, 1, 1)])
def test_before_the_first_and_after_the_last_guideline_there_is_no_figure(day: date) -> None:
    assert guidelines().on(day, "OH") is None


@pytest.mark.parametrize("state", sorted(TERRITORIES))
def test_territories_have_no_guideline_rather_than_one_of_zero(state: str) -> None:
    assert region_of(state) is None
    assert guidelines().on(date(2026, 6, 1), state) is None
    assert guidelines().of_year(2026, state) is None


def test_a_named_year_is_found_whatever_the_day() -> None:
    row = guidelines().of_year(2025, "HI")
    assert row is not None
    assert row.per_year(1) == Decimal(17990)
    assert guidelines().of_year(2023, "HI") is None


def test_the_order_of_the_rows_does_not_matter() -> None:
    assert Guidelines.of(reversed(guidelines().rows)) == guidelines()
