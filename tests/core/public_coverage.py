"""Public coverage as shipped, judged for a person on a day."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from finder.core.criteria import Finding
from finder.core.matching import Matcher
from finder.core.poverty import Guideline
from finder.core.situation import Prescription, Situation
from finder.core.tables import StateLimit
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT

YES, MAYBE, NO = Verdict.YES, Verdict.MAYBE, Verdict.NO
TODAY = date(2026, 11, 23)
ROWS = [row for rows in SNAPSHOT.facts.tables.rows.values() for row in rows]
CITIZEN = Situation(
    insurance=frozenset({"none"}),
    citizenship="citizen",
    pregnant=False,
    children_at_home=False,
    disabled=False,
    married=False,
    work_hours=Decimal(100),
    income_period="year",
)


def told(**answers: object) -> Situation:
    """A citizen without insurance who works, with these answers changed."""
    return Situation(
        **{name: getattr(CITIZEN, name) for name in Situation.__dataclass_fields__} | answers  # type: ignore[arg-type]
    )


def found(listing: str, situation: Situation, on: date = TODAY) -> Finding:
    finding = Matcher(snapshot=SNAPSHOT, situation=situation, prescription=Prescription(), on=on).verdict_of(listing)
    assert finding is not None
    return finding


def verdict(listing: str, situation: Situation, on: date = TODAY) -> Verdict:
    return found(listing, situation, on).verdict


def day_in_force(row: StateLimit) -> date | None:
    """A day on which both the row and a guideline are in force; today where it can be."""
    last = (row.ends or date(2027, 2, 1)) - timedelta(1)
    day = max(row.starts or TODAY, min(TODAY, last))
    return day if SNAPSHOT.facts.guidelines.on(day, row.state) else None


def guideline(row: StateLimit, day: date) -> Guideline:
    found_row = SNAPSHOT.facts.guidelines.on(day, row.state)
    assert found_row is not None
    return found_row


def name_of(row: StateLimit) -> str:
    return f"{row.table}-{row.group}-{row.state}-{row.starts}"
