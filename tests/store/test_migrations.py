from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import IntegrityError

from finder.db import Base, alembic, db


def tables() -> set[str]:
    return set(sa.inspect(db.engine).get_table_names())


def test_the_migrations_make_what_the_models_say(empty: Flask) -> None:
    with empty.app_context():
        alembic.upgrade()
        assert alembic.compare_metadata() == []


def test_up_down_and_up_again(empty: Flask) -> None:
    with empty.app_context():
        alembic.upgrade()
        made = tables()
        assert made == {*Base.metadata.tables, "alembic_version"}
        alembic.downgrade("base")
        assert tables() == {"alembic_version"}
        alembic.upgrade()
        assert tables() == made


def test_there_is_one_version_row_at_most(seeded: Flask) -> None:
    second = sa.text("INSERT INTO snapshot_version (id, version, published_at) VALUES (2, 1, '2026-11-01')")
    with seeded.app_context(), db.engine.connect() as connection, pytest.raises(IntegrityError, match="single"):
        connection.execute(second)
