"""The database's rows as the catalogue's records, and back. Both go through the catalogue's own readers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.catalog.catalog import Catalog, build
from finder.catalog.export import csv_text, in_order, kind_of_file
from finder.catalog.rows import Row, Table
from finder.catalog.table_reader import Record
from finder.catalog.tables import TABLES
from finder.catalog.toml_text import toml_text
from finder.store.history import Cause, note
from finder.store.models import FILE_TABLES, ListingRow, Published, SmallFacts

Rows = Mapping[str, tuple[Row, ...]]
Runner = Session | sa.Connection
# The source of a change that came with our own files; each fact in them names its own.
TAKEN_IN = "files"


def catalog_in(runner: Runner) -> Catalog:
    """The whole catalogue that the database holds."""
    return build(listings_in(runner), small_in(runner), rows_in(runner))


def listings_in(runner: Runner) -> dict[str, Record]:
    """The records of all listings, by id."""
    found = runner.execute(sa.select(ListingRow.id, ListingRow.document).order_by(ListingRow.id))
    return {row[0]: row[1] for row in found}


def small_in(runner: Runner) -> dict[str, Record]:
    """The records of the small files, by name."""
    found = runner.execute(sa.select(SmallFacts.key, SmallFacts.document).order_by(SmallFacts.key))
    return {row[0]: row[1] for row in found}


def rows_in(runner: Runner) -> dict[str, tuple[Row, ...]]:
    """The rows of all file tables, in the order of the files."""
    return {file.name: rows_of_file(runner, file) for file in TABLES}


def rows_of_file(runner: Runner, file: Table) -> tuple[Row, ...]:
    """The rows of one file table, in the order of its file."""
    table = FILE_TABLES[file.name]
    names = [column.name for column in file.columns]
    answer = runner.execute(sa.select(*(table.c[name] for name in names)))
    return in_order(file, (dict(zip(names, values, strict=True)) for values in answer))


def version_in(runner: Runner) -> tuple[int, datetime] | None:
    """Which catalogue is published, and since when; ``None`` before the first."""
    found = runner.execute(sa.select(Published.version, Published.published_at)).one_or_none()
    return None if found is None else (found.version, found.published_at)


def save(session: Session, catalog: Catalog) -> int:
    """Make the database hold what is in ``catalog`` and publish it; the number of records and tables that changed.

    Listings that are not in ``catalog`` stay as they are.
    """
    now = datetime.now(UTC)
    # Held until the end, so that nobody publishes in between; the history names the version that is made below.
    published = session.get(Published, 1, with_for_update=True)
    cause = Cause(at=now, actor=None, source=TAKEN_IN, version=published.version + 1 if published else 1)
    changed = _save_listings(session, catalog.records, cause) + _save_small(session, catalog.small)
    changed += _save_rows(session, catalog.rows)
    if changed or published is None:
        publish(session, now)
    return changed


def publish(session: Session, now: datetime) -> None:
    """Tell every worker that there is something new to serve."""
    row = session.get(Published, 1, with_for_update=True)
    if row is None:
        session.add(Published(version=1, published_at=now))
    else:
        row.version, row.published_at = row.version + 1, now


def _save_listings(session: Session, records: Mapping[str, Record], cause: Cause) -> int:
    known = {row.id: row for row in session.scalars(sa.select(ListingRow))}
    changed = 0
    for stem, record in records.items():
        row = known.get(stem)
        if row is not None and toml_text(row.document) == toml_text(record):
            continue
        changed += 1
        note(session, stem, row.document if row else None, record, cause)
        if row is None:
            row = ListingRow(id=stem, revision=0)
            session.add(row)
        row.kind, row.role, row.status = record["kind"], record["role"], record["status"]
        row.document, row.revision, row.updated_at = record, row.revision + 1, cause.at
    return changed


def add_small(session: Session, small: Mapping[str, Record]) -> None:
    """Add the small files that the database has none of, and publish them; what it holds stays as it is."""
    stored = set(small_in(session))
    added = {key: record for key, record in small.items() if key not in stored}
    if added:
        _save_small(session, added)
        publish(session, datetime.now(UTC))


def _save_small(session: Session, small: Mapping[str, Record]) -> int:
    known = {row.key: row for row in session.scalars(sa.select(SmallFacts))}
    changed = 0
    for key, record in small.items():
        if key not in known:
            session.add(SmallFacts(key=key, document=record))
        elif toml_text(known[key].document, kind_of_file(key)) != toml_text(record, kind_of_file(key)):
            known[key].document = record
        else:
            continue
        changed += 1
    return changed


def _save_rows(session: Session, rows: Rows) -> int:
    stored = rows_in(session)
    changed = 0
    for file in TABLES:
        wanted = rows[file.name]
        # Compared as written: 49.0 and 49.00 are the same number, but not the same bytes.
        if csv_text(file, stored[file.name]) == csv_text(file, wanted):
            continue
        changed += 1
        session.execute(FILE_TABLES[file.name].delete())
        if wanted:
            session.execute(FILE_TABLES[file.name].insert(), list(wanted))
    return changed
