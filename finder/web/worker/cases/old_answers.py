"""Answers of a case file that are too old to be used until somebody says that they still hold."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from wtforms import Form

from finder.caseload.case_file import CaseFile, as_form
from finder.caseload.dated_answers import AnswerGroup, stale_groups, stale_since
from finder.wording import Words
from finder.wording.questions import choices


class OldAnswers(NamedTuple):
    """Answers to ask about again: their group, what was told, the day, and whether somebody said that they hold."""

    name: str
    text: str
    told_on: date
    confirmed: bool


def old_answers(words: Words, case: CaseFile, before: CaseFile, form: Form, on: date) -> list[OldAnswers]:
    """The groups to ask about again; ticked where somebody said on this page that they still hold."""
    now = stale_groups(case, on)
    return [
        OldAnswers(
            group.name, ", ".join(_texts(words, case, group, form)), stale_since(before, group), group not in now
        )
        for group in stale_groups(before, on)
        if group in now or _is_unchanged(case, before, group)
    ]


def oldest_day(case: CaseFile, on: date) -> date | None:
    """The day of the oldest answer that is too old to be used."""
    names = (name for group in stale_groups(case, on) for name in group.names)
    return min((case.told_on[name] for name in names if name in case.told_on), default=None)


def _texts(words: Words, case: CaseFile, group: AnswerGroup, form: Form) -> list[str]:
    """The answers of a group as the form would show them: the question, and what was told."""
    fields = {field.name: field for field in form}
    texts = ((name, _text(words, case, name)) for name in group.names if name in case.answers)
    return [f"{fields[name].label.text} {text}" if name in fields else text for name, text in texts]


def _text(words: Words, case: CaseFile, name: str) -> str:
    labels = choices(words, name)
    return ", ".join(labels.get(part, part) for part in as_form(case.answers).getlist(name))


def _is_unchanged(case: CaseFile, before: CaseFile, group: AnswerGroup) -> bool:
    return all(case.answers.get(name) == before.answers.get(name) for name in group.names)
