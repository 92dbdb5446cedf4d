"""The questions of the form in words: a row for each column, and what is made of the rows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from finder.answers.columns import COLUMNS, YES_NO_COLUMNS
from finder.core.kinds import complete
from finder.core.questions import Options, QuestionSpec, Trait
from finder.core.situation import QUESTIONS as SPECS
from finder.wording.first_questions import FIRST_QUESTIONS
from finder.wording.more_questions import MORE_QUESTIONS
from finder.wording.words import N_, Words

QUESTION_WORDS = complete(("who_for", *COLUMNS), FIRST_QUESTIONS | MORE_QUESTIONS)
COLUMN_NAMES = {name: QUESTION_WORDS[name].name for name in COLUMNS}
YES_NO = {"yes": N_("Yes"), "no": N_("No")}


def _options(spec: QuestionSpec) -> tuple[str, ...]:
    """The words that need a label; who need not answer a question may choose to say nothing."""
    words = spec.format.words if isinstance(spec.format, Options) else ()
    return (*words, "") if Trait.PRIVATE in spec.traits else words


CHOICES: dict[str, Mapping[str, str]] = {name: row.choices for name, row in QUESTION_WORDS.items() if row.choices} | {
    name: complete(_options(spec), QUESTION_WORDS[name].choices) for name, spec in SPECS.items() if _options(spec)
}


def column(words: Words, name: str) -> str:
    """The short name of a column."""
    return words._(COLUMN_NAMES[name])


@cache
def choices(words: Words, name: str) -> Mapping[str, str]:
    """The choices of a column with their words, in the order to show them; empty for other columns."""
    table = CHOICES.get(name, YES_NO if name in YES_NO_COLUMNS else {})
    return {value: words._(label) for value, label in table.items()}
