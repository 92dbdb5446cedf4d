"""The evidence of one situation on one day: what was told, and the figures and sizes that are still possible."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finder.core.criteria import Criterion
from finder.core.poverty import Guideline, Guidelines
from finder.core.situation import PRESCRIPTION_FIELDS, SITUATION_FIELDS, Prescription, Situation
from finder.core.tables import StateTables

# A household whose size was not told is judged at both ends; a rule that holds at both holds.
SIZES_WHEN_NOT_TOLD = (1, 20)
STATES_WHEN_NOT_TOLD = ("OH", "AK", "HI")
AGES_THAT_CAN_BE_PREGNANT = range(10, 61)


class PovertyLines(NamedTuple):
    """The poverty guidelines still possible, in dollars a year; ``missing`` columns would settle which one it is."""

    per_year: frozenset[Decimal]
    missing: tuple[str, ...]


@dataclass(slots=True)
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
    told: dict[str, object] = field(init=False)
    income_per_year: Decimal | None = field(init=False)
    income_per_month: Decimal | None = field(init=False)
    _poverty: dict[tuple[str, str], PovertyLines] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.income_per_year = self.situation.income_per_year
        self.income_per_month = self.situation.income_per_month
        self.told = {name: getattr(self.situation, name) for name in SITUATION_FIELDS}
        self.told.update((name, getattr(self.prescription, name)) for name in PRESCRIPTION_FIELDS)
        self.told["plan_year"] = self.plan_year
        if not self.can_be_pregnant:
            for fact in ("pregnant", "postpartum"):
                self.told[fact] = self.told[fact] or False

    @property
    def can_be_pregnant(self) -> bool:
        """Whether the age told leaves a pregnancy possible, so that it can change an answer."""
        return self.situation.age is None or self.situation.age in AGES_THAT_CAN_BE_PREGNANT

    def poverty_lines(self, criterion: Criterion) -> PovertyLines:
        """The guidelines that the rule may mean, by the way it counts people; none when no figure is on file."""
        key = (criterion.size, criterion.guideline)
        if key not in self._poverty:
            self._poverty[key] = self._possible_lines(criterion)
        return self._poverty[key]

    def _possible_lines(self, criterion: Criterion) -> PovertyLines:
        sizes, missing = self.sizes(criterion.size)
        state = self.situation.state
        rows = [self.guideline_for(criterion, row) for row in ((state,) if state else STATES_WHEN_NOT_TOLD)]
        lines = frozenset(row.per_year(people) for row in rows if row for people in sizes) if all(rows) else frozenset()
        return PovertyLines(lines, missing if state else (*missing, "state"))

    def sizes(self, size: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The household sizes that are possible for a way of counting, and the columns that would settle it."""
        told = self.situation
        if size == "ssi":
            return ((1, 2), ("married",)) if told.ssi_size is None else ((told.ssi_size,), ())
        if told.household_size is None:
            return SIZES_WHEN_NOT_TOLD, ("household_size",)
        if size == "magi" and told.pregnant:
            return (told.household_size + 1,), ()
        if size == "magi" and told.pregnant is None and self.can_be_pregnant:
            return (told.household_size, told.household_size + 1), ("pregnant",)
        return (told.household_size,), ()

    def guideline_for(self, criterion: Criterion, state: str) -> Guideline | None:
        """The poverty guideline that the rule uses in ``state`` on the day."""
        if criterion.guideline == "marketplace":
            # A plan year is priced with the guideline of the year before it (26 CFR 1.36B-1(h)).
            return None if self.plan_year is None else self.guidelines.of_year(self.plan_year - 1, state)
        return self.guidelines.on(self.on, state)
