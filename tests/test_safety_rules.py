"""The safety rules of docs/safety.md: each one that is cited stands there, and each has tests that name it."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / "docs" / "safety.md"
PLACES = ("finder", "tests", "templates", "seed_data", "docs", "bench", "migrations")
TEXTS = (".py", ".html", ".toml", ".csv", ".md", ".css", ".txt")
HEADING = re.compile(r"^## (S\d+) ", re.MULTILINE)
# As "S4", "S1 to S7" or "docs/safety.md S14"; not as part of an address or of a name.
CITED = re.compile(r"(?<![\w/-])S[1-9]\d?\b(?![-.]\w)")
NAMED = re.compile(r"^test_s(\d+)_")


def rules() -> list[str]:
    """The numbers of the rules, in the order in which they stand."""
    return HEADING.findall(RULES.read_text(encoding="utf-8"))


def named_in(code: str) -> Iterator[str]:
    """The rules that tests of a module name, in their own name or in their docstring."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield from (f"S{number}" for number in NAMED.findall(node.name))
            yield from CITED.findall(ast.get_docstring(node) or "")


def test_the_rules_are_numbered_from_s1_to_s15() -> None:
    assert rules() == [f"S{number}" for number in range(1, 16)]


def test_every_rule_that_is_cited_stands_in_the_document() -> None:
    cited: dict[str, list[str]] = defaultdict(list)
    for path in (path for place in PLACES for path in (ROOT / place).rglob("*")):
        if path.suffix in TEXTS and path != Path(__file__):
            # Some files of tests/bad are no UTF-8, on purpose.
            for rule in CITED.findall(path.read_text(encoding="utf-8", errors="replace")):
                cited[rule].append(path.relative_to(ROOT).as_posix())
    assert len(cited) >= 10
    assert {rule: paths for rule, paths in cited.items() if rule not in rules()} == {}


def test_every_rule_has_tests_that_name_it() -> None:
    modules = (path for path in (ROOT / "tests").rglob("test_*.py") if path != Path(__file__))
    named = {rule for path in modules for rule in named_in(path.read_text(encoding="utf-8"))}
    assert [rule for rule in rules() if rule not in named] == []


def test_how_rules_are_cited_and_named() -> None:
    assert CITED.findall("S1 to S7, (S14), docs/safety.md S99: x.org/S25-Parents state-S3 ES4 S07 S3.pdf") == [
        "S1", "S7", "S14", "S99",
    ]  # fmt: skip
    code = 'def test_s4_a_tip(): ...\ndef test_fever():\n    """Called at once (S5)."""\ndef helper_s6_of(): "S7"'
    assert list(named_in(code)) == ["S4", "S5"]
