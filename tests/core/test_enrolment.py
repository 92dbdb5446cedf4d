"""The plan year that the Marketplace sells on a day."""

from __future__ import annotations

from datetime import date

import pytest

from finder.core.enrolment import EnrolmentPeriod, plan_year_on
from tests.factories import SOURCE, TODAY


def period(state: str, plan_year: int, opens: date, closes: date) -> EnrolmentPeriod:
    return EnrolmentPeriod(
        state=state, plan_year=plan_year, opens=opens, closes=closes, source=SOURCE, as_of="undated", checked_on=TODAY
    )


PERIODS = (
    period("ID", 2027, date(2026, 10, 15), date(2026, 12, 15)),
    period("OH", 2026, date(2025, 11, 1), date(2026, 1, 15)),
    period("OH", 2027, date(2026, 11, 1), date(2026, 12, 15)),
)


@pytest.mark.parametrize(
    ("day", "state", "year"),
    [
        (date(2026, 10, 14), "ID", 2026),
        (date(2026, 10, 15), "ID", 2027),
        (date(2026, 10, 31), "OH", 2026),
        (date(2026, 11, 1), "OH", 2027),
        (date(2026, 12, 31), "OH", 2027),
        (date(2027, 1, 1), "OH", 2027),
    ],
)
def test_from_the_states_opening_day_the_next_plan_year_is_judged(day: date, state: str, year: int) -> None:
    assert plan_year_on(day, state, PERIODS) == year


@pytest.mark.parametrize(
    ("day", "state", "year"),
    [
        (date(2026, 10, 31), None, 2026),
        (date(2026, 11, 1), "TX", 2027),
        # The calendar on file ends before the day asked about.
        (date(2028, 3, 1), "OH", 2028),
        (date(2027, 11, 1), "OH", 2028),
    ],
)
def test_without_a_calendar_for_the_day_the_federal_opening_day_counts(day: date, state: str | None, year: int) -> None:
    assert plan_year_on(day, state, PERIODS) == year
