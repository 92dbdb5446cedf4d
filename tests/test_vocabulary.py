"""Names are nouns and verbs: no bare participle or adverb names a module, a function, a parameter or a variable."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
# Words that say nothing of what they name: whoever reads one has to look up what was told, held or shown.
WORDS = """
told asked shown making kept held own past effects mistaken few first surer took was stands
arrived attached bounded collected connected deleted escaped keyed linked nested ordered parsed reached served softened
spent spoken telling ticked titled touched unlimited unmarked updated watched wishes hopes whys deed
"""
BARE = frozenset(WORDS.split())
EXCEPTIONS = {"finder/store/row_changes.py": {"was"}}  # a key of stored proposals


def bare_names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The bare words that a file gives to something, with the line."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.arg):
            names = [node.arg]
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names = [node.id]
        yield from ((node.lineno, name) for name in names if name.strip("_").casefold() in BARE)


def files() -> list[Path]:
    return sorted(path for room in ("finder", "bench") for path in (ROOT / room).rglob("*.py"))


def test_no_module_is_named_by_a_bare_participle() -> None:
    assert [path.name for path in files() if path.stem in BARE] == []


def test_nothing_is_named_by_a_bare_participle() -> None:
    found = []
    for path in files():
        place = path.relative_to(ROOT).as_posix()
        names = bare_names(ast.parse(path.read_text(encoding="utf-8")))
        found += [f"{place}:{line} {name}" for line, name in names if name not in EXCEPTIONS.get(place, frozenset())]
    assert found == []


@pytest.mark.parametrize(
    "code", ["told = 1", "def _kept(): ...", "def f(held): ...", "class Own: ...", "for first in x: ..."]
)
def test_a_bare_participle_is_found(code: str) -> None:
    assert list(bare_names(ast.parse(code)))


@pytest.mark.parametrize("code", ["not_told = 1", "def kept_key(): ...", "rows.first()", "x(told=1)"])
def test_a_participle_beside_its_noun_is_fine(code: str) -> None:
    assert not list(bare_names(ast.parse(code)))
