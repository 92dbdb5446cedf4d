"""The database: one engine an app, one session a request, and how SQLite is told to behave."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, nullcontext
from dataclasses import fields
from inspect import iscoroutinefunction
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session

from finder import pulse
from finder.private_files import keep_private, make_private

# hide_parameters: what people wrote must not reach a log through an error message.
db = SQLAlchemy(engine_options={"hide_parameters": True, "pool_pre_ping": True})


class Base(DeclarativeBase):
    """What all tables are declared on. Every constraint has a name, so that migrations can speak of it."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


alembic = Alembic(run_mkdir=False, metadatas=Base.metadata)

# The timeout (milliseconds) comes first, so that the others wait for a busy database too.
SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = {milliseconds}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)


def init_app(app: Flask) -> None:
    """Attach engines, sessions and migrations to the app. No connection is opened yet."""
    db.init_app(app)
    # We use no async sessions; closing none of them would start an event loop for every request.
    app.teardown_appcontext_funcs = [f for f in app.teardown_appcontext_funcs if not iscoroutinefunction(f)]
    # SQLite changes tables within our transactions, so a migration happens whole or not at all.
    app.config.setdefault("ALEMBIC_CONTEXT", {"render_as_batch": True, "transactional_ddl": True})
    alembic.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            if engine.dialect.name == "sqlite":
                _teach_sqlite(engine, app.config["DATABASE_LOCK_SECONDS"])
            else:
                pulse.watch(engine, _waits(app.config))


@contextmanager
def write() -> Iterator[Session]:
    """A session for changes: takes SQLite's write lock at once, commits at the end, rolls back on an error.

    Taking the lock first makes a second writer wait its turn instead of failing half-way.
    """
    engine = db.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with Session(engine) as session, session.begin():
        yield session


@contextmanager
def quick_connection(engine: Engine) -> Iterator[Connection]:
    """A connection for what is answered at once, if at all. Raises SQLAlchemyError soon when the server hangs."""
    with engine.connect() as connection:
        raw = connection.connection.dbapi_connection
        with raw.quickly() if isinstance(raw, pulse.TimedConnection) else nullcontext():
            yield connection
            # Here, and not when it is given back: that may hang as well.
            connection.rollback()


# Any number, as long as nothing else in this database locks by it.
SETTING_UP = 7_316_940
TURN_SECONDS = 0.2


@contextmanager
def setting_up() -> Iterator[None]:
    """Let one process after the other set up the database: whoever comes second finds it done."""
    with _turn_at_server() if db.engine.dialect.name == "postgresql" else _turn_at_file(db.engine.url.database or ""):
        yield


@contextmanager
def _turn_at_server() -> Iterator[None]:
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # Asked for again and again: a wait for the lock itself would end when the limit for locks does.
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": SETTING_UP}):
            time.sleep(TURN_SECONDS)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": SETTING_UP})


@contextmanager
def _turn_at_file(path: str) -> Iterator[None]:
    folder = Path(path).parent
    if not (path.startswith("/") and folder.is_dir()):
        yield
        return
    # The folder itself is locked: a file for it would be left behind.
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _waits(config: Mapping[str, Any]) -> pulse.Waits:
    names = (field.name for field in fields(pulse.Waits))
    return pulse.Waits(**{name: config[f"DATABASE_{name.upper()}_SECONDS"] for name in names})


def _teach_sqlite(engine: Engine, lock_seconds: float) -> None:
    def before_connect(*_given: object) -> None:
        path = engine.url.database or ""
        if path.startswith("/"):
            make_private(Path(path))
            # What SQLite writes beside it has the mode of the file itself, unless it was there before.
            for beside in ("-wal", "-shm"):
                keep_private(Path(path + beside))

    def on_connect(connection: Any, _record: object) -> None:
        # The driver's own BEGIN comes late and only for writes; ours comes with every transaction.
        connection.isolation_level = None
        for pragma in SQLITE_PRAGMAS:
            connection.execute(pragma.format(milliseconds=int(lock_seconds * 1000)))

    event.listen(engine, "do_connect", before_connect)
    event.listen(engine, "connect", on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))


def is_writable(engine: Engine) -> bool:
    """Whether changes can be written: not on a disk that can only be read, or in a copy that follows another."""
    try:
        if engine.dialect.name == "sqlite":
            return _is_writable_file(engine.url.database or "")
        with quick_connection(engine) as connection:
            return connection.exec_driver_sql("SHOW transaction_read_only").scalar() == "off"
    except SQLAlchemyError:
        return False


def _is_writable_file(path: str) -> bool:
    if not path.startswith("/"):
        return True
    try:
        # By itself, so as to wait for nobody: whoever writes at this moment shows that one can.
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode == sqlite3.SQLITE_BUSY
    return True


# What a database says of itself, by PostgreSQL's classes and SQLite's names, in the words of our log.
DATABASE_REASONS = {
    "53100": "full disk",
    "SQLITE_FULL": "full disk",
    "53200": "out of memory",
    "SQLITE_NOMEM": "out of memory",
    "53300": "too many connections",
    "55P03": "locked",
    "40P01": "locked",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "57014": "too slow",
    "25006": "read only",
    "SQLITE_READONLY": "read only",
    "SQLITE_CANTOPEN": "no file",
    "SQLITE_IOERR": "failing disk",
    "58030": "failing disk",
    "SQLITE_CORRUPT": "damaged file",
    "SQLITE_NOTADB": "damaged file",
    "28P01": "wrong password",
    "42P01": "no table",
}


def reason_of(error: BaseException | None) -> str:
    """What kind of failure of the database an error is, without anything of its words; "" for any other error."""
    found = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(found, pulse.HungError | psycopg.errors.ConnectionTimeout):
        return "hangs"
    if isinstance(found, sqlite3.Error):
        name = getattr(found, "sqlite_errorname", None) or ""
        return next((reason for start, reason in DATABASE_REASONS.items() if name.startswith(start)), "")
    if isinstance(found, psycopg.OperationalError):
        return DATABASE_REASONS.get(found.sqlstate or "", "no server")
    return DATABASE_REASONS.get(found.sqlstate or "", "") if isinstance(found, psycopg.Error) else ""
