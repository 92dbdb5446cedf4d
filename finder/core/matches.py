"""What comes of matching: each listing judged for one person, and all of them in the order to try them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from finder.core.contradictions import Remark
from finder.core.costs import Cost, YearCost
from finder.core.criteria import Finding
from finder.core.listing import Listing
from finder.core.monitoring import BloodTestPrice, CoveredTest
from finder.core.ranking import Position
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot
from finder.core.verdict import Unsure, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One listing judged for one person. ``cost`` is one fill; ``None`` where no price can be given."""

    listing: Listing
    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    unsure: Unsure | None
    cost: Cost | None
    first_year: YearCost | None
    position: Position


@dataclass(frozen=True, kw_only=True)
class Plan:
    """All listings that can apply where the person lives, in the order to try them.

    ``remarks`` are on answers that cannot both be true on this day: what is in doubt counts as not told.
    """

    on: date
    snapshot: Snapshot
    situation: Situation
    prescription: Prescription
    matches: tuple[Match, ...]
    blood_test: BloodTestPrice | None
    covered_test: CoveredTest | None = None
    remarks: tuple[Remark, ...] = ()

    @cached_property
    def fitting(self) -> tuple[Match, ...]:
        """What the person may get, or cannot be told yet."""
        return tuple(row for row in self.matches if row.verdict is not Verdict.NO)

    @cached_property
    def not_fitting(self) -> tuple[Match, ...]:
        """What does not seem to fit so far."""
        return tuple(row for row in self.matches if row.verdict is Verdict.NO)
