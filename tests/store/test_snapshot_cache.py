from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.exc import OperationalError

from finder.catalog import read_catalog
from finder.config import WAITS
from finder.core.snapshot import Snapshot
from finder.db import db, write
from finder.store import snapshot_cache as module
from finder.store.records import publish, save
from finder.store.snapshot_cache import PAUSE_SECONDS, SnapshotKeeper, current_snapshot
from tests.catalog.folders import changed


class Clock:
    """A clock that a test moves by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def keeper(seeded: Flask, clock: Clock) -> Iterator[SnapshotKeeper]:
    """A keeper that holds the first snapshot."""
    with seeded.app_context():
        keeper = SnapshotKeeper(db.engine, clock)
        keeper.current()
        yield keeper
        keeper.wait()


def publish_change(shipped: Path) -> None:
    catalog = read_catalog(changed(shipped, "programs/good.toml", "A company", "Another company"))
    with write() as session:
        save(session, catalog)


def after_a_pause(keeper: SnapshotKeeper, clock: Clock) -> Snapshot:
    """What is served when the database was left alone for long enough and asked again."""
    clock.now += PAUSE_SECONDS
    keeper.current()
    keeper.wait()
    return keeper.current()


def fail(*_: object) -> None:
    raise OperationalError("SELECT", {}, Exception("no server"))


def test_nothing_is_built_again_while_the_version_stays(keeper: SnapshotKeeper) -> None:
    assert keeper.current() is keeper.current()


def test_a_new_version_is_built_beside_the_requests_and_swapped_in(keeper: SnapshotKeeper, shipped: Path) -> None:
    old = keeper.current()
    publish_change(shipped)
    assert keeper.current() is old
    keeper.wait()
    new = keeper.current()
    assert (old.by_id["good"].sponsor.original, new.by_id["good"].sponsor.original) == ("A company", "Another company")
    assert (old.version, new.version) == ("1", "2")


def test_a_command_sees_what_was_published_a_moment_ago(seeded: Flask, shipped: Path) -> None:
    with seeded.app_context():
        old = current_snapshot()
        publish_change(shipped)
        assert (old.version, current_snapshot().version) == ("1", "2")


def test_a_command_gets_the_old_snapshot_while_the_new_one_cannot_be_built(
    keeper: SnapshotKeeper, shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keeper.current()
    publish_change(shipped)
    monkeypatch.setattr(module, "catalog_in", fail)
    assert keeper.newest() is old


def test_the_old_snapshot_serves_when_the_version_cannot_be_read(
    keeper: SnapshotKeeper, shipped: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keeper.current()
    publish_change(shipped)
    with monkeypatch.context() as patch:
        patch.setattr(module, "version_in", fail)
        assert keeper.current() is old
    assert keeper.ready()
    # For a moment the database is left alone; then the new version is found.
    keeper.wait()
    assert keeper.current() is old
    assert after_a_pause(keeper, clock).version == "2"


def test_the_old_snapshot_serves_when_the_new_one_cannot_be_built(
    keeper: SnapshotKeeper, shipped: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = keeper.current()
    publish_change(shipped)
    with monkeypatch.context() as patch:
        patch.setattr(module, "catalog_in", fail)
        keeper.current()
        keeper.wait()
        assert keeper.current() is old
    assert after_a_pause(keeper, clock).version == "2"


def test_a_listing_that_cannot_be_read_is_left_out_and_logged(
    keeper: SnapshotKeeper, caplog: pytest.LogCaptureFixture
) -> None:
    with write() as session:
        session.execute(sa.text('UPDATE listing SET document = \'{"id": "good"}\''))
        publish(session, datetime.now(UTC))
    with caplog.at_level(logging.ERROR):
        keeper.current()
        keeper.wait()
    assert keeper.current().by_id == {}
    assert "'summary' is missing" in caplog.text


def test_without_tables_the_app_is_not_ready(empty: Flask) -> None:
    with empty.app_context():
        assert not empty.extensions["snapshot_ready"]()


def test_a_seeded_app_is_ready_and_serves_the_published_catalogue(seeded: Flask) -> None:
    with seeded.app_context():
        assert seeded.extensions["snapshot_ready"]()
        assert list(current_snapshot().by_id) == ["good"]
        assert current_snapshot().facts.zips["43004"].state == "OH"


def test_a_request_answers_from_one_snapshot_to_its_end(seeded: Flask, shipped: Path) -> None:
    with seeded.test_request_context():
        first = current_snapshot()
        publish_change(shipped)
        seeded.extensions[module.SNAPSHOT_EXTENSION].current()
        seeded.extensions[module.SNAPSHOT_EXTENSION].wait()
        assert current_snapshot() is first
    with seeded.test_request_context():
        assert current_snapshot().version == "2"


def test_an_idle_worker_serves_what_was_published_without_being_asked(seeded: Flask, shipped: Path) -> None:
    with seeded.app_context():
        keeper = SnapshotKeeper(db.engine, look_seconds=0.05)
        assert keeper.current().version == "1"
        publish_change(shipped)
        until = time.monotonic() + 30
        while keeper._snapshot is None or keeper._snapshot.version != "2":
            assert time.monotonic() < until
            time.sleep(0.02)
        assert keeper.current().version == "2"
        keeper.stop()
        keeper.wait()


def test_no_request_waits_for_the_database_where_a_thread_looks(
    seeded: Flask, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with seeded.app_context():
        keeper = SnapshotKeeper(db.engine, look_seconds=60)
        held = keeper.current()
        monkeypatch.setattr(module, "version_in", fail)
        assert keeper.current() is held
        keeper.stop()
    assert caplog.text == ""


def test_a_look_that_breaks_is_not_the_last_one(seeded: Flask, shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = [ValueError("broken"), ValueError("broken again")]
    look = SnapshotKeeper._look

    def breaking(keeper: SnapshotKeeper) -> None:
        if broken:
            raise broken.pop()
        look(keeper)

    monkeypatch.setattr(SnapshotKeeper, "_look", breaking)
    with seeded.app_context():
        keeper = SnapshotKeeper(db.engine, look_seconds=0.02)
        keeper.current()
        publish_change(shipped)
        until = time.monotonic() + 30
        while keeper.current().version != "2":
            assert time.monotonic() < until
            time.sleep(0.02)
        keeper.stop()
        keeper.wait()


def test_each_process_has_a_thread_of_its_own(seeded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with seeded.app_context():
        keeper = SnapshotKeeper(db.engine, look_seconds=60)
        keeper.current()
        first = keeper._watcher
        keeper.current()
        assert keeper._watcher is first
        monkeypatch.setattr(module.os, "getpid", lambda: -1)
        keeper.current()
        assert keeper._watcher is not first
        keeper.stop()


def test_the_shipped_settings_bound_how_long_an_old_catalogue_is_served() -> None:
    """Ten seconds, of which reading a whole catalogue may take more than half."""
    assert WAITS["CATALOGUE_LOOK_SECONDS"] <= 4
