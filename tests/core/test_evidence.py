"""What can be said of a person on a day, and what is still open, with the answers that would settle it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.criteria import Criterion
from finder.core.evidence import SIZES_WHEN_NOT_TOLD, Evidence
from finder.core.situation import Prescription, Situation
from tests.factories import TODAY, judge, rule

POVERTY = rule("income_percent_of_poverty", "at_most", 138)
MARKETPLACE = rule("income_percent_of_poverty", "at_least", 100, guideline="marketplace")


def evidence(on: date = TODAY, plan_year: int | None = None, **answers: object) -> Evidence:
    return judge(Situation(**answers), on=on, plan_year=plan_year).evidence  # type: ignore[arg-type]


class TestPregnancy:
    @pytest.mark.parametrize(("age", "possible"), [(None, True), (11, False), (12, True), (60, True), (61, False)])
    def test_it_is_possible_between_12_and_60_and_while_the_age_is_not_told(
        self, age: int | None, possible: bool
    ) -> None:
        found = evidence(age=age)
        assert found.can_be_pregnant is possible
        assert found.answers["pregnant"] is found.answers["postpartum"] is (None if possible else False)

    def test_an_answer_is_kept_as_it_was_given_whatever_the_age(self) -> None:
        assert evidence(age=70, postpartum=True).answers["postpartum"] is True
        assert evidence(age=30, pregnant=False).answers["pregnant"] is False


class TestSizes:
    @pytest.mark.parametrize(
        ("way", "answers", "sizes", "missing"),
        [
            ("", {}, SIZES_WHEN_NOT_TOLD, ("household_size",)),
            ("", {"household_size": 3}, (3,), ()),
            ("", {"household_size": 3, "pregnant": True}, (3,), ()),
            ("magi", {"household_size": 3, "pregnant": True}, (4,), ()),
            ("magi", {"household_size": 3, "pregnant": False}, (3,), ()),
            ("magi", {"household_size": 3, "pregnant": True, "expecting": 2}, (5,), ()),
            ("magi", {"household_size": 3}, (3, 4, 5, 6), ("pregnant",)),
            ("magi", {"household_size": 3, "age": 70}, (3,), ()),
            ("magi", {"pregnant": True}, SIZES_WHEN_NOT_TOLD, ("household_size",)),
            ("ssi", {"household_size": 3}, (1, 2), ("married",)),
            ("ssi", {"household_size": 3, "married": True}, (2,), ()),
            ("ssi", {"married": False}, (1,), ()),
        ],
    )
    def test_people_are_counted_the_way_the_rule_counts_them(
        self, way: str, answers: dict[str, object], sizes: tuple[int, ...], missing: tuple[str, ...]
    ) -> None:
        assert evidence(**answers).sizes(way) == (sizes, missing)


class TestPovertyLines:
    def lines(self, rule: Criterion = POVERTY, **more: object) -> tuple[set[Decimal], tuple[str, ...]]:
        found = evidence(**more).poverty_lines(rule)  # type: ignore[arg-type]
        return set(found.per_year), found.missing

    def test_a_state_and_a_size_leave_one_line(self) -> None:
        assert self.lines(state="OH", household_size=2) == ({Decimal(21640)}, ())
        assert self.lines(state="AK", household_size=1) == ({Decimal(19950)}, ())

    def test_without_a_state_the_lines_of_all_three_tables_are_possible(self) -> None:
        assert self.lines(household_size=1) == ({Decimal(15960), Decimal(19950), Decimal(18360)}, ("state",))

    def test_without_a_size_both_ends_are_possible(self) -> None:
        found, missing = self.lines(state="OH")
        assert found == {Decimal(15960), Decimal(15960 + 19 * 5680)}
        assert missing == ("household_size",)

    def test_a_place_without_a_guideline_has_no_line(self) -> None:
        assert self.lines(state="PR", household_size=1) == (set(), ())

    def test_a_plan_year_is_judged_by_the_guideline_of_the_year_before(self) -> None:
        assert self.lines(MARKETPLACE, plan_year=2026, state="OH", household_size=1) == ({Decimal(15650)}, ())
        assert self.lines(MARKETPLACE, plan_year=2027, state="OH", household_size=1) == ({Decimal(15960)}, ())
        assert self.lines(MARKETPLACE, state="OH", household_size=1) == (set(), ())

    def test_rules_that_count_otherwise_have_lines_of_their_own(self) -> None:
        found = evidence(state="OH", household_size=1, pregnant=True)
        mother = rule("income_percent_of_poverty", "at_most", 138, size="magi")
        assert found.poverty_lines(POVERTY).per_year == {Decimal(15960)}
        assert found.poverty_lines(mother).per_year == {Decimal(21640)}


def test_what_was_prescribed_and_the_plan_year_are_told_beside_the_answers() -> None:
    found = judge(Situation(age=40), Prescription(days_left=6), plan_year=2027).evidence
    assert (found.answers["age"], found.answers["days_left"], found.answers["plan_year"]) == (40, 6, 2027)
    assert found.answers["daily_dose_mg"] is None
