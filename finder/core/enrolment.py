"""Enrolment periods of the Marketplace, by state and plan year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentPeriod:
    """Open enrolment in one state for one plan year; ``closes`` is the last day."""

    state: str
    plan_year: int
    opens: date
    closes: date
    source: str
    as_of: str
    checked_on: date


def plan_year_on(day: date, state: str | None, periods: Iterable[EnrolmentPeriod]) -> int:
    """The plan year a new application is judged for: from the opening day on, the next one."""
    opening_days = [row.opens for row in periods if row.state == state and row.plan_year == day.year + 1]
    if not opening_days:
        return _usual(day)
    return day.year + 1 if min(opening_days) <= day else day.year


def _usual(day: date) -> int:
    # Without next year's calendar on file the federal opening day, 1 November, is the best there is.
    return day.year + 1 if day.month >= 11 else day.year
