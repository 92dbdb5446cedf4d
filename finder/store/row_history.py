"""The history of a file table's rows: a line for each that came, differed or went, and one where only a day differs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.catalog.export import cells_of
from finder.catalog.rows import Row, Table
from finder.catalog.tables import PRICES
from finder.store.history import Cause
from finder.store.models import HistoryRow

TABLE_PREFIX = "table:"
CHECKED_ON = "checked_on"
NOTES_AT_ONCE = 1000
MOST_NOTES = 100
Cells = dict[str, str]
Key = tuple[str, ...]
Pair = tuple[Row | None, Row | None]


class RowChange(NamedTuple):
    """One row before and after; ``None`` where there is none."""

    old: Cells | None
    new: Cells | None

    @property
    def only_checked_again(self) -> bool:
        """Whether nothing but the day of checking is another."""
        old, new = self.old, self.new
        return bool(old and new and CHECKED_ON in new and {**old, CHECKED_ON: new[CHECKED_ON]} == new)


def key_of(table: Table, cells: Mapping[str, str]) -> Key:
    """What makes a row unique, as its file writes it."""
    headings = {column.name: column.heading for column in table.columns}
    return tuple(cells[headings[name]] for name in table.key)


def about_prices_of(seller: str) -> sa.ColumnElement[bool]:
    """The lines of history on the prices of one seller."""
    return sa.and_(
        HistoryRow.subject == TABLE_PREFIX + PRICES.name, HistoryRow.field.contains(f" | {seller} | ", autoescape=True)
    )


def price_notes(session: Session, seller: str) -> list[HistoryRow]:
    """What became of a seller's prices, the newest first."""
    asked = sa.select(HistoryRow).where(about_prices_of(seller)).order_by(HistoryRow.id.desc()).limit(MOST_NOTES)
    return list(session.scalars(asked))


def note_changes(session: Session, table: Table, changes: Iterable[RowChange], cause: Cause) -> None:
    """Write down each of the changes."""
    _note(session, table, ((" | ".join(key_of(table, row.new or row.old or {})), row) for row in changes), cause)


def note_again(session: Session, table: Table, source: str, was: str, now: str, cause: Cause) -> None:
    """Write down that rows of a source were checked again."""
    _note(session, table, [(source, RowChange({CHECKED_ON: was}, {CHECKED_ON: now}))], cause)


def note_rows(session: Session, table: Table, pairs: Iterable[Pair], cause: Cause) -> None:
    """Write down what became of each row; those that were only checked again are one line for a source and a day."""
    again: dict[tuple[str, date, date], None] = {}

    def others() -> Iterator[RowChange]:
        for old, new in pairs:
            if old and new and CHECKED_ON in new and all(old[name] == new[name] for name in new if name != CHECKED_ON):
                again[new["source"], old[CHECKED_ON], new[CHECKED_ON]] = None
            else:
                yield RowChange(*(cells_of(table, row) if row else None for row in (old, new)))

    note_changes(session, table, others(), cause)
    for source, was, now in again:
        note_again(session, table, source, was.isoformat(), now.isoformat(), cause)


def _note(session: Session, table: Table, lines: Iterable[tuple[str, RowChange]], cause: Cause) -> None:
    alike = {
        "at": cause.at,
        "actor": cause.actor,
        "subject": TABLE_PREFIX + table.name,
        "source": cause.source,
        "proposal_id": cause.proposal_id,
        "version": cause.version,
    }
    found = ({**alike, "field": field, "old": row.old, "new": row.new} for field, row in lines)
    # A list of all the country's health centers must not stand in memory twice.
    while some := list(islice(found, NOTES_AT_ONCE)):
        session.execute(sa.insert(HistoryRow), some)
