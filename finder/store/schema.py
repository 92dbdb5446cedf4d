"""Bringing the database's tables up to date: migrations, then a column for each language that files have gained."""

from __future__ import annotations

import sqlalchemy as sa

from finder.catalog.tables import TABLES
from finder.db import alembic, db


def upgrade(revision: str | None = None) -> None:
    """Migrate to a revision, or to the newest, and add the columns of new languages.

    Our migrations know the languages of their day. A language is added by a table of files, so that its columns
    ("says_vi") cannot wait for a migration to be written.
    """
    alembic.upgrade(*filter(None, [revision]))
    with db.engine.begin() as connection:
        _add_columns_of_languages(connection)


def _add_columns_of_languages(connection: sa.Connection) -> None:
    known = sa.inspect(connection)
    tables = set(known.get_table_names())
    for file in TABLES:
        texts = {column.name for column in file.columns if column.translation}
        if not texts or file.name not in tables:
            continue
        for name in sorted(texts - {column["name"] for column in known.get_columns(file.name)}):
            # Rows that are there already say nothing in it: empty text, as a file that is read says it.
            connection.execute(sa.text(f"ALTER TABLE {file.name} ADD COLUMN {name} TEXT DEFAULT ''"))
