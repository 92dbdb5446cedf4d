"""A caseload that was read once: what is wrong with it, and its good rows in the order wanted.

Only numbers are kept of each row, so that memory stays flat; a row is read again when its turn comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.caseload.allowance import Allowance
from finder.caseload.header import Header
from finder.caseload.screen import Case, case_at, read_caseload
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.ranking import SAFE_DAYS_LEFT
from finder.core.snapshot import Snapshot
from finder.core.verdict import Verdict
from finder.wording import Words
from finder.wording.words import N_

BY_FILE, BY_DAYS_LEFT, BY_COST = "file", "days_left", "cost"
SHEET_ORDERS = {
    BY_FILE: N_("As in the file"),
    BY_DAYS_LEFT: N_("Fewest days of tablets left first (not told counts as urgent)"),
    BY_COST: N_("Highest cost first, by the best way with a price"),
}
MOST_TOLD = 200


@dataclass(frozen=True, slots=True)
class UnusableLine:
    """One line that cannot be used, and what to do about it."""

    line: int
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseSheet:
    """One file: its lines, and where its good rows begin, each with the days of tablets left."""

    lines: Sequence[str]
    header: Header
    snapshot: Snapshot
    words: Words
    rows: tuple[tuple[int, int | None], ...]
    wrong: tuple[UnusableLine, ...]
    wrong_count: int
    allowance: Allowance

    def cases(self, order: str = BY_FILE) -> Iterator[Case]:
        """The good rows, read again one by one; ``order`` is as in the file or by days left. Raises TimeIsUpError."""
        for line, _days in sorted(self.rows, key=_urgency) if order == BY_DAYS_LEFT else self.rows:
            self.allowance.work()
            yield case_at(line, self.lines, self.header, self.snapshot, self.words)


def read_sheet(lines: Sequence[str], snapshot: Snapshot, words: Words, allowance: Allowance) -> CaseSheet:
    """Read every row once. Raises HeaderError when the file is refused as a whole, TooManyRowsError, TimeIsUpError."""
    caseload = read_caseload(lines, snapshot, words)
    rows: list[tuple[int, int | None]] = []
    wrong: list[UnusableLine] = []
    count = 0
    for case in caseload.cases:
        allowance.read_row()
        if case.answers is not None:
            rows.append((case.line, case.answers.prescription.days_left))
            continue
        count += 1
        if len(wrong) < MOST_TOLD:
            wrong.append(UnusableLine(case.line, case.problems))
    return CaseSheet(
        lines=lines,
        header=caseload.header,
        snapshot=snapshot,
        words=words,
        rows=tuple(rows),
        wrong=tuple(wrong),
        wrong_count=count,
        allowance=allowance,
    )


def _urgency(row: tuple[int, int | None]) -> tuple[float, int]:
    """Not told comes right after those who are known to run out soon (docs/safety.md S1)."""
    line, days = row
    return (SAFE_DAYS_LEFT - 0.5 if days is None else days, line)


def plan_of(case: Case, snapshot: Snapshot, on: date) -> Plan:
    """The ranked plan of a good row. Raises ValueError for a row with mistakes."""
    if case.answers is None:
        raise ValueError("this row has mistakes")
    return match(snapshot, case.answers.situation, case.answers.prescription, on)


def dearest_first(plan: Plan) -> Decimal:
    """A key that puts the highest cost of the best priced way first, and those without a price last."""
    best = next((row.cost for row in plan.matches if row.cost and row.verdict is not Verdict.NO), None)
    return -best.per_month[1] if best else Decimal(1)
