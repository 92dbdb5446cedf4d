from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask


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
