"""Which lines lead: days left decide when, coverage decides how, the tablets and their strength what."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from finder.core.costs import cents
from finder.core.leading import Line, lead, to_ask, to_buy
from finder.core.listing import Kind, Listing
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.situation import Situation
from tests.core.test_plan import DOSE, OHIO, PRICES
from tests.factories import TODAY, cost_plus, listing, medicaid, nadac, rx_outreach, snapshot

VA = listing("va", kind=Kind.PUBLIC_COVERAGE, held_with=frozenset({"va"}), leads_for_holders=True)


def holder(*held: str) -> Situation:
    return replace(OHIO, insurance=frozenset(held))


def plan(*listings: Listing, told: Situation = OHIO, **prescription: object) -> Plan:
    prices = (*PRICES, nadac("7.60", strength_mg=75))
    tablets = replace(DOSE, **{"written_strength_mg": 50, **prescription})  # type: ignore[arg-type]
    return match(snapshot(*(listings or (cost_plus(),)), prices=prices), told, tablets, TODAY)


class TestLead:
    def test_with_days_left_who_has_no_card_buys_and_applies(self) -> None:
        assert lead(plan(cost_plus(), medicaid())).lines == (Line.BUY, Line.APPLY)

    @pytest.mark.parametrize("left", [0, 6, 13, None])
    def test_s1_running_out_the_counter_leads_and_mail_is_for_later(self, left: int | None) -> None:
        assert lead(plan(days_left=left)) == ((Line.TODAY, Line.REFILL), (Line.BUY,))

    def test_s9_the_card_that_is_held_leads_and_the_counter_comes_next(self) -> None:
        running_out = lead(plan(cost_plus(), VA, told=holder("va"), days_left=6))
        assert running_out == ((Line.CARD, Line.TODAY), (Line.REFILL,))
        assert lead(plan(cost_plus(), VA, told=holder("va"))).lines == (Line.CARD, Line.BUY)
        assert lead(plan(told=holder("employer"))).lines == (Line.CARD, Line.BUY)

    @pytest.mark.parametrize("left", [6, 30, None])
    def test_s9_a_member_reads_of_no_cash(self, left: int | None) -> None:
        found = lead(plan(cost_plus(), medicaid(), told=holder("medicaid"), days_left=left))
        assert found == ((Line.CARD,) if left == 30 else (Line.CARD, Line.REFILL), ())

    def test_s4_costly_tablets_never_lead(self) -> None:
        assert lead(plan(written_strength_mg=75)).lines == (Line.FIFTY, Line.BUY)
        assert lead(plan(written_strength_mg=75, days_left=6)).lines == (Line.FIFTY, Line.TODAY)
        assert lead(plan(told=holder("employer"), written_strength_mg=75, days_left=6)) == (
            (Line.CARD, Line.FIFTY),
            (Line.TODAY,),
        )

    def test_s4_while_the_strength_is_not_told_the_question_waits_in_a_box(self) -> None:
        assert lead(plan(written_strength_mg=None)) == ((Line.BUY,), (Line.FIFTY,))

    def test_s4_the_label_is_asked_about_before_any_price_leads(self) -> None:
        found = lead(plan(daily_dose_mg=Decimal(125), written_strength_mg=None))
        assert found == ((Line.LABEL,), ())

    def test_what_does_not_fit_into_the_card_has_a_box(self) -> None:
        found = lead(plan(cost_plus(), medicaid(), days_left=6))
        assert found == ((Line.TODAY, Line.REFILL), (Line.BUY, Line.APPLY))

    def test_s2_what_has_no_price_or_no_stock_leads_nothing(self) -> None:
        assert lead(plan(listing("a"))).lines == (Line.ASK,)
        assert to_buy(plan(listing("a"))) is None

    def test_s2_without_a_price_a_counter_is_asked_before_coverage_is_applied_for(self) -> None:
        no_dose = {"daily_dose_mg": None, "written_strength_mg": None}
        assert lead(plan(cost_plus(), medicaid(), **no_dose)).lines == (Line.ASK, Line.APPLY)
        assert lead(plan(told=holder("employer"), **no_dose)).lines == (Line.CARD, Line.ASK)
        assert Line.ASK not in lead(plan(days_left=6, **no_dose)).lines
        assert Line.ASK not in lead(plan(cost_plus(), medicaid(), told=holder("medicaid"), **no_dose)).lines


class TestToAsk:
    def test_the_first_seller_with_a_phone_is_asked_where_no_price_is_known(self) -> None:
        found = to_ask(plan(cost_plus(phone=""), rx_outreach(phone="1-888-796-1234"), daily_dose_mg=None))
        assert found is not None
        assert found.listing.id == "rx-outreach"

    def test_nobody_is_called_about_a_price_that_is_known(self) -> None:
        assert to_ask(plan(cost_plus(phone="1-888-796-1234"))) is None


class TestToBuy:
    def test_the_first_priced_way_is_bought_as_written(self) -> None:
        found = to_buy(plan())
        assert found is not None
        assert (cents(found.cost.high), found.as_written) == (Decimal("15.28"), None)

    def test_s4_costly_tablets_are_named_second_to_50_mg_at_the_same_seller(self) -> None:
        found = to_buy(plan(rx_outreach(), cost_plus(), written_strength_mg=75))
        assert found is not None
        assert found.match.listing.id == "cost-plus-drugs"
        assert found.as_written is not None
        assert (cents(found.cost.high), cents(found.as_written.high)) == (Decimal("15.28"), Decimal("232.04"))

    def test_nothing_is_bought_where_nothing_has_a_price(self) -> None:
        assert to_buy(plan(listing("a"))) is None
        assert to_buy(plan(cost_plus(), medicaid(), told=holder("medicaid"))) is None
