from __future__ import annotations

import pytest

from finder.core.contradictions import PAIRS, contradictions
from finder.core.situation import Situation

CLASHING = {
    "married_alone": Situation(married=True, household_size=1),
    "child_alone": Situation(children_at_home=True, household_size=1),
    "age_of_no_child": Situation(youngest_child_age=3, children_at_home=False),
    "transplant_condition": Situation(transplant="none", condition=frozenset({"transplant"})),
    "medicare_at_no_transplant": Situation(medicare_at_transplant=True, transplant="none"),
    "pregnant_at_age": Situation(pregnant=True, age=61),
    "birth_at_age": Situation(postpartum=True, age=9),
    "expecting_not_pregnant": Situation(expecting=2, pregnant=False),
    "married_at_age": Situation(married=True, age=13),
    "veteran_at_age": Situation(veteran=True, age=16),
}


def test_every_pair_is_tried_here() -> None:
    assert set(CLASHING) == {pair.key for pair in PAIRS}


@pytest.mark.parametrize("key", CLASHING)
def test_a_pair_that_cannot_be_true_is_remarked_on(key: str) -> None:
    assert [remark.key for remark in contradictions(CLASHING[key])] == [key]


def test_what_may_be_true_is_not_remarked_on() -> None:
    assert contradictions(Situation()) == []
    assert contradictions(Situation(pregnant=True, age=60, married=True, household_size=2, expecting=1)) == []
