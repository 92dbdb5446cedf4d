"""Dated state tables that rules refer to by name (``within_table``)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Covered(StrEnum):
    """Whether a state offers the group at all on those days."""

    YES = "yes"
    NO = "no"
    CONDITIONAL = "conditional"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateLimit:
    """One state's income limit for one group; in force for ``starts <= on < ends``.

    The limit is ``percent`` of poverty, or ``per_month`` dollars by number of people (the first for
    one person); past the last one ``per_month_more`` is added for each person.
    """

    table: str
    group: str
    state: str
    covered: Covered
    percent: Decimal | None
    per_month: tuple[Decimal, ...]
    per_month_more: Decimal | None
    starts: date | None
    ends: date | None
    source: str
    as_of: str
    checked_on: date
    confidence: str
    note: str = ""

    def dollars_per_month(self, people: int) -> Decimal | None:
        """The dollar limit for ``people``; ``None`` when the table does not reach that far."""
        if people <= len(self.per_month):
            return self.per_month[people - 1]
        if self.per_month and self.per_month_more is not None:
            return self.per_month[-1] + self.per_month_more * (people - len(self.per_month))
        return None


@dataclass(frozen=True, slots=True)
class StateTables:
    """All state limits on file, by table, group and state."""

    rows: dict[tuple[str, str, str], tuple[StateLimit, ...]]

    @classmethod
    def of(cls, limits: Iterable[StateLimit]) -> StateTables:
        """Index the limits."""
        rows: dict[tuple[str, str, str], tuple[StateLimit, ...]] = {}
        for limit in limits:
            key = (limit.table, limit.group, limit.state)
            rows[key] = (*rows.get(key, ()), limit)
        return cls(rows)

    def last_in_dollars(self, day: date, table: str, group: str, state: str) -> StateLimit | None:
        """The newest row in dollars that ended by ``day``; ``None`` when there is none, or dollars ever fell."""
        rows = sorted(self.rows.get((table, group, state), ()), key=lambda row: row.ends or date.max)
        dollars = [row.per_month for row in rows]
        if not rows or rows[-1].ends is None or rows[-1].ends > day or not all(dollars) or dollars != sorted(dollars):
            return None
        return rows[-1]

    def on(self, day: date, table: str, group: str, state: str) -> StateLimit | None:
        """The row in force on ``day``; ``None`` when none is on file."""
        for row in self.rows.get((table, group, state), ()):
            if (row.starts is None or row.starts <= day) and (row.ends is None or day < row.ends):
                return row
        return None
