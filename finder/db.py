"""The database: one engine an app, one session a request, and how SQLite is told to behave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, event
from sqlalchemy.orm import Session

# hide_parameters: what people wrote must not reach a log through an error message.
db = SQLAlchemy(engine_options={"hide_parameters": True, "pool_pre_ping": True})
alembic = Alembic(run_mkdir=False)

# The timeout (milliseconds) comes first, so that the others wait for a busy database too.
SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 5000",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = NORMAL",
    "PRAGMA foreign_keys = ON",
)


def init_app(app: Flask) -> None:
    """Attach engines, sessions and migrations to the app. No connection is opened yet."""
    db.init_app(app)
    alembic.init_app(app)
    with app.app_context():
        for engine in db.engines.values():
            if engine.dialect.name == "sqlite":
                _teach_sqlite(engine)


@contextmanager
def write() -> Iterator[Session]:
    """A session for changes: takes SQLite's write lock at once, commits at the end, rolls back on an error.

    Taking the lock first makes a second writer wait its turn instead of failing half-way.
    """
    engine = db.engine.execution_options(sqlite_begin="BEGIN IMMEDIATE")
    with Session(engine) as session, session.begin():
        yield session


def _teach_sqlite(engine: Engine) -> None:
    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)


def _on_connect(connection: Any, _record: object) -> None:
    # The driver's own BEGIN comes late and only for writes; ours comes with every transaction.
    connection.isolation_level = None
    for pragma in SQLITE_PRAGMAS:
        connection.execute(pragma)


def _on_begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("sqlite_begin", "BEGIN"))
