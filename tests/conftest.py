"""An app on a fresh copy of the seeded database for each test, a served one, and a throwaway PostgreSQL."""

from __future__ import annotations

import io
import shutil
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy import text
from werkzeug.serving import make_server

from finder import create_app
from finder.db import db
from tests.postgresql import Server, find_binaries
from tests.rendered_templates import (  # noqa: F401 - pytest calls the hooks
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
    watch,
)

# Speed is measured by the bench: a slow moment of the machine fails no test.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


class Compiled(BytecodeCache):
    """Each app would compile its own templates: once for all of a run is enough."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


@pytest.fixture(scope="session")
def static_build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the css is built once for all apps of a run."""
    return tmp_path_factory.mktemp("build") / "static"


@pytest.fixture(scope="session")
def settings(static_build: Path) -> dict[str, Any]:
    """What every test app is made with; the database comes on top."""
    return {
        "TESTING": True,
        "FINDER_ENV": "development",
        "SECRET_KEY": "a key for tests",
        "RATELIMIT_ENABLED": False,
        "STATIC_BUILD": str(static_build),
    }


@pytest.fixture(scope="session")
def make_app(settings: dict[str, Any]) -> Iterator[Callable[..., Flask]]:
    """Build an app on a database file, with settings on top; its connections are closed at the end of the run."""
    apps: list[Flask] = []
    compiled = Compiled()

    def make(database: Path | str, extra: Mapping[str, Any] | None = None) -> Flask:
        url = database if "://" in str(database) else f"sqlite:///{database}"
        app = create_app({**settings, "DATABASE_URL": str(url), "LOG_STREAM": io.StringIO(), **(extra or {})})
        app.jinja_env.bytecode_cache = compiled
        watch(app)
        apps.append(app)
        return app

    yield make
    for app in apps:
        close(app)


@pytest.fixture(scope="session")
def seeded_database(tmp_path_factory: pytest.TempPathFactory, make_app: Callable[..., Flask]) -> Path:
    """One database file, migrated and seeded by the same command that `make run` uses; tests work on copies."""
    path = tmp_path_factory.mktemp("seeded") / "finder.sqlite"
    app = make_app(path)
    if "seed" in app.cli.commands:
        result = app.test_cli_runner().invoke(args=["seed"])
        assert result.exit_code == 0, result.output
    with app.app_context():
        db.session.execute(text("SELECT 1"))
        db.session.rollback()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close(app)
    return path


@pytest.fixture
def database(seeded_database: Path, tmp_path: Path) -> Path:
    """This test's own copy of the seeded database."""
    return Path(shutil.copyfile(seeded_database, tmp_path / "finder.sqlite"))


@pytest.fixture
def app(make_app: Callable[..., Flask], database: Path) -> Iterator[Flask]:
    """An app that may be changed."""
    app = make_app(database)
    yield app
    close(app)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """Someone who visits."""
    return app.test_client()


@pytest.fixture
def runner(app: Flask) -> FlaskCliRunner:
    """Someone at the command line."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def shared_app(
    make_app: Callable[..., Flask], seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Flask:
    """One app for all tests that only look."""
    return make_app(shutil.copyfile(seeded_database, tmp_path_factory.mktemp("shared") / "finder.sqlite"))


@pytest.fixture(scope="session")
def live_server(
    make_app: Callable[..., Flask], seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """The address of a served app, for browsers."""
    app = make_app(
        shutil.copyfile(seeded_database, tmp_path_factory.mktemp("live") / "finder.sqlite"), {"TESTING": False}
    )
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL that ends with the run: TEST_DATABASE_URL's, else one started from installed binaries."""
    if not Server.given() and find_binaries() is None:
        pytest.skip("PostgreSQL IS NOT INSTALLED: models and migrations are not proved on it. See README.md.")
    with Server() as server:
        yield server


@pytest.fixture
def postgresql_url(postgresql_server: Server) -> Iterator[str]:
    """The address of an empty PostgreSQL database, gone after the test."""
    with postgresql_server.database() as url:
        yield url


def close(app: Flask) -> None:
    """Close the app's connections, so that none is left to the garbage collector."""
    with app.app_context():
        db.engine.dispose()
