"""The glossary and the code use the same words: each class of the core is a term, and each term stands in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.source_code import ROOT, modules

TERM = re.compile(r"^\| \*\*(.+?)\*\* \|", re.MULTILINE)
# Errors say what is wrong, and a spec is a row of a table of kinds: neither is a word that anybody says.
NOT_TERMS = ("Error", "Spec")


def in_words(name: str) -> str:
    """A name of the code as people say it: ``PriceKind`` and ``price_kind`` are both "price kind"."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").strip().lower()


def glossary() -> list[str]:
    return TERM.findall((ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"))


def core_classes() -> Iterator[str]:
    for path in sorted((ROOT / "finder" / "core").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and not node.name.endswith(NOT_TERMS):
                yield in_words(node.name)


def names_in(path: Path) -> Iterator[str]:
    """Every name that a module gives to something, and the words of its path."""
    yield path.stem
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr


def missing_from(terms: list[str], names: Iterator[str]) -> list[str]:
    """The names that are no term, in the singular or the plural."""
    return [name for name in names if name not in terms and f"{name}s" not in terms]


def test_the_glossary_has_each_term_once() -> None:
    terms = glossary()
    assert len(terms) > 100
    assert [term for term in set(terms) if terms.count(term) > 1] == []


def test_every_class_of_the_core_is_in_the_glossary() -> None:
    assert missing_from(glossary(), core_classes()) == []


def test_every_term_of_the_glossary_stands_in_the_code() -> None:
    spoken = {in_words(name) for path in modules() for name in names_in(path)}
    text = "\n".join(f" {name} " for name in spoken)
    assert [term for term in glossary() if f" {term} " not in text and f" {term}s " not in text] == []


def test_a_class_without_a_line_is_found() -> None:
    assert missing_from(["price kind", "reviews"], iter(["price kind", "review", "tablet"])) == ["tablet"]
