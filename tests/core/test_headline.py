"""What leads a page: the first thing to try, the card one has, the coverage to apply for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.core.criteria import Criterion
from finder.core.headline import (
    comes_by_itself,
    copay_cannot_be_demanded,
    coverage_to_apply_for,
    first_choice,
    first_priced,
    hangs_on_a_guess,
    is_below_poverty,
    medicare_pays_first,
    nearly_fits,
    part_b_may_pay_first,
)
from finder.core.listing import Basis, Covers, Kind, Listing
from finder.core.matches import Match, Plan
from finder.core.matching import match
from finder.core.situation import Situation
from tests.core.test_ranking import DOSE, OHIO, posts, shop
from tests.factories import (
    TODAY,
    all_of,
    any_of,
    cost_plus,
    cost_plus_prices,
    listing,
    medicaid,
    pricing,
    program_decides,
    rule,
    rx_outreach,
    rx_outreach_prices,
    snapshot,
)

MEMBER = Situation(state="OH", insurance=frozenset({"medicaid"}))
COPAY = (pricing(Basis.COPAY, copay_low=Decimal(0), copay_high=Decimal(4)),)
VETERAN = rule("veteran", "is", True)


def plan(*listings: Listing, told: Situation = OHIO, on: date = TODAY) -> Plan:
    return match(snapshot(*listings, prices=cost_plus_prices()), told, DOSE, on)


def name(row: Match | None) -> str | None:
    return row.listing.id if row else None


def holder(*held: str, **more: object) -> Situation:
    return Situation(state="OH", insurance=frozenset(held), **more)  # type: ignore[arg-type]


def coverage(name: str = "coverage", *rules: Criterion, **more: object) -> Listing:
    return listing(name, **{"kind": Kind.PUBLIC_COVERAGE, "criteria": rules, **more})


class TestFirstChoice:
    def choice(self, *listings: Listing, **more: object) -> str | None:
        told = more.pop("told", OHIO)
        prescription = more.pop("prescription", DOSE)
        found = first_choice(match(snapshot(*listings, **more), told, prescription, TODAY))  # type: ignore[arg-type]
        return found.listing.id if found else None

    def test_the_first_choice_fits_and_has_a_price(self) -> None:
        assert self.choice(listing("a"), cost_plus(), prices=cost_plus_prices()) == "cost-plus-drugs"

    def test_s2_nothing_unknown_and_nothing_without_a_price_is_a_first_choice(self) -> None:
        assert self.choice(listing("a"), listing("b", covers=Covers.UNKNOWN)) is None

    def test_s9_nothing_is_bought_by_a_member_and_no_card_that_is_held_is_bought(self) -> None:
        assert self.choice(medicaid(), cost_plus(), prices=cost_plus_prices(), told=MEMBER) is None
        va = coverage("va", held_with=frozenset({"va"}), pricing=COPAY)
        assert self.choice(va, cost_plus(), prices=cost_plus_prices(), told=holder("va")) == "cost-plus-drugs"

    @pytest.mark.parametrize("left", [0, 30, 60])
    def test_coverage_still_to_be_applied_for_is_not_bought_first(self, left: int) -> None:
        prescription = replace(DOSE, days_left=left)
        choice = self.choice(medicaid(), cost_plus(), prices=cost_plus_prices(), prescription=prescription)
        assert choice == "cost-plus-drugs"

    @pytest.mark.parametrize("left", [0, 6, 13, None])
    def test_s1_mail_is_not_the_first_choice_beside_a_dearer_counter_while_the_tablets_may_run_out(
        self, left: int | None
    ) -> None:
        prices = (*cost_plus_prices(), posts("counter", "90.00"))
        prescription = replace(DOSE, days_left=left)
        assert self.choice(cost_plus(), shop("counter"), prices=prices, prescription=prescription) == "counter"


class TestFirstPriced:
    PLAN_CARD = coverage("part-d", held_with=frozenset({"medicare_drug"}), pricing=COPAY)

    def test_the_first_whose_year_is_known_is_named_and_the_first_choice_may_be_another(self) -> None:
        card = medicaid()
        found = plan(card, cost_plus(), told=holder("employer"))
        assert name(first_priced(found)) == "cost-plus-drugs"
        assert first_priced(plan(listing())) is None

    def test_s9_beside_a_card_that_leads_no_cash_price_is_named(self) -> None:
        assert first_priced(plan(medicaid(), cost_plus(), told=MEMBER)) is None
        assert name(first_priced(plan(medicaid(pricing=COPAY), cost_plus(), told=MEMBER))) == "medicaid"

    def test_a_plan_that_does_not_lead_leaves_the_cash_price(self) -> None:
        found = plan(coverage("part-d", held_with=frozenset({"medicare_drug"})), cost_plus(), told=holder("employer"))
        assert name(first_priced(found)) == "cost-plus-drugs"

    def test_coverage_that_is_held_counts_and_coverage_still_to_be_applied_for_does_not(self) -> None:
        assert name(first_priced(plan(self.PLAN_CARD, told=holder("medicare_drug")))) == "part-d"
        assert first_priced(plan(self.PLAN_CARD)) is None

    def test_s2_what_may_not_have_the_medicine_is_never_named(self) -> None:
        for covers in (Covers.UNKNOWN, Covers.NO, Covers.NOT_APPLICABLE):
            assert first_priced(plan(cost_plus(covers=covers))) is None
            assert first_choice(plan(medicaid(covers=covers), told=MEMBER)) is None


class TestCards:
    @pytest.mark.parametrize(
        ("held", "first"),
        [
            ({"medicaid", "medicare"}, True),
            ({"medicaid", "medicare_drug"}, True),
            ({"medicaid"}, False),
            ({"medicare", "medicare_drug"}, False),
            ({"medicaid", "employer"}, False),
        ],
    )
    def test_with_medicaid_and_medicare_the_medicare_plan_pays(self, held: set[str], first: bool) -> None:
        assert medicare_pays_first(plan(told=holder(*held))) is first
        assert medicare_pays_first(plan(told=Situation())) is False

    @pytest.mark.parametrize(
        ("held", "transplant", "medicare_then", "part_b"),
        [
            ({"medicaid", "medicare"}, "kidney", True, True),
            ({"medicaid", "medicare"}, "other", None, True),
            ({"medicaid", "medicare"}, "kidney", False, False),
            ({"medicaid", "medicare"}, "none", None, False),
            ({"medicaid", "medicare"}, None, True, False),
            ({"medicaid"}, "kidney", True, False),
        ],
    )
    def test_part_b_may_pay_after_a_transplant_unless_medicare_did_not_cover_it(
        self, held: set[str], transplant: str | None, medicare_then: bool | None, part_b: bool
    ) -> None:
        told = holder(*held, transplant=transplant, medicare_at_transplant=medicare_then)
        assert part_b_may_pay_first(plan(told=told)) is part_b


class TestComesByItself:
    HELP = coverage("extra-help", comes_with_both_cards=True)
    DRUG_PLAN = coverage("part-d", held_with=frozenset({"medicare_drug"}), comes_with_both_cards=True)
    BOTH = ("medicaid", "medicare")

    def comes(self, row: Listing, *held: str) -> bool:
        found = plan(row, told=holder(*held))
        return comes_by_itself(found, found.matches[0])

    def test_extra_help_and_a_drug_plan_come_with_medicare_and_medicaid_together(self) -> None:
        assert self.comes(self.HELP, *self.BOTH)
        assert self.comes(self.DRUG_PLAN, *self.BOTH)

    def test_with_one_of_the_two_cards_they_are_applied_for(self) -> None:
        for held in (("medicare",), ("medicaid",), ("employer",)):
            assert not self.comes(self.HELP, *held)
            assert not self.comes(self.DRUG_PLAN, *held)

    def test_nothing_else_comes_by_itself(self) -> None:
        other = coverage("other", state_contact="ship", held_with=frozenset({"medicare_drug"}))
        assert not self.comes(other, *self.BOTH)
        assert not self.comes(cost_plus(), *self.BOTH)

    def test_nobody_is_sent_to_apply_for_what_comes_by_itself(self) -> None:
        told = holder(*self.BOTH)
        assert coverage_to_apply_for(plan(self.HELP, medicaid(), told=told)) is None
        assert name(coverage_to_apply_for(plan(self.HELP, told=holder("medicare")))) == "extra-help"


class TestCoverageToApplyFor:
    def test_it_is_the_surest_that_is_not_held_yet(self) -> None:
        found = plan(coverage("chip", program_decides()), medicaid())
        assert name(coverage_to_apply_for(found)) == "medicaid"

    def test_of_two_as_sure_it_is_the_one_that_is_ranked_first(self) -> None:
        found = plan(coverage("b", days_to_hand=(1, 9)), coverage("a", days_to_hand=(1, 45)))
        assert name(coverage_to_apply_for(found)) == "b"

    def test_coverage_that_is_held_or_does_not_fit_is_not_applied_for(self) -> None:
        assert coverage_to_apply_for(plan(medicaid(), told=MEMBER)) is None
        assert coverage_to_apply_for(plan(medicaid(criteria=(rule("state", "is", "GA"),)))) is None

    def test_what_is_no_coverage_is_not_applied_for(self) -> None:
        assert coverage_to_apply_for(plan(cost_plus(), listing(kind=Kind.MANUFACTURER_PAP))) is None

    def test_s2_what_is_not_known_to_pay_for_it_is_not_the_one_to_apply_for(self) -> None:
        assert coverage_to_apply_for(plan(coverage(covers=Covers.UNKNOWN))) is None
        assert coverage_to_apply_for(plan(coverage(covers=Covers.NOT_APPLICABLE))) is not None

    def test_s9_a_member_is_pointed_only_to_what_surely_fits_beside_the_card(self) -> None:
        open_, sure = coverage("open", program_decides()), coverage("sure")
        assert coverage_to_apply_for(plan(medicaid(), open_, told=MEMBER)) is None
        assert name(coverage_to_apply_for(plan(medicaid(), open_, sure, told=MEMBER))) == "sure"
        assert name(coverage_to_apply_for(plan(medicaid(), open_, told=holder("medicaid", "none")))) is None
        assert name(coverage_to_apply_for(plan(open_, told=holder("employer")))) == "open"

    def test_s9_above_poverty_a_card_leads_alone_where_an_office_decides_case_by_case(self) -> None:
        open_ = coverage("open", program_decides())
        poor = {"household_size": 1, "income_period": "month"}
        below, above = (holder("employer", income=Decimal(income), **poor) for income in (1000, 4000))
        assert name(coverage_to_apply_for(plan(open_, told=below))) == "open"
        assert coverage_to_apply_for(plan(open_, told=above)) is None
        assert name(coverage_to_apply_for(plan(open_, told=replace(above, insurance=frozenset({"none"}))))) == "open"
        assert name(coverage_to_apply_for(plan(coverage("sure"), told=above))) == "sure"

    @pytest.mark.parametrize(("income", "leads"), [(5000, True), (9000, False)])
    def test_where_no_poverty_line_is_on_file_a_high_income_leads_to_no_coverage(
        self, income: int, *, leads: bool
    ) -> None:
        told = replace(OHIO, state="PR", household_size=1, income=Decimal(income), income_period="month")
        limit = rule("income_percent_of_poverty", "at_most", 138)
        assert (coverage_to_apply_for(plan(coverage("medicaid", limit), told=told)) is not None) is leads

    @pytest.mark.parametrize("held", ["employer", "other", "tricare"])
    def test_s9_nobody_with_a_plan_is_sent_to_another_one_while_theirs_does_not_end(self, held: str) -> None:
        market = coverage("market", open_enrolment=True)
        assert coverage_to_apply_for(plan(market, told=holder(held))) is None
        assert name(coverage_to_apply_for(plan(market))) == "market"
        ending = holder(held, lost_coverage_on=TODAY)
        assert name(coverage_to_apply_for(plan(market, told=ending))) == "market"

    def test_nobody_is_sent_on_a_guess(self) -> None:
        assert coverage_to_apply_for(plan(coverage("va", VETERAN))) is None
        assert name(coverage_to_apply_for(plan(coverage("va", VETERAN), told=replace(OHIO, veteran=True)))) == "va"

    @pytest.mark.parametrize("kind", [{"run_by_states": True}, {"open_enrolment": True}])
    def test_a_states_own_coverage_waits_until_the_state_is_known(self, kind: dict[str, bool]) -> None:
        state_run = coverage("state-run", **kind)
        nowhere = replace(OHIO, state=None)
        assert name(coverage_to_apply_for(plan(state_run))) == "state-run"
        assert coverage_to_apply_for(plan(state_run, told=nowhere)) is None
        assert name(coverage_to_apply_for(plan(state_run, coverage("federal"), told=nowhere))) == "federal"


class TestGuesses:
    DISABLED = rule("disabled", "is", True)
    POOR = replace(OHIO, household_size=1, income=Decimal(1000))
    EARNING = replace(OHIO, household_size=1, income=Decimal(1400))

    def guess(self, criterion: Criterion, told: Situation) -> bool:
        found = plan(coverage("one", criterion), told=told)
        return hangs_on_a_guess(found, found.matches[0])

    def test_what_is_true_of_few_and_not_told_is_a_guess(self) -> None:
        assert self.guess(VETERAN, OHIO)
        assert self.guess(VETERAN, self.POOR)
        assert not self.guess(VETERAN, replace(OHIO, veteran=True))
        assert not self.guess(program_decides(), OHIO)

    def test_below_the_poverty_line_a_disability_is_worth_asking_about(self) -> None:
        assert not self.guess(self.DISABLED, self.POOR)
        assert self.guess(self.DISABLED, self.EARNING)
        assert self.guess(self.DISABLED, OHIO)


class TestPoverty:
    """The line of 2026 is $15,960 a year for one person and $5,680 for each more: $1,330 a month for one."""

    @pytest.mark.parametrize(
        ("size", "income", "below"),
        [(1, 1329, True), (1, 1330, False), (1, 1331, False), (2, 1800, True), (1, 0, True)],
    )
    def test_below_is_less_than_the_line_of_the_day(self, size: int, income: int, below: bool) -> None:
        told = Situation(state="OH", household_size=size, income=Decimal(income))
        assert is_below_poverty(plan(told=told)) is below

    def test_the_line_of_the_state_counts(self) -> None:
        told = Situation(state="AK", household_size=1, income=Decimal(1500))
        assert is_below_poverty(plan(told=told))
        assert not is_below_poverty(plan(told=replace(told, state="OH")))

    def test_the_unborn_are_not_counted(self) -> None:
        told = Situation(state="OH", household_size=1, income=Decimal(1500), pregnant=True)
        assert not is_below_poverty(plan(told=told))

    @pytest.mark.parametrize("blank", ["state", "household_size", "income"])
    def test_while_an_answer_is_missing_nobody_is_taken_as_poor(self, blank: str) -> None:
        told = replace(Situation(state="OH", household_size=1, income=Decimal(0)), **{blank: None})
        assert is_below_poverty(plan(told=told)) is False

    def test_a_day_without_a_line_takes_nobody_as_poor(self) -> None:
        told = Situation(state="OH", household_size=1, income=Decimal(0))
        assert not is_below_poverty(plan(told=told, on=date(2030, 1, 1)))

    @pytest.mark.parametrize(
        ("held", "income", "demanded"),
        [
            (["medicaid"], 1330, False),
            (["medicaid"], 1331, True),
            (["medicaid"], None, True),
            (["chip"], 0, True),
            (["medicaid", "medicare"], 0, True),
        ],
    )
    def test_s9_a_medicaid_copay_cannot_be_demanded_up_to_the_line(
        self, held: list[str], income: int | None, demanded: bool
    ) -> None:
        told = holder(*held, household_size=1, income=None if income is None else Decimal(income))
        assert copay_cannot_be_demanded(plan(told=told)) is not demanded


MOST_1000 = rule("income_per_month", "at_most", 1000)


class TestNearlyFits:
    """Coverage that is missed by a little income is named, and by how much."""

    def near(self, *criteria: Criterion, income: int, **more: object) -> tuple[str, Decimal] | None:
        found = nearly_fits(plan(coverage("one", *criteria, **more), told=replace(OHIO, income=Decimal(income))))
        return (found[0].listing.id, found[1].room) if found else None

    @pytest.mark.parametrize(("income", "over"), [(1000, None), (1001, 1), (1100, 100), (1101, None)])
    def test_up_to_a_tenth_over_is_near(self, income: int, over: int | None) -> None:
        found = self.near(MOST_1000, income=income)
        assert found == (None if over is None else ("one", -over))

    def test_too_little_income_and_what_is_no_coverage_are_not_named(self) -> None:
        assert self.near(rule("income_per_month", "at_least", 1000), income=990) is None
        assert self.near(MOST_1000, income=1001, kind=Kind.MANUFACTURER_PAP) is None

    @pytest.mark.parametrize(
        ("other", "named"),
        [
            (rule("state", "is", "OH"), True),
            (rule("married", "is", True), True),
            (rule("state", "is", "TX"), False),
            (rule("age", "at_least", 65), False),
            (rule("transplant", "is", "kidney"), False),
            (rule("disabled", "is", True), False),
        ],
        ids=["met", "open", "not met", "of 65", "true of few", "disabled"],
    )
    def test_only_income_stands_in_the_way(self, other: Criterion, named: bool) -> None:
        assert (self.near(MOST_1000, other, income=1001) is not None) is named

    @pytest.mark.parametrize("named", [True, False])
    def test_of_a_group_only_the_limit_that_is_the_persons_own_is_named(self, named: bool) -> None:
        of_group = rule("state", "is", "OH") if named else rule("children_at_home", "is", True)
        assert (self.near(any_of(all_of(of_group, MOST_1000)), income=1001) is not None) is named

    @pytest.mark.parametrize(("held", "named"), [("none", True), ("employer", False)])
    def test_who_has_a_plan_is_not_told_of_another_plan(self, held: str, named: bool) -> None:
        told = holder(held, income=Decimal(1001))
        assert (nearly_fits(plan(coverage("one", MOST_1000, open_enrolment=True), told=told)) is not None) is named

    def test_who_has_a_card_that_comes_before_cash_is_not_told_of_other_coverage(self) -> None:
        rows = [coverage("one", MOST_1000), coverage("card", held_with=frozenset({"medicaid"}), instead_of_cash=True)]
        assert nearly_fits(plan(*rows, told=holder("medicaid", income=Decimal(1001)))) is None


def test_s4_what_needs_another_prescription_is_not_the_first_to_buy_while_something_is_sold_as_written() -> None:
    as_written, other = cost_plus(criteria=(program_decides(),)), rx_outreach(criteria=(program_decides(),))
    prices = (*cost_plus_prices(), *rx_outreach_prices())
    found = match(snapshot(as_written, other, prices=prices), OHIO, replace(DOSE, written_strength_mg=75), TODAY)
    assert name(found.fitting[0]) == "rx-outreach"
    assert name(first_choice(found)) == "cost-plus-drugs"
