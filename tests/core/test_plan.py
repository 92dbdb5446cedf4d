"""What to do today, this week, this month and what to keep in reserve."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from finder.core.listing import Covers, Kind, Listing
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.own_card import PLANS
from finder.core.plan import Step, When, comes_too_late, has_no_tablets_yet, may_run_out, plan_steps
from finder.core.situation import Prescription, Situation
from tests.factories import (
    TODAY,
    cost_plus,
    cost_plus_prices,
    listing,
    medicaid,
    nadac,
    rule,
    rx_outreach,
    rx_outreach_prices,
    snapshot,
)

DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=75, days_supply=30, days_left=30)
OHIO = Situation(state="OH", insurance=frozenset({"none"}))
CARD = listing("card", kind=Kind.DISCOUNT_CARD, covers=Covers.UNKNOWN)
PRICES = (*cost_plus_prices(), *rx_outreach_prices(), nadac("0.13239"))


def plan(*listings: Listing, left: int | None = 30, told: Situation = OHIO, **prescription: Any) -> Plan:
    catalogue = snapshot(*(listings or (cost_plus(),)), prices=PRICES)
    return match(catalogue, told, replace(DOSE, days_left=left, **prescription), TODAY)


def keys(found: Plan, when: When | None = None) -> list[str]:
    return [step.key for step in plan_steps(found) if when in (None, step.when)]


class TestToday:
    @pytest.mark.parametrize(
        ("left", "soon"), [(0, True), (6, True), (13, True), (14, False), (30, False), (None, True)]
    )
    def test_s1_the_tablets_may_run_out_below_14_days_or_when_not_told(self, left: int | None, soon: bool) -> None:
        assert may_run_out(replace(DOSE, days_left=left)) is soon
        assert ("ask_at_the_counter" in keys(plan(left=left), When.TODAY)) is soon

    def test_s1_a_same_day_step_at_the_counter_leads_and_mail_comes_later(self) -> None:
        found = plan_steps(plan(left=6, written_strength_mg=50))
        assert (found[0].when, found[0].key, found[0].match) == (When.TODAY, "ask_at_the_counter", None)
        mail = next(step for step in found if step.match and step.match.listing.id == "cost-plus-drugs")
        assert mail.when is not When.TODAY

    def test_s1_today_offers_a_partial_fill_a_short_prescription_an_emergency_refill_and_the_hospital(self) -> None:
        assert keys(plan(left=6), When.TODAY) == [
            "call_about_50_mg",
            "ask_at_the_counter",
            "ask_partial_fill",
            "ask_short_local_prescription",
            "ask_emergency_refill",
            "ask_hospital",
        ]

    @pytest.mark.parametrize(
        ("held", "expected"),
        [
            ({"medicaid"}, {"ask_medicaid_72_hours"}),
            ({"medicare"}, {"ask_part_d_transition", "ask_li_net"}),
            ({"medicare_drug"}, {"ask_part_d_transition", "ask_li_net"}),
            ({"employer"}, set()),
        ],
    )
    def test_s1_steps_of_one_kind_of_cover_are_for_people_who_have_it(self, held: set[str], expected: set[str]) -> None:
        found = set(keys(plan(left=6, told=replace(OHIO, insurance=frozenset(held)))))
        assert found & {"ask_medicaid_72_hours", "ask_part_d_transition", "ask_li_net"} == expected

    @pytest.mark.parametrize(
        ("transplant", "called"), [("kidney", True), ("other", True), ("none", False), (None, False)]
    )
    def test_s1_after_a_transplant_the_transplant_team_is_called_first(
        self, transplant: str | None, called: bool
    ) -> None:
        found = keys(plan(left=6, told=replace(OHIO, transplant=transplant)))
        assert (found[0] == "call_transplant_team") is called

    @pytest.mark.parametrize("left", [6, 30])
    def test_s9_a_member_uses_the_card_before_anything_is_paid_in_cash(self, left: int) -> None:
        found = plan_steps(
            plan(cost_plus(), medicaid(), left=left, told=replace(OHIO, insurance=frozenset({"medicaid"})))
        )
        assert (found[0].key, found[0].when) == ("use_your_card", When.TODAY)

    @pytest.mark.parametrize("left", [6, 30, None])
    def test_s9_a_member_is_not_sent_to_pay_cash(self, left: int | None) -> None:
        member = replace(OHIO, insurance=frozenset({"medicaid"}))
        found = keys(plan(cost_plus(), medicaid(), listing(), CARD, left=left, told=member))
        assert not {"buy", "ask_price", "ask_at_the_counter"} & set(found)
        assert "call_first" in found
        assert {"buy", "ask_price"} <= set(keys(plan(cost_plus(), medicaid(), listing(), left=left)))

    @pytest.mark.parametrize(("left", "when"), [(6, When.TODAY), (30, When.THIS_WEEK)])
    @pytest.mark.parametrize("held", ["employer", "marketplace", "medicare_drug", "tricare", "other"])
    def test_who_has_a_plan_shows_its_card_too(self, held: str, left: int, when: When) -> None:
        assert "ask_with_your_plan" in keys(plan(left=left, told=replace(OHIO, insurance=frozenset({held}))), when)
        assert "ask_with_your_plan" not in keys(plan(left=left))
        both = replace(OHIO, insurance=frozenset({held, "medicaid"}))
        assert "ask_with_your_plan" not in keys(plan(medicaid(), left=left, told=both))

    @pytest.mark.parametrize(("left", "when"), [(6, When.TODAY), (30, When.THIS_WEEK)])
    def test_s9_who_has_a_pharmacy_of_their_own_asks_there_first(self, left: int, when: When) -> None:
        va = listing("va-health-care", kind=Kind.PUBLIC_COVERAGE, held_with=frozenset({"va"}), leads_for_holders=True)
        found = plan_steps(plan(va, left=left, told=replace(OHIO, insurance=frozenset({"va"}))))
        assert (found[0].key, found[0].when) == ("use_your_card", when)
        assert "use_your_card" not in keys(plan(va, left=left))

    def test_s9_a_second_card_is_named_after_the_first(self) -> None:
        va = listing("va-health-care", kind=Kind.PUBLIC_COVERAGE, held_with=frozenset({"va"}), leads_for_holders=True)
        found = keys(plan(va, left=6, told=replace(OHIO, insurance=frozenset({"va", "employer"}))))
        assert found[:2] == ["use_your_plan", "ask_where_you_belong"]

    def test_what_any_plans_card_gives_is_said_once_by_the_card(self) -> None:
        any_plan = listing("any-plan", kind=Kind.PUBLIC_COVERAGE, held_with=PLANS)
        for row in (any_plan, replace(any_plan, held_with=frozenset({"employer"}))):
            found = keys(plan(row, left=6, told=replace(OHIO, insurance=frozenset({"employer"}))))
            assert "ask_with_your_plan" in found
            assert "ask_where_you_belong" not in found

    @pytest.mark.parametrize(("held", "told"), [("medicare", True), ("medicare_drug", True), ("none", False)])
    def test_what_medicare_holds_beside_a_drug_plan_is_asked_for_by_name(self, held: str, told: bool) -> None:
        both = frozenset({"medicare", "medicare_drug"})
        part_b = listing("part-b", kind=Kind.PUBLIC_COVERAGE, held_with=both)
        found = keys(plan(part_b, left=6, told=replace(OHIO, insurance=frozenset({held}))), When.TODAY)
        assert ("use_your_card" in found) is told

    @pytest.mark.parametrize(
        ("held", "both"),
        [({"medicaid", "medicare_drug"}, True), ({"medicaid", "medicare"}, True), ({"medicaid"}, False)],
    )
    def test_who_has_medicare_and_medicaid_shows_both_cards(self, held: set[str], both: bool) -> None:
        found = keys(plan(medicaid(), told=replace(OHIO, insurance=frozenset(held))), When.TODAY)
        assert found[0] == "use_your_card"
        assert ("show_medicare_card" in found) is both


class TestCircumstances:
    """What only some people need stands with them, and not with others."""

    @pytest.mark.parametrize(("age", "asked"), [(17, False), (18, True), (25, True), (26, False), (None, False)])
    def test_below_26_a_parents_plan_is_asked_about(self, age: int | None, asked: bool) -> None:
        assert ("ask_parents_plan" in keys(plan(told=replace(OHIO, age=age)))) is asked

    def test_who_has_coverage_needs_no_parents_plan(self) -> None:
        assert "ask_parents_plan" not in keys(plan(told=Situation(state="OH", age=20)))
        assert "ask_parents_plan" not in keys(plan(told=replace(OHIO, age=20, insurance=frozenset({"employer"}))))

    def test_a_hospital_can_sign_up_whoever_is_to_apply_for_medicaid(self) -> None:
        by_state = medicaid(hospital_can_start=True)
        assert "ask_hospital_for_medicaid" in keys(plan(by_state, left=6), When.TODAY)
        assert "ask_hospital_for_medicaid" not in keys(plan(by_state, left=30))
        assert "ask_hospital_for_medicaid" not in keys(plan(medicaid(run_by_states=True), left=6))
        held = replace(OHIO, insurance=frozenset({"medicaid"}))
        assert "ask_hospital_for_medicaid" not in keys(plan(by_state, left=6, told=held))


class TestLater:
    def step(self, *listings: Listing) -> Step:
        return plan_steps(plan(*listings, written_strength_mg=50))[0]

    @pytest.mark.parametrize(
        ("option", "when", "key"),
        [
            (cost_plus(), When.THIS_WEEK, "buy"),
            (listing(), When.THIS_WEEK, "ask_price"),
            (listing(days_to_hand=(7, 15)), When.THIS_MONTH, "ask_price"),
            (medicaid(), When.THIS_MONTH, "apply"),
            (listing(covers=Covers.UNKNOWN), When.RESERVE, "call_first"),
            (listing(kind=Kind.MANUFACTURER_PAP, covers=Covers.UNKNOWN), When.RESERVE, "call_first"),
            (listing(kind=Kind.MANUFACTURER_PAP), When.RESERVE, "apply"),
            (listing(kind=Kind.NAVIGATION_HELP, covers=Covers.NOT_APPLICABLE), When.RESERVE, "ask_for_help"),
            (listing(kind=Kind.SAFETY_NET_CLINIC_NETWORK), When.THIS_MONTH, "ask_price"),
            (listing(days_to_hand=(7, 14)), When.THIS_WEEK, "ask_price"),
            (listing(days_to_hand=None), When.THIS_MONTH, "ask_price"),
        ],
    )
    def test_each_way_has_its_time_and_its_verb(self, option: Listing, when: When, key: str) -> None:
        found = self.step(option)
        assert (found.when, found.key) == (when, key)

    def test_what_does_not_fit_is_no_step(self) -> None:
        assert keys(plan(cost_plus(criteria=(rule("state", "is", "GA"),)), written_strength_mg=50)) == []

    def test_steps_stand_in_the_order_of_time(self) -> None:
        order = list(When)
        found = plan_steps(plan(cost_plus(), rx_outreach(), medicaid(), CARD, left=6))
        assert [step.when for step in found] == sorted((step.when for step in found), key=order.index)
        assert {step.when for step in found} == set(When)

    def test_a_plan_stays_short(self) -> None:
        sellers = [listing(f"seller-{n}") for n in range(9)]
        unknown = [listing(f"{kind}-{n}", kind=kind, covers=Covers.UNKNOWN) for kind in Kind for n in range(2)]
        found = plan_steps(plan(*sellers, *unknown, written_strength_mg=50))
        assert sum(step.when is When.THIS_WEEK for step in found) == 3
        in_reserve = [step.match.listing.kind for step in found if step.when is When.RESERVE and step.match]
        assert len(in_reserve) == len(set(in_reserve)) == 5


class TestFirstFill:
    @pytest.mark.parametrize(
        ("starting", "left", "none_yet"),
        [(True, None, True), (True, 0, True), (True, 5, False), (False, 0, False), (None, None, False)],
    )
    def test_a_new_prescription_without_tablets_is_a_first_fill(
        self, starting: bool | None, left: int | None, none_yet: bool
    ) -> None:
        assert has_no_tablets_yet(plan(left=left, told=replace(OHIO, starting=starting))) is none_yet

    def test_nobody_is_sent_to_refill_what_was_never_filled(self) -> None:
        found = keys(plan(left=0, told=replace(OHIO, starting=True)))
        assert "ask_for_first_prescription" in found
        assert not {"ask_emergency_refill", "ask_short_local_prescription"} & set(found)

    @pytest.mark.parametrize(
        ("starting", "left", "step"),
        [(False, 6, "call_about_50_mg"), (True, 0, "ask_about_50_mg"), (False, 30, "ask_about_50_mg")],
    )
    def test_the_prescriber_is_called_about_50_mg_when_tablets_that_were_taken_run_out(
        self, starting: bool, left: int, step: str
    ) -> None:
        found = set(keys(plan(left=left, told=replace(OHIO, starting=starting))))
        assert found & {"call_about_50_mg", "ask_about_50_mg"} == {step}

    @pytest.mark.parametrize(("left", "late"), [(3, True), (30, False)])
    def test_s1_what_comes_by_mail_comes_too_late_when_tablets_run_out(self, left: int, late: bool) -> None:
        found = plan(left=left)
        assert comes_too_late(found, found.fitting[0]) is late
