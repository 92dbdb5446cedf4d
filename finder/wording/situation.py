"""What the person told us, in a line they can check at a glance."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from finder.core.questions import AnswerFormat, AnswerType, Options
from finder.core.situation import PRIVATE_QUESTIONS, QUESTIONS, SITUATION_FIELDS, Prescription, Situation
from finder.wording.questions import choices, column
from finder.wording.states import state_name
from finder.wording.words import Words

# Answers with a phrase of their own; every other one is told by its name, but for what nobody repeats.
PHRASED_COLUMNS = {"zip", "state", "household_size", "income", "income_not_counted", "income_period", "age", "starting"}
REST = tuple(name for name in SITUATION_FIELDS if name not in PHRASED_COLUMNS | PRIVATE_QUESTIONS)


def answer_phrases(words: Words, situation: Situation, prescription: Prescription) -> list[str]:
    """The answers as short phrases, place first."""
    return [*_household(words, situation), *_tablets(words, prescription), *_rest(words, situation)]


def _household(words: Words, situation: Situation) -> Iterator[str]:
    _ = words._
    if situation.state:
        place = state_name(words, situation.state)
        yield f"{place} {situation.zip}" if situation.zip else place
    if situation.household_size is not None:
        people = situation.household_size
        yield _("1 person") if people == 1 else _("%(count)s people", count=people)
    if situation.income is not None:
        period = choices(words, "income_period").get(situation.income_period or "", "")
        yield f"{words.about(situation.income)} {period}".strip()
    if situation.income_not_counted is not None:
        yield _("%(amount)s of it SSI, child support or the like", amount=words.about(situation.income_not_counted))
    if situation.age is not None:
        yield _("age %(age)s", age=situation.age)


def _tablets(words: Words, prescription: Prescription) -> Iterator[str]:
    _ = words._
    if prescription.daily_dose_mg is not None:
        yield _("%(dose)s mg a day", dose=words.number(prescription.daily_dose_mg))
    if prescription.written_strength_mg is not None:
        yield _("tablets of %(strength)s mg", strength=prescription.written_strength_mg)
    if prescription.days_supply is not None:
        yield _("%(days)s days at once", days=prescription.days_supply)
    if prescription.days_left is not None:
        left = prescription.days_left
        yield _("1 day left") if left == 1 else _("%(days)s days left", days=left)


def _rest(words: Words, situation: Situation) -> Iterator[str]:
    answers = {name: getattr(situation, name) for name in REST if getattr(situation, name) is not None}
    for name, value in answers.items():
        if isinstance(QUESTIONS[name].format, Options):
            labels = choices(words, name)
            yield ", ".join(labels[token] for token in sorted(value if isinstance(value, frozenset) else {value}))
    for name in sorted(answers):
        if isinstance(answers[name], bool):
            yield f"{column(words, name)}: {words._('Yes') if answers[name] else words._('No')}"
    for name, value in answers.items():
        if not isinstance(value, bool) and not isinstance(QUESTIONS[name].format, Options):
            yield f"{column(words, name)}: {_amount(words, QUESTIONS[name].format, value)}"
    if situation.starting is not None:
        yield choices(words, "starting")["yes" if situation.starting else "no"]


def _amount(words: Words, answer: AnswerFormat, value: Any) -> str:
    if answer is AnswerType.DAY:
        return words.day(value)
    return words.about(value) if answer is AnswerType.DOLLARS else words.number(value)
