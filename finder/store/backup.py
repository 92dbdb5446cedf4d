"""The whole database in one file, and back, on this machine or another, on SQLite or PostgreSQL.

A backup is a zip: ``backup.json`` says what is in it, and each table is a file of JSON lines. It is read in one
transaction, so it shows one moment also while the site is used. It holds accounts and reports: keep it safe.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.exc import SQLAlchemyError

from finder.db import alembic, db, write
from finder.store.raw_tables import put_rows, rows_of, tables_in
from finder.store.schema import upgrade

BACKUP_FORMAT = "azathioprine-cost-finder backup"
FORMAT_VERSION = 1
CONTENTS = "backup.json"
# A zip of a few bytes may claim to hold a disk full.
MOST_BACKUP_BYTES, MOST_CONTENTS_BYTES = 4 << 30, 1 << 20


class BackupError(RuntimeError):
    """A backup that cannot be made or taken back; the message is a sentence for whoever asked."""


class BackupSize(NamedTuple):
    """How many tables and rows there were."""

    tables: int
    rows: int


def make_backup(file: Path) -> BackupSize:
    """Write everything to ``file``, readable by its owner alone. A backup that is cut off leaves no file."""
    options = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    with tempfile.NamedTemporaryFile(dir=file.parent, prefix=f".{file.name}.", delete=False) as unfinished:
        try:
            with db.engine.connect().execution_options(**options) as connection:
                told = _write(connection, unfinished.file)
            unfinished.flush()
            os.fsync(unfinished.fileno())
            Path(unfinished.name).replace(file)
        except BaseException:
            Path(unfinished.name).unlink(missing_ok=True)
            raise
    return told


def _write(connection: sa.Connection, target: Any) -> BackupSize:
    schema = _schema_of(connection)
    if not schema:
        raise BackupError("The database is not set up yet, so there is nothing to back up.")
    tables: dict[str, dict[str, Any]] = {}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for table in tables_in(connection):
            count, digest = 0, hashlib.sha256()
            with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as lines:
                for row in rows_of(connection, table):
                    line = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
                    lines.write(line)
                    digest.update(line)
                    count += 1
            columns = [column.name for column in table.columns]
            tables[table.name] = {"columns": columns, "rows": count, "sha256": digest.hexdigest()}
        said = {
            "format": BACKUP_FORMAT,
            "format_version": FORMAT_VERSION,
            "schema": schema,
            "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
            "tables": tables,
        }
        archive.writestr(CONTENTS, json.dumps(said, indent=2) + "\n")
    return BackupSize(len(tables), sum(table["rows"] for table in tables.values()))


def _schema_of(connection: sa.Connection) -> list[str]:
    """Which migrations the tables have been through."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return []
    return sorted(connection.scalars(sa.text("SELECT version_num FROM alembic_version")))


def restore_backup(file: Path) -> BackupSize:
    """Fill an empty database from ``file``: all of it, or nothing. Raises BackupError.

    The tables are first made as they were when the backup was written, and brought up to date afterwards.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            _not_larger(archive)
            said = _contents(archive)
            _check(archive, said["tables"])
            _only_into_an_empty_database()
            return _restore(archive, said)
    except (OSError, zipfile.BadZipFile, EOFError) as error:
        raise BackupError(f"{file} cannot be read as a backup ({type(error).__name__}).") from None


def _restore(archive: zipfile.ZipFile, said: dict[str, Any]) -> BackupSize:
    alembic.downgrade("base")
    try:
        for revision in said["schema"]:
            upgrade(revision)
        with write() as session:
            _fill(session.connection(), archive, said["tables"])
    except SQLAlchemyError as error:
        raise BackupError(f"The database did not take the backup ({type(error).__name__}).") from None
    finally:
        upgrade()
    return BackupSize(len(said["tables"]), sum(table["rows"] for table in said["tables"].values()))


def _fill(connection: sa.Connection, archive: zipfile.ZipFile, told: dict[str, Any]) -> None:
    tables = tables_in(connection)
    _refuse_if_filled(connection, tables)
    held = {table.name: sorted(column.name for column in table.columns) for table in tables}
    if held != {name: sorted(table["columns"]) for name, table in told.items()}:
        raise BackupError("The tables of this backup are not those of its release. It was made by another program.")
    for table in tables:
        rows = (json.loads(line) for line in _lines(archive, table.name))
        put_rows(connection, table, told[table.name]["columns"], rows)


def _contents(archive: zipfile.ZipFile) -> dict[str, Any]:
    """What the backup says of itself."""
    try:
        said = json.loads(archive.read(CONTENTS))
        good = said["format"] == BACKUP_FORMAT and isinstance(said["tables"], dict) and isinstance(said["schema"], list)
    except (KeyError, TypeError, ValueError):
        good = False
    if not good:
        raise BackupError("This is not a backup of the finder.")
    known = {script.revision for script in alembic.script_directory.walk_revisions()}
    if said["format_version"] != FORMAT_VERSION or not known.issuperset(said["schema"]):
        raise BackupError("This backup was made by a newer release. Install that release first, then restore.")
    return dict(said)


def _not_larger(archive: zipfile.ZipFile) -> None:
    """Before any of it is unpacked; a zip never gives more than it says here."""
    told = {entry.filename: entry.file_size for entry in archive.infolist()}
    if sum(told.values()) > MOST_BACKUP_BYTES or told.get(CONTENTS, 0) > MOST_CONTENTS_BYTES:
        raise BackupError("This backup is larger than the finder's ever are.")


def _check(archive: zipfile.ZipFile, tables: dict[str, Any]) -> None:
    """Every line is there and unchanged, before anything is written."""
    for name, table in tables.items():
        digest, count = hashlib.sha256(), 0
        for line in _lines(archive, name):
            digest.update(line)
            count += 1
        if (count, digest.hexdigest()) != (table.get("rows"), table.get("sha256")):
            raise BackupError(f"The backup is damaged: the table {name} is not whole.")


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    try:
        with archive.open(f"{name}.jsonl") as lines:
            yield from lines
    except KeyError:
        raise BackupError(f"The backup is damaged: the table {name} is missing.") from None


def _only_into_an_empty_database() -> None:
    with db.engine.connect() as connection:
        _refuse_if_filled(connection, tables_in(connection))


def _refuse_if_filled(connection: sa.Connection, tables: list[sa.Table]) -> None:
    for table in tables:
        if connection.execute(sa.select(sa.literal(1)).select_from(table).limit(1)).first() is not None:
            raise BackupError("The database is not empty. A backup is restored into an empty database only.")
