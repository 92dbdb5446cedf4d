from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from finder.core.blood_tests import blood_test_days, coming_year, months_after
from finder.core.monitoring import Monitoring

LABEL = Monitoring(
    first_year=(4, 4, 9),
    later_year=12,
    sellers=(),
    local_sellers=(),
    leaves_out=(),
    source="https://example.org/",
    checked_on=date(2026, 11, 1),
)
START = date(2026, 12, 1)


def test_the_first_year_is_weekly_then_twice_a_month_then_monthly() -> None:
    days = blood_test_days(START, LABEL)
    assert len(days) == 17
    assert days[:4] == [START + timedelta(weeks=week) for week in range(1, 5)]
    assert days[8:10] == [date(2027, 4, 1), date(2027, 5, 1)]
    assert days[-1] == date(2027, 12, 1)


@pytest.mark.parametrize(
    ("start", "months", "day"),
    [(date(2027, 1, 31), 1, date(2027, 2, 28)), (date(2026, 12, 15), 1, date(2027, 1, 15))],
)
def test_a_month_later_is_the_same_day_or_the_last_of_a_shorter_month(start: date, months: int, day: date) -> None:
    assert months_after(start, months) == day


def test_someone_about_to_start_gets_the_whole_first_year() -> None:
    assert coming_year(START, date(2026, 11, 24), LABEL) == blood_test_days(START, LABEL)


def test_days_that_are_over_are_left_out_and_the_year_goes_on_monthly() -> None:
    days = coming_year(START, date(2027, 6, 15), LABEL)
    assert days[0] == date(2027, 7, 1)
    assert days[-1] == date(2028, 6, 1)
    assert len(days) == 12


def test_someone_who_has_taken_it_for_years_gets_one_a_month() -> None:
    days = coming_year(date(2015, 3, 31), date(2026, 11, 24), LABEL)
    assert days[:4] == [date(2026, 11, 30), date(2026, 12, 31), date(2027, 1, 31), date(2027, 2, 28)]


def test_without_later_counts_the_dates_end_with_the_first_year() -> None:
    assert coming_year(START, date(2027, 6, 15), replace(LABEL, later_year=0))[-1] == date(2027, 12, 1)
