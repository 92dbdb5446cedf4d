from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask

from finder.db import write
from tests.conftest import close


@pytest.fixture
def ready_app(app: Flask) -> Flask:
    app.extensions["snapshot_ready"] = lambda: True
    return app


def test_a_running_process_is_alive_even_without_a_database(make_app, tmp_path: Path) -> None:
    response = make_app(tmp_path / "no" / "such" / "file").test_client().get("/healthz")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_it_is_ready_with_a_database_and_a_snapshot(ready_app: Flask) -> None:
    response = ready_app.test_client().get("/readyz")
    assert (response.status_code, response.text) == (200, "ok\n")


def test_it_is_not_ready_before_the_snapshot_is_built(app: Flask) -> None:
    app.extensions["snapshot_ready"] = lambda: False
    response = app.test_client().get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: snapshot\n")


def test_it_is_not_ready_when_the_database_does_not_answer(make_app, tmp_path: Path) -> None:
    app = make_app(tmp_path / "no" / "such" / "file")
    app.extensions["snapshot_ready"] = lambda: True
    response = app.test_client().get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: database\n")


def test_it_is_not_ready_when_the_database_file_was_taken_away(ready_app: Flask, database: Path) -> None:
    client = ready_app.test_client()
    assert client.get("/readyz").status_code == 200
    database.rename(database.with_name("away"))
    response = client.get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: database\n")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_no_cache_answers_for_the_process(ready_app: Flask, path: str) -> None:
    assert ready_app.test_client().get(path).headers["Cache-Control"] == "no-store"


@contextmanager
def as_nobody() -> Iterator[None]:
    """Without the rights of an administrator, who writes where others may not."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_it_is_not_ready_on_a_disk_that_can_only_be_read(make_app, database: Path) -> None:
    # Not in pytest's folder, which is private to us.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(shutil.copyfile(database, Path(folder) / "finder.sqlite"))
        app = make_app(file)
        app.extensions["snapshot_ready"] = lambda: True
        client = app.test_client()
        assert client.get("/readyz").status_code == 200
        file.chmod(0o444)
        Path(folder).chmod(0o555)
        with as_nobody():
            response = client.get("/readyz")
        assert (response.status_code, response.text) == (503, "not ready: writing\n")
        Path(folder).chmod(0o755)
        close(app)


def test_it_is_ready_while_somebody_writes(ready_app: Flask) -> None:
    with ready_app.app_context(), write():
        assert ready_app.test_client().get("/readyz").status_code == 200


@pytest.mark.postgresql
def test_it_is_not_ready_on_a_copy_that_follows_another_server(make_app, postgresql_url: str) -> None:
    app = make_app(f"{postgresql_url}&options=-c%20default_transaction_read_only%3Don")
    app.extensions["snapshot_ready"] = lambda: True
    response = app.test_client().get("/readyz")
    assert (response.status_code, response.text) == (503, "not ready: writing\n")
    close(app)
