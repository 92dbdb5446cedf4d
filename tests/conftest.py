"""An app on a fresh copy of the seeded database for each test, a served one, and a throwaway PostgreSQL.

Flask and SQLAlchemy are imported where an app is first made, so that tests that need none run without them.
"""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest

from tests.rendered_templates import (  # noqa: F401 - pytest calls the hooks
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
    watch,
)
from tests.sample_seed import SEED

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient, FlaskCliRunner
    from jinja2.bccache import Bucket

    from tests.postgresql import Server

# Speed is measured by the bench: a slow moment of the machine fails no test.
hypothesis.settings.register_profile("unhurried", deadline=None)
hypothesis.settings.load_profile("unhurried")


def share_compiled_templates(app: Flask, compiled: dict[str, bytes]) -> None:
    """Each app would compile its own templates: once for all of a run is enough."""
    from jinja2 import BytecodeCache

    class Compiled(BytecodeCache):
        def load_bytecode(self, bucket: Bucket) -> None:
            if bucket.key in compiled:
                bucket.bytecode_from_string(compiled[bucket.key])

        def dump_bytecode(self, bucket: Bucket) -> None:
            compiled[bucket.key] = bucket.bytecode_to_string()

    app.jinja_env.bytecode_cache = Compiled()


def share_compiled_routes(patch: pytest.MonkeyPatch) -> None:
    """Werkzeug writes and compiles two functions for each route of each app, most of what making one takes."""
    from werkzeug.routing import Rule

    compile_builder = Rule._compile_builder
    compiled: dict[tuple[Any, ...], Callable[..., tuple[str, str]]] = {}

    def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., tuple[str, str]]:
        key = (rule.rule, append_unknown, tuple(rule._trace), repr(rule.defaults))
        if key not in compiled:
            compiled[key] = compile_builder(rule, append_unknown)
        return compiled[key]

    patch.setattr(Rule, "_compile_builder", compile_once)


# What production does not start without.
PRODUCTION = {
    "FINDER_ENV": "production",
    "SECRET_KEY": "1f0c6a52d9b84e7793ad5e2088c41b6f",
    "SITE_HOSTS": ["localhost", "finder.example"],
}


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
        # Each request looks for a newer catalogue, and no thread is left behind by hundreds of apps.
        "CATALOGUE_LOOK_SECONDS": 0,
        "STATIC_BUILD": str(static_build),
        "SEED_DATA": str(SEED),
    }


@pytest.fixture(scope="session")
def make_app(settings: dict[str, Any]) -> Iterator[Callable[..., Flask]]:
    """Build an app on a database file, with settings on top; its connections are closed at the end of the run."""
    from finder import create_app

    apps: list[Flask] = []
    compiled: dict[str, bytes] = {}

    def make(database: Path | str, extra: Mapping[str, Any] | None = None) -> Flask:
        url = database if "://" in str(database) else f"sqlite:///{database}"
        app = create_app({**settings, "DATABASE_URL": str(url), "LOG_STREAM": io.StringIO(), **(extra or {})})
        share_compiled_templates(app, compiled)
        watch(app)
        apps.append(app)
        return app

    with pytest.MonkeyPatch.context() as patch:
        share_compiled_routes(patch)
        yield make
    for app in apps:
        close(app)


@pytest.fixture(scope="session")
def seeded_database(tmp_path_factory: pytest.TempPathFactory, make_app: Callable[..., Flask]) -> Path:
    """One database file, migrated and seeded by the same command that `make run` uses; tests work on copies."""
    from sqlalchemy import text

    from finder.db import db

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
    from tests.server import in_thread

    app = make_app(
        shutil.copyfile(seeded_database, tmp_path_factory.mktemp("live") / "finder.sqlite"), {"TESTING": False}
    )
    with in_thread(app) as address:
        yield address


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[Server]:
    """A PostgreSQL that ends with the run: TEST_DATABASE_URL's, else one started from installed binaries."""
    from tests.postgresql import Server, find_binaries

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
    from finder.db import db

    with app.app_context():
        db.engine.dispose()
