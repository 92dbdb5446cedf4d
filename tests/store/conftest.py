"""An app on an empty database, SQLite and PostgreSQL in turn, that seeds from the small good folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.catalog.folders import copy_of_good
from tests.conftest import close


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.sqlite'}"
    return str(request.getfixturevalue("postgresql_url"))


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


@pytest.fixture
def seeded(empty: Flask) -> Flask:
    """The same, seeded."""
    result = empty.test_cli_runner().invoke(args=["seed"])
    assert result.exit_code == 0, result.output
    return empty
