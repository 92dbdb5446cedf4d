from __future__ import annotations

import json
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from finder.catalog.export import exported_files
from finder.db import alembic, db, write
from finder.store import raw_tables
from finder.store.backup import CONTENTS
from finder.store.history import Cause, note
from finder.store.models import HistoryRow, ListingRow, PostKind
from finder.store.posts import About, approve_post, keep_answer, keep_post
from finder.store.raw_tables import tables_in
from finder.store.records import catalog_in, publish
from tests.catalog.folders import SEED
from tests.conftest import close
from tests.store.proposing import ANA, BEN, approved, edited


def exported() -> dict[str, str]:
    db.session.rollback()
    return dict(exported_files(catalog_in(db.session)))


def everything() -> dict[str, list[list[object]]]:
    """All rows of all tables, as they stand."""
    with db.engine.connect() as connection:
        return {table.name: list(raw_tables.rows_of(connection, table)) for table in tables_in(connection)}


def backed_up(app: Flask, file: Path) -> Path:
    result = app.test_cli_runner().invoke(args=["backup", str(file)])
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    assert "rows of" in result.stderr
    return file


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def other(request: pytest.FixtureRequest, tmp_path: Path, make_app: Callable[..., Flask]) -> Iterator[Flask]:
    """An app on another machine: an empty database of either kind, and nothing to seed from."""
    url = f"sqlite:///{tmp_path / 'other.sqlite'}"
    if request.param == "postgresql":
        server = request.getfixturevalue("postgresql_server")
        with server.database() as url:
            app = make_app(url)
            yield app
            close(app)
        return
    app = make_app(url)
    yield app
    close(app)


def test_a_restored_database_is_the_same_on_any_machine(seeded: Flask, other: Flask, tmp_path: Path) -> None:
    with seeded.app_context():
        approved(edited(phone="614-555-0199", summary="Ünïcode “quotes”, 雪 and \u2028."))
        edited(phone="614-555-0122")
        with write() as session:
            post = approve_post(session, keep_post(session, PostKind.TIP, About("good"), "es", "¡12 dólares!").id, BEN)
            keep_answer(session, post.id, ANA, "en", "Thanks.")
        before, rows = exported(), everything()
    file = backed_up(seeded, tmp_path / "backup.zip")
    result = other.test_cli_runner().invoke(args=["restore", str(file)])
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    with other.app_context():
        assert exported() == before
        assert everything() == rows
        assert len(rows["change_history"]) > 1
        assert len(rows["board_post"]) == 2
        # Numbers go on after those that are taken.
        assert edited(phone="614-555-0123") > max(row[0] for row in rows["change_proposal"])


def test_the_shipped_catalogue_comes_back_byte_for_byte(
    seeded_database: Path, app: Flask, other: Flask, tmp_path: Path
) -> None:
    file = backed_up(app, tmp_path / "backup.zip")
    assert other.test_cli_runner().invoke(args=["restore", str(file)]).exit_code == 0
    out = tmp_path / "out"
    assert other.test_cli_runner().invoke(args=["listings", "export", str(out)]).exit_code == 0
    files = [path.relative_to(out) for path in out.rglob("*") if path.is_file()]
    assert len(files) > 100
    assert [name for name in files if (out / name).read_bytes() != (SEED / name).read_bytes()] == []


def test_a_backup_shows_one_moment_while_the_site_is_used(seeded: Flask, other: Flask, tmp_path: Path) -> None:
    stop, made = threading.Event(), threading.Event()
    failures: list[BaseException] = []

    def use() -> None:
        """Change a listing again and again; each change writes to three tables at once."""
        try:
            with seeded.app_context():
                while not stop.is_set():
                    change_once()
                    made.set()
        except BaseException as error:
            failures.append(error)

    writer = threading.Thread(target=use)
    writer.start()
    try:
        assert made.wait(300), failures
        files = [backed_up(seeded, tmp_path / f"{number}.zip") for number in range(3)]
    finally:
        stop.set()
        writer.join()
    assert failures == []
    versions = set()
    for file in files:
        told = read_back(file)
        (listing,), (version,) = told["listing"], told["snapshot_version"]
        assert listing["revision"] == version["version"] == max(row["version"] for row in told["change_history"])
        assert json.loads(listing["document"])["phone"] == f"614-555-{listing['revision']:04d}"
        versions.add(version["version"])
    assert max(versions) > 1
    assert other.test_cli_runner().invoke(args=["restore", str(files[-1])]).exit_code == 0
    with other.app_context():
        assert f"614-555-{max(versions):04d}" in exported()["programs/good.toml"]


def change_once() -> None:
    with write() as session:
        now = datetime.now(UTC)
        publish(session, now)
        row = session.get_one(ListingRow, "good")
        row.revision += 1
        new = {**row.document, "phone": f"614-555-{row.revision:04d}"}
        note(session, "good", row.document, new, Cause(at=now, actor=None, source="test", version=row.revision))
        row.document = new


def read_back(file: Path) -> dict[str, list[dict[str, object]]]:
    with zipfile.ZipFile(file) as archive:
        said = json.loads(archive.read(CONTENTS))
        return {
            name: [
                dict(zip(table["columns"], json.loads(line), strict=True))
                for line in archive.read(f"{name}.jsonl").splitlines()
            ]
            for name, table in said["tables"].items()
        }


def test_a_backup_is_restored_into_an_empty_database_only(seeded: Flask, tmp_path: Path) -> None:
    file = backed_up(seeded, tmp_path / "backup.zip")
    with seeded.app_context():
        approved(edited(phone="614-555-0199"))
        before = everything()
    result = seeded.test_cli_runner().invoke(args=["restore", str(file)])
    assert result.exit_code == 2
    assert "The database is not empty. A backup is restored into an empty database only." in result.stderr
    assert "Nothing was written." in result.stderr
    with seeded.app_context():
        assert everything() == before


def repacked(file: Path, change: Callable[[str, bytes], bytes | None]) -> Path:
    """The backup with its members changed or (None) left out."""
    out = file.with_name("changed.zip")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = change(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return out


def newer(name: str, data: bytes) -> bytes:
    return data.replace(b'"schema": [', b'"schema": ["9999",') if name == CONTENTS else data


BROKEN = {
    "a line is missing": (
        lambda name, data: data.split(b"\n", 1)[1] if name == "zip_codes.jsonl" else data,
        "the table zip_codes is not whole",
    ),
    "a value was changed": (
        lambda name, data: data.replace(b"9.50", b"0.50") if name == "prices.jsonl" else data,
        "the table prices is not whole",
    ),
    "a table is missing": (
        lambda name, data: None if name == "listing.jsonl" else data,
        "the table listing is missing",
    ),
    "it does not say what it is": (lambda name, data: None if name == CONTENTS else data, "not a backup"),
    "its first page claims to be a memory full": (
        lambda name, data: data + b" " * (2 << 20) if name == CONTENTS else data,
        "larger than the finder's ever are",
    ),
    "it is of a newer release": (newer, "made by a newer release"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_damaged_backup_is_refused_and_nothing_is_written(
    seeded: Flask, make_app: Callable[..., Flask], tmp_path: Path, what: str
) -> None:
    change, sentence = BROKEN[what]
    file = repacked(backed_up(seeded, tmp_path / "backup.zip"), change)
    app = make_app(tmp_path / "other.sqlite")
    result = app.test_cli_runner().invoke(args=["restore", str(file)])
    assert result.exit_code == 2
    assert sentence in result.stderr
    with app.app_context():
        assert not any(everything().values())
    close(app)


def test_a_row_that_the_database_refuses_undoes_the_whole_restore(
    seeded: Flask, other: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backed_up(seeded, tmp_path / "backup.zip")
    put_rows = raw_tables.put_rows

    def twice(connection: sa.Connection, table: sa.Table, names: list[str], rows: Iterator[list[object]]) -> None:
        every = list(rows)
        put_rows(connection, table, names, every + every if table.name == "zip_codes" else every)

    monkeypatch.setattr("finder.store.backup.put_rows", twice)
    result = other.test_cli_runner().invoke(args=["restore", str(file)])
    assert result.exit_code == 2
    assert "The database did not take the backup (IntegrityError)." in result.stderr
    with other.app_context():
        assert not any(everything().values())
    monkeypatch.undo()
    assert other.test_cli_runner().invoke(args=["restore", str(file)]).exit_code == 0


def test_something_else_than_a_backup_is_refused(make_app: Callable[..., Flask], tmp_path: Path) -> None:
    (tmp_path / "letter.zip").write_text("Dear all")
    app = make_app(tmp_path / "other.sqlite")
    result = app.test_cli_runner().invoke(args=["restore", str(tmp_path / "letter.zip")])
    assert result.exit_code == 2
    assert "cannot be read as a backup" in result.stderr
    close(app)


def test_a_backup_of_an_older_release_is_brought_up_to_date(
    empty: Flask, make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    with empty.app_context():
        alembic.upgrade("0002")
        with write() as session:
            session.execute(
                sa.text(
                    "INSERT INTO places (source_id, name, kind, state, source, checked_on)"
                    " VALUES ('a', 'A place', 'free_clinic', 'OH', 'https://example.org/', :day)"
                ).bindparams(sa.bindparam("day", type_=sa.Date)),
                {"day": date(2026, 1, 2)},
            )
    file = backed_up(empty, tmp_path / "old.zip")
    app = make_app(tmp_path / "new.sqlite")
    assert app.test_cli_runner().invoke(args=["restore", str(file)]).exit_code == 0
    with app.app_context():
        assert set(alembic.current()) == set(alembic.heads())
        assert [row[1] for row in everything()["places"]] == ["A place"]
    close(app)


def test_only_its_owner_can_read_a_backup_and_none_is_left_half_written(
    seeded: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = backed_up(seeded, tmp_path / "backup.zip")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600

    def fails(*_args: object) -> Iterator[list[object]]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("finder.store.backup.rows_of", fails)
    (tmp_path / "full").mkdir()
    result = seeded.test_cli_runner().invoke(args=["backup", str(tmp_path / "full" / "backup.zip")])
    assert result.exit_code == 2
    assert "cannot be written: No space left on device." in result.stderr
    assert list((tmp_path / "full").iterdir()) == []


def test_a_database_that_is_not_set_up_has_nothing_to_back_up(empty: Flask, tmp_path: Path) -> None:
    result = empty.test_cli_runner().invoke(args=["backup", str(tmp_path / "backup.zip")])
    assert result.exit_code == 2
    assert "The database is not set up yet" in result.stderr


def test_every_kind_of_column_can_be_held(seeded: Flask) -> None:
    with seeded.app_context(), db.engine.connect() as connection:
        for table in tables_in(connection):
            for column in table.columns:
                assert raw_tables.shape_of(column)
    with pytest.raises(TypeError, match="backups cannot hold"):
        raw_tables.shape_of(sa.Column("blob", sa.LargeBinary))


def test_history_is_in_the_backup(seeded: Flask, tmp_path: Path) -> None:
    with seeded.app_context(), write() as session:
        count = session.scalar(sa.select(sa.func.count()).select_from(HistoryRow))
    assert len(read_back(backed_up(seeded, tmp_path / "backup.zip"))["change_history"]) == count
