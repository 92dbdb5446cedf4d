from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.core.contradictions import (
    DATED_PAIRS,
    PAIRS,
    contradictions,
    contradictions_on,
    without_doubtful_coverage,
)
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
    "chip_at_age": Situation(insurance=frozenset({"chip"}), age=40),
}
TODAY = date(2026, 11, 30)


def test_every_pair_is_tried_here() -> None:
    assert set(CLASHING) == {pair.key for pair in PAIRS}


@pytest.mark.parametrize("key", CLASHING)
def test_a_pair_that_cannot_be_true_is_remarked_on(key: str) -> None:
    assert [remark.key for remark in contradictions(CLASHING[key])] == [key]


def test_what_may_be_true_is_not_remarked_on() -> None:
    assert contradictions(Situation()) == []
    assert contradictions(Situation(pregnant=True, age=60, married=True, household_size=2, expecting=1)) == []
    assert contradictions(Situation(insurance=frozenset({"chip"}), age=40, pregnant=True)) == []
    assert contradictions(Situation(insurance=frozenset({"chip"}), age=18)) == []


def lost(days_ago: int, *held: str) -> Situation:
    return Situation(insurance=frozenset(held), lost_coverage_on=TODAY - timedelta(days=days_ago))


class TestCoverageThatMayHaveEnded:
    @pytest.mark.parametrize("held", [("medicaid",), ("chip",), ("employer",), ("medicaid", "employer"), ("other",)])
    def test_it_is_asked_about_once_its_last_day_is_over_and_counts_as_not_told(self, held: tuple[str, ...]) -> None:
        assert [remark.key for remark in contradictions_on(lost(1, *held), TODAY)] == ["coverage_ended"]
        assert without_doubtful_coverage(lost(1, *held), TODAY).insurance is None

    @pytest.mark.parametrize("days_ago", [0, -1, -60])
    def test_it_is_held_up_to_its_last_day(self, days_ago: int) -> None:
        told = lost(days_ago, "medicaid")
        assert contradictions_on(told, TODAY) == []
        assert without_doubtful_coverage(told, TODAY) == told

    @pytest.mark.parametrize("held", [("none",), ("medicare",), ("medicaid", "medicare"), ("va",), ("tricare",)])
    def test_what_hardly_ever_ends_is_other_coverage_than_was_lost(self, held: tuple[str, ...]) -> None:
        told = lost(30, *held)
        assert contradictions_on(told, TODAY) == []
        assert without_doubtful_coverage(told, TODAY) == told

    def test_there_is_no_other_pair_that_hangs_on_the_day(self) -> None:
        assert [pair.key for pair in DATED_PAIRS] == ["coverage_ended"]
