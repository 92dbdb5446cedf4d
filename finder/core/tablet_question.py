"""Which tablets to ask about: at a counter, of the prescriber, on the label; and what they cost in other strengths."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from finder.core.contradictions import Remark
from finder.core.costs import DAYS_PER_MONTH, Cost
from finder.core.dose import STRENGTHS, ways
from finder.core.fair_price import FairPrice, fair_price
from finder.core.listing import Covers, Listing
from finder.core.matches import Plan
from finder.core.own_card import no_cash
from finder.core.pricing import ways_as_written
from finder.core.situation import Prescription

CHEAP_STRENGTH_MG = 50
# The sentence to say at a counter while the dose is not known (docs/safety.md S1).
USUAL_TABLETS = 90
# The same dose in 50 mg tablets is the first thing to ask about when it costs less than half, and so much less a month.
HALVES = 2
MUCH_LESS = Decimal(20)
DRUG_COVER = frozenset({"medicaid", "chip", "medicare_drug", "tricare", "va", "ihs"})


@dataclass(frozen=True, slots=True)
class TabletQuestion:
    """The same dose at one seller in dearer tablets and in 50 mg ones: a question for the prescriber (S4)."""

    listing: Listing
    other: Cost
    fifty: Cost

    @property
    def is_costly(self) -> bool:
        """Whether the other tablets cost so much more that they never lead."""
        return self.fifty.high * HALVES < self.other.high and self.other.high - self.fifty.high >= MUCH_LESS


def counter_price(plan: Plan) -> FairPrice | None:
    """Our estimate of a fair price for what a local counter is asked about; none while the label must be read first."""
    return None if asks_label(plan) else _fair_price(plan, *asked_at_counter(plan))


def asked_at_counter(plan: Plan) -> tuple[int, int]:
    """Strength in mg and number of tablets to ask a counter about: 50 mg ones where costly tablets are written."""
    question = costly_tablets(plan)
    if question is not None and question.fifty.way is not None:
        return question.fifty.way.tablets_per_fill(DAYS_PER_MONTH)[0]
    return counter_tablets(plan.prescription)


def counter_price_as_written(plan: Plan) -> FairPrice | None:
    """The same for the costly tablets that are written, where a counter is asked about 50 mg ones."""
    return _fair_price(plan, *counter_tablets(plan.prescription)) if costly_tablets(plan) else None


def in_50_mg(plan: Plan, listing: Listing) -> Cost | None:
    """What 30 days cost there as 50 mg tablets, where costly tablets are written; ``None`` otherwise."""
    dose = plan.prescription.daily_dose_mg
    if dose is None or costly_tablets(plan) is None:
        return None
    costs = plan.snapshot.costs_by_way(listing, int(dose), DAYS_PER_MONTH, plan.on)
    whole = (cost for way, cost in costs.items() if way.half_mg is None and way.strengths_mg == (CHEAP_STRENGTH_MG,))
    return next(whole, None)


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
    rare = STRENGTHS[strength_mg].is_hard_to_find
    if prescription.written_strength_mg is None and rare and quantity > DAYS_PER_MONTH:
        return CHEAP_STRENGTH_MG, USUAL_TABLETS
    return strength_mg, quantity


def tablet_question(plan: Plan) -> TabletQuestion | None:
    """What the same dose costs at one seller in other tablets and in 50 mg ones.

    ``None`` where 50 mg tablets cannot make the dose whole, are what is written already, or where
    the person's cover charges the same copay and no costly tablets are written that could be bought in cash.
    """
    told = plan.prescription
    if told.daily_dose_mg is None or told.written_strength_mg == CHEAP_STRENGTH_MG or no_cash(plan):
        return None
    if told.written_strength_mg is None and (plan.situation.insurance or frozenset()) & DRUG_COVER:
        return None
    dose = int(told.daily_dose_mg)
    for row in plan.fitting:
        if row.listing.covers is not Covers.YES or not row.listing.pricing:
            continue
        costs = plan.snapshot.costs_by_way(row.listing, dose, DAYS_PER_MONTH, plan.on)
        alone = [(way, cost) for way, cost in costs.items() if len(way.strengths_mg) == 1]
        whole = [cost for way, cost in alone if way.half_mg is None]
        fifty = [cost for cost in whole if cost.way and cost.way.strengths_mg == (CHEAP_STRENGTH_MG,)]
        # Half tablets count where the label says them, and never of our own accord (docs/safety.md S4).
        possible = whole if told.written_strength_mg is None else [cost for _, cost in alone]
        others = [cost for cost in possible if cost not in fifty and _is_written(cost, told.written_strength_mg)]
        if fifty and others and others[0].high > fifty[0].high:
            return TabletQuestion(row.listing, others[0], fifty[0])
    return None


def plan_remarks(plan: Plan) -> tuple[Remark, ...]:
    """What is to be said beside a plan for who reads a table, as the page of results says it.

    Answers that cannot both be true on the day; the label to read first; the question about 50 mg tablets (S4).
    """
    label = (Remark("read_the_label", ("written_strength_mg",), {}),) if asks_label(plan) else ()
    question = tablet_question(plan)
    if question is None:
        return (*plan.remarks, *label)
    key = "fifty_costs_far_less" if question.is_costly else "fifty_costs_less"
    return (*plan.remarks, *label, Remark(key, ("written_strength_mg",), {}))


def costly_tablets(plan: Plan) -> TabletQuestion | None:
    """The question for the prescriber, where tablets are written that cost far more than 50 mg ones."""
    question = tablet_question(plan) if plan.prescription.written_strength_mg is not None else None
    return question if question is not None and question.is_costly else None


def asks_label(plan: Plan) -> bool:
    """Whether the label must be asked about before any price leads.

    50 mg tablets make the dose only with a half one, so the price hangs on the strength, which was not told.
    """
    told = plan.prescription
    not_whole = told.daily_dose_mg is not None and bool(told.daily_dose_mg % CHEAP_STRENGTH_MG)
    return not_whole and told.written_strength_mg is None and not no_cash(plan)


def _is_written(cost: Cost, written_mg: int | None) -> bool:
    return written_mg is None or (cost.way is not None and cost.way.strengths_mg == (written_mg,))
