"""Answers that could not be used: each with its field, what was typed there, and what to do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from finder.core.situation import PRIVATE_QUESTIONS
from finder.web.shared.error_summary import first_control
from finder.web.shared.questions import form_for
from finder.web.shared.quotes import UnreadQuote
from finder.wording import Words
from finder.wording.questions import choices


class UnreadAnswer(NamedTuple):
    """One answer that counts as not told: the control to go to, its label, what was typed, and what to do."""

    control: str
    label: str
    typed: str
    sentence: str


def unread_answers(
    words: Words, texts: MultiDict[str, str], sentences: Mapping[str, str], quotes: Iterable[UnreadQuote]
) -> tuple[UnreadAnswer, ...]:
    """A row for each column with a sentence, then one for each quote."""
    columns = [name for name in sentences if name not in {quote.field for quote in quotes}]
    form = form_for(columns, words, texts, {})
    rows = [
        UnreadAnswer(
            first_control(form[name]),
            form[name].label.text,
            _typed_text(words, name, texts.getlist(name)),
            sentences[name],
        )
        for name in columns
    ]
    return (*rows, *(UnreadAnswer(row.field, row.name, row.typed, row.sentence) for row in quotes))


def _typed_text(words: Words, name: str, texts: Iterable[str]) -> str:
    """What was typed, choices in their words; nothing of what is never repeated (docs/safety.md S10)."""
    labels = choices(words, name)
    return "" if name in PRIVATE_QUESTIONS else "; ".join(labels.get(text, text) for text in texts)
