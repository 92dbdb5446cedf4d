"""What the program knows of each question: a row for every answer of a situation and of a prescription."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from finder.core.kinds import complete
from finder.core.situation import PRESCRIPTION_FIELDS, SITUATION_FIELDS


class Says(Enum):
    """What sort of answer a rule compares."""

    NUMBER = "a number"
    INCOME = "an amount of income"
    YES_NO = "yes or no"
    WORD = "a word"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionSpec:
    """What the program knows of a question.

    ``says``: what a rule compares; ``None``: no rule looks at it.
    ``is_true_of_few``: few can say yes, so nobody is sent anywhere on the guess that they do.
    ``is_private``: asked last, never pressed for, never repeated on a page or a paper (docs/safety.md S10).
    ``is_for_adults``: nobody asks a child.
    """

    says: Says | None
    is_true_of_few: bool
    is_private: bool
    is_for_adults: bool


def _plain(says: Says | None) -> QuestionSpec:
    return QuestionSpec(says=says, is_true_of_few=False, is_private=False, is_for_adults=False)


def _of_few(says: Says) -> QuestionSpec:
    return QuestionSpec(says=says, is_true_of_few=True, is_private=False, is_for_adults=False)


def _for_adults(says: Says) -> QuestionSpec:
    return QuestionSpec(says=says, is_true_of_few=False, is_private=False, is_for_adults=True)


QUESTIONS = complete(
    (*SITUATION_FIELDS, *PRESCRIPTION_FIELDS),
    {
        "zip": _plain(None),
        "state": _plain(Says.WORD),
        "household_size": _plain(Says.NUMBER),
        "married": _for_adults(Says.YES_NO),
        "income": _plain(None),
        "income_not_counted": _plain(None),
        "income_period": _plain(Says.WORD),
        "income_steady": _plain(Says.YES_NO),
        "age": _plain(Says.NUMBER),
        "insurance": _plain(Says.WORD),
        "pregnant": _of_few(Says.YES_NO),
        "expecting": _plain(None),
        "postpartum": _of_few(Says.YES_NO),
        "children_at_home": _for_adults(Says.YES_NO),
        "youngest_child_age": _for_adults(Says.NUMBER),
        "disabled": _plain(Says.YES_NO),
        "citizenship": QuestionSpec(says=Says.WORD, is_true_of_few=False, is_private=True, is_for_adults=False),
        "veteran": QuestionSpec(says=Says.YES_NO, is_true_of_few=True, is_private=False, is_for_adults=True),
        "tribal_member": _of_few(Says.YES_NO),
        "resources": _plain(Says.NUMBER),
        "job_offer": _for_adults(Says.YES_NO),
        "work_hours": _for_adults(Says.NUMBER),
        "transplant": _of_few(Says.WORD),
        "medicare_at_transplant": _of_few(Says.YES_NO),
        "condition": _of_few(Says.WORD),
        "starting": _plain(Says.YES_NO),
        "lost_coverage_on": _plain(None),
        "daily_dose_mg": _plain(Says.NUMBER),
        "written_strength_mg": _plain(Says.NUMBER),
        "days_supply": _plain(Says.NUMBER),
        "days_left": _plain(Says.NUMBER),
        "blood_tests_first_year": _plain(None),
    },
)
PRIVATE = frozenset(name for name, spec in QUESTIONS.items() if spec.is_private)
TRUE_OF_FEW = frozenset(name for name, spec in QUESTIONS.items() if spec.is_true_of_few)
FOR_ADULTS = frozenset(name for name, spec in QUESTIONS.items() if spec.is_for_adults)
