"""Which tablets to ask about: of the prescriber, on the label, at a counter."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from finder.core.costs import Cost, Part, cents
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.own_card import no_cash
from finder.core.situation import Prescription
from finder.core.tablet_question import (
    asked_at_counter,
    asks_label,
    costly_tablets,
    counter_price,
    counter_price_as_written,
    counter_tablets,
    in_50_mg,
    plan_remarks,
    tablet_question,
)
from tests.core.test_plan import DOSE, OHIO, PRICES, keys, plan
from tests.factories import TODAY, cost_plus, listing, medicaid, nadac, rx_outreach, snapshot

NO_CASH = medicaid(instead_of_cash=True)


def costing(cost: Cost, amount: Decimal) -> Cost:
    """The same fill at another price."""
    return replace(cost, parts=(Part("tablets", amount, amount),))


def plan_with_benchmarks(**prescription: Any) -> Plan:
    """The plan where what pharmacies pay for 75 mg tablets is on file too."""
    catalogue = snapshot(cost_plus(), prices=(*PRICES, nadac("7.60", strength_mg=75)))
    return match(catalogue, OHIO, replace(DOSE, days_left=6, **prescription), TODAY)


class TestTabletQuestion:
    def test_s4_the_dollars_of_the_same_dose_are_shown_at_one_seller(self) -> None:
        question = tablet_question(plan())
        assert question is not None
        assert question.listing.id == "cost-plus-drugs"
        assert (question.other.low - 5, question.fifty.low - 5) == (Decimal("227.04"), Decimal("10.28"))
        assert "ask_about_50_mg" in keys(plan())

    def test_s4_costly_are_tablets_that_cost_over_twice_as_much_and_20_dollars_more(self) -> None:
        question = costly_tablets(plan())
        assert question is not None
        cheap, dear = question.fifty, question.other
        for more, costly in ((Decimal(20), True), (Decimal("19.99"), False)):
            assert replace(question, other=costing(dear, cheap.high + more)).is_costly is costly
        twice = replace(question, fifty=costing(cheap, Decimal(30)), other=costing(dear, Decimal(60)))
        assert not twice.is_costly

    def test_s4_a_remark_asks_about_50_mg_wherever_there_is_the_question(self) -> None:
        assert [remark.key for remark in plan_remarks(plan())] == ["fifty_costs_far_less"]
        assert plan_remarks(plan(written_strength_mg=50)) == ()
        covered = plan(cost_plus(), NO_CASH, told=replace(OHIO, insurance=frozenset({"medicaid"})))
        assert plan_remarks(covered) == ()

    def test_s4_a_remark_asks_to_read_the_label_wherever_the_price_hangs_on_the_strength(self) -> None:
        half = plan(written_strength_mg=None, daily_dose_mg=Decimal(125))
        assert "read_the_label" in [remark.key for remark in plan_remarks(half)]
        assert "read_the_label" not in [remark.key for remark in plan_remarks(plan(written_strength_mg=None))]

    def test_coverage_that_may_have_ended_is_remarked_on_beside_the_tablets_and_leads_nothing(self) -> None:
        told = replace(OHIO, insurance=frozenset({"medicaid"}), lost_coverage_on=TODAY - timedelta(days=1))
        found = plan(cost_plus(), NO_CASH, told=told, written_strength_mg=50)
        assert [remark.key for remark in plan_remarks(found)] == ["coverage_ended"]
        assert (found.situation.insurance, no_cash(found)) == (None, False)

    def test_s4_nothing_is_costly_while_the_strength_was_not_told(self) -> None:
        assert costly_tablets(plan(written_strength_mg=None)) is None

    @pytest.mark.parametrize(("dose", "written"), [(50, 100), (150, 100)])
    def test_s4_tablets_that_have_to_be_split_as_written_are_asked_about_too(self, dose: int, written: int) -> None:
        question = costly_tablets(plan(daily_dose_mg=Decimal(dose), written_strength_mg=written))
        assert question is not None
        assert question.other.way is not None
        assert question.other.way.half_mg == written

    def test_s4_the_price_in_50_mg_is_given_only_where_costly_tablets_are_written(self) -> None:
        found = in_50_mg(plan(), cost_plus())
        assert found is not None
        assert cents(found.high) == Decimal("15.28")
        assert in_50_mg(plan(written_strength_mg=50), cost_plus()) is None
        assert in_50_mg(plan(), listing()) is None

    def test_s4_it_is_hidden_where_a_card_stands_in_place_of_any_cash(self) -> None:
        covered = plan(cost_plus(), NO_CASH, told=replace(OHIO, insurance=frozenset({"medicaid"})))
        assert tablet_question(covered) is None
        assert "ask_about_50_mg" not in keys(covered)

    @pytest.mark.parametrize("held", ["medicare_drug", "tricare", "va", "ihs"])
    def test_s4_beside_a_card_that_leaves_cash_as_a_way_it_is_asked_of_costly_tablets_alone(self, held: str) -> None:
        told = replace(OHIO, insurance=frozenset({held}))
        assert tablet_question(plan(told=told)) is not None
        assert tablet_question(plan(told=told, written_strength_mg=None)) is None

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

    @pytest.mark.parametrize(("written", "asked"), [(75, (50, 90)), (100, (100, 30)), (50, (50, 90)), (None, (50, 90))])
    def test_s4_where_costly_tablets_are_written_the_counter_is_asked_about_50_mg(
        self, written: int | None, asked: tuple[int, int]
    ) -> None:
        dose = Decimal(100) if written == 100 else Decimal(150)
        found = plan(rx_outreach(), left=6, daily_dose_mg=dose, written_strength_mg=written)
        assert asked_at_counter(found) == counter_tablets(found.prescription)
        sold = plan(left=6, daily_dose_mg=dose, written_strength_mg=written)
        assert asked_at_counter(sold) == ((50, 60) if written == 100 else asked)

    def test_s4_the_price_as_written_is_named_beside_it(self) -> None:
        found = counter_price_as_written(plan_with_benchmarks(written_strength_mg=75))
        assert found is not None
        assert (found.strength_mg, found.quantity) == (75, 60)
        assert counter_price_as_written(plan_with_benchmarks(written_strength_mg=50)) is None

    @pytest.mark.parametrize(
        ("low", "high", "about", "far_above"),
        [
            ("21.22", "25.12", (20, 25), 40),
            ("20.19", "21.26", (20, 20), 40),
            ("13.10", "17.01", (15, 15), 30),
            ("2.10", "2.40", (5, 5), 10),
            ("469.20", "473.10", (470, 470), 940),
            ("97.40", "101.00", (95, 100), 190),
        ],
    )
    def test_s1_an_estimate_is_said_as_one_and_a_quote_of_twice_it_is_far_above(
        self, low: str, high: str, about: tuple[int, int], far_above: int
    ) -> None:
        found = counter_price(plan(left=6, written_strength_mg=50))
        assert found is not None
        found = replace(found, low=Decimal(low), high=Decimal(high))
        assert found.about == about
        assert found.far_above == far_above

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


class TestLabel:
    @pytest.mark.parametrize(
        ("dose", "written", "asked"),
        [
            (Decimal(125), None, True),
            (Decimal(75), None, True),
            (Decimal(25), None, True),
            (Decimal(150), None, False),
            (Decimal(125), 50, False),
            (Decimal(125), 25, False),
            (None, None, False),
        ],
    )
    def test_s4_the_label_is_asked_about_where_50_mg_makes_the_dose_only_with_a_half(
        self, dose: Decimal | None, written: int | None, asked: bool
    ) -> None:
        assert asks_label(plan(daily_dose_mg=dose, written_strength_mg=written)) is asked

    def test_it_is_not_asked_where_a_card_stands_in_place_of_any_cash(self) -> None:
        told = replace(OHIO, insurance=frozenset({"medicaid"}))
        covered = plan(cost_plus(), NO_CASH, told=told, daily_dose_mg=Decimal(125), written_strength_mg=None)
        assert not asks_label(covered)

    def test_no_counter_price_is_estimated_while_the_label_must_be_read(self) -> None:
        assert counter_price(plan(daily_dose_mg=Decimal(125), written_strength_mg=None)) is None
        assert counter_price(plan(daily_dose_mg=Decimal(125), written_strength_mg=50)) is not None
