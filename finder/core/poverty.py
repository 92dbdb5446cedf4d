"""Federal poverty guidelines (HHS), by year and region, with the days on which each is in force.

Source of the figures: the yearly notice in the Federal Register, kept in
``seed_data/poverty_guidelines.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

TERRITORIES = frozenset({"AS", "FM", "GU", "MH", "MP", "PR", "PW", "VI", "UM", "AA", "AE", "AP"})


def region_of(state: str) -> str | None:
    """The guideline's region for a postal code; ``None`` for territories, which have no guideline."""
    if state in TERRITORIES:
        return None
    return {"AK": "alaska", "HI": "hawaii"}.get(state, "contiguous_us_dc")


# A state in each region that has guidelines.
ONE_STATE_A_REGION = ("OH", "AK", "HI")
DAYS_PER_YEAR = 366


class Floor(NamedTuple):
    """A figure that ended, in place of the next one: of which year it is, and the factor it may have risen by."""

    year: int
    rise: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Guideline:
    """One year's guideline in one region, in dollars a year; in force for ``starts <= on < ends``."""

    year: int
    region: str
    first_person: Decimal
    each_additional: Decimal
    starts: date
    ends: date
    source: str
    as_of: str
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

    def floor_on(self, day: date, state: str) -> tuple[Guideline, Floor] | None:
        """The last guideline that ended before ``day``, as a floor of the one that is not on file yet.

        ``None`` when a newer one is on file, or when a guideline ever fell in the years on file.
        """
        rows = self._of_region(state)
        if not rows or day < rows[-1].ends or self._largest_rise(rows) is None:
            return None
        return rows[-1], self.floor_since(rows[-1].year, rows[-1].ends, day)

    def floor_of_year(self, year: int, state: str) -> tuple[Guideline, Floor] | None:
        """The newest guideline as a floor of a later year's; ``None`` as for ``floor_on``."""
        rows = self._of_region(state)
        rise = self._largest_rise(rows)
        if not rows or rise is None or year <= rows[-1].year:
            return None
        return rows[-1], Floor(rows[-1].year, rise ** (year - rows[-1].year))

    def floor_since(self, year: int, ended: date, day: date) -> Floor:
        """What a yearly figure that ended may have risen to by ``day``, at the largest rise of a guideline on file."""
        rises = [self._largest_rise(self._of_region(state)) for state in ONE_STATE_A_REGION]
        years = (day - ended).days // DAYS_PER_YEAR + 1
        return Floor(year, max((rise for rise in rises if rise is not None), default=Decimal(1)) ** years)

    def _of_region(self, state: str) -> list[Guideline]:
        region = region_of(state)
        return [row for row in self.rows if row.region == region]

    @staticmethod
    def _largest_rise(rows: list[Guideline]) -> Decimal | None:
        """The largest rise from one year to the next, as a factor; ``None`` where one fell or there are not two."""
        pairs = list(pairwise(rows))
        rises = [new.first_person / old.first_person for old, new in pairs]
        rises += [new.each_additional / old.each_additional for old, new in pairs]
        return max(rises) if rises and min(rises) >= 1 else None

    def of_year(self, year: int, state: str) -> Guideline | None:
        """The guideline of a named year in ``state``; ``None`` when none is on file."""
        region = region_of(state)
        for row in self.rows:
            if row.region == region and row.year == year:
                return row
        return None
