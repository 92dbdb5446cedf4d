"""Two apps in one process share nothing: each shows its own catalogue, and counts its own callers."""

from __future__ import annotations

import ast
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from finder.store.models import ListingRow, Published

LISTING = "cost-plus-drugs"
STEP = "Ask for the blue form."
FINDER = Path(__file__).resolve().parent.parent / "finder"
HOLDERS = ("dict", "list", "set", "defaultdict", "Counter", "deque", "OrderedDict", "ContextVar", "Limiter")


@pytest.fixture
def other_database(database: Path, tmp_path: Path) -> Path:
    """The same version of the catalogue in a database of its own, with another first step in one listing."""
    path = Path(shutil.copyfile(database, tmp_path / "other.sqlite"))
    engine = sa.create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        row = session.get_one(ListingRow, LISTING)
        row.document = {**row.document, "steps": [STEP, *row.document["steps"][1:]]}
        # Of another moment under the same number, as where two databases are filled one after the other.
        session.execute(sa.update(Published).values(published_at=datetime(2026, 11, 1, tzinfo=UTC)))
        session.commit()
    engine.dispose()
    return path


def test_each_app_shows_the_steps_of_its_own_catalogue(
    make_app: Callable[..., Flask], database: Path, other_database: Path
) -> None:
    page = f"/listings/{LISTING}"
    one, other = make_app(database).test_client(), make_app(other_database).test_client()
    before = one.get(page).text
    assert STEP not in before
    assert STEP in other.get(page).text
    assert one.get(page).text == before


def test_each_app_counts_its_own_callers(make_app: Callable[..., Flask], database: Path) -> None:
    counting = {"RATELIMIT_ENABLED": True, "ANSWERS_LIMIT": "2 per minute"}
    one, other = (make_app(database, counting).test_client() for _ in range(2))
    make_app(database, {"RATELIMIT_ENABLED": False})
    assert [one.post("/results").status_code for _ in range(3)] == [200, 200, 429]
    assert [other.post("/results").status_code for _ in range(3)] == [200, 200, 429]


def filled_later(code: str) -> Iterator[str]:
    """What stands in a module only to be filled by whichever app comes first. A Mapping is a constant."""
    tree = ast.parse(code)
    for node in tree.body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and not _is_constant(node) and _is_holder(node.value):
            yield ast.unparse(node)
    yield from (ast.unparse(node) for node in ast.walk(tree) if isinstance(node, ast.Global))


def _is_constant(node: ast.stmt) -> bool:
    return isinstance(node, ast.AnnAssign) and ast.unparse(node.annotation).startswith("Mapping")


def _is_holder(value: ast.expr | None) -> bool:
    if isinstance(value, ast.Call):
        return ast.unparse(value.func).rpartition(".")[2] in HOLDERS and not value.args
    return (isinstance(value, ast.Dict) and not value.keys) or (isinstance(value, ast.List) and not value.elts)


def test_no_module_holds_what_belongs_to_an_app() -> None:
    found = {path.name: list(filled_later(path.read_text(encoding="utf-8"))) for path in FINDER.rglob("*.py")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "line", ["kept = {}", "kept: dict[str, int] = {}", "seen = set()", "limiter = Limiter(key_func=caller)"]
)
def test_what_is_filled_later_is_found(line: str) -> None:
    assert list(filled_later(line)) == [line]
    assert list(filled_later(f"def make():\n    {line}")) == []


def test_a_constant_is_nothing_to_be_filled() -> None:
    assert list(filled_later('UPGRADES: Mapping[int, str] = {}\nKINDS = {"a": 1}\nNAMES = set(KINDS)')) == []
