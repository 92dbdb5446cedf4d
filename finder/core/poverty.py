"""Federal poverty guidelines (HHS), by year and region, with the days on which each is in force.

Source of the figures: the yearly notice in the Federal Register, kept in
``seed_data/poverty_guidelines.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

TERRITORIES = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI", "UM", "AA", "AE", "AP"})


def region_of(state: str) -> str | None:
    """The guideline's region for a postal code; ``None`` for territories, which have no guideline."""
    if state in TERRITORIES:
        return None
    return {"AK": "alaska", "HI": "hawaii"}.get(state, "contiguous_us_dc")


@dataclass(frozen=True, slots=True)
class Guideline:
    """One year's guideline in one region, in dollars a year; in force for ``starts <= on < ends``."""

    year: int
    region: str
    first_person: Decimal
    each_additional: Decimal
    starts: date
    ends: date
    source: str
    checked_on: date
    confidence: str

    def per_year(self, people: int) -> Decimal:
        """The guideline for a household of ``people``, in dollars a year."""
        return self.first_person + self.each_additional * (people - 1)


@dataclass(frozen=True, slots=True)
class Guidelines:
    """All guidelines on file."""

    rows: tuple[Guideline, ...]

    @classmethod
    def of(cls, rows: Iterable[Guideline]) -> Guidelines:
        """Guidelines in a fixed order."""
        return cls(tuple(sorted(rows, key=lambda row: (row.year, row.region))))

    def on(self, day: date, state: str) -> Guideline | None:
        """The guideline in force in ``state`` on ``day``; ``None`` when none is on file."""
        region = region_of(state)
        for row in self.rows:
            if row.region == region and row.starts <= day < row.ends:
                return row
        return None

    def of_year(self, year: int, state: str) -> Guideline | None:
        """The guideline of a named year in ``state``; ``None`` when none is on file."""
        region = region_of(state)
        for row in self.rows:
            if row.region == region and row.year == year:
                return row
        return None
