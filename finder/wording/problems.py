"""What is wrong, in words: for who edits files in English, for who fills in a form in the language of the page."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from finder.catalog.problems import Message, Problem
from finder.catalog.values import as_written
from finder.languages import LANGUAGES
from finder.wording.file_sentences import FILE_SENTENCES as OF_FILES
from finder.wording.problem_sentences import PROBLEM_SENTENCES as OF_FORMS
from finder.wording.record_fields import FIELDS, field_name
from finder.wording.words import Words

IN_FILES: Mapping[str, str] = {key: said.in_files for key, said in OF_FORMS.items()} | OF_FILES
IN_FORMS: Mapping[str, str] = {key: said.in_forms for key, said in OF_FORMS.items()}
# Numbers are asked for in listings and in rows of prices, each with an example of its own.
CELL_EXAMPLES = {"not_a_number": "200", "cell_not_a_number": "12.50"}


def problem_line(problem: Problem) -> str:
    """A problem as commands print it: file, line, and what to do."""
    said = in_files(problem.message)
    return f"{problem.file}, line {problem.line}: {said}" if problem.line else f"{problem.file}: {said}"


def in_files(message: Message) -> str:
    """The sentence for who edits the file, in English, with the name of its key or column where it needs one."""
    values = {name: _in_file(name, value) for name, value in message.values.items()}
    said = IN_FILES[message.key] % (values | {"field": message.field})
    said = f"'{message.field}' {said}" if message.field and goes_on(message) else said
    return f"{said} {values['hint']}" if values.get("hint") else said


def goes_on(message: Message) -> bool:
    """Whether the sentence needs the name of what it is about before it."""
    return IN_FILES[message.key][:1].islower()


def in_forms(words: Words, message: Message) -> str:
    """The sentence for who fills in a form, without the name of the field it stands at."""
    template = IN_FORMS.get(message.key, "")
    if not template:
        return Markup('<span lang="en">{}</span>').format(in_files(message))
    values = {name: _in_form(words, name, value) for name, value in message.values.items()}
    said = words._(template, **values, example=CELL_EXAMPLES.get(message.key, ""))
    hint = message.values.get("hint")
    closing = in_forms(words, hint) if isinstance(hint, Message) and IN_FORMS.get(hint.key) else ""
    return f"{said} {closing}".strip()


def with_field(words: Words, message: Message) -> str:
    """The same after the name of the field, for places that stand apart from it."""
    said = in_forms(words, message)
    named = message.field and (goes_on(message) or IN_FILES[message.key].startswith("'%(field)s'"))
    return Markup("{}: {}").format(field_name(words, message.field), said) if named else said


def _in_file(name: str, value: object) -> object:
    """A value as its file writes it."""
    if isinstance(value, Message):
        return in_files(value)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if name == "language":
        return LANGUAGES[str(value)].in_english
    return as_written(value) if name == "value" else value


def _in_form(words: Words, name: str, value: object) -> object:
    """A value as the form names it: choices by their names there."""
    if name == "choices":
        told = value if isinstance(value, tuple) else (value,)
        return ", ".join(words._(FIELDS[str(word)]) if word in FIELDS else str(word) for word in told)
    if name == "language":
        return words.language_name(str(value))
    return ", ".join(map(str, value)) if isinstance(value, tuple) else value
