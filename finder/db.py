"""The database: one engine an app, one session a request, and how SQLite is told to behave."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import iscoroutinefunction
from typing import Any

from flask import Flask
from flask_alembic import Alembic
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, Session

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

# The timeout (milliseconds) comes first, so that the others wait for a busy database too. It is long: SQLite keeps no
# line of those who wait, and of many editors at once on a slow machine none shall see an error for bad luck.
SQLITE_PRAGMAS = (
    "PRAGMA busy_timeout = 30000",
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
