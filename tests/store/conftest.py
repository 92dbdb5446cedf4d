"""An app on an empty database, SQLite and PostgreSQL in turn, that seeds from the small good folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from finder.db import db
from tests.catalog.folders import GOOD, copy_of_good
from tests.conftest import close
from tests.postgresql import Server


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a database of each kind: empty, or a seeded copy for those who ask for ``seeded``."""
    filled = "seeded" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "own.sqlite"
        if filled:
            shutil.copyfile(request.getfixturevalue("seeded_sqlite"), path)
        yield f"sqlite:///{path}"
    else:
        server: Server = request.getfixturevalue("postgresql_server")
        with server.database(like=request.getfixturevalue("seeded_postgresql") if filled else "") as url:
            yield url


@pytest.fixture
def shipped(tmp_path: Path) -> Path:
    """The files that the app seeds from."""
    return copy_of_good(tmp_path)


@pytest.fixture
def empty(make_app: Callable[..., Flask], database_url: str, shipped: Path) -> Iterator[Flask]:
    """An app on a database without tables."""
    app = make_app(database_url, {"SEED_DATA": str(shipped)})
    yield app
    close(app)


def seed(app: Flask) -> None:
    """Migrate and fill the app's database, as `make run` does."""
    result = app.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def seeded_sqlite(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file to copy: the good folder, migrated and seeded once in a run."""
    path = tmp_path_factory.mktemp("good") / "seeded.sqlite"
    app = make_app(path, {"SEED_DATA": str(GOOD)})
    seed(app)
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close(app)
    return path


@pytest.fixture(scope="session")
def seeded_postgresql(make_app: Callable[..., Flask], postgresql_server: Server) -> Iterator[str]:
    """The same for PostgreSQL: the address of a database to copy."""
    with postgresql_server.database() as url:
        app = make_app(url, {"SEED_DATA": str(GOOD)})
        seed(app)
        close(app)
        yield url


@pytest.fixture
def seeded(empty: Flask) -> Flask:
    """The same, seeded: ``database_url`` gives a copy, since hundreds of tests start from it."""
    return empty
