"""What changed, when and why: one row for each changed field of a listing, kept for good.

Rows are only ever added; the tables' triggers refuse anything else, also by hand. From the rows any
earlier day's record can be put together again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.store.models import HistoryRow, Proposal, ProposalKind
from finder.store.proposals import RuleError, Verification, listing_row, propose

Step = str | int
# Where the whole record is new or gone, there is no field to name.
WHOLE_RECORD = ""


class Difference(NamedTuple):
    """One field that differs; ``None`` where a side has nothing."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """What all rows of one change have in common."""

    at: datetime
    actor: int | None
    source: str
    version: int
    proposal_id: int | None = None


class Blame(NamedTuple):
    """Which change gave a field the value it has now."""

    field: str
    value: Any
    row: HistoryRow


def differences(old: Record | None, new: Record | None) -> list[Difference]:
    """Every field that differs, by its path: ``phone``, ``criteria.2.at_most``.

    A list whose length changed differs as a whole, so that a path always means one thing.
    """
    if old is None or new is None:
        return [] if old == new else [Difference(WHOLE_RECORD, old, new)]
    return list(_differences(old, new, ""))


def _differences(old: Mapping[str, Any], new: Mapping[str, Any], path: str) -> Iterator[Difference]:
    for key in dict.fromkeys((*old, *new)):
        yield from _values(old.get(key), new.get(key), f"{path}{key}")


def _values(old: Any, new: Any, path: str) -> Iterator[Difference]:
    if _same(old, new):
        return
    if isinstance(old, dict) and isinstance(new, dict):
        yield from _differences(old, new, f"{path}.")
    elif _tables(old) and _tables(new) and len(old) == len(new):
        for at, (before, after) in enumerate(zip(old, new, strict=True)):
            yield from _differences(before, after, f"{path}.{at}.")
    else:
        yield Difference(path, old, new)


def _same(old: Any, new: Any) -> bool:
    """Compared as written: 5.0 and 5.00 are the same number, but not the same words."""
    return old == new and type(old) is type(new) and toml_text({"value": old}) == toml_text({"value": new})


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def note(session: Session, subject: str, old: Record | None, new: Record | None, cause: Cause) -> int:
    """Write down what changed; the number of fields."""
    found = differences(old, new)
    session.add_all(
        HistoryRow(
            at=cause.at,
            actor=cause.actor,
            subject=subject,
            field=difference.field,
            old=difference.old,
            new=difference.new,
            source=cause.source,
            proposal_id=cause.proposal_id,
            version=cause.version,
        )
        for difference in found
    )
    return len(found)


def rows_of(session: Session, subject: str) -> list[HistoryRow]:
    """A listing's history, the newest row first."""
    query = sa.select(HistoryRow).where(HistoryRow.subject == subject).order_by(HistoryRow.id.desc())
    return list(session.scalars(query))


def record_after(record: Record | None, rows: Iterable[HistoryRow], moment: datetime) -> Record | None:
    """The record as it was at ``moment``: every later row of ``rows`` (newest first) taken back."""
    for row in rows:
        if row.at <= moment:
            break
        record = taken_back(record, row)
    return record


def record_before(record: Record | None, rows: Iterable[HistoryRow], version: int) -> Record | None:
    """The record as it was before ``version`` was published."""
    for row in rows:
        if row.version < version:
            break
        record = taken_back(record, row)
    return record


def taken_back(record: Record | None, row: HistoryRow) -> Record | None:
    """The record without one change."""
    if row.field == WHOLE_RECORD:
        whole: Record | None = deepcopy(row.old)
        return whole
    return with_value(record or {}, path_parts(row.field), row.old)


def path_parts(field: str) -> list[Step]:
    """A path's parts, places in lists as numbers."""
    return [int(part) if part.isdecimal() else part for part in field.split(".")]


def with_value(record: Record, path: list[Step], value: Any) -> Record:
    """A copy of the record with one value put in; ``None`` takes it out."""
    whole = deepcopy(record)
    inner: Any = whole
    for step in path[:-1]:
        inner = inner[step]
    if value is None:
        inner.pop(path[-1], None)
    else:
        inner[path[-1]] = deepcopy(value)
    return whole


def blame(record: Record, rows: list[HistoryRow]) -> list[Blame]:
    """For every field, and every rule, price and source by itself, the change that made it what it is."""
    found = []
    for field, value in fields_of(record):
        row = _made_by(field, value, record, rows)
        if row is not None:
            found.append(Blame(field, value, row))
    return found


def fields_of(record: Record) -> Iterator[tuple[str, Any]]:
    """The record's fields; the tables of a list one by one."""
    for key, value in record.items():
        if _tables(value):
            yield from ((f"{key}.{at}", entry) for at, entry in enumerate(value))
        else:
            yield key, value


def _made_by(field: str, value: Any, record: Record, rows: list[HistoryRow]) -> HistoryRow | None:
    """The last change before which the record did not say this. A table may have stood at another place."""
    key = field.split(".")[0]
    earlier: Record | None = record
    for row in rows:
        if row.field == WHOLE_RECORD:
            return row
        if row.field.split(".")[0] != key:
            continue
        earlier = taken_back(earlier, row)
        before = (earlier or {}).get(key)
        if not (before == value if field == key else value in (before or ())):
            return row
    return None


def propose_revert(session: Session, subject: str, version: int, checked: Verification) -> Proposal:
    """Propose to have the listing as it was before ``version`` changed it. Raises RuleError."""
    row = listing_row(session, subject)
    earlier = record_before(row.document, rows_of(session, subject), version)
    if earlier is None:
        raise RuleError("was_new")
    return propose(session, ProposalKind.REVERT, subject, earlier, checked, (row.revision, row.document))


def record_at(record: Record, revision: int, rows: list[HistoryRow], wanted: int) -> Record:
    """The record as it was at an earlier revision: each version that changed it was one."""
    versions = list(dict.fromkeys(row.version for row in rows))
    back = min(revision - wanted, len(versions))
    earlier = record_before(record, rows, versions[back - 1]) if back > 0 else record
    return record if earlier is None else earlier
