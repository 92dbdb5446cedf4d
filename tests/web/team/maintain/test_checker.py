"""Every sentence of the checker that a form can bring out is said in the language of the page."""

from __future__ import annotations

import ast
import csv
from collections.abc import Iterator

import pytest

from finder.config import ROOT
from finder.web.team.maintain import checker
from finder.wording import words_in

CATALOG = ROOT / "finder" / "catalog"
# What the forms of the team can bring out; the other files of the catalogue change with a release alone.
ASKED = ("table_reader", "values", "criteria", "checks", "evidence_checks", "listings", "cells", "phones", "tables")
# Sentences of the CSV reader that a form can bring out too, by their beginnings.
ROWS = ("This row", "This is not CSV", "'name' is empty")


def test_every_sentence_of_the_checker_is_translated() -> None:
    said = [sentence for name in ASKED for sentence in written(name)]
    assert len(said) > 40
    assert [sentence for sentence in said if is_english(sentence)] == []


def test_every_mistake_of_the_broken_files_is_translated() -> None:
    with (ROOT / "tests" / "bad" / "expected.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    asked = [row["message"] for row in rows if row["file"].startswith("programs/") or row["message"].startswith(ROWS)]
    found = [message for message in asked if not message.startswith("This is not TOML")]
    assert len(found) > 40
    assert [message for message in found if is_english(message)] == []


def test_a_sentence_keeps_what_it_names_in_both_languages() -> None:
    meant = "'one_of' cannot be \"lupis\". Did you mean 'lupus'?"
    assert checker.sentence(words_in("en"), meant) == "We do not know this word: lupis. Did you mean “lupus”?"
    assert checker.sentence(words_in("es"), meant) == "No conocemos esta palabra: lupis. ¿Quiso decir “lupus”?"
    wrong = "'at_most' does not go with a fact that is yes or no. Use: is."
    assert checker.sentence(words_in("es"), wrong).endswith("Elija una de estas opciones: es.")


def test_a_sentence_that_stands_apart_names_its_field() -> None:
    assert checker.with_field(words_in("es"), "'phone' is empty. Fill it in.") == "Teléfono: Complete este campo."


def test_a_sentence_nobody_translated_is_marked_as_english() -> None:
    assert checker.sentence(words_in("es"), "Something <new>.") == '<span lang="en">Something &lt;new&gt;.</span>'


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_leaves_a_gap(language: str) -> None:
    for name in ASKED:
        for message in written(name):
            assert "%(" not in checker.sentence(words_in(language), message)


def is_english(message: str) -> bool:
    return "<span" in checker.sentence(words_in("es"), message)


def written(name: str) -> Iterator[str]:
    """The sentences in the code of a module, with a word in each gap; those of values come after a key."""
    tree = ast.parse((CATALOG / f"{name}.py").read_text(encoding="utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and called(call) in ("problem", "add") and len(call.args) == 2:
            # What only hands on a mistake is written elsewhere.
            yield from [] if "mistake" in ast.unparse(call.args[1]) else filter(None, [filled(call.args[1])])
        elif isinstance(call, ast.Call) and called(call) == "MistakeError" and call.args:
            yield f"'field' {filled(call.args[0])}"
        elif isinstance(call, ast.Return) and name == "tables" and call.value is not None:
            yield from (text for node in choices(call.value) if (text := filled(node)).endswith((".", "?")))


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def choices(node: ast.expr) -> Iterator[ast.expr]:
    yield from (node.body, node.orelse) if isinstance(node, ast.IfExp) else (node,)


def filled(node: ast.expr) -> str:
    """A text of the code; a gap that ends it is one of the endings, and may be empty."""
    if isinstance(node, ast.Constant):
        return str(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = [gap(part) if isinstance(part, ast.FormattedValue) else str(part.value) for part in node.values]
        return "".join(parts)
    return ""


def gap(part: ast.FormattedValue) -> str:
    text = ast.unparse(part.value)
    if "did_you_mean" in text or text == "known":
        return " Did you mean 'word'?"
    if text == "found" and part.conversion != ord("r"):
        return "This one has none of them."
    if text == "LIMITS.file":
        return "state_limits.csv"
    return "3" if "len(" in text else "'word'" if part.conversion == ord("r") else "word"
