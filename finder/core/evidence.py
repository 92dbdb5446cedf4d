"""The evidence of one situation on one day: what was told, and the figures and sizes that are still possible."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finder.core.criteria import Criterion
from finder.core.poverty import Floor, Guideline, Guidelines
from finder.core.situation import MONTHS_PER_YEAR, PRESCRIPTION_FIELDS, SITUATION_FIELDS, Prescription, Situation
from finder.core.tables import StateTables

# Twins and triplets: more are so rare that they leave no answer open.
MOST_EXPECTED = 3
# A household whose size was not told is judged at both ends; a rule that holds at both holds.
SIZES_WHEN_NOT_TOLD = (1, 20)
STATES_WHEN_NOT_TOLD = ("OH", "AK", "HI")
AGES_THAT_CAN_BE_PREGNANT = range(12, 61)


def can_be_pregnant(age: int | None) -> bool:
    """Whether an age leaves a pregnancy possible; one that was not told does."""
    return age is None or age in AGES_THAT_CAN_BE_PREGNANT


class PovertyLines(NamedTuple):
    """The poverty guidelines still possible, in dollars a year; ``missing`` columns would settle which one it is."""

    per_year: frozenset[Decimal]
    missing: tuple[str, ...]
    floor: Floor | None = None


@dataclass(slots=True, kw_only=True)
class Evidence:
    """One situation and prescription on one day, with the tables that rules refer to.

    ``plan_year`` is the Marketplace plan year being sold in the person's state on that day. ``told`` is what was
    told about each column, ``None`` when not told, and the plan year.
    """

    situation: Situation
    prescription: Prescription
    on: date
    guidelines: Guidelines
    tables: StateTables
    plan_year: int | None = None
    answers: dict[str, object] = field(init=False)
    _income_per_year: dict[str, Decimal | None] = field(init=False)
    _poverty: dict[tuple[str, str], PovertyLines] = field(default_factory=dict)
    _with_more_expected: Evidence | None = None

    def __post_init__(self) -> None:
        self._income_per_year = {"all": self.situation.income_per_year, "magi": self.situation.magi_per_year}
        self.answers = {name: getattr(self.situation, name) for name in SITUATION_FIELDS}
        self.answers.update((name, getattr(self.prescription, name)) for name in PRESCRIPTION_FIELDS)
        self.answers["plan_year"] = self.plan_year
        if not self.can_be_pregnant:
            for fact in ("pregnant", "postpartum"):
                self.answers[fact] = self.answers[fact] or False

    def income_per_year(self, criterion: Criterion) -> Decimal | None:
        """The income that the rule counts, in dollars a year; ``None`` when not told."""
        return self._income_per_year[criterion.income_counted]

    def not_counted_per_month(self, criterion: Criterion) -> Decimal | None:
        """The part of the income told that the rule leaves out, in dollars a month; ``None`` when there is none."""
        total, counted = self._income_per_year["all"], self.income_per_year(criterion)
        return (
            (total - counted) / MONTHS_PER_YEAR
            if total is not None and counted is not None and total > counted
            else None
        )

    @property
    def may_expect_more(self) -> bool:
        """Whether a pregnant person did not say how many children she expects: it counts as one."""
        return self.situation.pregnant is True and self.situation.expecting is None

    def with_more_expected(self) -> Evidence:
        """The same person expecting the most children that still leave an answer open."""
        if self._with_more_expected is None:
            situation = replace(self.situation, expecting=MOST_EXPECTED)
            self._with_more_expected = Evidence(
                situation=situation,
                prescription=self.prescription,
                on=self.on,
                guidelines=self.guidelines,
                tables=self.tables,
                plan_year=self.plan_year,
            )
        return self._with_more_expected

    @property
    def can_be_pregnant(self) -> bool:
        """Whether the age told leaves a pregnancy possible, so that it can change an answer."""
        return can_be_pregnant(self.situation.age)

    def poverty_lines(self, criterion: Criterion) -> PovertyLines:
        """The guidelines that the rule may mean, by the way it counts people; none when no figure is on file."""
        key = (criterion.size, criterion.guideline)
        if key not in self._poverty:
            self._poverty[key] = self._possible_lines(criterion)
        return self._poverty[key]

    def _possible_lines(self, criterion: Criterion) -> PovertyLines:
        sizes, missing = self.sizes(criterion.size)
        state = self.situation.state
        states = (state,) if state else STATES_WHEN_NOT_TOLD
        found = [self.guideline_for(criterion, row) for row in states]
        rows = [row for row in found if row is not None]
        floors = [floor for _row, floor in rows if floor is not None]
        complete = len(rows) == len(states)
        lines = frozenset(row.per_year(people) for row, _floor in rows for people in sizes) if complete else frozenset()
        floor = max(floors, key=lambda floor: floor.rise, default=None)
        return PovertyLines(lines, missing if state else (*missing, "state"), floor)

    def sizes(self, size: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The household sizes that are possible for a way of counting, and the columns that would settle it."""
        situation = self.situation
        if size == "ssi":
            return ((1, 2), ("married",)) if situation.ssi_size is None else ((situation.ssi_size,), ())
        if situation.household_size is None:
            return SIZES_WHEN_NOT_TOLD, ("household_size",)
        if size == "magi" and situation.pregnant:
            # All unborn count for the pregnant person's own household (42 CFR 435.603(b)).
            return (situation.household_size + (situation.expecting or 1),), ()
        if size == "magi" and situation.pregnant is None and self.can_be_pregnant:
            return tuple(situation.household_size + unborn for unborn in range(MOST_EXPECTED + 1)), ("pregnant",)
        return (situation.household_size,), ()

    def guideline_for(self, criterion: Criterion, state: str) -> tuple[Guideline, Floor | None] | None:
        """The poverty guideline that the rule uses in ``state`` on the day, or the last one as a floor."""
        if criterion.guideline == "marketplace":
            if self.plan_year is None:
                return None
            # A plan year is priced with the guideline of the year before it (26 CFR 1.36B-1(h)).
            year = self.plan_year - 1
            row = self.guidelines.of_year(year, state)
            return (row, None) if row else self.guidelines.floor_of_year(year, state)
        row = self.guidelines.on(self.on, state)
        return (row, None) if row else self.guidelines.floor_on(self.on, state)
