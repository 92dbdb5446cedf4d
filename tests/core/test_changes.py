"""What would change an answer, and which question is worth answering next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.changes import (
    Change,
    WhatIf,
    citizenship_matters,
    income_not_counted,
    tablet_change,
    what_would_change,
)
from finder.core.criteria import Criterion
from finder.core.listing import Listing
from finder.core.matching import match
from finder.core.situation import PERIODS_PER_YEAR, Prescription, Situation
from finder.core.verdict import Verdict
from tests.factories import (
    TODAY,
    all_of,
    any_of,
    listing,
    not_,
    program_decides,
    refers_to,
    rule,
    rx_outreach,
    rx_outreach_prices,
    snapshot,
)

TOLD = Situation(state="OH", household_size=1, income=Decimal(3000), age=40, insurance=frozenset({"none"}))
CIVILIAN = replace(TOLD, veteran=False)
DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=75, days_supply=30, days_left=30)


def change(*rules: Criterion, told: Situation = TOLD, on: date = TODAY) -> Change | None:
    plan = match(snapshot(listing(criteria=rules)), told, DOSE, on)
    return what_would_change(WhatIf(plan), plan.matches[0])


def verdict(*rules: Criterion, told: Situation) -> Verdict:
    return match(snapshot(listing(criteria=rules)), told, DOSE, TODAY).matches[0].verdict


class TestIncome:
    AT_MOST = rule("income_percent_of_poverty", "at_most", 200)

    def test_the_limit_in_dollars_a_month_is_what_would_flip_it(self) -> None:
        found = change(self.AT_MOST)
        assert found == Change("a-pharmacy", "income", Decimal(2660), Verdict.YES)

    def test_an_income_below_a_lower_limit_would_have_to_rise_to_it(self) -> None:
        found = change(rule("income_per_month", "at_least", 4000))
        assert found is not None
        assert (found.fact, found.becomes) == ("income", 4000)

    def test_of_several_limits_the_nearest_is_named(self) -> None:
        limits = any_of(*(rule("income_per_month", "at_most", limit) for limit in (1000, 2900, 2000)))
        found = change(limits)
        assert found is not None
        assert found.becomes == 2900

    def test_where_all_limits_must_hold_the_lowest_is_named(self) -> None:
        limits = all_of(*(rule("income_per_month", "at_most", limit) for limit in (2900, 2000)))
        found = change(limits)
        assert found is not None
        assert found.becomes == 2000

    @given(st.sampled_from(sorted(PERIODS_PER_YEAR)), st.integers(20, 400), st.integers(1, 8))
    def test_the_change_flips_the_verdict_and_a_dollar_short_of_it_does_not(
        self, period: str, percent: int, size: int
    ) -> None:
        criterion = rule("income_percent_of_poverty", "at_most", percent)
        told = replace(TOLD, household_size=size, income=Decimal(10**6), income_period=period)
        found = change(criterion, told=told)
        assert found is not None
        assert isinstance(found.becomes, Decimal)
        per_period = found.becomes * 12 / PERIODS_PER_YEAR[period]
        cent = Decimal("0.01")
        assert verdict(criterion, told=replace(told, income=per_period.quantize(cent) - cent)) is Verdict.YES
        assert verdict(criterion, told=replace(told, income=per_period.quantize(cent) + 1)) is Verdict.NO

    def test_one_of_several_ways_in_is_enough(self) -> None:
        found = change(any_of(rule("income_per_month", "at_most", 2000), rule("veteran", "is", True)), told=CIVILIAN)
        assert found == Change("a-pharmacy", "income", Decimal(2000), Verdict.YES)

    def test_rules_that_are_met_stand_in_nobodys_way(self) -> None:
        found = change(self.AT_MOST, rule("age", "at_most", 64), program_decides())
        assert found == Change("a-pharmacy", "income", Decimal(2660), Verdict.MAYBE)

    def test_no_income_is_named_for_who_has_told_none(self) -> None:
        told = replace(TOLD, income=None)
        assert change(all_of(rule("state", "is", "GA"), rule("income_per_month", "at_most", 2000)), told=told) is None

    def test_no_income_is_named_where_another_rule_says_no_as_well(self) -> None:
        assert change(self.AT_MOST, rule("state", "is", "GA")) is None


class TestCoverage:
    def test_coverage_that_the_rules_ask_for_is_named(self) -> None:
        found = change(rule("insurance", "one_of", frozenset({"employer", "marketplace"})))
        assert found is not None
        assert (found.fact, found.becomes) == ("insurance", "employer")
        found = change(rule("insurance", "is", "medicare"))
        assert found is not None
        assert found.becomes == "medicare"

    def test_giving_up_coverage_is_never_proposed(self) -> None:
        told = replace(TOLD, insurance=frozenset({"employer"}))
        assert change(rule("insurance", "one_of", frozenset({"none"})), told=told) is None
        found = change(rule("insurance", "one_of", frozenset({"none", "medicare"})), told=told)
        assert found is not None
        assert found.becomes == "medicare"

    def test_coverage_is_named_beside_what_one_has_and_not_in_its_place(self) -> None:
        wanted = (
            rule("insurance", "one_of", frozenset({"employer"})),
            rule("insurance", "none_of", frozenset({"medicaid"})),
        )
        assert change(*wanted) is not None
        assert change(*wanted, told=replace(TOLD, insurance=frozenset({"medicaid"}))) is None

    def test_nothing_is_named_for_who_has_not_told_their_coverage(self) -> None:
        told = replace(TOLD, insurance=None)
        wanted = all_of(rule("state", "is", "GA"), rule("insurance", "is", "employer"))
        assert change(wanted, told=told) is None

    def test_coverage_that_the_listing_itself_refuses_is_never_proposed(self) -> None:
        other = listing("other", criteria=(rule("insurance", "is", "employer"),))
        not_alone = any_of(rule("insurance", "none_of", frozenset({"employer"})), rule("age", "at_most", 64))
        plan = match(snapshot(other, listing("one", criteria=(refers_to("other"), not_alone))), TOLD, DOSE, TODAY)
        found = {row.listing.id: what_would_change(WhatIf(plan), row) for row in plan.matches}
        assert found == {"one": None, "other": Change("other", "insurance", "employer", Verdict.YES)}


class TestDates:
    def test_the_first_day_on_which_it_would_fit_is_named(self) -> None:
        closed = rule("state", "is", "GA", ends=date(2027, 3, 1))
        assert change(closed) == Change("a-pharmacy", "on", date(2027, 3, 1), Verdict.YES)

    @pytest.mark.parametrize(("days", "named"), [(0, False), (1, True), (400, True), (401, False)])
    def test_the_coming_400_days_are_looked_at(self, days: int, named: bool) -> None:
        day = TODAY + timedelta(days=days)
        found = change(any_of(rule("age", "at_most", 20), rule("age", "at_least", 20, starts=day)))
        assert found == (Change("a-pharmacy", "on", day, Verdict.YES) if named else None)

    def test_a_day_past_or_too_far_ahead_is_not_named(self) -> None:
        assert change(rule("state", "is", "GA", ends=date(2029, 1, 1))) is None
        assert change(rule("state", "is", "GA", starts=date(2020, 1, 1))) is None


class TestNeverProposed:
    @pytest.mark.parametrize(
        "criterion",
        [
            rule("pregnant", "is", True),
            rule("disabled", "is", True),
            rule("citizenship", "one_of", frozenset({"citizen"})),
            rule("state", "one_of", frozenset({"GA"})),
            rule("age", "at_least", 65),
            rule("tribal_member", "is", True),
            not_(rule("veteran", "is", False)),
        ],
    )
    def test_pregnancy_disability_citizenship_moving_and_the_like_are_never_proposed(
        self, criterion: Criterion
    ) -> None:
        told = replace(
            TOLD, pregnant=False, disabled=False, citizenship="other_lawful", tribal_member=False, veteran=False
        )
        assert verdict(criterion, told=told) is Verdict.NO
        assert change(criterion, told=told) is None

    def test_nothing_is_proposed_for_what_fits_or_may_fit(self) -> None:
        assert change(program_decides()) is None
        assert change(rule("age", "at_most", 64)) is None


class TestTablets:
    def found(self, written: int | None, *listings: Listing) -> Change | None:
        told = replace(DOSE, written_strength_mg=written)
        plan = match(snapshot(*(listings or (rx_outreach(),)), prices=rx_outreach_prices()), TOLD, told, TODAY)
        return tablet_change(plan, plan.matches[0])

    def test_50_mg_tablets_would_change_it_where_only_they_are_sold(self) -> None:
        assert self.found(75) == Change("rx-outreach", "written_strength_mg", 50, Verdict.YES)

    def test_it_is_not_said_where_50_mg_is_written_not_told_or_makes_no_difference(self) -> None:
        assert self.found(50) is None
        assert self.found(None) is None
        assert self.found(75, listing()) is None


class TestCitizenship:
    """S10: asked last, and only where an answer could settle something."""

    CITIZEN = rule("citizenship", "one_of", frozenset({"citizen"}))
    # Other lawful statuses are for the program to decide; a green card is refused.
    CASE_BY_CASE = rule("citizenship", "one_of", frozenset({"citizen"}), case_by_case=frozenset({"other_lawful"}))
    NEVER_REFUSED = rule(
        "citizenship",
        "one_of",
        frozenset({"citizen"}),
        case_by_case=frozenset({"green_card_5_years", "green_card_newer", "other_lawful"}),
    )

    def matters(self, *rules: Criterion, **answers: object) -> bool:
        told = Situation(state="OH", **answers)  # type: ignore[arg-type]
        return citizenship_matters(match(snapshot(listing(criteria=rules)), told, DOSE, TODAY))

    def test_s10_it_matters_where_the_answer_settles_a_listing(self) -> None:
        assert self.matters(self.CITIZEN)
        assert self.matters(self.CITIZEN, rule("veteran", "is", True))

    def test_s10_it_does_not_where_nothing_waits_for_it(self) -> None:
        assert not self.matters(rule("veteran", "is", True))
        assert not self.matters(self.CITIZEN, citizenship="citizen")
        assert not self.matters(self.CITIZEN, rule("age", "at_least", 65), age=40)

    def test_s10_where_only_the_program_settles_it_a_refused_status_is_what_matters(self) -> None:
        assert self.matters(self.CASE_BY_CASE, program_decides())
        assert not self.matters(self.NEVER_REFUSED, program_decides())
        assert self.matters(self.NEVER_REFUSED)


class TestIncomeNotCounted:
    """What a program that goes by MAGI may leave out of an income."""

    @staticmethod
    def change(limit: int, told: Situation = TOLD, counted: str = "magi") -> Change | None:
        row = rule("income_per_month", "at_most", limit, income_counted=counted)
        plan = match(snapshot(listing(criteria=(row,))), told, DOSE, TODAY)
        return income_not_counted(WhatIf(plan), plan.matches[0])

    def test_the_part_above_the_limit_would_have_to_be_left_out(self) -> None:
        assert self.change(2600) == Change("a-pharmacy", "income_not_counted", Decimal(400), Verdict.YES)

    def test_it_is_said_in_dollars_a_month_of_an_income_of_a_year_too(self) -> None:
        a_year = replace(TOLD, income=Decimal(36000), income_period="year")
        found = self.change(2600, a_year)
        assert found is not None
        assert found.becomes == 400

    def test_it_is_rounded_up_to_a_cent(self) -> None:
        found = self.change(2600, replace(TOLD, income=Decimal(36001), income_period="year"))
        assert found is not None
        assert found.becomes == Decimal("400.09")

    def test_nothing_is_said_where_all_income_counts(self) -> None:
        assert self.change(2600, counted="all") is None

    def test_nothing_is_said_where_no_such_income_reaches_so_far(self) -> None:
        assert self.change(500) is None

    def test_nothing_is_said_to_who_fits_or_told_the_part_or_no_income(self) -> None:
        assert self.change(3000) is None
        assert self.change(2600, replace(TOLD, income_not_counted=Decimal(0))) is None
        assert self.change(2600, replace(TOLD, income=None)) is None
