"""No pattern of ours lets a caller choose how long we work: none has repeats that can share a text in many ways."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import finder
from finder.web.shared.board.post_rules import AS_TYPED, PATTERNS
from tests.patterns import repeats_without_end, shared_repeats

FOLDER = Path(finder.__file__).parent
ON_THE_BOARD = [pattern for rules in (PATTERNS, AS_TYPED) for patterns in rules.values() for pattern in patterns]


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+",
        r"(?:\w+ ?)*x",
        r"(?:\w+,?){1,3}x",
        r"\s*\s*x",
        r"\s*(?:a)?\s*x",
        r"\d+\d\d+",
        r"(?:a|b)*a*",
        r"[^<]*(?i:[a-z]*)>",
        r".*?\d{1,99}x",
    ],
)
def test_repeats_that_share_a_text_are_found(pattern: str) -> None:
    assert shared_repeats(pattern)


@pytest.mark.parametrize("pattern", [r"(?:\w+ )*x", r"[a-z0-9]+([-_][a-z0-9]+)*", r"\d{5}(?:-\d{4})?", r"\w+ ?@ ?\w+"])
def test_repeats_that_share_no_text_are_let_through(pattern: str) -> None:
    assert shared_repeats(pattern) == []


def test_no_pattern_of_ours_has_repeats_that_share_a_text() -> None:
    found = [*_held(), *_written_in_calls(), *ON_THE_BOARD]
    assert len(found) > 200
    assert [wrong for pattern in found for wrong in shared_repeats(pattern)] == []


@pytest.mark.parametrize("pattern", ON_THE_BOARD)
def test_every_repeat_of_the_board_has_an_end(pattern: str) -> None:
    """They are searched for at each place of a text: with an end to each, the work grows as the text does."""
    assert not repeats_without_end(pattern)


def _held() -> Iterator[re.Pattern[str]]:
    """The patterns that modules hold, also inside of tables."""
    seen: set[int] = set()
    for module in pkgutil.walk_packages(finder.__path__, "finder."):
        for value in vars(importlib.import_module(module.name)).values():
            for pattern in _inside(value):
                if id(pattern) not in seen:
                    seen.add(id(pattern))
                    yield pattern


def _inside(value: object, deeper: int = 4) -> Iterator[re.Pattern[str]]:
    if isinstance(value, re.Pattern):
        yield value
    elif deeper and isinstance(value, dict):
        yield from _inside([*value.keys(), *value.values()], deeper - 1)
    elif deeper and isinstance(value, list | tuple | set | frozenset):
        for inner in value:
            yield from _inside(inner, deeper - 1)


def _written_in_calls() -> Iterator[str]:
    """The patterns that stand where they are used: ``re.sub(r"...", ...)``."""
    for path in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Attribute(value=ast.Name(id="re")), args=[ast.Constant(value=str(pattern)), *_]):
                    yield pattern
