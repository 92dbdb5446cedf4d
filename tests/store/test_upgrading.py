from __future__ import annotations

from datetime import UTC, datetime

import sqlalchemy as sa
from flask import Flask

from finder.catalog.export import exported_files
from finder.db import alembic, db, write
from finder.store.models import ReportKind
from finder.store.raw_tables import rows_of, tables_in
from finder.store.records import catalog_in
from finder.store.reports import create_report
from finder.store.snapshot_cache import build_snapshot
from tests.store.proposing import approved, edited

# What each step down takes away with its tables; the steps before it keep theirs.
CATALOGUE = ("listing", "small_facts", "snapshot_version", "prices", "zip_codes")


def held(names: tuple[str, ...]) -> dict[str, list[dict[str, object]]]:
    """Each table's rows, by column."""
    with db.engine.connect() as connection:
        return {
            table.name: [dict(zip(table.columns.keys(), row, strict=True)) for row in rows_of(connection, table)]
            for table in tables_in(connection)
            if table.name in names
        }


def cut_to(before: dict[str, list[dict[str, object]]], after: dict[str, list[dict[str, object]]]) -> object:
    """What was there before, in the tables and columns that are still there."""
    return {
        name: [{column: row[column] for column in kept} for row, kept in zip(before[name], rows, strict=True)]
        for name, rows in after.items()
    }


def test_up_down_and_up_again_keeps_what_the_older_tables_hold(seeded: Flask) -> None:
    with seeded.app_context():
        approved(edited(phone="614-555-0199"))
        with write() as session:
            create_report(session, ReportKind.WRONG, "good", "en", "The phone rings out.")
        before, files = held(CATALOGUE), dict(exported_files(catalog_in(db.session)))
        db.session.rollback()
        for revision in ("0005", "0003", "0002"):
            alembic.downgrade(revision)
            left = held(CATALOGUE)
            assert left == cut_to(before, left)
        alembic.upgrade()
        assert held(CATALOGUE) == before
        assert dict(exported_files(catalog_in(db.session))) == files
        db.session.rollback()
        # The new tables can be used at once.
        with write() as session:
            assert create_report(session, ReportKind.WRONG, "good", "en", "Again.").id
        assert edited(phone="614-555-0111")


def test_the_week_of_a_survey_moves_out_of_the_note_into_its_own_column(seeded: Flask) -> None:
    with seeded.app_context():
        alembic.downgrade("0011")
        prices = sa.table("prices", sa.column("id"), sa.column("note"))
        with db.engine.begin() as connection:
            number, note = connection.execute(sa.select(prices.c.id, prices.c.note).limit(1)).one()
            said = f"{note} In the survey of 2026-04-01."
            connection.execute(prices.update().where(prices.c.id == number).values(note=said))
        alembic.upgrade()
        (row,) = [row for row in held(("prices",))["prices"] if row["id"] == number]
        assert (row["note"], row["survey_week"]) == (note, "2026-04-01")
        alembic.downgrade("0011")
        (row,) = [row for row in held(("prices",))["prices"] if row["id"] == number]
        assert row["note"] == said
        alembic.upgrade()


def test_a_live_site_is_upgraded_while_people_read_it(empty: Flask) -> None:
    """The older release's tables, filled; the newer release's ``seed`` runs while a visitor has the catalogue open."""
    runner = empty.test_cli_runner()
    assert runner.invoke(args=["seed"]).exit_code == 0
    with empty.app_context():
        alembic.downgrade("0003")
        before = held(CATALOGUE)
        options = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
        # A table that gets a new column waits for its readers; the others do not.
        count = sa.select(sa.func.count()).select_from(sa.table("listing"))
        with db.engine.connect().execution_options(**options) as visitor:
            assert visitor.scalar(count)
            result = runner.invoke(args=["seed"])
            assert visitor.scalar(count)
        assert result.exit_code == 0, result.stderr
        assert "Nothing was changed." in result.stderr
        assert set(alembic.current()) == set(alembic.heads())
        assert cut_to(held(CATALOGUE), before) == before
        version, snapshot = build_snapshot(db.engine)
        assert version is not None
        assert version[1] <= datetime.now(UTC)
        assert snapshot.by_id
