"""What to do today, this week, this month and what to keep in reserve."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from finder.core.costs import cents
from finder.core.headline import PLANS
from finder.core.listing import Covers, Kind, Listing
from finder.core.matching import Plan, match
from finder.core.plan import (
    Step,
    When,
    counter_price,
    counter_price_of_50_mg,
    counter_tablets,
    may_run_out,
    steps,
    tablet_question,
)
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
    return [step.key for step in steps(found) if when in (None, step.when)]


class TestToday:
    @pytest.mark.parametrize(
        ("left", "soon"), [(0, True), (6, True), (13, True), (14, False), (30, False), (None, True)]
    )
    def test_s1_the_tablets_may_run_out_below_14_days_or_when_not_told(self, left: int | None, soon: bool) -> None:
        assert may_run_out(replace(DOSE, days_left=left)) is soon
        assert ("ask_at_the_counter" in keys(plan(left=left), When.TODAY)) is soon

    def test_s1_a_same_day_step_at_the_counter_leads_and_mail_comes_later(self) -> None:
        found = steps(plan(left=6))
        assert (found[0].when, found[0].key, found[0].match) == (When.TODAY, "ask_at_the_counter", None)
        mail = next(step for step in found if step.match and step.match.listing.id == "cost-plus-drugs")
        assert mail.when is not When.TODAY

    def test_s1_today_offers_a_partial_fill_a_short_prescription_an_emergency_refill_and_the_hospital(self) -> None:
        assert keys(plan(left=6), When.TODAY) == [
            "ask_at_the_counter",
            "ask_about_50_mg",
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
        found = steps(plan(cost_plus(), medicaid(), left=left, told=replace(OHIO, insurance=frozenset({"medicaid"}))))
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

    def test_who_has_a_pharmacy_of_their_own_asks_there(self) -> None:
        va = listing("va-health-care", kind=Kind.PUBLIC_COVERAGE, held_with=frozenset({"va"}))
        assert "ask_where_you_belong" in keys(plan(va, left=6, told=replace(OHIO, insurance=frozenset({"va"}))))
        assert "ask_where_you_belong" not in keys(plan(va, left=6))

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
        assert ("ask_where_you_belong" in found) is told

    @pytest.mark.parametrize(
        ("held", "both"),
        [({"medicaid", "medicare_drug"}, True), ({"medicaid", "medicare"}, True), ({"medicaid"}, False)],
    )
    def test_who_has_medicare_and_medicaid_shows_both_cards(self, held: set[str], both: bool) -> None:
        found = keys(plan(medicaid(), told=replace(OHIO, insurance=frozenset(held))), When.TODAY)
        assert found[0] == "use_your_card"
        assert ("show_medicare_card" in found) is both


class TestLater:
    def step(self, *listings: Listing) -> Step:
        return steps(plan(*listings, written_strength_mg=50))[0]

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
        found = steps(plan(cost_plus(), rx_outreach(), medicaid(), CARD, left=6))
        assert [step.when for step in found] == sorted((step.when for step in found), key=order.index)
        assert {step.when for step in found} == set(When)

    def test_a_plan_stays_short(self) -> None:
        sellers = [listing(f"seller-{n}") for n in range(9)]
        unknown = [listing(f"{kind}-{n}", kind=kind, covers=Covers.UNKNOWN) for kind in Kind for n in range(2)]
        found = steps(plan(*sellers, *unknown, written_strength_mg=50))
        assert sum(step.when is When.THIS_WEEK for step in found) == 3
        in_reserve = [step.match.listing.kind for step in found if step.when is When.RESERVE and step.match]
        assert len(in_reserve) == len(set(in_reserve)) == 5


class TestTabletQuestion:
    def test_s4_the_dollars_of_the_same_dose_are_shown_at_one_seller(self) -> None:
        question = tablet_question(plan())
        assert question is not None
        assert question.listing.id == "cost-plus-drugs"
        assert (question.other.low - 5, question.fifty.low - 5) == (Decimal("227.04"), Decimal("10.28"))
        assert "ask_about_50_mg" in keys(plan())

    @pytest.mark.parametrize("held", ["medicaid", "chip", "medicare_drug", "tricare", "va", "ihs"])
    def test_s4_it_is_hidden_where_the_copay_would_not_change(self, held: str) -> None:
        covered = plan(told=replace(OHIO, insurance=frozenset({held})))
        assert tablet_question(covered) is None
        assert "ask_about_50_mg" not in keys(covered)

    @pytest.mark.parametrize(
        "prescription",
        [
            {"written_strength_mg": 50},
            {"daily_dose_mg": None},
            {"daily_dose_mg": Decimal(75)},
            {"daily_dose_mg": Decimal(125)},
        ],
    )
    def test_s4_it_is_not_asked_where_50_mg_is_written_or_cannot_make_the_dose_whole(
        self, prescription: dict[str, Any]
    ) -> None:
        assert tablet_question(plan(**prescription)) is None

    def test_s4_it_is_not_asked_where_nobody_sells_both(self) -> None:
        assert tablet_question(plan(rx_outreach())) is None

    def test_s4_it_is_never_made_from_half_tablets(self) -> None:
        for dose in (75, 100, 125, 150, 225, 300):
            question = tablet_question(plan(daily_dose_mg=Decimal(dose)))
            ways = [question.other.way, question.fifty.way] if question else []
            assert all(way is not None and way.half_mg is None for way in ways)

    def test_s4_when_the_strength_was_not_told_the_dearer_tablets_are_named(self) -> None:
        question = tablet_question(plan(written_strength_mg=None))
        assert question is not None
        assert question.other.high > question.fifty.high


class TestCounter:
    def test_s1_the_counter_is_asked_about_90_tablets_of_50_mg_for_about_21_to_25_dollars(self) -> None:
        found = counter_price(plan(left=6, written_strength_mg=50))
        assert found is not None
        assert (found.quantity, cents(found.low), cents(found.high)) == (90, Decimal("21.22"), Decimal("25.12"))

    @pytest.mark.parametrize(
        ("written", "told", "quantity"), [(75, OHIO, 90), (100, OHIO, None), (50, OHIO, None), (None, OHIO, None)]
    )
    def test_s4_where_dearer_tablets_are_written_the_counter_also_prices_the_dose_in_50_mg(
        self, written: int | None, told: Situation, quantity: int | None
    ) -> None:
        found = counter_price_of_50_mg(plan(left=6, told=told, written_strength_mg=written))
        assert (found and found.quantity) == quantity

    @pytest.mark.parametrize(
        ("dose", "written", "tablets"),
        [
            (Decimal(150), 50, (50, 90)),
            (Decimal(150), 75, (75, 60)),
            (Decimal(50), None, (50, 30)),
            (Decimal(150), None, (50, 90)),
            (None, None, (50, 90)),
            (None, 75, (75, 90)),
            (Decimal(25), None, (25, 30)),
            (Decimal(125), None, (50, 90)),
            (Decimal(125), 25, (25, 150)),
        ],
    )
    def test_the_counter_is_asked_about_30_days_of_the_tablets_as_written(
        self, dose: Decimal | None, written: int | None, tablets: tuple[int, int]
    ) -> None:
        found = counter_tablets(Prescription(daily_dose_mg=dose, written_strength_mg=written))
        assert found == tablets

    def test_s4_the_counter_is_not_asked_about_half_tablets_unless_they_are_written(self) -> None:
        # 75 mg, strength not told: one 75 mg tablet, and not one and a half of 50 mg.
        assert counter_tablets(Prescription(daily_dose_mg=Decimal(75))) == (75, 30)
        assert counter_tablets(Prescription(daily_dose_mg=Decimal(75), written_strength_mg=50)) == (50, 45)
