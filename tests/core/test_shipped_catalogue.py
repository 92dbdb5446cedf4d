"""The main job on the shipped catalogue: one person in Ohio, uninsured, $1,500 a month, 150 mg a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.core.costs import cents
from finder.core.dose import DoseWay
from finder.core.listing import Covers, Kind
from finder.core.matches import Match, Plan
from finder.core.matching import match
from finder.core.own_card import no_cash, own_card
from finder.core.plan import plan_steps
from finder.core.prices import PriceKind
from finder.core.pricing import costs_by_way
from finder.core.situation import Prescription, Situation
from finder.core.tablet_question import counter_price, tablet_question
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT

ON = date(2026, 11, 23)
OHIO = Situation(
    state="OH", household_size=1, income=Decimal(1500), income_period="month", insurance=frozenset({"none"})
)
DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=50, days_supply=30, days_left=30)


def plan(told: Situation = OHIO, prescription: Prescription = DOSE) -> Plan:
    return match(SNAPSHOT, told, prescription, ON)


def of(found: Plan, listing_id: str) -> Match:
    return next(row for row in found.matches if row.listing.id == listing_id)


@pytest.mark.parametrize("written", [50, None])
def test_the_first_buyable_options_are_the_priced_mail_and_nonprofit_pharmacies(written: int | None) -> None:
    found = plan(prescription=replace(DOSE, written_strength_mg=written))
    assert {row.listing.id for row in found.matches[:2]} == {"cost-plus-drugs", "rx-outreach"}
    assert all(row.cost is not None for row in found.matches[:2])


def test_cost_plus_costs_10_dollars_28_and_5_dollars_shipping_as_our_estimate() -> None:
    cost = of(plan(), "cost-plus-drugs").cost
    assert cost is not None
    assert {part.name: part.low for part in cost.parts} == {
        "tablets": Decimal("5.28"),
        "pharmacy_fee": 5,
        "shipping": 5,
    }
    assert (cost.low, cost.high, cost.kind, cost.not_priced) == (
        Decimal("15.28"),
        Decimal("15.28"),
        PriceKind.DERIVED,
        (),
    )


@pytest.mark.parametrize(("days", "low", "high"), [(30, 12, 36), (90, 20, 60)])
def test_s3_rx_outreach_costs_12_to_36_dollars_for_30_days_and_20_to_60_for_90(days: int, low: int, high: int) -> None:
    cost = of(plan(prescription=replace(DOSE, days_supply=days)), "rx-outreach").cost
    assert cost is not None
    assert (cost.low, cost.high, cost.kind) == (low, high, PriceKind.FIXED)


def test_s4_two_75_mg_tablets_a_day_would_cost_227_dollars_there() -> None:
    by_way = costs_by_way(SNAPSHOT.by_id["cost-plus-drugs"], SNAPSHOT.facts.prices, 150, 30, ON)
    assert by_way[DoseWay(((75, 2),))].low - 5 == Decimal("227.04")
    question = tablet_question(plan(prescription=replace(DOSE, written_strength_mg=75)))
    assert question is not None
    assert (question.listing.id, question.other.low - 5) == ("cost-plus-drugs", Decimal("227.04"))


def test_s2_no_makers_program_stands_above_call_first() -> None:
    rows = plan().matches
    known = [
        index for index, row in enumerate(rows) if row.verdict is not Verdict.NO and row.listing.covers is Covers.YES
    ]
    makers = [index for index, row in enumerate(rows) if row.listing.kind is Kind.MANUFACTURER_PAP]
    assert makers
    assert min(makers) > max(known)


@pytest.mark.parametrize("left", [0, 6, 13, None])
def test_s1_with_fewer_than_14_days_left_a_same_day_step_leads_and_mail_does_not(left: int | None) -> None:
    found = plan(prescription=replace(DOSE, days_left=left))
    assert found.matches[0].listing.days_to_hand is not None
    assert found.matches[0].listing.days_to_hand[1] <= 1
    assert plan_steps(found)[0].key == "ask_at_the_counter"


def test_s1_the_fair_price_at_an_ohio_counter_is_21_to_25_dollars() -> None:
    found = counter_price(plan())
    assert found is not None
    assert (cents(found.low), cents(found.high)) == (Decimal("21.22"), Decimal("25.12"))


@pytest.mark.parametrize("income", [0, 1500, 9000])
@pytest.mark.parametrize("left", [6, 30, None])
@pytest.mark.parametrize("card", ["medicaid", "chip"])
def test_s9_members_of_medicaid_and_chip_use_their_card_first(card: str, left: int | None, income: int) -> None:
    told = replace(OHIO, insurance=frozenset({card}), income=Decimal(income), age=10 if card == "chip" else 40)
    found = plan(told, replace(DOSE, days_left=left))
    first = own_card(found)
    assert first is not None
    assert first.match is not None
    assert found.matches[0].listing.id == first.match.listing.id == card
    assert no_cash(found)
    assert plan_steps(found)[0].key == "use_your_card"


def test_s13_the_first_year_adds_17_blood_counts_at_20_to_33_dollars() -> None:
    year = of(plan(), "cost-plus-drugs").first_year
    assert year is not None
    assert (year.counts, year.blood_tests) == (17, (340, 561))
    assert year.tablets[0] == Decimal("183.36")
    assert SNAPSHOT.facts.monitoring.leaves_out


def test_a_state_alone_already_gives_options_first_steps_and_a_question() -> None:
    found = plan(Situation(state="OH"), Prescription())
    assert len(found.fitting) > 20
    assert not [row for row in found.not_fitting if row.listing.covers is Covers.YES]
    assert plan_steps(found)


def test_every_kind_of_help_has_an_option_or_a_dated_nothing_found() -> None:
    kinds = {row.kind for row in SNAPSHOT.by_id.values()}
    assert kinds == set(Kind)


@pytest.mark.parametrize("on", [date(2026, 12, 31), date(2027, 1, 1), date(2027, 12, 31)])
def test_tricare_copays_are_fixed_by_law_through_2027(on: date) -> None:
    # 10 USC 1074g(a)(6)(A): a generic at a store is $16 for 30 days in 2026 and 2027. A military pharmacy takes none.
    cost = SNAPSHOT.cost(SNAPSHOT.by_id["tricare"], 150, None, 30, on)
    assert cost is not None
    assert (cost.low, cost.high) == (0, 16)


def test_tricare_copays_of_2028_are_not_on_file() -> None:
    assert SNAPSHOT.cost(SNAPSHOT.by_id["tricare"], 150, None, 30, date(2028, 1, 1)) is None
