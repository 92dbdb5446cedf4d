"""What a group of rules takes as met though nobody told us: said with the group, and only where it rests on it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from finder.core.criteria import Criterion
from finder.core.text import Text
from finder.wording import words_in
from finder.wording.reasons import reasons
from tests.factories import all_of, any_of, judged, rule


def savings(most: int, **more: Any) -> Criterion:
    words = {"because": Text(en=f"Savings of {most}.", es=f"Ahorros de {most}.")}
    return rule("resources", "at_most", Decimal(most), assumed=True, **words, **more)


SAVINGS = any_of(
    rule("state", "is", "OH"),
    savings(9950),
    all_of(rule("married", "is", True), savings(14910)),
    because=Text(en="Savings fit.", es="Los ahorros encajan."),
)


def said(language: str = "en", **told: Any) -> str:
    [reason] = reasons(words_in(language), (judged(SAVINGS, **told),))
    return reason.sentence


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"state": "GA", "married": False}, "Fits: Savings fit. We assumed this: Savings of 9950."),
        ({"state": "GA"}, "Fits: Savings fit. We assumed this: Savings of 9950."),
        ({"state": "GA", "married": True}, "Fits: Savings fit. We assumed this: Savings of 14910."),
    ],
)
def test_a_group_says_what_was_assumed_and_of_two_limits_the_one_that_leaves_more_room(
    told: dict[str, Any], sentence: str
) -> None:
    assert said(**told) == sentence


@pytest.mark.parametrize(
    "told",
    [
        {"state": "OH"},
        {"state": "GA", "resources": Decimal(9950)},
        {"state": "GA", "married": True, "resources": Decimal(12000)},
    ],
)
def test_nothing_was_assumed_where_a_told_answer_is_enough(told: dict[str, Any]) -> None:
    assert said(**told) == "Fits: Savings fit."


def test_an_assumption_is_said_in_spanish_too() -> None:
    assert said("es", state="GA", married=False).endswith("Lo supusimos: Ahorros de 9950.")
