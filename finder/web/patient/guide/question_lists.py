"""Questions to take to the doctor or pharmacist: picked by topic, or by what a person told us."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from finder.answers.columns import Answers
from finder.core.dose import STRENGTHS
from finder.core.guide import Guide, ToAsk
from finder.wording import Words
from finder.wording.words import N_

WHO_WORDS = {
    "prescriber": N_("Ask your doctor or prescriber"),
    "pharmacist": N_("Ask your pharmacist"),
    "clinic": N_("Ask the clinic or the hospital"),
}
FEW_DAYS = 14
ADULT = 18


class QuestionList(NamedTuple):
    """Questions for one person to ask."""

    who: str
    questions: list[ToAsk]


def _is_few(days_left: int | None) -> bool:
    return days_left is not None and days_left < FEW_DAYS


def _has_insurance(*kinds: str) -> Callable[[Answers], bool]:
    return lambda answers: bool(set(kinds) & set(answers.situation.insurance or ()))


def _is_costly(strength_mg: int | None) -> bool:
    return strength_mg is not None and STRENGTHS[strength_mg].is_costly


# What a question's `when` can say, and how to see it in the answers. Not told is never a yes.
TRIGGERS: dict[str, Callable[[Answers], bool]] = {
    "always": lambda _answers: True,
    "starting": lambda answers: answers.situation.starting is True,
    "runs_out": lambda answers: (
        answers.prescription.days_left is not None and answers.prescription.days_left < FEW_DAYS
    ),
    "transplant": lambda answers: answers.situation.transplant in ("kidney", "other"),
    "uninsured": _has_insurance("none"),
    "medicaid": _has_insurance("medicaid", "chip"),
    "medicare": _has_insurance("medicare", "medicare_drug"),
    "pregnant": lambda answers: answers.situation.pregnant is True,
    "child": lambda answers: answers.situation.age is not None and answers.situation.age < ADULT,
    "written_75_or_100": lambda answers: _is_costly(answers.prescription.written_strength_mg),
}


def by_who(questions: Iterable[ToAsk], words: Words) -> list[QuestionList]:
    """The questions by whom to ask, in one order."""
    every = list(questions)
    found = (QuestionList(words._(label), [row for row in every if row.who == who]) for who, label in WHO_WORDS.items())
    return [group for group in found if group.questions]


def of_topics(guide: Guide, topics: Iterable[str]) -> list[ToAsk]:
    """The questions of some topics; all of them where none is named."""
    named = set(topics)
    return [row for row in guide.to_ask if not named or row.topic in named]


def of_person(guide: Guide, answers: Answers) -> list[ToAsk]:
    """The questions that matter most for what was told."""
    here = {name for name, holds in TRIGGERS.items() if holds(answers)}
    return [row for row in guide.to_ask if row.when & here]
