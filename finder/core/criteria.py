"""Rules as data: a criterion, the table of operators, and how one is judged.

A criterion is either a rule about one fact, a group of criteria, another listing's verdict, or a
note that the program decides case by case. Nothing here knows any program by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from finder.core.verdict import Unsure, Verdict


class Form(StrEnum):
    """What a criterion consists of."""

    RULE = "rule"
    ALL_OF = "all_of"
    ANY_OF = "any_of"
    NOT = "not"
    LISTING = "listing"
    PROGRAM_DECIDES = "program_decides"


class Figure(NamedTuple):
    """A value in force for ``starts <= on < ends``; ``None`` leaves that side open."""

    value: object
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True)
class Criterion:
    """One rule of a listing. Fields that a form does not use keep their defaults."""

    form: Form
    because_en: str = ""
    because_es: str = ""
    source: str = ""
    checked_on: date | None = None
    starts: date | None = None
    ends: date | None = None
    fact: str = ""
    operator: str = ""
    figures: tuple[Figure, ...] = ()
    size: str = ""
    guideline: str = "current"
    income_of: str = ""
    group: str = ""
    case_by_case: frozenset[str] = frozenset()
    assumed: bool = False
    listing: str = ""
    parts: tuple[Criterion, ...] = ()

    def applies(self, on: date) -> bool:
        """Whether the rule exists on that day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)

    def figure(self, on: date) -> Figure | None:
        """The value in force on ``on``; ``None`` when no figure is on file for that day."""
        for figure in self.figures:
            if (figure.starts is None or figure.starts <= on) and (figure.ends is None or on < figure.ends):
                return figure
        return None
