"""Which question is worth answering next: the one that can save this person most."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace
from decimal import Decimal

import pytest

from finder.core.criteria import Criterion
from finder.core.listing import Basis, Covers, Kind, Listing, Status
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.worth_asking import Question, may_have_transplant, next_question, not_asked
from tests.core.test_ranking import DOSE
from tests.factories import TODAY, cost_plus, cost_plus_prices, listing, pricing, program_decides, rule, snapshot

VETERAN, AGE, MARRIED, CITIZEN, DISABLED = (
    rule("veteran", "is", True),
    rule("age", "at_most", 64),
    rule("married", "is", True),
    rule("citizenship", "is", "citizen"),
    rule("disabled", "is", True),
)
OHIO = Situation(state="OH", insurance=frozenset({"none"}))


def copay(name: str, *rules: Criterion, dollars: int = 0) -> Listing:
    """Coverage that pays for tablets and blood tests."""
    cost = pricing(Basis.COPAY, copay_low=Decimal(dollars), copay_high=Decimal(dollars), blood_test_low=Decimal(0))
    return listing(name, criteria=rules, pricing=(cost,), kind=Kind.PUBLIC_COVERAGE, held_with=frozenset({name}))


def question(*listings: Listing, told: Situation = OHIO, dose: Prescription = DOSE) -> Question | None:
    catalogue = snapshot(cost_plus(), *listings, prices=cost_plus_prices())
    return next_question(match(catalogue, told, dose, TODAY))


def asked(*rules: Iterable[Criterion], told: Situation = OHIO) -> str | None:
    found = question(*(listing(f"listing-{n}", criteria=tuple(each)) for n, each in enumerate(rules)), told=told)
    return found.column if found else None


class TestNextQuestion:
    def test_the_question_that_saves_most_is_asked(self) -> None:
        cheap, dear = copay("cheap", MARRIED, dollars=1), copay("dear", AGE, dollars=9)
        found = question(cheap, dear, dear)
        assert found is not None
        assert found.column == "married"
        assert found.saves > 9
        turned = question(copay("cheap", AGE, dollars=1), copay("dear", MARRIED, dollars=9))
        assert turned is not None
        assert turned.column == "age"

    def test_of_two_that_save_as_much_the_one_that_more_ways_wait_for_is_asked(self) -> None:
        assert asked([MARRIED], [AGE], [AGE]) == "age"
        assert asked([MARRIED], [MARRIED], [AGE]) == "married"

    def test_what_few_can_say_yes_to_comes_after_what_most_can(self) -> None:
        assert asked([VETERAN], [VETERAN], [AGE]) == "age"
        found = question(copay("va", VETERAN), copay("cheap", AGE, dollars=1))
        assert found is not None
        assert found.column == "age"

    def test_what_saves_nothing_comes_last(self) -> None:
        found = question(copay("va", VETERAN), listing(criteria=(AGE,)))
        assert found is not None
        assert found.column == "veteran"

    def test_what_few_can_say_yes_to_is_asked_only_where_it_would_save_enough(self) -> None:
        found = question(copay("va", VETERAN))
        assert found is not None
        assert found.column == "veteran"
        assert asked([VETERAN]) is None

    def test_of_what_few_can_say_yes_to_more_people_are_disabled_than_pregnant(self) -> None:
        found = question(copay("one", rule("pregnant", "is", True)), copay("other", DISABLED))
        assert found is not None
        assert found.column == "disabled"

    def test_a_way_that_first_needs_something_true_of_few_asks_for_nothing_else(self) -> None:
        found = question(copay("one", DISABLED, rule("resources", "at_most", 2000)))
        assert found is not None
        assert found.column == "disabled"

    def test_s10_citizenship_is_never_pressed_for(self) -> None:
        assert asked([CITIZEN], [CITIZEN], [AGE]) == "age"
        assert asked([CITIZEN]) is None

    def test_s2_what_cannot_become_the_medicine_asks_for_nothing(self) -> None:
        assert asked([AGE, rule("state", "is", "GA")]) is None
        for more in ({"covers": Covers.UNKNOWN}, {"covers": Covers.NOT_APPLICABLE}, {"status": Status.PAUSED}):
            assert question(listing(criteria=(AGE,), **more)) is None

    def test_coverage_that_is_held_asks_for_nothing(self) -> None:
        assert question(copay("va", AGE), told=replace(OHIO, insurance=frozenset({"va"}))) is None

    def test_with_nothing_open_there_is_nothing_to_ask(self) -> None:
        assert asked([AGE], told=replace(OHIO, age=30)) is None
        assert asked([program_decides()]) is None

    def test_while_the_state_is_not_told_it_is_asked_where_listings_serve_some_states(self) -> None:
        assert question(listing(states=frozenset({"GA"})), told=Situation(insurance=frozenset({"none"}))) is None
        several = (listing(f"in-{state}", states=frozenset({state}), criteria=(AGE,)) for state in ("GA", "OH"))
        found = question(*several, told=Situation(age=30))
        assert found is None

    def test_while_the_dose_is_not_told_it_is_what_prices_wait_for(self) -> None:
        assert question(dose=Prescription(days_left=30)) == Question("daily_dose_mg", Decimal(0), 1)
        assert question() is None

    def test_only_answers_of_the_form_are_asked_for(self) -> None:
        columns = {f.name for f in fields(Situation)}
        assert asked([rule("income_percent_of_poverty", "at_most", 100)]) in columns


class TestNotAsked:
    """Nobody is asked what makes no sense, or what another answer has settled."""

    OF_ADULTS = frozenset({"veteran", "married", "work_hours", "children_at_home", "youngest_child_age", "job_offer"})

    @pytest.mark.parametrize(("age", "is_child"), [(0, True), (15, True), (16, False), (40, False), (None, False)])
    def test_a_child_is_not_asked_whether_they_served_married_or_work(self, age: int | None, is_child: bool) -> None:
        assert (not_asked(Situation(age=age)) >= self.OF_ADULTS) is is_child

    def test_a_told_condition_answers_whether_it_is_for_a_transplant(self) -> None:
        assert "transplant" in not_asked(Situation(condition=frozenset({"lupus"})))
        assert "transplant" not in not_asked(Situation(condition=frozenset({"transplant"})))
        assert "transplant" not in not_asked(Situation())

    def test_a_told_transplant_answers_what_the_medicine_is_for(self) -> None:
        assert "condition" in not_asked(Situation(transplant="kidney"))
        assert "condition" not in not_asked(Situation(transplant="none"))

    def test_medicare_at_the_transplant_is_asked_only_of_those_who_had_one(self) -> None:
        assert "medicare_at_transplant" not in not_asked(Situation(transplant="other"))
        for told in (Situation(), Situation(transplant="none")):
            assert "medicare_at_transplant" in not_asked(told)

    def test_how_old_the_youngest_is_is_asked_only_where_there_are_children(self) -> None:
        assert "youngest_child_age" not in not_asked(Situation(children_at_home=True))
        assert "youngest_child_age" in not_asked(Situation())

    def test_they_are_never_the_next_question(self) -> None:
        row = copay("part-b", rule("transplant", "is", "kidney"))
        found = question(row)
        assert found is not None
        assert found.column == "transplant"
        assert question(row, told=replace(OHIO, condition=frozenset({"crohns"}))) is None


@pytest.mark.parametrize(
    ("told", "may_have"),
    [
        (Situation(), True),
        (Situation(transplant="kidney"), False),
        (Situation(transplant="none"), False),
        (Situation(condition=frozenset({"lupus"})), False),
    ],
)
def test_a_transplant_is_possible_while_nothing_says_what_the_medicine_is_for(told: Situation, may_have: bool) -> None:
    assert may_have_transplant(told) is may_have
