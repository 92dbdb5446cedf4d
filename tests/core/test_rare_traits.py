"""What waits for an answer that is true of few people is shown, but nobody is sent there on a guess."""

from __future__ import annotations

from dataclasses import replace

import pytest

from finder.core.criteria import Criterion
from finder.core.matching import match
from finder.core.rare_traits import waits_for_few
from finder.core.situation import Situation
from tests.core.test_plan import DOSE, OHIO
from tests.factories import TODAY, all_of, any_of, listing, not_, program_decides, rule, snapshot

MEDICARE = rule("insurance", "one_of", frozenset({"medicare"}))
NOT_TOLD = Situation(state="OH")


def waits(*rules: Criterion, told: Situation = NOT_TOLD, states: frozenset[str] = frozenset()) -> bool:
    plan = match(snapshot(listing(criteria=rules, states=states)), told, DOSE, TODAY)
    return waits_for_few(plan.matches[0])


@pytest.mark.parametrize(
    "criterion",
    [
        MEDICARE,
        rule("veteran", "is", True),
        rule("transplant", "one_of", frozenset({"kidney"})),
        rule("condition", "one_of", frozenset({"myositis"})),
        rule("age", "at_least", 65),
        rule("age", "at_most", 18),
        any_of(MEDICARE, all_of(rule("age", "at_least", 65), program_decides())),
    ],
)
def test_a_cover_a_service_a_condition_or_an_age_not_told_is_true_of_few(criterion: Criterion) -> None:
    assert waits(criterion)
    assert waits(rule("age", "at_most", 64), criterion)


@pytest.mark.parametrize(
    "criterion",
    [
        rule("age", "at_most", 64),
        rule("insurance", "none_of", frozenset({"medicare"})),
        rule("insurance", "one_of", frozenset({"none"})),
        rule("income_per_month", "at_most", 2000),
        program_decides(),
        not_(MEDICARE),
        any_of(MEDICARE, rule("income_per_month", "at_most", 2000)),
        any_of(rule("condition", "one_of", frozenset({"lupus"})), program_decides()),
    ],
)
def test_what_is_true_of_many_or_can_be_asked_for_is_not(criterion: Criterion) -> None:
    assert not waits(criterion)


def test_once_it_is_told_nothing_waits_for_it() -> None:
    assert not waits(MEDICARE, told=replace(OHIO, insurance=frozenset({"medicare"})))
    assert not waits(MEDICARE, told=OHIO)


def test_a_listing_of_some_states_waits_for_the_state() -> None:
    assert waits(told=Situation(), states=frozenset({"OH"}))
    assert not waits(states=frozenset({"OH"}))
