"""Proposed rows of a file table: what a feed would add, change and take out, until a member of the team decides.

Nobody of the team stands behind such a proposal, so any reviewer may decide. Rows are kept as their files write them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlalchemy.orm import Session

from finder.catalog.emit import toml_text
from finder.catalog.reading import Record
from finder.catalog.tables import PLACES, TABLES, Row, Table
from finder.catalog.writing import cells_of, in_order, row_from
from finder.core.prices import BENCHMARK_SELLER
from finder.core.snapshot import Snapshot
from finder.store.history import Cause, HistoryRow
from finder.store.models import FILE_TABLES
from finder.store.proposals import Change, Checked, Proposal, ProposalKind, RuleError, State, decide, propose, waiting
from finder.store.records import Rows, rows_of_file

PREFIX = "table:"
BY_NAME = {table.name: table for table in TABLES}
Cells = dict[str, str]
Key = tuple[str, ...]
AgainKey = tuple[str, str, str]
CHECKED, RETIRED = "checked_on", "retired_on"


class RowChange(NamedTuple):
    """One row before and after; ``None`` where there is none."""

    old: Cells | None
    new: Cells | None


class Again(NamedTuple):
    """Rows of one source that a newer list has as they are: ``count`` of them, checked on ``was`` so far."""

    source: str
    was: str
    now: str
    count: int


class Tried(NamedTuple):
    """The rows that are taken out or changed, as they are; those that come in their place; those only checked again."""

    old: list[Cells]
    new: list[Cells]
    again: list[Again]


def table_of(subject: str) -> Table | None:
    """The table that a proposal is about; ``None`` when it is about a listing."""
    return BY_NAME.get(subject.removeprefix(PREFIX)) if subject.startswith(PREFIX) else None


def try_out(session: Session, table: Table, put: Callable[[Session], object]) -> Tried:
    """What ``put`` does to the table, without keeping any of it."""
    before = _by_key(table, rows_of_file(session, table))
    attempt = session.begin_nested()
    put(session)
    after = _by_key(table, rows_of_file(session, table))
    attempt.rollback()
    again = _only_checked(table, before, after)
    old = {key: cells for key, cells in before.items() if after.get(key) != cells}
    new = {key: cells for key, cells in after.items() if before.get(key) != cells}
    folded: list[Again] = []
    for (source, was, now), keys in again.items():
        rest = old.keys() - keys
        once = sum(other[:2] == (source, was) for other in again) == 1
        # Only where these are all the rows that the source had on that day can they be named by it.
        if once and _dated(before, source, was) - rest == keys:
            folded.append(Again(source, was, now, len(keys)))
            old, new = ({key: cells for key, cells in side.items() if key not in keys} for side in (old, new))
    return Tried(list(old.values()), list(new.values()), folded)


def _only_checked(table: Table, before: Mapping[Key, Cells], after: Mapping[Key, Cells]) -> dict[AgainKey, set[Key]]:
    """The rows of which the day alone is another, by source and days."""
    found: dict[AgainKey, set[Key]] = defaultdict(set)
    for key, cells in before.items() if CHECKED in table.headings else ():
        new = after.get(key)
        if new is not None and new != cells and {**cells, CHECKED: new[CHECKED]} == new and not cells.get(RETIRED):
            found[cells["source"], cells[CHECKED], new[CHECKED]].add(key)
    return found


def _dated(rows: Mapping[Key, Cells], source: str, on: str) -> set[Key]:
    """The open rows of a source that were checked on one day."""
    return {
        key
        for key, cells in rows.items()
        if (cells["source"], cells[CHECKED]) == (source, on) and not cells.get(RETIRED)
    }


def propose_rows(session: Session, feed: str, table: Table, tried: Tried, checked: Checked) -> Proposal | None:
    """Put down what a feed would change; ``None`` when that is nothing, or waits already.

    The feed's own older proposal, which nobody has decided, is taken back: its file is out of date.
    """
    base: Record = {"name": feed, "rows": tried.old}
    document: Record = {"name": feed, "rows": tried.new}
    if tried.again:
        document["again"] = [group._asdict() for group in tried.again]
    for other in waiting(session, PREFIX + table.name):
        # What a member changed may have any name.
        if other.document["name"] != feed or other.proposer != checked.by:
            continue
        if toml_text(other.base) == toml_text(base) and toml_text(other.document) == toml_text(document):
            return None
        decide(other, State.WITHDRAWN, checked.by, "")
    if not any(tried):
        return None
    return propose(session, ProposalKind.ROWS, PREFIX + table.name, document, checked, (0, base))


def listings_of(change: Change, snapshot: Snapshot) -> Collection[str]:
    """The listings whose answers the change may touch: the one it is about, or those that the rows give prices to."""
    table = table_of(change.subject)
    if table is None:
        return (change.subject,)
    if table is PLACES:
        return ()
    sellers = {row.get("seller", BENCHMARK_SELLER) for row in (*change.base["rows"], *change.document["rows"])}
    # Estimates everywhere are made from what pharmacies pay, and from which tablets there are.
    return snapshot.by_id.keys() if BENCHMARK_SELLER in sellers else sellers & snapshot.by_id.keys()


def row_changes(change: Change) -> list[RowChange]:
    """The rows side by side: those that are new, those that differ, those that go."""
    table = _table(change)
    old, new = (_keyed(table, side["rows"]) for side in (change.base, change.document))
    pairs = [RowChange(old.get(key), cells) for key, cells in new.items()]
    pairs.sort(key=lambda pair: pair.old is not None)
    return [*pairs, *(RowChange(cells, None) for key, cells in old.items() if key not in new)]


def with_rows(rows: Rows, change: Change) -> dict[str, tuple[Row, ...]]:
    """All tables, with the proposal in its own."""
    table = _table(change)
    gone = _keyed(table, change.base["rows"])
    kept = [row for row in rows[table.name] if _key(table, cells_of(table, row)) not in gone]
    # Days of checking change nobody's answer: those of rows that are otherwise the same are left.
    return {**rows, table.name: in_order(table, [*kept, *_read(table, change.document["rows"])])}


def put_rows(session: Session, change: Change, cause: Cause) -> None:
    """Put the rows in, and one line of history for each. Raises RuleError when they are not as they were any more."""
    table = _table(change)
    held = _by_key(table, rows_of_file(session, table))
    changes = row_changes(change)
    if any(held.get(_key(table, row.new or row.old or {})) != row.old for row in changes):
        raise RuleError("rows_changed")
    stored = FILE_TABLES[table.name]
    named = {_key(table, row.new or row.old or {}) for row in changes}
    for group in again_of(change):
        keys = _dated(held, group.source, group.was) - named
        if len(keys) != group.count:
            raise RuleError("rows_changed")
        _check_again(session, table, group, keys, held)
        session.add(
            _noted(change.subject, (group.source,), RowChange({CHECKED: group.was}, {CHECKED: group.now}), cause)
        )
    for row in _read(table, change.base["rows"]):
        session.connection().execute(stored.delete().where(*(stored.c[name] == row[name] for name in table.key)))
    if change.document["rows"]:
        session.execute(stored.insert(), _read(table, change.document["rows"]))
    session.add_all(_noted(change.subject, _key(table, row.new or row.old or {}), row, cause) for row in changes)


def again_of(change: Change) -> list[Again]:
    """The rows that were only checked again."""
    return [Again(**group) for group in change.document.get("again", ())]


def _check_again(session: Session, table: Table, group: Again, keys: set[Key], held: Mapping[Key, Cells]) -> None:
    stored = FILE_TABLES[table.name]
    rows = _read(table, (held[key] for key in keys))
    where = [stored.c[name] == bindparam(f"at_{name}", type_=stored.c[name].type) for name in table.key]
    told = [{f"at_{name}": row[name] for name in table.key} for row in rows]
    changed = stored.update().where(*where).values({CHECKED: date.fromisoformat(group.now)})
    session.connection().execute(changed, told)


def _noted(subject: str, key: Key, row: RowChange, cause: Cause) -> HistoryRow:
    return HistoryRow(
        at=cause.at,
        actor=cause.actor,
        subject=subject,
        field=" | ".join(key),
        old=row.old,
        new=row.new,
        source=cause.source,
        proposal_id=cause.proposal_id,
        version=cause.version,
    )


def _table(change: Change) -> Table:
    return BY_NAME[change.subject.removeprefix(PREFIX)]


def _key(table: Table, cells: Mapping[str, str]) -> Key:
    headings = {column.name: column.heading for column in table.columns}
    return tuple(cells[headings[name]] for name in table.key)


def _keyed(table: Table, rows: Iterable[Cells]) -> dict[Key, Cells]:
    return {_key(table, cells): cells for cells in rows}


def _by_key(table: Table, rows: Iterable[Row]) -> dict[Key, Cells]:
    return _keyed(table, (cells_of(table, row) for row in rows))


def _read(table: Table, rows: Iterable[Cells]) -> list[Row]:
    return [row_from(table, cells) for cells in rows]


def propose_own_rows(
    session: Session, name: str, table: Table, held: Iterable[Row], wanted: Iterable[Row], checked: Checked
) -> Proposal:
    """Put down what a member changed in the rows ``held``. Raises RuleError when that is nothing."""
    before, after = _by_key(table, held), _by_key(table, wanted)
    old = [cells for key, cells in before.items() if after.get(key) != cells]
    new = [cells for key, cells in after.items() if before.get(key) != cells]
    if not old and not new:
        raise RuleError("nothing_changed")
    change = ({"name": name, "rows": old}, {"name": name, "rows": new})
    return propose(session, ProposalKind.ROWS, PREFIX + table.name, change[1], checked, (0, change[0]))
