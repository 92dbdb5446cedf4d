"""Answers that cannot both be true, as one table.

Nothing is decided for the person: the form asks once more, and everybody else gets a remark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from finder.core.situation import Situation

# Pregnancies outside these ages are so rare that a slip of the pen is likelier.
AGES_OF_PREGNANCY = range(10, 61)
YOUNGEST_MARRIED = 14
YOUNGEST_VETERAN = 17


class Remark(NamedTuple):
    """Something to say about answers as they were read: a key and values for the sentence, and the columns meant."""

    key: str
    columns: tuple[str, ...]
    values: Mapping[str, object]


class Pair(NamedTuple):
    """Two answers that cannot both be true when ``clashes`` says so."""

    key: str
    columns: tuple[str, str]
    clashes: Callable[[Situation], bool]


def _outside(ages: range, age: int | None) -> bool:
    return age is not None and age not in ages


def _younger(age: int | None, than: int) -> bool:
    return age is not None and age < than


PAIRS = (
    Pair(
        "married_alone",
        ("married", "household_size"),
        lambda told: told.married is True and told.household_size == 1,
    ),
    Pair(
        "child_alone",
        ("children_at_home", "household_size"),
        lambda told: told.children_at_home is True and told.household_size == 1,
    ),
    Pair(
        "age_of_no_child",
        ("youngest_child_age", "children_at_home"),
        lambda told: told.youngest_child_age is not None and told.children_at_home is False,
    ),
    Pair(
        "transplant_condition",
        ("transplant", "condition"),
        lambda told: told.transplant == "none" and "transplant" in (told.condition or ()),
    ),
    Pair(
        "medicare_at_no_transplant",
        ("medicare_at_transplant", "transplant"),
        lambda told: told.medicare_at_transplant is True and told.transplant == "none",
    ),
    Pair(
        "pregnant_at_age",
        ("pregnant", "age"),
        lambda told: told.pregnant is True and _outside(AGES_OF_PREGNANCY, told.age),
    ),
    Pair(
        "birth_at_age",
        ("postpartum", "age"),
        lambda told: told.postpartum is True and _outside(AGES_OF_PREGNANCY, told.age),
    ),
    Pair(
        "expecting_not_pregnant",
        ("expecting", "pregnant"),
        lambda told: told.expecting is not None and told.pregnant is False,
    ),
    Pair(
        "married_at_age",
        ("married", "age"),
        lambda told: told.married is True and _younger(told.age, YOUNGEST_MARRIED),
    ),
    Pair(
        "veteran_at_age",
        ("veteran", "age"),
        lambda told: told.veteran is True and _younger(told.age, YOUNGEST_VETERAN),
    ),
)


def contradictions(told: Situation) -> list[Remark]:
    """A remark for each pair of answers that cannot both be true."""
    return [Remark(pair.key, pair.columns, {}) for pair in PAIRS if pair.clashes(told)]
