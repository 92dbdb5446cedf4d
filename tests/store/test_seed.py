from __future__ import annotations

import filecmp
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskCliRunner

from finder.catalog import read_catalog
from finder.config import ROOT
from finder.db import TURN_SECONDS, Base, db, setting_up, write
from finder.store.models import ListingRow, Published, SmallFacts
from finder.store.records import catalog_in
from finder.store.snapshot_cache import build_snapshot, current_snapshot
from tests.catalog.folders import BAD, SEED, changed, copy_of_good
from tests.conftest import close


def everything() -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with db.engine.connect() as connection:
        return {
            name: [tuple(row) for row in connection.execute(sa.select(table))]
            for name, table in Base.metadata.tables.items()
        }


def version() -> int:
    return db.session.execute(sa.select(Published.version)).scalar_one()


def test_seeding_fills_an_empty_database_and_says_so(empty: Flask) -> None:
    result = empty.test_cli_runner().invoke(args=["seed"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "Filled the database with 1 listings and 2 ZIP codes." in result.stderr
    with empty.app_context():
        assert version() == 1


def test_seeding_twice_changes_nothing(seeded: Flask, shipped: Path) -> None:
    with seeded.app_context():
        before = everything()
    changed(shipped, "prices.csv", "9.50", "8.50")
    result = seeded.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 0
    assert "The database already holds a catalogue. Nothing was changed." in result.stderr
    with seeded.app_context():
        assert everything() == before


def test_files_with_mistakes_are_refused_and_nothing_is_written(empty: Flask, shipped: Path) -> None:
    shutil.copy(BAD / "negative_price.csv", shipped / "prices.csv")
    shutil.copy(BAD / "unknown_kind.toml", shipped / "programs" / "unknown_kind.toml")
    result = empty.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 2
    assert "prices.csv, line 2: 'price' must not be less than zero. It is -9.50." in result.stderr
    assert "programs/unknown_kind.toml, line 2: 'kind' cannot be" in result.stderr
    assert "Refused: 2 mistakes. Nothing was written." in result.stderr
    with empty.app_context():
        assert not any(everything().values())


def test_the_database_holds_what_the_files_say(seeded: Flask, shipped: Path) -> None:
    with seeded.app_context():
        assert catalog_in(db.session) == read_catalog(shipped)
        db.session.close()
        assert build_snapshot(db.engine)[1] == read_catalog(shipped).snapshot("1")


def test_the_shipped_files_come_back_byte_for_byte(empty: Flask, tmp_path: Path) -> None:
    empty.config["SEED_DATA"] = str(SEED)
    runner = empty.test_cli_runner()
    assert runner.invoke(args=["seed"]).exit_code == 0
    out = tmp_path / "out"
    assert runner.invoke(args=["listings", "export", str(out)]).exit_code == 0
    for folder in (".", "programs", "guide", "guide/topics"):
        names = [path.name for path in (out / folder).iterdir() if path.is_file()]
        assert filecmp.cmpfiles(SEED / folder, out / folder, names, shallow=False) == (names, [], [])
    with empty.app_context():
        assert current_snapshot() == read_catalog(SEED).snapshot("1")


def test_taking_in_what_was_written_out_changes_nothing(seeded: Flask, tmp_path: Path) -> None:
    runner = seeded.test_cli_runner()
    runner.invoke(args=["listings", "export", str(tmp_path / "out")])
    with seeded.app_context():
        before = everything()
    result = runner.invoke(args=["listings", "import", str(tmp_path / "out")])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 listings and tables changed." in result.stderr
    with seeded.app_context():
        assert everything() == before


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Files to take in."""
    (tmp_path / "in").mkdir()
    return copy_of_good(tmp_path / "in")


def take_in(runner: FlaskCliRunner, folder: Path) -> None:
    result = runner.invoke(args=["listings", "import", str(folder)])
    assert result.exit_code == 0, result.output


def test_a_changed_listing_gets_a_new_revision_and_a_new_version(seeded: Flask, folder: Path) -> None:
    take_in(seeded.test_cli_runner(), changed(folder, "programs/good.toml", "A company", "Another company"))
    with seeded.app_context():
        row = db.session.get_one(ListingRow, "good")
        assert (row.revision, row.document["sponsor"], version()) == (2, "Another company", 2)


def test_only_the_way_a_number_is_written_is_a_change_too(seeded: Flask, folder: Path) -> None:
    changed(folder, "programs/good.toml", "shipping = 5.00", "shipping = 5.0")
    take_in(seeded.test_cli_runner(), changed(folder, "prices.csv", "9.50", "9.5"))
    with seeded.app_context():
        assert str(catalog_in(db.session).rows["prices"][0]["price"]) == "9.5"
        assert db.session.get_one(ListingRow, "good").revision == 2


def test_a_listing_without_a_file_stays(seeded: Flask, folder: Path) -> None:
    (folder / "programs/good.toml").rename(folder / "programs/new.toml")
    take_in(seeded.test_cli_runner(), changed(folder, "programs/new.toml", 'id = "good"', 'id = "new"'))
    with seeded.app_context():
        assert [listing.id for listing in catalog_in(db.session).listings] == ["good", "new"]


def test_a_table_that_a_listing_in_the_database_needs_cannot_go(seeded: Flask, folder: Path) -> None:
    changed(folder, "documents.toml", "[prescription]", "[form]")
    (folder / "programs/good.toml").unlink()
    result = seeded.test_cli_runner().invoke(args=["listings", "import", str(folder)])
    assert result.exit_code == 2
    assert "documents.toml has no 'prescription'" in result.stderr
    with seeded.app_context():
        assert version() == 1


def test_check_data_lists_mistakes_and_says_when_there_are_none(seeded: Flask, folder: Path) -> None:
    runner = seeded.test_cli_runner()
    fine = runner.invoke(args=["check-data"])
    assert (fine.exit_code, fine.stdout) == (0, "")
    assert "No mistakes" in fine.stderr
    shutil.copy(BAD / "negative_price.csv", folder / "prices.csv")
    broken = runner.invoke(args=["check-data", str(folder)])
    assert (broken.exit_code, broken.stdout) == (2, "")
    assert "prices.csv, line 2: 'price' must not be less than zero. It is -9.50." in broken.stderr


def test_two_who_seed_at_once_both_end_well(database_url: str, shipped: Path) -> None:
    """As when several servers of a new release start together."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "seed", str(shipped)]
    env = {**os.environ, "DATABASE_URL": database_url, "SECRET_KEY": "a key for tests"}
    running = [subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    told = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    assert sum("Filled the database with 1 listings" in text for text in told) == 1
    assert sum("already holds a catalogue" in text for text in told) == 1


@pytest.mark.postgresql
def test_whoever_comes_second_waits_until_the_database_is_set_up(make_app, postgresql_url: str) -> None:
    app = make_app(postgresql_url)
    told: list[str] = []

    def second() -> None:
        with app.app_context(), setting_up():
            told.append("second")

    thread = threading.Thread(target=second)
    with app.app_context(), setting_up():
        thread.start()
        time.sleep(3 * TURN_SECONDS)
        told.append("first")
    thread.join(60)
    assert told == ["first", "second"]
    close(app)


def test_a_newer_release_brings_the_small_files_that_the_older_one_had_not(seeded: Flask) -> None:
    runner = seeded.test_cli_runner()
    with seeded.app_context(), write() as session:
        session.execute(sa.delete(SmallFacts).where(SmallFacts.key == "phrases"))
        row = session.get_one(SmallFacts, "documents")
        row.document = {**row.document, "own": {"en": "A paper", "es": "Un papel"}}
        before = session.get_one(Published, 1).version
    assert runner.invoke(args=["seed"]).exit_code == 0
    with seeded.app_context():
        assert db.session.get_one(Published, 1).version == before + 1
        facts = catalog_in(db.session).facts
    assert "Call first." in facts.phrases.place_notes
    assert "own" in facts.documents


def test_a_folder_of_an_older_release_can_be_taken_in(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    for name in ("phrases.toml", "reviews.toml"):
        (folder / name).unlink()
    assert read_catalog(folder).problems == ()
