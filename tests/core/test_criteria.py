"""One rule at a time: operators, dates, what is not told, assumptions, groups and their margins."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.core.criteria import Figure
from finder.core.verdict import Unsure, Verdict
from tests.factories import TODAY, all_of, any_of, judge, judged, not_, program_decides, rule

NO, MAYBE, YES = Verdict.NO, Verdict.MAYBE, Verdict.YES


class TestDates:
    FIGURES = (Figure(967, date(2025, 1, 1), date(2026, 1, 1)), Figure(994, date(2026, 1, 1), date(2027, 1, 1)))

    @pytest.mark.parametrize(
        ("day", "limit"),
        [(date(2025, 1, 1), 967), (date(2025, 12, 31), 967), (date(2026, 1, 1), 994), (date(2026, 12, 31), 994)],
    )
    def test_the_figure_of_the_day_is_used(self, day: date, limit: int) -> None:
        finding = judged(rule("income_per_month", "at_most", figures=self.FIGURES), day, income=Decimal(limit))
        assert (finding.verdict, finding.limit, finding.margin) == (YES, limit, 0)

    @pytest.mark.parametrize("day", [date(2024, 12, 31)])
    def test_a_day_before_the_first_figure_is_maybe(self, day: date) -> None:
        finding = judged(rule("income_per_month", "at_most", figures=self.FIGURES), day, income=Decimal(10**6))
        assert (finding.verdict, finding.unsure, finding.limit) == (MAYBE, Unsure.NO_FIGURE, None)

    def test_a_rule_exists_from_its_first_day_until_the_day_before_it_ends(self) -> None:
        criterion = rule("age", "at_most", 64, starts=date(2026, 1, 1), ends=date(2027, 1, 1))
        days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))
        assert [judge(on=day).judge(criterion) is not None for day in days] == [False, True, True, False]

    def test_a_group_whose_parts_have_all_ended_is_no_rule(self) -> None:
        ended = rule("age", "at_most", 64, ends=date(2026, 1, 1))
        assert judge().judge(any_of(ended)) is None
        assert judge().judge(not_(ended)) is None


class TestGroups:
    AGE, STATE = rule("age", "at_most", 64), rule("state", "is", "OH")

    @pytest.mark.parametrize(
        ("told", "all_verdict", "any_verdict"),
        [
            ({"age": 30, "state": "OH"}, YES, YES),
            ({"age": 30}, MAYBE, YES),
            ({"age": 70}, NO, MAYBE),
            ({"age": 70, "state": "TX"}, NO, NO),
            ({}, MAYBE, MAYBE),
        ],
    )
    def test_all_of_is_the_least_and_any_of_the_greatest(
        self, told: dict[str, Any], all_verdict: Verdict, any_verdict: Verdict
    ) -> None:
        assert judged(all_of(self.AGE, self.STATE), **told).verdict is all_verdict
        assert judged(any_of(self.AGE, self.STATE), **told).verdict is any_verdict

    def test_a_group_asks_for_each_missing_column_once(self) -> None:
        group = all_of(self.AGE, any_of(self.AGE, self.STATE))
        assert judged(group).missing == ("age", "state")

    def test_a_group_that_is_decided_asks_for_nothing(self) -> None:
        assert judged(all_of(self.AGE, self.STATE), age=70).missing == ()
        assert judged(any_of(self.AGE, self.STATE), age=30).missing == ()

    def test_what_we_can_ask_comes_before_what_the_program_decides(self) -> None:
        assert judged(all_of(program_decides(), self.AGE)).unsure is Unsure.NOT_TOLD
        assert judged(all_of(program_decides(), self.AGE), age=30).unsure is Unsure.PROGRAM_DECIDES

    def test_not_swaps_yes_and_no_and_keeps_maybe_with_its_reason(self) -> None:
        assert judged(not_(self.AGE), age=30).verdict is NO
        assert judged(not_(self.AGE), age=70).verdict is YES
        finding = judged(not_(self.AGE))
        assert (finding.verdict, finding.unsure, finding.missing) == (MAYBE, Unsure.NOT_TOLD, ("age",))

    def test_not_turns_the_margins_around_and_keeps_the_assumption_in_sight(self) -> None:
        finding = judged(
            not_(rule("income_percent_of_poverty", "at_most", 100)), income=Decimal(2660), household_size=1, state="OH"
        )
        assert (finding.verdict, finding.margin, finding.margin_percent) == (YES, 1330, 100)
        assert judged(not_(rule("job_offer", "is", True, assumed=True))).assumed


class TestMarginsOfGroups:
    LOW, MIDDLE, HIGH = (rule("income_per_month", "at_most", limit) for limit in (1000, 1400, 2000))

    def test_under_any_of_the_smallest_shortfall_speaks(self) -> None:
        finding = judged(any_of(self.LOW, self.MIDDLE), income=Decimal(1500))
        assert (finding.verdict, finding.margin) == (NO, -100)

    def test_under_all_of_the_largest_shortfall_speaks(self) -> None:
        finding = judged(all_of(self.LOW, self.MIDDLE, self.HIGH), income=Decimal(1500))
        assert (finding.verdict, finding.margin) == (NO, -500)

    def test_of_rules_that_are_met_any_of_shows_the_most_room_and_all_of_the_least(self) -> None:
        assert judged(any_of(self.MIDDLE, self.HIGH), income=Decimal(1300)).margin == 700
        assert judged(all_of(self.MIDDLE, self.HIGH), income=Decimal(1300)).margin == 100

    def test_a_part_that_fits_does_not_speak_for_a_group_that_does_not(self) -> None:
        finding = judged(all_of(self.HIGH, rule("state", "is", "OH")), income=Decimal(1500), state="TX")
        assert (finding.verdict, finding.margin) == (NO, None)

    def test_percent_of_poverty_goes_with_the_dollars(self) -> None:
        group = any_of(rule("income_percent_of_poverty", "at_most", 100), rule("state", "is", "TX"))
        finding = judged(group, income=Decimal(2660), household_size=1, state="OH")
        assert (finding.margin, finding.margin_percent) == (-1330, -100)


def test_a_finding_of_a_group_shows_its_parts() -> None:
    finding = judged(all_of(rule("age", "at_most", 64), rule("state", "is", "OH")), age=70, state="OH")
    assert [part.verdict for part in finding.parts] == [NO, YES]


def test_the_same_answers_on_the_same_day_give_equal_findings() -> None:
    criterion = all_of(rule("age", "at_most", 64), rule("income_percent_of_poverty", "at_most", 200))
    assert judged(criterion, TODAY, age=64, income=Decimal(1)) == judged(criterion, TODAY, age=64, income=Decimal(1))
