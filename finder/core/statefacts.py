"""What was looked for in a state, by subject, and what was found: dated statements, "none found" included."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from finder.core.text import Text


class StateSubject(StrEnum):
    """What was looked for."""

    DRUG_PROGRAM = "drug_program"
    KIDNEY_PROGRAM = "kidney_program"
    IMMIGRANT_COVERAGE = "immigrant_coverage"
    # Which conditions may count as too sick to work, for the work rule of Medicaid.
    MEDICALLY_FRAIL = "medically_frail"
    # Whether the state looks at savings for the listing that the statement names.
    SAVINGS_TEST = "savings_test"
    # The days, up to the statement's end, on which a plan chosen at the state's own exchange starts on January 1.
    PLAN_FROM_JANUARY = "plan_from_january"


class SearchFinding(StrEnum):
    """What was found. ``UNCONFIRMED``: a source names it, and nothing yet says that it still holds."""

    YES = "yes"
    NONE = "none"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateFact:
    """One statement about one state, in force for ``starts <= on < ends``; ``None`` leaves that side open.

    ``as_of`` is the day, month or year of which the source speaks, or "undated"; ``listing`` the id of ours that
    it is about, or empty; ``says`` is empty where ``subject`` and ``found`` say it all.
    """

    state: str
    subject: StateSubject
    listing: str
    found: SearchFinding
    says: Text
    starts: date | None
    ends: date | None
    source: str
    as_of: str
    checked_on: date
    confidence: str

    def applies(self, on: date) -> bool:
        """Whether the statement is about that day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)
