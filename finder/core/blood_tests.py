"""The days of blood counts that follow from a start date, by the label's schedule."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from finder.core.monitoring import Monitoring
from finder.core.situation import MONTHS_PER_YEAR

DAYS_OF_FIRST_MONTH, DAYS_OF_NEXT_MONTHS = 28, 60
MONTHS_BEFORE = 3


def months_after(start: date, months: int) -> date:
    """The same day some months later, or the last day of a shorter month."""
    years, month = divmod(start.month - 1 + months, MONTHS_PER_YEAR)
    year = start.year + years
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def blood_test_days(start: date, monitoring: Monitoring) -> list[date]:
    """The label's blood counts of the first year: weekly, then twice a month, then monthly."""
    first_month, next_months, rest = monitoring.first_year
    weekly = [start + timedelta(days=DAYS_OF_FIRST_MONTH * at // first_month) for at in range(1, first_month + 1)]
    month_done = start + timedelta(days=DAYS_OF_FIRST_MONTH)
    twice = [month_done + timedelta(days=DAYS_OF_NEXT_MONTHS * at // next_months) for at in range(1, next_months + 1)]
    return [*weekly, *twice, *(months_after(start, MONTHS_BEFORE + at) for at in range(1, rest + 1))]


def coming_year(start: date, since: date, monitoring: Monitoring) -> list[date]:
    """The counts of a year for someone who starts, or started, on ``start``: those from ``since`` on.

    The year begins on the later of the two days. After the first year the counts go on at their later pace.
    """
    begin = max(start, since)
    end = months_after(begin, MONTHS_PER_YEAR)
    days = blood_test_days(start, monitoring)
    at = 1
    while monitoring.later_year and (day := _later_day(start, at, monitoring.later_year)) <= end:
        days.append(day)
        at += 1
    return [day for day in days if begin <= day <= end]


def _later_day(start: date, at: int, a_year: int) -> date:
    return months_after(start, MONTHS_PER_YEAR + MONTHS_PER_YEAR * at // a_year)
