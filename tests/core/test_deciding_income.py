"""Which income limit an answer hangs on is said with the room left on yes, "can't tell" and no alike."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from finder.core.criteria import Criterion
from finder.core.deciding_income import DecidingIncome, deciding_income
from finder.core.listing import Kind
from finder.core.matching import match
from finder.core.situation import Situation
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT
from tests.core.test_ranking import DOSE
from tests.factories import TODAY, all_of, any_of, listing, program_decides, rule, snapshot

OHIO = Situation(state="OH", household_size=1, age=40, income_period="month", insurance=frozenset({"none"}))
VETERAN = rule("veteran", "is", True)


def most(dollars: int) -> Criterion:
    return rule("income_per_month", "at_most", dollars)


def least(dollars: int) -> Criterion:
    return rule("income_per_month", "at_least", dollars)


def decides(*rules: Criterion, told: Situation = OHIO, income: int | None = 1500) -> DecidingIncome | None:
    told = replace(told, income=None if income is None else Decimal(income))
    row = listing(kind=Kind.PUBLIC_COVERAGE, criteria=rules)
    return deciding_income(match(snapshot(row), told, DOSE, TODAY).matches[0].findings)


def limit(found: DecidingIncome | None) -> Decimal | None:
    return found.rule.limit_per_month if found else None


class TestOneRule:
    @pytest.mark.parametrize(("income", "room"), [(1500, 500), (2000, 0), (2100, -100)])
    def test_the_limit_and_the_room_are_known_on_yes_and_no(self, income: int, room: int) -> None:
        found = decides(most(2000), income=income)
        assert found is not None
        assert (limit(found), found.room) == (2000, room)

    def test_they_are_known_while_another_rule_is_open(self) -> None:
        assert limit(decides(most(2000), program_decides())) == 2000

    def test_without_an_income_nothing_is_said(self) -> None:
        assert decides(most(2000), income=None) is None
        assert decides(VETERAN) is None

    def test_of_two_rules_the_one_that_is_not_met_and_then_the_tightest_decides(self) -> None:
        assert limit(decides(least(1000), most(1600))) == 1600
        assert limit(decides(least(1400), most(4000))) == 1400
        assert limit(decides(least(1600), most(1600))) == 1600
        assert limit(decides(all_of(most(1200), most(1550)))) == 1200


class TestGroups:
    def test_the_branch_that_fits_decides(self) -> None:
        group = any_of(all_of(VETERAN, most(9000)), all_of(rule("age", "at_least", 19), most(2000)))
        assert limit(decides(group)) == 2000

    def test_where_none_fits_the_nearest_branch_that_only_income_closes_decides(self) -> None:
        group = any_of(
            all_of(rule("age", "at_most", 18), most(1499)),
            all_of(rule("age", "at_least", 19), most(1400)),
            all_of(rule("age", "at_least", 19), most(1200)),
        )
        found = decides(group)
        assert found is not None
        assert (limit(found), found.room, found.rule.verdict) == (1400, -100, Verdict.NO)

    def test_a_branch_for_few_decides_only_once_it_is_told(self) -> None:
        group = any_of(all_of(VETERAN, most(1450)), all_of(rule("age", "at_least", 19), most(1200)))
        assert limit(decides(group)) == 1200
        assert limit(decides(group, told=replace(OHIO, veteran=True))) == 1450

    def test_whoever_surely_is_of_a_group_hears_its_limit_first(self) -> None:
        group = any_of(all_of(rule("children_at_home", "is", True), most(1490)), most(1200))
        assert limit(decides(group)) == 1200

    def test_where_what_was_told_opens_one_branch_the_limit_of_a_closed_one_is_not_heard(self) -> None:
        parents = all_of(rule("children_at_home", "is", True), most(200))
        group = any_of(parents, all_of(rule("disabled", "is", True), program_decides()))
        assert limit(decides(group, told=replace(OHIO, disabled=True))) is None
        # While nothing was told that opens another branch, the nearest closed one is heard.
        assert limit(decides(group)) == 200

    def test_a_choice_of_incomes_inside_a_branch_counts(self) -> None:
        group = any_of(all_of(rule("age", "at_least", 19), any_of(most(1600), all_of(VETERAN, most(1800)))))
        assert limit(decides(group)) == 1600


class TestShipped:
    """An adult in Ohio: the limit is 138 % of $1,330."""

    @pytest.mark.parametrize(("income", "room"), [(1500, "335.40"), (1850, "-14.60"), (2600, "-764.60")])
    def test_ohio_medicaid_says_its_limit_while_a_pregnancy_was_not_told(self, income: int, room: str) -> None:
        plan = match(SNAPSHOT, replace(OHIO, income=Decimal(income)), DOSE, TODAY)
        found = deciding_income(next(row for row in plan.matches if row.listing.id == "medicaid").findings)
        assert found is not None
        assert (limit(found), found.room) == (Decimal("1835.40"), Decimal(room))

    @pytest.mark.parametrize("children", [None, True])
    def test_a_disabled_person_in_texas_does_not_hear_the_limit_of_parents(self, children: bool | None) -> None:
        told = replace(
            OHIO, state="TX", household_size=3, income=Decimal(500), disabled=True, children_at_home=children
        )
        plan = match(SNAPSHOT, told, DOSE, TODAY)
        assert deciding_income(next(row for row in plan.matches if row.listing.id == "medicaid").findings) is None

    def test_a_pregnant_person_hears_the_limit_of_that_group(self) -> None:
        plan = match(SNAPSHOT, replace(OHIO, income=Decimal(2600), pregnant=True), DOSE, TODAY)
        found = deciding_income(next(row for row in plan.matches if row.listing.id == "medicaid").findings)
        assert found is not None
        assert found.is_of_group
        assert found.rule.criterion.group == "pregnant"
        assert found.room > 0
