"""What stands at the top of an answer: what to try first, the card one has, the coverage to apply for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from finder.core.listing import Covers, Kind
from finder.core.matching import Match, Plan
from finder.core.ranking import is_held
from finder.core.rare_traits import TRUE_OF_FEW, waits_for_few
from finder.core.situation import MONTHS_PER_YEAR
from finder.core.verdict import Verdict

SPECIAL_ENROLMENT = timedelta(days=60)
AFTER_MEDICAID = timedelta(days=90)
# Plans whose card a pharmacy near the person takes.
PLANS = frozenset({"employer", "marketplace", "medicare_drug", "tricare", "other"})
MEDICARE = frozenset({"medicare", "medicare_drug"})


def first_choice(plan: Plan) -> Match | None:
    """What to try first: the first that can be bought at a known price, or coverage the person already has."""
    return next((row for row in _ready(plan) if row.cost is not None or is_held(row.listing, plan.situation)), None)


def first_priced(plan: Plan) -> Match | None:
    """The first whose year can be worked out; whose card leads, of what is held alone (docs/safety.md S9)."""
    rows = (row for row in _ready(plan) if is_held(row.listing, plan.situation) or not card_leads(plan))
    return next((row for row in rows if row.first_year is not None), None)


def _ready(plan: Plan) -> Iterator[Match]:
    """What can be used as things stand: known to have the medicine, and no coverage still to be applied for."""
    for row in plan.fitting:
        held = is_held(row.listing, plan.situation) and not waits_for_few(row)
        if row.listing.covers is Covers.YES and (held or row.listing.kind is not Kind.PUBLIC_COVERAGE):
            yield row


def card_leads(plan: Plan) -> bool:
    """Whether a card the person holds comes before any cash (docs/safety.md S9)."""
    return any(row.listing.leads_for_holders and is_held(row.listing, plan.situation) for row in plan.fitting)


def medicare_pays_first(plan: Plan) -> bool:
    """Whether a Medicare drug plan, and not the Medicaid card the person holds, pays for tablets."""
    held = plan.situation.insurance or frozenset()
    return "medicaid" in held and bool(held & MEDICARE)


def part_b_may_pay_first(plan: Plan) -> bool:
    """Whether, of both cards, Medicare Part B may be the one that pays: after a transplant that Medicare covered."""
    told = plan.situation
    after_transplant = told.transplant in ("kidney", "other") and told.medicare_at_transplant is not False
    return medicare_pays_first(plan) and after_transplant


def comes_by_itself(plan: Plan, row: Match) -> bool:
    """Whether it comes with Medicare and Medicaid together and needs no application, as Extra Help and a drug plan."""
    return medicare_pays_first(plan) and row.listing.comes_with_both_cards


def has_plan(plan: Plan) -> bool:
    """Whether a plan's card is to be shown at the counter too."""
    return bool((plan.situation.insurance or frozenset()) & PLANS) and not card_leads(plan)


def coverage_to_apply_for(plan: Plan) -> Match | None:
    """The public coverage most worth applying for that the person does not have yet.

    What is not known to pay for azathioprine heads nothing (docs/safety.md S2). Who has Medicaid or CHIP is pointed
    only to what surely fits beside it.
    """
    covered = card_leads(plan)
    rows = [
        row
        for row in plan.fitting
        if row.listing.kind is Kind.PUBLIC_COVERAGE
        and row.listing.covers is not Covers.UNKNOWN
        and not is_held(row.listing, plan.situation)
        and not hangs_on_a_guess(plan, row)
        and not comes_by_itself(plan, row)
        and (row.verdict is Verdict.YES or not covered)
    ]
    return max(rows, key=lambda row: row.verdict, default=None)


def hangs_on_a_guess(plan: Plan, row: Match) -> bool:
    """Whether only something that few can say of themselves, and nobody told us, would open it.

    Below the poverty line a disability is worth asking about; with more income it is not what to send people for.
    """
    return waits_for_few(row, TRUE_OF_FEW if is_below_poverty(plan) else TRUE_OF_FEW | {"disabled"})


def special_enrolment_until(plan: Plan) -> tuple[date, date] | None:
    """The last days to join a Marketplace plan after losing coverage: of any kind, and of Medicaid or CHIP.

    60 days before and after the loss; 90 after Medicaid or CHIP (45 CFR 155.420), and which of them ended is not
    asked. ``None`` outside those days, and for people with Medicare.
    """
    lost = plan.situation.lost_coverage_on
    if lost is None or (plan.situation.insurance or frozenset()) & MEDICARE:
        return None
    last, after_medicaid = lost + SPECIAL_ENROLMENT, lost + AFTER_MEDICAID
    return (last, after_medicaid) if lost - SPECIAL_ENROLMENT <= plan.on <= after_medicaid else None


def is_below_poverty(plan: Plan) -> bool:
    """Whether the household as told, nobody unborn counted, has less than the poverty line of the day."""
    told = plan.situation
    if told.state is None or told.household_size is None or told.income_per_month is None:
        return False
    guideline = plan.snapshot.facts.guidelines.on(plan.on, told.state)
    return guideline is not None and told.income_per_month * MONTHS_PER_YEAR < guideline.per_year(told.household_size)
