"""What a proposal about rows of a file table changes, and how it is put in."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from finder.catalog.export import cells_of, in_order, row_from
from finder.catalog.rows import Row, Table
from finder.catalog.tables import PRICES, TABLES
from finder.core.listing import Confidence
from finder.core.prices import PRICE_KINDS, Price, PriceBook, PriceKind
from finder.core.snapshot import Snapshot
from finder.store.history import Cause
from finder.store.models import FILE_TABLES, ProposedChange
from finder.store.proposals import RuleError
from finder.store.records import Rows, rows_of_file
from finder.store.row_history import CHECKED_ON, TABLE_PREFIX, Cells, Key, RowChange, key_of, note_again, note_changes
from finder.store.small_file_changes import is_about_small_files

BY_NAME = {table.name: table for table in TABLES}
RETIRED_COLUMN = "retired_on"


@dataclass(frozen=True, slots=True)
class CheckedAgain:
    """Rows of one source that a newer list has as they are: ``count`` of them, checked on ``was`` so far."""

    source: str
    was: str
    now: str
    count: int


def table_of(subject: str) -> Table | None:
    """The table that a proposal is about; ``None`` when it is about a listing."""
    return BY_NAME.get(subject.removeprefix(TABLE_PREFIX)) if subject.startswith(TABLE_PREFIX) else None


def open_rows_of_a_day(rows: Mapping[Key, Cells], source: str, on: str) -> set[Key]:
    """The open rows of a source that were checked on one day."""
    return {
        key
        for key, cells in rows.items()
        if (cells["source"], cells[CHECKED_ON]) == (source, on) and not cells.get(RETIRED_COLUMN)
    }


def listings_of(change: ProposedChange, snapshot: Snapshot) -> Collection[str]:
    """The listings whose answers the change may touch: the one it is about, or those that the rows give prices to.

    What pharmacies pay, which tablets there are, where places are and what small files say changes no listing's answer.
    """
    if is_about_small_files(change.subject):
        return ()
    table = table_of(change.subject)
    if table is None:
        return (change.subject,)
    rows = (*change.base["rows"], *change.document["rows"]) if table is PRICES else ()
    return {row["seller"] for row in rows if PRICE_KINDS[PriceKind(row["kind"])].is_for_people} & snapshot.by_id.keys()


def book_with(book: PriceBook, change: ProposedChange) -> PriceBook:
    """The prices with the proposal in them; what people reported stays."""
    gone = set(_prices(change.base["rows"]))
    return PriceBook.of([*(row for row in book.rows if row not in gone), *_prices(change.document["rows"])])


def _prices(rows: Iterable[Cells]) -> list[Price]:
    # What nobody is sure of is not published.
    return [PRICES.make(row) for row in _read(PRICES, rows) if row["confidence"] is not Confidence.LOW]


def row_changes(change: ProposedChange) -> list[RowChange]:
    """The rows side by side: those that are new, those that differ, those that go."""
    table = _table(change)
    old, new = (_cells_by_key(table, side["rows"]) for side in (change.base, change.document))
    pairs = [RowChange(old.get(key), cells) for key, cells in new.items()]
    pairs.sort(key=lambda pair: pair.old is not None)
    return [*pairs, *(RowChange(cells, None) for key, cells in old.items() if key not in new)]


def with_rows(rows: Rows, change: ProposedChange) -> dict[str, tuple[Row, ...]]:
    """All tables, with the proposal in its own."""
    table = _table(change)
    gone = _cells_by_key(table, change.base["rows"])
    remaining = [row for row in rows[table.name] if key_of(table, cells_of(table, row)) not in gone]
    # Days of checking change nobody's answer: those of rows that are otherwise the same are left.
    return {**rows, table.name: in_order(table, [*remaining, *_read(table, change.document["rows"])])}


def put_rows(session: Session, change: ProposedChange, cause: Cause) -> None:
    """Put the rows in, and one line of history for each. Raises RuleError when they are not as they were any more."""
    table = _table(change)
    on_file = rows_by_key(table, rows_of_file(session, table))
    changes = row_changes(change)
    if any(on_file.get(key_of(table, row.new or row.old or {})) != row.old for row in changes):
        raise RuleError("rows_changed")
    stored = FILE_TABLES[table.name]
    named = {key_of(table, row.new or row.old or {}) for row in changes}
    for group in again_of(change):
        keys = open_rows_of_a_day(on_file, group.source, group.was) - named
        if len(keys) != group.count:
            raise RuleError("rows_changed")
        _check_again(session, table, group, keys, on_file)
        note_again(session, table, group.source, group.was, group.now, cause)
    for row in _read(table, change.base["rows"]):
        session.connection().execute(stored.delete().where(*(stored.c[name] == row[name] for name in table.key)))
    if change.document["rows"]:
        session.execute(stored.insert(), _read(table, change.document["rows"]))
    note_changes(session, table, changes, cause)


def again_of(change: ProposedChange) -> list[CheckedAgain]:
    """The rows that were only checked again."""
    return [CheckedAgain(**group) for group in change.document.get("again", ())]


def _check_again(
    session: Session, table: Table, group: CheckedAgain, keys: set[Key], on_file: Mapping[Key, Cells]
) -> None:
    stored = FILE_TABLES[table.name]
    rows = _read(table, (on_file[key] for key in keys))
    where = [stored.c[name] == bindparam(f"at_{name}", type_=stored.c[name].type) for name in table.key]
    keys_to_check = [{f"at_{name}": row[name] for name in table.key} for row in rows]
    changed = stored.update().where(*where).values({CHECKED_ON: date.fromisoformat(group.now)})
    session.connection().execute(changed, keys_to_check)


def _table(change: ProposedChange) -> Table:
    return BY_NAME[change.subject.removeprefix(TABLE_PREFIX)]


def _cells_by_key(table: Table, rows: Iterable[Cells]) -> dict[Key, Cells]:
    # A proposal may be older than a column, which is empty in it.
    blank = dict.fromkeys(table.headings, "")
    return {key_of(table, cells): {**blank, **cells} for cells in rows}


def rows_by_key(table: Table, rows: Iterable[Row]) -> dict[Key, Cells]:
    return _cells_by_key(table, (cells_of(table, row) for row in rows))


def _read(table: Table, rows: Iterable[Cells]) -> list[Row]:
    return [row_from(table, cells) for cells in rows]
