"""Tables stand among the models, and callers own the transaction."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from tests.source_code import ROOT, imports, modules

# Callers own the transaction: functions of these rooms take a session. Views, commands and these few open one.
TAKE_A_SESSION = ("store", "feeds", "caseload", "papers")
OPEN_THEIR_OWN = {
    "store.publishing.approve": "starts over when somebody else publishes meanwhile",
    "store.publishing._prepare_apart": "tries a change out for seconds, and holds nobody up",
    "store.seed.seed": "makes the tables first, then fills them, one process after the other",
    "store.schema.upgrade": "adds the columns of languages once the migrations are done",
    "store.backup.make_backup": "reads every table as of one moment",
    "store.backup._restore": "makes the tables of an older release before it fills them",
    "store.backup._only_into_an_empty_database": "looks before the tables are made anew",
    "store.snapshot_cache.build_snapshot": "runs in a thread of its own, as of one moment",
    "store.snapshot_cache._look": "runs in a thread of its own, and gives up soon when the database hangs",
    "feeds.importer.take_in_rows": "writes in one short transaction once the whole file is read and checked",
}
OPENING_NAMES = {"write", "Session", "quick_connection"}
OPENING_METHODS = {"connect", "begin", "commit"}
MODELS = ROOT / "finder" / "store" / "models"
# What a model needs to be declared. Queries stand in the other modules of the store.
MODELS_IMPORT = ("finder.store.models", "finder.store.column_types", "finder.db", "finder.catalog", "finder.core")


def tables_in(tree: ast.AST) -> list[str]:
    """The tables that a module declares, by name: classes on ``Base`` and calls of ``Table`` with its metadata."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "Base" for base in node.bases):
            found.append(node.name)
        elif isinstance(node, ast.Call) and any(ast.unparse(value) == "Base.metadata" for value in node.args):
            found.append(ast.unparse(node.func))
    return found


def test_every_table_stands_among_the_models() -> None:
    elsewhere = (path for path in modules() if MODELS not in path.parents)
    found = {path.name: tables_in(ast.parse(path.read_text(encoding="utf-8"))) for path in elsewhere}
    assert {name: tables for name, tables in found.items() if tables} == {}


def test_a_table_elsewhere_is_found() -> None:
    assert tables_in(ast.parse("class Member(Base, UserMixin):\n    pass")) == ["Member"]
    assert tables_in(ast.parse("def late():\n    return sa.Table('rows', Base.metadata)")) == ["sa.Table"]


def test_one_import_registers_every_table() -> None:
    imported = imports(ast.parse((MODELS / "__init__.py").read_text(encoding="utf-8")), "finder.store.models")
    stems = {path.stem for path in MODELS.glob("*.py")} - {"__init__"}
    assert {name.removeprefix("finder.store.models.") for name in imported} >= stems


@pytest.mark.parametrize("path", sorted(MODELS.glob("*.py")), ids=lambda path: path.stem)
def test_models_hold_tables_and_no_queries(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    own = (name for name in imports(ast.parse(text), "finder.store.models") if name.startswith("finder."))
    assert [name for name in own if not name.startswith(MODELS_IMPORT)] == []
    assert re.findall(r"\bSession\b|\bselect\(", text) == []


def opens_in(tree: ast.AST) -> set[str]:
    """The functions that open a transaction, end one, or use the session of a request that they were not given."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    return {function.name for function in functions if any(map(_opens, ast.walk(function)))}


def _opens(node: ast.AST) -> bool:
    called = node.func if isinstance(node, ast.Call) else None
    if isinstance(called, ast.Name):
        return called.id in OPENING_NAMES
    if isinstance(called, ast.Attribute):
        return called.attr in OPENING_METHODS or ast.unparse(called).endswith("session.rollback")
    return isinstance(node, ast.Attribute) and ast.unparse(node) == "db.session"


def test_callers_own_the_transaction() -> None:
    found = set()
    for path in modules():
        parts = path.relative_to(ROOT / "finder").with_suffix("").parts
        if parts[0] in TAKE_A_SESSION and not parts[-1].endswith(("_command", "_commands")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found |= {".".join((*parts, name)) for name in opens_in(tree)}
    assert found == set(OPEN_THEIR_OWN)


def test_a_function_that_opens_its_own_transaction_is_found() -> None:
    assert opens_in(ast.parse("def invite(email):\n    with write() as session:\n        pass")) == {"invite"}
    assert opens_in(ast.parse("def member(number):\n    return db.session.get(Member, number)")) == {"member"}
    assert opens_in(ast.parse("def fresh(session):\n    session.rollback()")) == {"fresh"}
    assert opens_in(ast.parse("def reached(session):\n    session.flush()")) == set()
