"""What the program knows of a question: one specification stands with each answer in ``finder.core.situation``."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, Flag
from typing import Any


class FactType(Enum):
    """What sort of value a rule compares."""

    NUMBER = "a number"
    INCOME = "an amount of income"
    YES_NO = "yes or no"
    WORD = "a word"


class AnswerType(Enum):
    """A format that needs nothing more than its name."""

    YES_NO = "yes or no"
    STATE = "a state"
    ZIP_CODE = "a ZIP code"
    DOLLARS = "dollars"
    INCOME = "dollars, with how often they come"
    DAY = "a day"
    DOSE = "a dose for one day"
    STRENGTH = "a strength of a tablet"

    @property
    def fact_type(self) -> FactType:
        """What a rule compares."""
        return _FACT_TYPES.get(self, FactType.NUMBER)


_FACT_TYPES = {
    AnswerType.YES_NO: FactType.YES_NO,
    AnswerType.STATE: FactType.WORD,
    AnswerType.ZIP_CODE: FactType.WORD,
    AnswerType.INCOME: FactType.INCOME,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A number between two, in a unit; ``whole`` when only whole numbers count."""

    lowest: int
    highest: int
    unit: str
    whole: bool = True
    fact_type = FactType.NUMBER


@dataclass(frozen=True, slots=True)
class Days:
    """A number of days between two, which people may give in weeks."""

    lowest: int
    highest: int
    fact_type = FactType.NUMBER


@dataclass(frozen=True, slots=True)
class Options:
    """One of some words, or several of them where ``several``."""

    words: tuple[str, ...]
    several: bool = False
    fact_type = FactType.WORD


AnswerFormat = AnswerType | Number | Days | Options


class Trait(Flag):
    """What else is true of a question.

    ``IN_RULES``: a rule of a listing may compare the answer.
    ``OF_FEW``: few can say yes, so nobody is sent anywhere on the guess that they do.
    ``PRIVATE``: asked last, never pressed for, never repeated on a page or a paper (docs/safety.md S10).
    ``FOR_ADULTS``: nobody asks a child.
    """

    NONE = 0
    IN_RULES = 1
    OF_FEW = 2
    PRIVATE = 4
    FOR_ADULTS = 8


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """What the program knows of a question: the format of its answer, and its traits."""

    format: AnswerFormat
    traits: Trait

    @property
    def fact_type(self) -> FactType | None:
        """What a rule compares; ``None`` when no rule looks at it."""
        return self.format.fact_type if Trait.IN_RULES in self.traits else None


def question(answer: AnswerFormat, traits: Trait) -> Any:
    """A field of a person's answers, not told until it is, with its specification."""
    return field(default=None, metadata={QuestionSpec: QuestionSpec(answer, traits)})
