"""What stands at the top of an answer: what to try first, the card one has, the coverage to apply for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from finder.core.coverage_gap import not_offered
from finder.core.deciding_income import OPENS_A_WAY, TRUE_OF_FEW_OR_DISABLED, DecidingIncome, deciding_income
from finder.core.listing import Covers, Kind
from finder.core.matches import Match, Plan
from finder.core.own_card import no_cash, own_card
from finder.core.poverty import ONE_STATE_A_REGION, region_of
from finder.core.ranking import is_held
from finder.core.rare_traits import TRUE_OF_FEW, asks_for_few, waits_for_few
from finder.core.situation import MONTHS_PER_YEAR
from finder.core.verdict import Unsure, Verdict

SPECIAL_ENROLMENT = timedelta(days=60)
AFTER_MEDICAID = timedelta(days=90)
MEDICARE = frozenset({"medicare", "medicare_drug"})
# So much of a limit is near it.
NEAR_MARGIN = Decimal("0.1")
# Times the poverty line: as far as any rule of public coverage goes.
FAR_ABOVE = 4


def first_choice(plan: Plan) -> Match | None:
    """What to buy first, at a known price; ``None`` for whoever has coverage in place of cash (docs/safety.md S9)."""
    rows = () if no_cash(plan) else _ready(plan)
    priced = [row for row in rows if row.cost is not None and not is_held(row.listing, plan.situation)]
    # Other tablets than those written need a new prescription first (docs/safety.md S4).
    as_written = (row for row in priced if row.cost is not None and row.cost.as_written)
    return next(as_written, priced[0] if priced else None)


def first_priced(plan: Plan) -> Match | None:
    """The first whose year can be worked out; whose card leads, of what is held alone (docs/safety.md S9)."""
    rows = (row for row in _ready(plan) if is_held(row.listing, plan.situation) or not no_cash(plan))
    return next((row for row in rows if row.first_year is not None), None)


def _ready(plan: Plan) -> Iterator[Match]:
    """What can be used as things stand: known to have the medicine, and no coverage still to be applied for."""
    for row in plan.fitting:
        has_card = is_held(row.listing, plan.situation) and not waits_for_few(row)
        if row.listing.covers is Covers.YES and (has_card or row.listing.kind is not Kind.PUBLIC_COVERAGE):
            yield row


def medicare_pays_first(plan: Plan) -> bool:
    """Whether a Medicare drug plan, and not the Medicaid card the person holds, pays for tablets."""
    coverage = plan.situation.insurance or frozenset()
    return "medicaid" in coverage and bool(coverage & MEDICARE)


def part_b_may_pay_first(plan: Plan) -> bool:
    """Whether, of both cards, Medicare Part B may be the one that pays: after a transplant that Medicare covered."""
    situation = plan.situation
    after_transplant = situation.transplant in ("kidney", "other") and situation.medicare_at_transplant is not False
    return medicare_pays_first(plan) and after_transplant


def comes_by_itself(plan: Plan, row: Match) -> bool:
    """Whether it comes with Medicare and Medicaid together and needs no application, as Extra Help and a drug plan."""
    return medicare_pays_first(plan) and row.listing.comes_with_both_cards


def coverage_to_apply_for(plan: Plan) -> Match | None:
    """The public coverage most worth applying for that the person does not have yet.

    What is not known to pay for azathioprine heads nothing (docs/safety.md S2). Who has Medicaid or CHIP is pointed
    only to what surely fits beside it, and nobody who has a plan to another plan while theirs does not end. Whose
    state is not known (a military address, a ZIP code in two states) is asked for it first.
    """
    covered = no_cash(plan)
    rows = [
        row
        for row in plan.fitting
        if row.listing.kind is Kind.PUBLIC_COVERAGE
        and row.listing.covers is not Covers.UNKNOWN
        and not is_held(row.listing, plan.situation)
        and not hangs_on_a_guess(plan, row)
        and not comes_by_itself(plan, row)
        and not is_in_gap(plan, row)
        and not is_another_plan(plan, row)
        and not _waits_for_state(plan, row)
        and not _is_thin(plan, row)
        and (row.verdict is Verdict.YES or not covered)
    ]
    return max(rows, key=lambda row: row.verdict, default=None)


def _waits_for_state(plan: Plan, row: Match) -> bool:
    """Whether no office can be named yet: each state has its own, and the person's state is not known."""
    return plan.situation.state is None and (row.listing.run_by_states or row.listing.open_enrolment)


def _is_thin(plan: Plan, row: Match) -> bool:
    """Whether too little speaks for it to send anybody there first; it stays among the ways to ask about.

    Above the poverty line, a card that pays for tablets is worth more than what an office decides case by case. Where
    no limit is on file, an income far above that of every state's groups is no reason to apply.
    """
    if row.verdict is Verdict.YES:
        return False
    case_by_case = any(finding.unsure is Unsure.PROGRAM_DECIDES for finding in row.findings)
    room = _room_to_poverty(plan)
    is_better_off_with_card = own_card(plan) is not None and room is not None and room < 0
    return (case_by_case and is_better_off_with_card) or _is_far_above_poverty_of_the_states(plan)


def _is_far_above_poverty_of_the_states(plan: Plan) -> bool:
    """Whether, in a territory without a poverty line, the income is more than any coverage by income asks elsewhere."""
    situation = plan.situation
    if (
        situation.state is None
        or region_of(situation.state)
        or situation.household_size is None
        or situation.income_per_month is None
    ):
        return False
    guideline = plan.snapshot.facts.guidelines.on(plan.on, ONE_STATE_A_REGION[0])
    income = situation.income_per_month * MONTHS_PER_YEAR
    return guideline is not None and income > FAR_ABOVE * guideline.per_year(situation.household_size)


def _is_a_little_over(income: DecidingIncome) -> bool:
    """Whether it is too much, and not too little, by no more than a small part of the limit."""
    rule = income.rule
    return rule.criterion.operator != "at_least" and 0 > income.room >= -NEAR_MARGIN * (rule.limit_per_month or 0)


def _is_all_against(row: Match, income: DecidingIncome) -> bool:
    """Whether only this income stands in the way: the person is of its group, and may meet every other rule."""
    others = [finding for finding in row.findings if deciding_income((finding,)) != income]
    return income.is_of_group and not any(
        finding.verdict is Verdict.NO or asks_for_few(finding, TRUE_OF_FEW_OR_DISABLED) for finding in others
    )


def is_another_plan(plan: Plan, row: Match) -> bool:
    """Whether it is bought in place of coverage that the person has and that does not end."""
    return row.listing.open_enrolment and own_card(plan) is not None and not plan.situation.lost_coverage_on


def closed_to_adults(plan: Plan) -> Match | None:
    """The coverage that a state does not offer to most adults, for an adult who is poor enough elsewhere (S12)."""
    return next((row for row in plan.matches if is_in_gap(plan, row)), None)


def is_in_gap(plan: Plan, row: Match) -> bool:
    """Whether it is closed to the person by the state's rule, and nothing told opens another way in."""
    if is_held(row.listing, plan.situation) or not is_below_poverty(plan):
        return False
    closed = any(not_offered(found) for found in row.findings)
    return closed and (row.verdict is Verdict.NO or waits_for_few(row, OPENS_A_WAY))


def nearly_fits(plan: Plan) -> tuple[Match, DecidingIncome] | None:
    """Coverage that the person misses by a little income alone, and by how much; the one nearest.

    Nothing else may be against them, wait for what few can say of themselves, or make it no use to them.
    """
    if no_cash(plan):
        return None
    missed = (
        (row, income)
        for row in plan.matches
        if row.listing.kind is Kind.PUBLIC_COVERAGE and not is_held(row.listing, plan.situation)
        if not is_another_plan(plan, row)
        if (row.verdict is Verdict.NO or hangs_on_a_guess(plan, row)) and (income := deciding_income(row.findings))
    )
    near = [(row, income) for row, income in missed if _is_a_little_over(income) and _is_all_against(row, income)]
    return max(near, key=lambda pair: pair[1].room, default=None)


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
    room = _room_to_poverty(plan)
    return room is not None and room > 0


def copay_cannot_be_demanded(plan: Plan) -> bool:
    """Whether a Medicaid pharmacy may not refuse the tablets for an unpaid copay: income at or below poverty.

    Where Medicare pays first, the copay is not Medicaid's.
    """
    room = _room_to_poverty(plan)
    member = "medicaid" in (plan.situation.insurance or ()) and not medicare_pays_first(plan)
    return member and room is not None and room >= 0


def _room_to_poverty(plan: Plan) -> Decimal | None:
    """Dollars a year up to the poverty line of the day; ``None`` where it cannot be worked out."""
    situation = plan.situation
    if situation.state is None or situation.household_size is None or situation.income_per_month is None:
        return None
    guideline = plan.snapshot.facts.guidelines.on(plan.on, situation.state)
    if guideline is None:
        return None
    return guideline.per_year(situation.household_size) - situation.income_per_month * MONTHS_PER_YEAR
