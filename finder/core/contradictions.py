"""Answers that cannot both be true, as one table.

Nothing is decided for the person: the form asks once more, and everybody else gets a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from finder.core.situation import Situation

# Pregnancies outside these ages are so rare that a slip of the pen is likelier.
AGES_OF_PREGNANCY = range(10, 61)
YOUNGEST_MARRIED = 14
YOUNGEST_VETERAN = 17
# CHIP is for children, and in some states for pregnant people.
OLDEST_CHIP_CHILD = 18
# Coverage that ends when a job, an income or a payment does. Medicare, VA and the like hardly ever do.
MAY_END = frozenset({"employer", "marketplace", "medicaid", "chip", "other"})


class Remark(NamedTuple):
    """Something to say about answers as they were read: a key and values for the sentence, and the columns meant."""

    key: str
    columns: tuple[str, ...]
    values: Mapping[str, object]


class DatedPair(NamedTuple):
    """Two answers of which the first says that the second was over by the day, when ``clashes`` says so."""

    key: str
    columns: tuple[str, str]
    clashes: Callable[[Situation, date], bool]


class Pair(NamedTuple):
    """Two answers that cannot both be true when ``clashes`` says so."""

    key: str
    columns: tuple[str, str]
    clashes: Callable[[Situation], bool]


def _outside(ages: range, age: int | None) -> bool:
    return age is not None and age not in ages


def _younger(age: int | None, than: int) -> bool:
    return age is not None and age < than


def _chip_at_age(situation: Situation) -> bool:
    grown = situation.age is not None and situation.age > OLDEST_CHIP_CHILD
    return grown and "chip" in (situation.insurance or ()) and not (situation.pregnant or situation.postpartum)


def _may_have_ended(situation: Situation, on: date) -> bool:
    """Whether the day that coverage ended is over, and everything held is of the kind that ends: it may be that."""
    coverage = (situation.insurance or frozenset()) - {"none"}
    return (
        situation.lost_coverage_on is not None
        and situation.lost_coverage_on < on
        and bool(coverage)
        and coverage <= MAY_END
    )


PAIRS = (
    Pair(
        "married_alone",
        ("married", "household_size"),
        lambda answers: answers.married is True and answers.household_size == 1,
    ),
    Pair(
        "child_alone",
        ("children_at_home", "household_size"),
        lambda answers: answers.children_at_home is True and answers.household_size == 1,
    ),
    Pair(
        "age_of_no_child",
        ("youngest_child_age", "children_at_home"),
        lambda answers: answers.youngest_child_age is not None and answers.children_at_home is False,
    ),
    Pair(
        "transplant_condition",
        ("transplant", "condition"),
        lambda answers: answers.transplant == "none" and "transplant" in (answers.condition or ()),
    ),
    Pair(
        "medicare_at_no_transplant",
        ("medicare_at_transplant", "transplant"),
        lambda answers: answers.medicare_at_transplant is True and answers.transplant == "none",
    ),
    Pair(
        "pregnant_at_age",
        ("pregnant", "age"),
        lambda answers: answers.pregnant is True and _outside(AGES_OF_PREGNANCY, answers.age),
    ),
    Pair(
        "birth_at_age",
        ("postpartum", "age"),
        lambda answers: answers.postpartum is True and _outside(AGES_OF_PREGNANCY, answers.age),
    ),
    Pair(
        "expecting_not_pregnant",
        ("expecting", "pregnant"),
        lambda answers: answers.expecting is not None and answers.pregnant is False,
    ),
    Pair(
        "married_at_age",
        ("married", "age"),
        lambda answers: answers.married is True and _younger(answers.age, YOUNGEST_MARRIED),
    ),
    Pair(
        "veteran_at_age",
        ("veteran", "age"),
        lambda answers: answers.veteran is True and _younger(answers.age, YOUNGEST_VETERAN),
    ),
    Pair("chip_at_age", ("insurance", "age"), _chip_at_age),
)
DATED_PAIRS = (DatedPair("coverage_ended", ("lost_coverage_on", "insurance"), _may_have_ended),)


def contradictions(situation: Situation) -> list[Remark]:
    """A remark for each pair of answers that cannot both be true."""
    return [Remark(pair.key, pair.columns, {}) for pair in PAIRS if pair.clashes(situation)]


def contradictions_on(situation: Situation, on: date) -> list[Remark]:
    """A remark for each pair of answers of which one was over by the day."""
    return [Remark(pair.key, pair.columns, {}) for pair in DATED_PAIRS if pair.clashes(situation, on)]


def without_doubtful_coverage(situation: Situation, on: date) -> Situation:
    """The answers as they may be used: coverage that may have ended counts as not told until that is settled."""
    return replace(situation, insurance=None) if _may_have_ended(situation, on) else situation
