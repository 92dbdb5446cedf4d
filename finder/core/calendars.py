"""Enrolment periods of the Marketplace, by state and plan year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class EnrolmentPeriod:
    """Open enrolment in one state for one plan year; ``closes`` is the last day."""

    state: str
    plan_year: int
    opens: date
    closes: date
    source: str
    checked_on: date


def plan_year_on(day: date, state: str | None, periods: Iterable[EnrolmentPeriod]) -> int:
    """The plan year a new application is judged for: from the opening day on, the next one."""
    here = [row for row in periods if row.state == state]
    # A calendar that ends early must not keep an old plan year alive, so the year of the day is the least.
    return max((day.year, *(row.plan_year for row in here if row.opens <= day))) if here else _usual(day)


def _usual(day: date) -> int:
    # Without a calendar on file the federal opening day, 1 November, is the best there is.
    return day.year + 1 if day.month >= 11 else day.year
