"""From answers to judged and priced listings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from finder.core.enrolment import EnrolmentPeriod
from finder.core.listing import Basis, Covers, Listing, Role, Status
from finder.core.matches import Match, Plan
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Unsure, Verdict
from tests.factories import (
    SOURCE,
    TODAY,
    any_of,
    cost_plus,
    cost_plus_prices,
    listing,
    medicaid,
    not_,
    pricing,
    refers_to,
    rule,
    rx_outreach,
    rx_outreach_prices,
    snapshot,
)

NO, MAYBE, YES = Verdict.NO, Verdict.MAYBE, Verdict.YES
DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=50, days_supply=30, days_left=30)


def plan(
    *listings: Listing, told: Situation | None = None, prescription: Prescription = DOSE, on: date = TODAY, **facts: Any
) -> Plan:
    return match(snapshot(*listings, **facts), told or Situation(state="OH"), prescription, on)


def only(*listings: Listing, **more: Any) -> Match:
    """The match of the first listing."""
    return next(row for row in plan(*listings, **more).matches if row.listing.id == listings[0].id)


class TestWhoIsJudged:
    def test_all_rules_must_fit(self) -> None:
        rules = (rule("age", "at_most", 64), rule("veteran", "is", True))
        assert only(listing(criteria=rules), told=Situation(age=30, veteran=True, state="OH")).verdict is YES
        assert only(listing(criteria=rules), told=Situation(age=30, veteran=False, state="OH")).verdict is NO
        assert only(listing(criteria=rules), told=Situation(age=30, state="OH")).verdict is MAYBE
        assert only(listing(criteria=rules), told=Situation(age=70, state="OH")).verdict is NO

    def test_a_listing_without_rules_fits_everybody(self) -> None:
        assert only(listing(), told=Situation()).verdict is YES

    def test_listings_of_other_states_are_left_out(self) -> None:
        here, there = listing("here", states=frozenset({"OH", "IN"})), listing("there", states=frozenset({"GA"}))
        found = plan(here, there, listing("everywhere"))
        assert {row.listing.id for row in found.matches} == {"here", "everywhere"}

    def test_while_the_state_is_not_told_listings_of_some_states_are_kept_and_wait_for_it(self) -> None:
        found = only(listing(states=frozenset({"GA"})), told=Situation())
        assert (found.verdict, found.unsure, found.missing) == (MAYBE, Unsure.NOT_TOLD, ("state",))

    def test_what_does_not_fit_is_kept_and_waits_for_no_answer(self) -> None:
        rules = (rule("age", "at_most", 64), rule("veteran", "is", True))
        found = plan(listing(criteria=rules), told=Situation(age=70, state="OH"))
        assert [row.missing for row in found.not_fitting] == [()]
        assert found.fitting == ()

    @pytest.mark.parametrize(
        ("change", "matched"),
        [
            ({"status": Status.ACTIVE}, True),
            ({"status": Status.PAUSED}, True),
            ({"status": Status.UNVERIFIED}, False),
            ({"status": Status.RETIRED}, False),
            ({"role": Role.NOTHING_FOUND}, False),
            ({"role": Role.CAUTION}, False),
        ],
    )
    def test_only_published_options_are_matched(self, change: dict[str, Any], matched: bool) -> None:
        for told in (Situation(), Situation(state="OH")):
            assert bool(plan(listing(**change), told=told).matches) is matched

    def test_a_closed_fund_is_maybe_and_says_that_the_program_decides(self) -> None:
        found = only(listing(status=Status.PAUSED))
        assert (found.verdict, found.unsure) == (MAYBE, Unsure.PROGRAM_DECIDES)


class TestReferences:
    MEDICAID = medicaid(criteria=(rule("income_per_month", "at_most", 1800),))
    CREDIT = listing("marketplace-tax-credit", criteria=(not_(refers_to("medicaid")),))

    @pytest.mark.parametrize(("income", "verdict"), [(1800, NO), (1801, YES), (None, MAYBE)])
    def test_a_rule_may_name_another_listings_verdict(self, income: int | None, verdict: Verdict) -> None:
        told = Situation(state="OH", income=None if income is None else Decimal(income))
        found = only(self.CREDIT, self.MEDICAID, told=told)
        assert found.verdict is verdict
        assert found.missing == (("income",) if income is None else ())

    def test_a_listing_of_another_state_does_not_fit(self) -> None:
        assert only(self.CREDIT, replace(self.MEDICAID, states=frozenset({"GA"}))).verdict is YES

    def test_a_listing_that_is_not_there_is_no_figure_and_never_no(self) -> None:
        found = only(self.CREDIT)
        assert (found.verdict, found.unsure) == (MAYBE, Unsure.NO_FIGURE)

    def test_listings_that_refer_to_each_other_do_not_hang(self) -> None:
        one, other = listing("one", criteria=(refers_to("other"),)), listing("other", criteria=(refers_to("one"),))
        own = listing("own", criteria=(refers_to("own"),))
        assert len(plan(one, other, own).matches) == 3


class TestCosts:
    def test_s2_a_listing_that_may_not_have_the_drug_is_never_priced(self) -> None:
        for covers in (Covers.UNKNOWN, Covers.NO, Covers.NOT_APPLICABLE):
            found = only(cost_plus(covers=covers), prices=cost_plus_prices())
            assert (found.cost, found.first_year) == (None, None)
        assert only(cost_plus(), prices=cost_plus_prices()).cost is not None

    def test_s2_what_nobody_has_confirmed_is_maybe_with_a_call(self) -> None:
        found = only(listing(covers=Covers.UNKNOWN))
        assert (found.verdict, found.unsure) == (MAYBE, Unsure.PROGRAM_DECIDES)

    def test_without_a_dose_nothing_is_priced(self) -> None:
        found = only(cost_plus(), prices=cost_plus_prices(), prescription=Prescription())
        assert (found.cost, found.first_year) == (None, None)

    @pytest.mark.parametrize(("days_supply", "days"), [(None, 30), (30, 30), (90, 90)])
    def test_a_fill_is_30_days_unless_told(self, days_supply: int | None, days: int) -> None:
        found = only(cost_plus(), prices=cost_plus_prices(), prescription=replace(DOSE, days_supply=days_supply))
        assert found.cost is not None
        assert found.cost.days == days

    def test_another_strength_than_written_is_maybe_until_the_prescriber_is_asked(self) -> None:
        found = only(rx_outreach(), prices=rx_outreach_prices(), prescription=replace(DOSE, written_strength_mg=75))
        assert found.cost is not None
        assert (found.verdict, found.unsure, found.cost.as_written) == (MAYBE, Unsure.PROGRAM_DECIDES, False)

    def test_s13_the_first_year_adds_17_blood_counts_in_cash(self) -> None:
        found = only(cost_plus(), prices=cost_plus_prices())
        assert found.first_year is not None
        assert found.first_year.counts == 17
        assert found.first_year.tablets == (Decimal("183.36"), Decimal("183.36"))
        assert found.first_year.blood_tests == (340, 561)

    @pytest.mark.parametrize(("starting", "told", "counts"), [(True, None, 17), (False, None, 12), (False, 4, 4)])
    def test_s13_the_coming_year_depends_on_starting_or_already_taking_it(
        self, starting: bool, told: int | None, counts: int
    ) -> None:
        found = only(
            cost_plus(),
            prices=cost_plus_prices(),
            told=Situation(state="OH", starting=starting),
            prescription=replace(DOSE, blood_tests_first_year=told),
        )
        assert found.first_year is not None
        assert found.first_year.counts == counts

    def test_blood_tests_are_priced_at_the_listings_own_coverage_where_it_says(self) -> None:
        how = pricing(Basis.COPAY, copay_low=Decimal(0), copay_high=Decimal(4), blood_test_low=Decimal(0))
        found = only(medicaid(pricing=(how,)))
        assert found.first_year is not None
        assert found.first_year.blood_tests == (0, 0)
        assert found.first_year.total == (0, 48)

    def test_without_a_price_of_a_blood_test_there_is_no_yearly_figure(self) -> None:
        found = only(cost_plus(), prices=cost_plus_prices(), labs=())
        assert found.cost is not None
        assert found.first_year is None


def test_from_the_opening_day_the_tax_credit_judges_the_next_plan_year() -> None:
    rules = (rule("income_percent_of_poverty", "at_least", 100, guideline="marketplace"),)
    enrolment = (
        EnrolmentPeriod(
            state="OH",
            plan_year=2027,
            opens=date(2026, 11, 1),
            closes=date(2026, 12, 15),
            source=SOURCE,
            as_of="undated",
            checked_on=TODAY,
        ),
    )
    # Between the guideline of 2025 (plan year 2026) and that of 2026 (plan year 2027).
    told = Situation(state="OH", household_size=1, income=Decimal(15800), income_period="year")
    days = (date(2026, 10, 31), date(2026, 11, 1))
    verdicts = [only(listing(criteria=rules), told=told, on=day, enrolment=enrolment).verdict for day in days]
    assert verdicts == [YES, NO]


def test_the_same_answers_on_the_same_day_give_the_same_plan() -> None:
    listings = (cost_plus(), rx_outreach(), medicaid())
    prices = (*cost_plus_prices(), *rx_outreach_prices())
    first, second = plan(*listings, prices=prices), plan(*reversed(listings), prices=reversed(prices))
    assert first.matches == second.matches


def test_a_plan_does_not_depend_on_what_was_asked_before() -> None:
    shared = snapshot(cost_plus(), prices=cost_plus_prices())
    fresh = snapshot(cost_plus(), prices=cost_plus_prices())
    told = Situation(state="OH")
    match(shared, told, replace(DOSE, written_strength_mg=75, days_supply=90), TODAY)
    match(shared, told, DOSE, date(2027, 8, 1))
    assert match(shared, told, DOSE, TODAY).matches == match(fresh, told, DOSE, TODAY).matches


class TestWhatIsAssumedUnderANot:
    SMALL_SAVINGS = rule("resources", "at_most", Decimal(100), assumed=True)
    NO_OFFER = rule("job_offer", "is", False, assumed=True)

    def test_what_was_not_told_stays_open_instead_of_making_a_no(self) -> None:
        poor_come_elsewhere = listing(criteria=(not_(self.SMALL_SAVINGS),))
        blank = only(poor_come_elsewhere)
        assert (blank.verdict, blank.missing) == (MAYBE, ("resources",))
        assert only(poor_come_elsewhere, told=Situation(state="OH", resources=Decimal(50))).verdict is NO
        assert only(poor_come_elsewhere, told=Situation(state="OH", resources=Decimal(500))).verdict is YES

    def test_so_does_what_another_listing_assumes(self) -> None:
        first, second = listing("first", criteria=(self.SMALL_SAVINGS,)), refers_to("first")
        after = listing("after", criteria=(not_(second),))
        assert only(first, after).verdict is YES
        blank = only(after, first)
        assert (blank.verdict, blank.missing) == (MAYBE, ("resources",))
        assert only(after, first, told=Situation(state="OH", resources=Decimal(50))).verdict is NO

    def test_another_way_in_without_the_assumption_still_makes_a_no(self) -> None:
        first = listing("first", criteria=(any_of(rule("age", "at_most", 64), self.SMALL_SAVINGS),))
        after = listing("after", criteria=(not_(refers_to("first")),))
        assert only(after, first, told=Situation(state="OH", age=40)).verdict is NO
        assert only(after, first, told=Situation(state="OH", age=70)).verdict is MAYBE

    def test_what_both_listings_assume_makes_a_no_whatever_the_answer(self) -> None:
        first = listing("first", criteria=(self.NO_OFFER,))
        after = listing("after", criteria=(not_(refers_to("first")), self.NO_OFFER))
        assert {
            only(after, first, told=Situation(state="OH", job_offer=offer)).verdict for offer in (None, True, False)
        } == {NO}
