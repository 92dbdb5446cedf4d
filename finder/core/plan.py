"""What to do, and when: the steps that follow from a ranked plan.

Running out comes first (docs/safety.md S1): with fewer than 14 days of tablets, or an unknown number,
a same-day step at a local counter leads and mail never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from finder.core.costs import DAYS_PER_MONTH, Cost
from finder.core.dose import ways
from finder.core.headline import (
    PLANS,
    card_leads,
    comes_by_itself,
    hangs_on_a_guess,
    has_plan,
    medicare_pays_first,
    part_b_may_pay_first,
)
from finder.core.listing import Covers, Kind, Listing
from finder.core.matching import Match, Plan
from finder.core.prices import FairPrice, fair_price
from finder.core.pricing import costs_by_way, ways_as_written
from finder.core.ranking import SAFE_DAYS_LEFT, is_held
from finder.core.rare_traits import waits_for_few
from finder.core.situation import Prescription, Situation

CHEAP_STRENGTH_MG = 50
HARD_TO_FIND_MG = 25
# The sentence to say at a counter while the dose is not known (docs/safety.md S1).
USUAL_TABLETS = 90
DAYS_OF_A_WEEK = 14
# Slow to get, but what helps for years.
WORTH_A_MONTH = frozenset({Kind.PUBLIC_COVERAGE, Kind.SAFETY_NET_CLINIC_NETWORK})
SELLERS = frozenset(
    {
        Kind.NONPROFIT_PHARMACY,
        Kind.MAIL_ORDER_PHARMACY,
        Kind.RETAIL_GENERIC_LIST,
        Kind.MEMBERSHIP,
        Kind.DISCOUNT_CARD,
        Kind.STATE_DISCOUNT_CARD,
        Kind.SAFETY_NET_CLINIC_NETWORK,
    }
)
DRUG_COVER = frozenset({"medicaid", "chip", "medicare_drug", "tricare", "va", "ihs"})


class When(StrEnum):
    """How soon a step is taken."""

    TODAY = "today"
    THIS_WEEK = "this_week"
    THIS_MONTH = "this_month"
    RESERVE = "reserve"


# How to get over a few days, and the cover that a step is of; none: it is for everybody.
BRIDGES: dict[str, frozenset[str]] = {
    "ask_partial_fill": frozenset(),
    "ask_short_local_prescription": frozenset(),
    "ask_emergency_refill": frozenset(),
    "ask_medicaid_72_hours": frozenset({"medicaid"}),
    "ask_part_d_transition": frozenset({"medicare", "medicare_drug"}),
    "ask_li_net": frozenset({"medicare", "medicare_drug"}),
    "ask_hospital": frozenset(),
}
MOST_STEPS = {When.THIS_WEEK: 3, When.THIS_MONTH: 4, When.RESERVE: 5}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a message key, and the match it is about where there is one."""

    when: When
    key: str
    match: Match | None = None


@dataclass(frozen=True, slots=True)
class TabletQuestion:
    """The same dose at one seller in dearer tablets and in 50 mg ones: a question for the prescriber (S4)."""

    listing: Listing
    other: Cost
    fifty: Cost


def may_run_out(prescription: Prescription) -> bool:
    """Whether a same-day step must lead: under 14 days left, or not told."""
    return prescription.days_left is None or prescription.days_left < SAFE_DAYS_LEFT


def counter_price(plan: Plan) -> FairPrice | None:
    """Our estimate of a fair price for the tablets to ask a local counter about."""
    return _fair_price(plan, *counter_tablets(plan.prescription))


def counter_price_of_50_mg(plan: Plan) -> FairPrice | None:
    """The same for 50 mg tablets of the same dose, where others are written: worth a question (docs/safety.md S4)."""
    question = tablet_question(plan)
    if question is None or question.fifty.way is None or plan.prescription.written_strength_mg is None:
        return None
    return _fair_price(plan, *question.fifty.way.tablets_per_fill(DAYS_PER_MONTH)[0])


def _fair_price(plan: Plan, strength_mg: int, quantity: int) -> FairPrice | None:
    facts = plan.snapshot.facts
    return fair_price(facts.prices, facts.fees, strength_mg, quantity, plan.on, plan.situation.state)


def counter_tablets(prescription: Prescription) -> tuple[int, int]:
    """Strength in mg and number of tablets to ask a counter about: 30 days as written.

    90 of 50 mg when the dose is not told, or when only tablets that are hard to find make it in one strength.
    """
    dose = prescription.daily_dose_mg
    if dose is None:
        return prescription.written_strength_mg or CHEAP_STRENGTH_MG, USUAL_TABLETS
    whole = ways(int(dose))
    if prescription.written_strength_mg is None:
        # Never half tablets of our own accord (docs/safety.md S4).
        candidates = tuple(way for way in whole if way.strengths_mg == (CHEAP_STRENGTH_MG,))
    else:
        candidates = ways_as_written(int(dose), prescription.written_strength_mg)
    first = (candidates or whole)[0]
    strength_mg, quantity = first.tablets_per_fill(DAYS_PER_MONTH)[0]
    if prescription.written_strength_mg is None and strength_mg == HARD_TO_FIND_MG and quantity > DAYS_PER_MONTH:
        return CHEAP_STRENGTH_MG, USUAL_TABLETS
    return strength_mg, quantity


def tablet_question(plan: Plan) -> TabletQuestion | None:
    """What the same dose costs at one seller in other tablets and in 50 mg ones.

    ``None`` where 50 mg tablets cannot make the dose whole, are what is written already, or where
    the person's cover would charge the same copay.
    """
    told = plan.prescription
    covered = plan.situation.insurance or frozenset()
    if told.daily_dose_mg is None or told.written_strength_mg == CHEAP_STRENGTH_MG or covered & DRUG_COVER:
        return None
    dose = int(told.daily_dose_mg)
    for row in plan.fitting:
        if row.listing.covers is not Covers.YES or not row.listing.pricing:
            continue
        costs = costs_by_way(row.listing, plan.snapshot.facts.prices, dose, DAYS_PER_MONTH, plan.on)
        whole = [cost for way, cost in costs.items() if way.half_mg is None and len(way.strengths_mg) == 1]
        fifty = [cost for cost in whole if cost.way and cost.way.strengths_mg == (CHEAP_STRENGTH_MG,)]
        others = [cost for cost in whole if cost not in fifty and _is_written(cost, told.written_strength_mg)]
        if fifty and others and others[0].high > fifty[0].high:
            return TabletQuestion(row.listing, others[0], fifty[0])
    return None


def _is_written(cost: Cost, written_mg: int | None) -> bool:
    return written_mg is None or (cost.way is not None and cost.way.strengths_mg == (written_mg,))


def steps(plan: Plan) -> tuple[Step, ...]:
    """Today, this week, this month and in reserve, in the order of the plan."""
    found = (*_today(plan), *_later(plan))
    order = list(When)
    return tuple(sorted(found, key=lambda step: order.index(step.when)))


def _later(plan: Plan) -> Iterator[Step]:
    """The first few listings of each span, in the order of the plan; in reserve one of each kind."""
    counts = dict.fromkeys(When, 0)
    kinds: set[Kind] = set()
    covered = card_leads(plan)
    for row in plan.fitting:
        if hangs_on_a_guess(plan, row) or comes_by_itself(plan, row):
            continue
        when, verb = _when(row, plan.situation), deed(row)
        # Who has a card that leads is not sent to pay cash (docs/safety.md S9).
        if covered and verb in ("buy", "ask_price"):
            continue
        again = when is When.RESERVE and row.listing.kind in kinds
        if again or counts[when] >= MOST_STEPS.get(when, 0):
            continue
        counts[when] += 1
        kinds.add(row.listing.kind)
        yield Step(when, verb, row)


def _today(plan: Plan) -> Iterator[Step]:
    """Same-day steps, and what the person has already; those of one kind of cover only for people who have it."""
    situation, soon = plan.situation, may_run_out(plan.prescription)
    held = situation.insurance or frozenset()
    holds = [row for row in plan.fitting if is_held(row.listing, situation)]
    yield from (Step(When.TODAY, "use_your_card", row) for row in holds if row.listing.leads_for_holders)
    if medicare_pays_first(plan):
        yield Step(When.TODAY, "show_part_b_card" if part_b_may_pay_first(plan) else "show_medicare_card")
    if soon and situation.transplant in ("kidney", "other"):
        yield Step(When.TODAY, "call_transplant_team")
    if soon:
        # Someone whose card leads is not sent to pay cash (docs/safety.md S9).
        yield Step(When.TODAY, "fill_with_your_card" if card_leads(plan) else "ask_at_the_counter")
    first_of_all = When.TODAY if soon else When.THIS_WEEK
    if tablet_question(plan) is not None:
        yield Step(first_of_all, "ask_about_50_mg")
    if has_plan(plan):
        yield Step(first_of_all, "ask_with_your_plan")
    for row in holds:
        # What is held with a plan's card alone is said by "show your insurance card too".
        if not (row.listing.leads_for_holders or row.listing.held_with <= PLANS or waits_for_few(row)):
            yield Step(first_of_all, "ask_where_you_belong", row)
    if soon:
        yield from (Step(When.TODAY, key) for key, covers in BRIDGES.items() if not covers or covers & held)


def _when(row: Match, situation: Situation) -> When:
    if is_held(row.listing, situation):
        return When.TODAY
    if row.listing.kind in WORTH_A_MONTH:
        return When.THIS_MONTH
    if row.listing.covers is not Covers.YES or row.listing.kind is Kind.MANUFACTURER_PAP:
        return When.RESERVE
    days = row.listing.days_to_hand
    return When.THIS_WEEK if days and days[1] <= DAYS_OF_A_WEEK else When.THIS_MONTH


def deed(row: Match) -> str:
    """The verb of the step: apply, buy, ask or call."""
    if row.listing.covers is Covers.UNKNOWN:
        return "call_first"
    if row.listing.covers is Covers.NOT_APPLICABLE:
        return "ask_for_help"
    if row.listing.kind in SELLERS:
        return "buy" if row.cost is not None else "ask_price"
    return "apply"
