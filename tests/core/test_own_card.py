"""The card a person holds comes before anything else (S9)."""

from __future__ import annotations

import pytest

from finder.core.listing import Covers, Listing
from finder.core.matches import Plan
from finder.core.own_card import PLANS, SHOWN_FIRST, has_plan, may_have_drug_plan, no_cash, own_card
from finder.core.situation import INSURANCE, Situation
from tests.core.test_headline import MEMBER, VETERAN, coverage, holder, plan
from tests.factories import cost_plus, medicaid, rule


def card_of(insurance: str, **more: object) -> Listing:
    return coverage(insurance, held_with=frozenset({insurance}), leads_for_holders=True, **more)


def first(found: Plan) -> tuple[str, str | None] | None:
    card = own_card(found)
    return (card.insurance, card.match.listing.id if card.match else None) if card else None


class TestOwnCard:
    @pytest.mark.parametrize("held", ["medicaid", "chip", "marketplace", "medicare_drug", "tricare", "va", "ihs"])
    def test_s9_whoever_holds_a_card_uses_it_first(self, held: str) -> None:
        assert first(plan(card_of(held), cost_plus(), told=holder(held))) == (held, held)
        assert own_card(plan(card_of(held), cost_plus(), told=holder("none"))) is None
        assert own_card(plan(card_of(held), cost_plus(), told=Situation())) is None

    @pytest.mark.parametrize("held", ["employer", "other"])
    def test_s9_a_plan_without_a_listing_is_a_card_too(self, held: str) -> None:
        assert first(plan(cost_plus(), told=holder(held))) == (held, None)

    def test_s9_a_card_is_used_even_where_its_rules_do_not_fit_any_more_or_stock_is_not_known(self) -> None:
        lapsed = card_of("marketplace", criteria=(rule("state", "is", "GA"),))
        assert first(plan(lapsed, told=holder("marketplace"))) == ("marketplace", "marketplace")
        assert first(plan(card_of("ihs", covers=Covers.UNKNOWN), told=holder("ihs"))) == ("ihs", "ihs")

    def test_medicare_without_a_drug_plan_is_no_card_for_tablets_unless_part_b_pays(self) -> None:
        part_b = coverage("part-b", rule("transplant", "is", "kidney"), held_with=frozenset({"medicare"}))
        assert own_card(plan(part_b, told=holder("medicare"))) is None
        assert first(plan(part_b, told=holder("medicare", transplant="kidney"))) == ("medicare", "part-b")

    def test_what_surely_pays_in_this_case_comes_before_the_drug_plan(self) -> None:
        both = frozenset({"medicare", "medicare_drug"})
        part_b = coverage("z-part-b", rule("transplant", "is", "kidney"), held_with=both)
        told = holder("medicare_drug", transplant="kidney")
        assert first(plan(card_of("medicare_drug"), part_b, told=told)) == ("medicare_drug", "z-part-b")
        assert first(plan(card_of("medicare_drug"), part_b, told=holder("medicare_drug"))) == (
            "medicare_drug",
            "medicare_drug",
        )

    def test_of_several_cards_what_any_pharmacy_near_takes_comes_first_and_the_others_are_named(self) -> None:
        found = own_card(plan(card_of("va"), card_of("tricare"), told=holder("va", "tricare")))
        assert found is not None
        assert (found.insurance, [row.listing.id for row in found.others]) == ("tricare", ["va"])

    def test_every_insurance_that_can_be_told_has_its_place(self) -> None:
        assert set(SHOWN_FIRST) == set(INSURANCE) - {"none"}

    def test_what_is_held_by_few_is_not_led_with_while_that_is_not_told(self) -> None:
        few = coverage("va", VETERAN, held_with=frozenset({"va"}))
        assert own_card(plan(few, told=holder("va"))) is None


class TestNoCash:
    def test_s9_cash_never_leads_for_members(self) -> None:
        assert no_cash(plan(medicaid(), cost_plus(), told=MEMBER))
        assert not no_cash(plan(medicaid(), cost_plus(), told=holder("employer")))
        assert not no_cash(plan(medicaid(instead_of_cash=False), told=MEMBER))
        assert not no_cash(plan(told=MEMBER))


class TestHasPlan:
    @pytest.mark.parametrize("held", sorted(PLANS))
    def test_a_plans_card_is_shown_at_the_counter_too(self, held: str) -> None:
        assert has_plan(plan(told=holder(held)))
        assert not has_plan(plan(medicaid(), told=holder(held, "medicaid")))

    @pytest.mark.parametrize("held", ["none", "medicaid", "chip", "medicare", "va", "ihs"])
    def test_other_coverage_is_no_plan_for_the_counter(self, held: str) -> None:
        assert not has_plan(plan(told=holder(held)))
        assert not has_plan(plan(told=Situation(state="OH")))


@pytest.mark.parametrize(
    ("held", "asked"),
    [
        (("medicare",), True),
        (("medicare", "medicare_drug"), False),
        (("medicare", "employer"), False),
        (("none",), False),
    ],
)
def test_s9_who_has_medicare_and_no_card_for_tablets_is_asked_for_a_drug_plan(
    held: tuple[str, ...], asked: bool
) -> None:
    assert may_have_drug_plan(plan(cost_plus(), told=holder(*held))) is asked
