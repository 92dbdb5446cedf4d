"""Income rules at limit - $1, limit and limit + $1, and with answers left out."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finder.core.criteria import Criterion
from finder.core.poverty import TERRITORIES
from finder.core.situation import PERIODS_PER_YEAR, Situation
from finder.core.tables import Covered
from finder.core.verdict import Unsure, Verdict
from tests.factories import TODAY, guidelines, judge, judged, rule, state_limit

NO, MAYBE, YES = Verdict.NO, Verdict.MAYBE, Verdict.YES
DOLLAR = Decimal(1)

percents = st.sampled_from([Decimal(text) for text in ("33.3", "100", "138", "150", "185", "200", "250.5", "400")])
people = st.integers(1, 12)
states = st.sampled_from(["OH", "AK", "HI", "DC"])
periods = st.sampled_from(sorted(PERIODS_PER_YEAR))


def limit_per_year(percent: Decimal, size: int, state: str) -> Decimal:
    row = guidelines().on(TODAY, state)
    assert row is not None
    return row.per_year(size) * percent / 100


def around(limit: Decimal, period: str) -> list[Decimal]:
    """A dollar less, the limit itself and a dollar more in a period, where the limit is a whole number of cents."""
    at = limit / PERIODS_PER_YEAR[period]
    return [at - DOLLAR, at, at + DOLLAR]


class TestPercentOfPoverty:
    @given(percents, people, states, periods)
    def test_a_dollar_below_and_at_the_limit_fit_and_a_dollar_above_does_not(
        self, percent: Decimal, size: int, state: str, period: str
    ) -> None:
        below, at, above = around(limit_per_year(percent, size, state), period)
        assume(at * PERIODS_PER_YEAR[period] == limit_per_year(percent, size, state))
        told: dict[str, Any] = {"household_size": size, "state": state, "income_period": period}
        at_most = rule("income_percent_of_poverty", "at_most", percent)
        assert [judged(at_most, income=x, **told).verdict for x in (below, at, above)] == [YES, YES, NO]
        at_least = rule("income_percent_of_poverty", "at_least", percent)
        assert [judged(at_least, income=x, **told).verdict for x in (below, at, above)] == [NO, YES, YES]

    @given(percents, people, states)
    def test_a_month_at_the_limit_as_it_is_printed_fits_and_a_cent_more_does_not(
        self, percent: Decimal, size: int, state: str
    ) -> None:
        told: dict[str, Any] = {"household_size": size, "state": state, "income_period": "month"}
        criterion = rule("income_percent_of_poverty", "at_most", percent)
        printed = judged(criterion, income=Decimal(1), **told).limit_per_month
        assert printed is not None
        assert printed == printed.quantize(Decimal("0.01")) >= limit_per_year(percent, size, state) / 12
        assert judged(criterion, income=printed, **told).verdict is YES
        assert judged(criterion, income=printed + Decimal("0.01"), **told).verdict is NO

    @given(percents, people, states)
    def test_a_year_at_the_limit_is_never_lost_to_rounding(self, percent: Decimal, size: int, state: str) -> None:
        told: dict[str, Any] = {"household_size": size, "state": state, "income_period": "year"}
        limit = limit_per_year(percent, size, state)
        criterion = rule("income_percent_of_poverty", "at_most", percent)
        assert judged(criterion, income=limit, **told).verdict is YES
        # The month's limit is printed in whole cents, so a year may be up to twelve cents over it.
        assert judged(criterion, income=limit + Decimal("0.13"), **told).verdict is NO

    def test_the_finding_tells_value_limit_and_margin_in_percent_and_dollars_a_month(self) -> None:
        criterion = rule("income_percent_of_poverty", "at_most", 200)
        found = judged(criterion, income=Decimal(1500), household_size=1, state="OH")
        assert (found.value_per_month, found.limit_per_month, found.margin) == (1500, 2660, 1160)
        assert found.limit == 200
        assert isinstance(found.value, Decimal)
        assert round(found.value, 1) == Decimal("112.8")
        assert found.margin_percent == 200 - found.value

    def test_margins_of_a_lower_limit_are_turned_around(self) -> None:
        criterion = rule("income_percent_of_poverty", "at_least", 100)
        found = judged(criterion, income=Decimal(1000), household_size=1, state="OH")
        assert (found.verdict, found.margin) == (NO, -330)
        assert found.margin_percent is not None
        assert found.margin_percent < 0

    @pytest.mark.parametrize("state", sorted(TERRITORIES))
    def test_in_a_territory_there_is_no_figure_and_nobody_is_told_no(self, state: str) -> None:
        criterion = rule("income_percent_of_poverty", "at_most", 200)
        found = judged(criterion, income=Decimal(10**6), household_size=1, state=state)
        assert (found.verdict, found.unsure) == (MAYBE, Unsure.NO_FIGURE)


class TestDollars:
    @pytest.mark.parametrize("period", sorted(PERIODS_PER_YEAR))
    @pytest.mark.parametrize("fact", ["income_per_month", "income_per_year"])
    def test_limits_in_dollars_hold_at_the_limit_for_every_period(self, fact: str, period: str) -> None:
        per_year = Decimal(31200)
        limit = per_year / 12 if fact == "income_per_month" else per_year
        below, at, above = around(per_year, period)
        criterion = rule(fact, "at_most", limit)
        verdicts = [judged(criterion, income=x, income_period=period).verdict for x in (below, at, above)]
        assert verdicts == [YES, YES, NO]
        criterion = rule(fact, "at_least", limit)
        verdicts = [judged(criterion, income=x, income_period=period).verdict for x in (below, at, above)]
        assert verdicts == [NO, YES, YES]

    def test_twice_a_month_is_24_pay_days_a_year_two_weeks_26_and_a_week_52(self) -> None:
        told = [Situation(income=Decimal(100), income_period=period).income_per_year for period in PERIODS_PER_YEAR]
        assert told == [100, 1200, 2400, 2600, 5200]

    def test_income_without_a_period_is_a_month_and_no_income_is_not_the_same_as_not_told(self) -> None:
        assert Situation(income=Decimal(10)).income_per_year == 120
        assert Situation().income_per_year is None
        criterion = rule("income_per_month", "at_least", 1)
        assert judged(criterion, income=Decimal(0)).verdict is NO
        assert judged(criterion).verdict is MAYBE


class TestStateTables:
    CRITERION = rule("income_per_month", "within_table", "medicaid", group="adult", size="magi")
    PERCENT = state_limit(percent=Decimal(138))
    DOLLARS = state_limit(per_month=(Decimal(1000), Decimal(1350)), per_month_more=Decimal(350))

    @given(people, periods)
    def test_a_percent_in_the_table_holds_at_its_limit(self, size: int, period: str) -> None:
        limit = limit_per_year(Decimal(138), size, "OH")
        below, at, above = around(limit, period)
        assume(at * PERIODS_PER_YEAR[period] == limit)
        told: dict[str, Any] = {"state": "OH", "household_size": size, "age": 65, "income_period": period}
        verdicts = [judged(self.CRITERION, limits=[self.PERCENT], income=x, **told).verdict for x in (below, at, above)]
        assert verdicts == [YES, YES, NO]

    @pytest.mark.parametrize(("size", "limit"), [(1, 1000), (2, 1350), (3, 1700), (5, 2400)])
    def test_dollars_in_the_table_go_by_the_number_of_people(self, size: int, limit: int) -> None:
        told: dict[str, Any] = {"state": "OH", "household_size": size, "age": 65}
        verdicts = [
            judged(self.CRITERION, limits=[self.DOLLARS], income=Decimal(x), **told).verdict
            for x in (limit - 1, limit, limit + 1)
        ]
        assert verdicts == [YES, YES, NO]

    def test_past_the_end_of_the_table_there_is_no_figure(self) -> None:
        short = state_limit(per_month=(Decimal(1000),))
        found = judged(self.CRITERION, limits=[short], state="OH", household_size=2, age=65, income=Decimal(1))
        assert (found.verdict, found.unsure) == (MAYBE, Unsure.NO_FIGURE)

    def test_past_the_end_of_the_table_an_unknown_household_size_is_still_asked_for(self) -> None:
        short = state_limit(per_month=(Decimal(1000),))
        found = judged(self.CRITERION, limits=[short], state="OH", age=65, income=Decimal(1))
        assert (found.verdict, found.unsure, found.missing) == (MAYBE, Unsure.NOT_TOLD, ("household_size",))

    @pytest.mark.parametrize(
        ("covered", "verdict", "unsure"),
        [
            (Covered.NO, NO, None),
            (Covered.CONDITIONAL, MAYBE, Unsure.PROGRAM_DECIDES),
            (Covered.UNKNOWN, MAYBE, Unsure.PROGRAM_DECIDES),
        ],
    )
    def test_a_state_that_does_not_offer_it_is_no_and_one_that_may_is_maybe(
        self, covered: Covered, verdict: Verdict, unsure: Unsure | None
    ) -> None:
        found = judged(self.CRITERION, limits=[state_limit(covered=covered)], state="OH", income=Decimal(1))
        assert (found.verdict, found.unsure) == (verdict, unsure)

    def test_a_state_or_day_that_is_not_in_the_table_has_no_figure(self) -> None:
        past = state_limit(percent=Decimal(138), ends=TODAY)
        for limits in ([], [state_limit(state="GA", percent=Decimal(138))], [past]):
            found = judged(self.CRITERION, limits=limits, state="OH", income=Decimal(10**6), household_size=1)
            assert (found.verdict, found.unsure) == (MAYBE, Unsure.NO_FIGURE)

    def test_without_a_state_the_table_cannot_be_read_and_the_state_is_asked_for(self) -> None:
        found = judged(self.CRITERION, limits=[self.PERCENT], income=Decimal(1))
        assert (found.verdict, found.unsure, found.missing) == (MAYBE, Unsure.NOT_TOLD, ("state",))


class TestNotTold:
    AT_MOST = rule("income_percent_of_poverty", "at_most", 138, size="magi")

    def test_without_income_everything_that_would_settle_it_is_missing(self) -> None:
        found = judged(self.AT_MOST)
        assert (found.verdict, found.missing) == (MAYBE, ("income", "household_size", "state"))

    def test_a_limit_that_is_known_is_shown_before_the_income_is_told(self) -> None:
        found = judged(self.AT_MOST, household_size=1, state="OH", age=65)
        assert (found.verdict, found.limit_per_month) == (MAYBE, Decimal("1835.4"))

    def test_an_unknown_pregnancy_counts_only_where_it_could_decide(self) -> None:
        between = Decimal(2000)  # above 138 % for one person, below it for two
        one: dict[str, Any] = {"household_size": 1, "state": "OH", "income": between}
        assert judged(self.AT_MOST, **one).missing == ("pregnant",)
        assert judged(self.AT_MOST, **one, age=30).verdict is MAYBE
        assert judged(self.AT_MOST, **one, age=61).verdict is NO
        assert judged(self.AT_MOST, **one, pregnant=True).verdict is YES
        assert judged(self.AT_MOST, **one, pregnant=False).verdict is NO

    def test_the_unborn_are_not_counted_by_other_sizes(self) -> None:
        criterion = rule("income_percent_of_poverty", "at_most", 138)
        found = judged(criterion, household_size=1, state="OH", income=Decimal(2000), pregnant=True)
        assert found.verdict is NO

    @pytest.mark.parametrize(("married", "verdict"), [(True, YES), (False, NO), (None, MAYBE)])
    def test_ssi_rules_count_a_couple_as_two_whoever_else_lives_there(
        self, married: bool | None, verdict: Verdict
    ) -> None:
        criterion = rule("income_percent_of_poverty", "at_most", 100, size="ssi")
        found = judged(criterion, household_size=6, state="OH", income=Decimal(1500), married=married)
        assert found.verdict is verdict
        assert found.missing == (() if married is not None else ("married",))

    @given(
        st.sampled_from(["at_most", "at_least"]),
        percents,
        st.sampled_from(["", "magi", "ssi"]),
        st.integers(0, 12000),
        people,
        st.sampled_from(["OH", "AK", "HI"]),
        st.booleans(),
        st.booleans(),
        st.integers(0, 90),
        st.sets(st.sampled_from(["income", "household_size", "state", "pregnant", "married", "age"]), min_size=1),
    )
    def test_leaving_answers_out_never_turns_a_rule_into_no_or_yes_against_them(
        self,
        operator: str,
        percent: Decimal,
        size: str,
        income: int,
        household: int,
        state: str,
        pregnant: bool,
        married: bool,
        age: int,
        left_out: set[str],
    ) -> None:
        assume(not (pregnant and age not in range(10, 61)))
        criterion = rule("income_percent_of_poverty", operator, percent, size=size)
        told = {
            "income": Decimal(income),
            "household_size": household,
            "state": state,
            "pregnant": pregnant,
            "married": married,
            "age": age,
        }
        fully = judged(criterion, **told).verdict
        partly = judged(criterion, **{key: value for key, value in told.items() if key not in left_out}).verdict
        assert partly in (fully, MAYBE)


class TestSteadyIncome:
    MEDICAID = rule("income_percent_of_poverty", "at_most", 138, income_of="month")
    MARKETPLACE = rule("income_percent_of_poverty", "at_least", 100, income_of="year")

    def judge(self, criterion: Criterion, period: str, steady: bool | None) -> tuple[Verdict, Unsure | None]:
        found = judged(
            criterion,
            income=Decimal(1500),
            income_period=period,
            income_steady=steady,
            household_size=1,
            state="OH",
        )
        return found.verdict, found.unsure

    @pytest.mark.parametrize("period", ["month", "two_weeks", "week"])
    def test_s12_a_changing_income_told_for_a_month_leaves_the_year_open(self, period: str) -> None:
        assert self.judge(self.MARKETPLACE, period, False) == (MAYBE, Unsure.PROGRAM_DECIDES)
        assert self.judge(self.MEDICAID, period, False)[0] is not MAYBE

    def test_s12_a_changing_income_told_for_a_year_leaves_this_month_open(self) -> None:
        assert self.judge(self.MEDICAID, "year", False) == (MAYBE, Unsure.PROGRAM_DECIDES)
        assert self.judge(self.MARKETPLACE, "year", False)[0] is NO

    @pytest.mark.parametrize("steady", [True, None])
    def test_s12_a_steady_income_or_one_not_said_to_change_is_used_as_told(self, steady: bool | None) -> None:
        assert self.judge(self.MEDICAID, "year", steady) == (YES, None)
        assert self.judge(self.MARKETPLACE, "month", steady) == (YES, None)


class TestMarketplaceGuideline:
    CRITERION = rule("income_percent_of_poverty", "at_least", 100, guideline="marketplace")

    def verdict(self, plan_year: int | None, per_year: int) -> Verdict:
        told = Situation(income=Decimal(per_year), income_period="year", household_size=1, state="OH")
        found = judge(told, plan_year=plan_year).judge(self.CRITERION)
        assert found is not None
        return found.verdict

    @pytest.mark.parametrize(("plan_year", "limit"), [(2026, 15650), (2027, 15960)])
    def test_a_plan_year_is_judged_by_the_guideline_of_the_year_before(self, plan_year: int, limit: int) -> None:
        assert [self.verdict(plan_year, limit + x) for x in (-1, 0, 1)] == [NO, YES, YES]

    @pytest.mark.parametrize("plan_year", [None, 2024])
    def test_without_a_guideline_for_the_plan_year_nobody_is_told_no(self, plan_year: int | None) -> None:
        assert self.verdict(plan_year, 0) is MAYBE
