"""What to do, and when: the steps that follow from a ranked plan.

Running out comes first (PRODUCT.md S1): with fewer than 14 days of tablets, or an unknown number,
a same-day step at a local counter leads and mail never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from finder.core.costs import DAYS_PER_MONTH, Cost, costs_by_way, ways_as_written
from finder.core.dose import ways
from finder.core.listing import Covers, Kind, Listing
from finder.core.matching import Match, Plan
from finder.core.prices import FairPrice, fair_price
from finder.core.ranking import SAFE_DAYS_LEFT, is_held
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Verdict

CHEAP_STRENGTH_MG = 50
HARD_TO_FIND_MG = 25
# The sentence to say at a counter while the dose is not known (PRODUCT.md S1).
USUAL_TABLETS = 90
DAYS_OF_A_WEEK = 14
SPECIAL_ENROLMENT = timedelta(days=60)
# Slow to get, but what helps for years.
WORTH_A_MONTH = frozenset({Kind.PUBLIC_COVERAGE, Kind.SAFETY_NET_CLINIC_NETWORK})
# Coverage that waits for one of these is no step until it is told: true of few people.
TRUE_OF_FEW = frozenset({"veteran", "tribal_member", "transplant", "medicare_at_transplant"})
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


def first_choice(plan: Plan) -> Match | None:
    """What to try first: the first that fits and has a price, or coverage the person already has."""
    for row in plan.fitting:
        if row.listing.covers is not Covers.YES:
            continue
        if row.cost is not None or _is_surely_held(row, plan.situation):
            return row
    return None


def card_leads(plan: Plan) -> bool:
    """Whether a card the person holds comes before any cash (PRODUCT.md S9)."""
    first = first_choice(plan)
    return first is not None and first.listing.leads_for_holders and is_held(first.listing, plan.situation)


def _is_surely_held(row: Match, situation: Situation) -> bool:
    """Whether the person has this coverage; not where it waits for an answer that is true of few."""
    return is_held(row.listing, situation) and not TRUE_OF_FEW.intersection(row.missing)


def coverage_to_apply_for(plan: Plan) -> Match | None:
    """The public coverage most worth applying for that the person does not have yet.

    Who has Medicaid or CHIP is pointed only to what surely fits beside it.
    """
    covered = card_leads(plan)
    rows = [
        row
        for row in plan.fitting
        if row.listing.kind is Kind.PUBLIC_COVERAGE
        and not is_held(row.listing, plan.situation)
        and not TRUE_OF_FEW.intersection(row.missing)
        and (row.verdict is Verdict.YES or not covered)
    ]
    return max(rows, key=lambda row: row.verdict, default=None)


def special_enrolment_until(plan: Plan) -> date | None:
    """The last day to join a Marketplace plan after losing other coverage; ``None`` outside those days.

    60 days before and after the loss (45 CFR 155.420).
    """
    lost = plan.situation.lost_coverage_on
    if lost is None or abs(plan.on - lost) > SPECIAL_ENROLMENT:
        return None
    return lost + SPECIAL_ENROLMENT


def counter_price(plan: Plan) -> FairPrice | None:
    """Our estimate of a fair price for the tablets to ask a local counter about."""
    strength_mg, quantity = counter_tablets(plan.prescription)
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
        # Never half tablets of our own accord (PRODUCT.md S4).
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
    found = list(_today(plan))
    if tablet_question(plan) is not None:
        found.append(Step(When.THIS_WEEK, "ask_about_50_mg"))
    found.extend(_later(plan))
    order = list(When)
    return tuple(sorted(found, key=lambda step: order.index(step.when)))


def _later(plan: Plan) -> Iterator[Step]:
    """The first few listings of each span, in the order of the plan; in reserve one of each kind."""
    counts = dict.fromkeys(When, 0)
    kinds: set[Kind] = set()
    for row in plan.fitting:
        if TRUE_OF_FEW.intersection(row.missing):
            continue
        when = _when(row, plan.situation)
        again = when is When.RESERVE and row.listing.kind in kinds
        if again or counts[when] >= MOST_STEPS.get(when, 0):
            continue
        counts[when] += 1
        kinds.add(row.listing.kind)
        yield Step(when, _deed(row), row)


def _today(plan: Plan) -> list[Step]:
    """Same-day steps; those of one kind of cover only for people who have it."""
    told, situation = plan.prescription, plan.situation
    held = situation.insurance or frozenset()
    found: list[Step] = [
        Step(When.TODAY, "use_your_card", row)
        for row in plan.fitting
        if row.listing.leads_for_holders and is_held(row.listing, situation)
    ]
    found_card = bool(found)
    if not may_run_out(told):
        return found
    if situation.transplant in ("kidney", "other"):
        found.append(Step(When.TODAY, "call_transplant_team"))
    # Someone whose card leads is not sent to pay cash (PRODUCT.md S9).
    found.append(Step(When.TODAY, "fill_with_your_card" if found_card else "ask_at_the_counter"))
    found.append(Step(When.TODAY, "ask_partial_fill"))
    found.append(Step(When.TODAY, "ask_short_local_prescription"))
    found.append(Step(When.TODAY, "ask_emergency_refill"))
    if "medicaid" in held:
        found.append(Step(When.TODAY, "ask_medicaid_72_hours"))
    if held & {"medicare", "medicare_drug"}:
        found.append(Step(When.TODAY, "ask_part_d_transition"))
        found.append(Step(When.TODAY, "ask_li_net"))
    found.append(Step(When.TODAY, "ask_hospital"))
    return found


def _when(row: Match, situation: Situation) -> When:
    if is_held(row.listing, situation):
        return When.TODAY
    if row.listing.kind in WORTH_A_MONTH:
        return When.THIS_MONTH
    if row.listing.covers is not Covers.YES or row.listing.kind is Kind.MANUFACTURER_PAP:
        return When.RESERVE
    days = row.listing.days_to_hand
    return When.THIS_WEEK if days and days[1] <= DAYS_OF_A_WEEK else When.THIS_MONTH


def _deed(row: Match) -> str:
    """The verb of the step: apply, buy, ask or call."""
    if row.listing.covers is Covers.UNKNOWN:
        return "call_first"
    if row.listing.covers is Covers.NOT_APPLICABLE:
        return "ask_for_help"
    if row.listing.kind in SELLERS:
        return "buy" if row.cost is not None else "ask_price"
    return "apply"
