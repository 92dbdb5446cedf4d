"""What one state's coverage rules say in dollars, drawn from the tables that the answers use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finder.core.listing import Kind, Listing, Role
from finder.core.snapshot import Snapshot
from finder.core.tables import Covered, StateLimit
from finder.web.wording import Words
from finder.web.wording.contacts import Office, office
from finder.web.wording.states import state_name
from finder.web.wording.words import N_

SIZES = (1, 2, 3, 4)
MONTHS_PER_YEAR = 12
# Tables and groups of state_limits.csv, in the order to show them.
GROUPS = {
    ("medicaid", "adult"): N_("Medicaid: adults from 19 to 64"),
    ("medicaid", "parent"): N_("Medicaid: parents and caretakers"),
    ("medicaid", "pregnant"): N_("Medicaid: pregnancy, and some months after"),
    ("medicaid", "child_0"): N_("Medicaid: babies under 1"),
    ("medicaid", "child_1_5"): N_("Medicaid: children from 1 to 5"),
    ("medicaid", "child_6_18"): N_("Medicaid: children from 6 to 18"),
    ("chip", "child"): N_("CHIP: children"),
    ("chip", "pregnant"): N_("CHIP: pregnancy"),
    ("basic_health", "adult"): N_("Basic Health Program"),
}


class LimitRow(NamedTuple):
    """One group: its limits for households of 1 to 4, or a sentence where there is none."""

    name: str
    percent: str
    amounts: list[str]
    sentence: str
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True)
class StatePage:
    """Everything the page of one state shows."""

    words: Words
    snapshot: Snapshot
    state: str
    on: date

    @property
    def name(self) -> str:
        """The state's name."""
        return state_name(self.words, self.state)

    @property
    def limits(self) -> list[LimitRow]:
        """The groups on file for the state on this day."""
        found = ((label, self.snapshot.facts.tables.on(self.on, *key, self.state)) for key, label in GROUPS.items())
        return [self._row(label, limit) for label, limit in found if limit is not None]

    def _row(self, label: str, limit: StateLimit) -> LimitRow:
        words = self.words
        sentence = ""
        if limit.covered is Covered.NO:
            sentence = words._("The state does not offer this group. That is the state's rule, not your fault.")
        elif limit.covered is not Covered.YES:
            sentence = words._("The state has more rules here. Ask.")
        amounts = [] if sentence else [self._amount(limit, people) for people in SIZES]
        percent = f"{words.number(limit.percent)}%" if limit.percent is not None and not sentence else ""
        return LimitRow(words._(label), percent, amounts, sentence, limit.source, limit.checked_on)

    def _amount(self, limit: StateLimit, people: int) -> str:
        if limit.percent is None:
            amount = limit.dollars_per_month(people)
            return self.words.about(amount) if amount is not None else self.words._("not on file")
        guideline = self.snapshot.facts.guidelines.on(self.on, self.state)
        if guideline is None:
            return self.words._("not published yet")
        return self.words.about(limit.percent * guideline.per_year(people) / Decimal(100) / MONTHS_PER_YEAR)

    @property
    def offices(self) -> list[tuple[str, Office]]:
        """Where to apply or ask, once each."""
        found: dict[str, tuple[str, Office]] = {}
        for listing in self.coverage:
            place = office(self.words, listing, self.state, self.snapshot.facts, self.on)
            if place is not None and place.name:
                found.setdefault(listing.state_contact, (self.words.text(listing.name), place))
        return list(found.values())

    @property
    def coverage(self) -> list[Listing]:
        """Public coverage that can apply in the state."""
        rows = self.snapshot.that_can_apply(self.state)
        return [row for row in rows if row.kind is Kind.PUBLIC_COVERAGE and row.role is Role.OPTION]
