"""Every message about files, rows and feeds has its words, and in every language where a form can bring it out."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from finder.catalog.problems import Problem, message
from finder.config import ROOT
from finder.wording import words_in
from finder.wording.problems import IN_FILES, IN_FORMS, in_files, in_forms, problem_line, with_field

# What the forms of the team can bring out; the other files of the catalogue change with a release alone.
ASKED = (
    *("table_reader", "values", "criteria", "checks", "evidence_checks", "listings", "cells", "phones"),
    *("row_checks", "vocabulary"),
)
# A call that names a message, and which of its arguments is the key.
NAMED = {"message": 0, "Message": 0, "MistakeError": 0, "problem": 1, "missing": 1}
# Closing words that are for editors of files alone.
FILES_ALONE = {"add_it_there", "has_several", "has_none"}


def keys_in(path: Path) -> Iterator[str]:
    """The keys of the messages that a module's code names."""
    for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
            at = NAMED.get(name)
            given = call.args[at] if at is not None and len(call.args) > at else None
            for part in (given.body, given.orelse) if isinstance(given, ast.IfExp) else (given,):
                if isinstance(part, ast.Constant):
                    yield str(part.value)


def modules() -> list[Path]:
    return [path for room in ("catalog", "feeds") for path in sorted((ROOT / "finder" / room).rglob("*.py"))]


def test_every_message_of_files_and_feeds_has_its_words() -> None:
    named = {key for path in modules() for key in keys_in(path)}
    assert len(named) > 80
    assert named - set(IN_FILES) == set()


def test_every_sentence_is_said_somewhere() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in modules())
    assert [key for key in IN_FILES if f'"{key}"' not in code] == []


def test_every_message_that_a_form_can_bring_out_is_in_the_language_of_the_page() -> None:
    asked = {key for name in ASKED for key in keys_in(ROOT / "finder" / "catalog" / f"{name}.py")}
    assert len(asked) > 50
    spanish = words_in("es")
    alike = [key for key in asked - FILES_ALONE if not IN_FORMS.get(key) or spanish._(IN_FORMS[key]) == IN_FORMS[key]]
    assert alike == []


def test_a_sentence_keeps_what_it_names_in_both_languages() -> None:
    meant = message("unknown_word", "one_of", value="lupis", hint=message("did_you_mean", choices="lupus"))
    assert in_files(meant) == "'one_of' cannot be \"lupis\". Did you mean 'lupus'?"
    assert in_forms(words_in("en"), meant) == "We do not know this word: lupis. Did you mean “lupus”?"
    assert in_forms(words_in("es"), meant) == "No conocemos esta palabra: lupis. ¿Quiso decir “lupus”?"


def test_choices_are_named_as_the_form_names_them() -> None:
    wrong = message("operator_not_for_fact", "at_most", kind="yes or no", choices=("is",))
    assert in_files(wrong) == "'at_most' does not go with a fact that is yes or no. Use: is."
    assert in_forms(words_in("es"), wrong).endswith("Elija una de estas opciones: es.")


def test_a_sentence_that_stands_apart_names_its_field() -> None:
    assert with_field(words_in("es"), message("empty", "phone")) == "Teléfono: Complete este campo."
    assert (
        with_field(words_in("es"), message("no_translation", "name_es", language="es"))
        == "Nombre, en español: Complete este campo."
    )


def test_a_message_for_editors_of_files_alone_is_marked_as_english() -> None:
    said = in_forms(words_in("es"), message("no_fact", name="<new>"))
    assert said == '<span lang="en">There is no fact &#39;&lt;new&gt;&#39;.</span>'


def test_a_message_says_what_it_was_found_in() -> None:
    assert in_files(message("not_a_feed_date", cell="soon").within("68382-118")) == (
        "68382-118: must be a date like 04/23/2025 or 2025-04-23, not 'soon'."
    )


def test_a_problem_reads_as_a_sentence_with_its_place() -> None:
    empty = message("empty", "price")
    assert problem_line(Problem("prices.csv", 3, empty)) == "prices.csv, line 3: 'price' is empty. Fill it in."
    assert problem_line(Problem("prices.csv", 0, message("no_file"))) == "prices.csv: The file is missing."


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_sentence_of_a_form_begins_in_the_middle(language: str) -> None:
    said = [words_in(language)._(template) for template in IN_FORMS.values() if template]
    assert [sentence for sentence in said if sentence[0].islower() or not sentence.endswith((".", "?"))] == []
