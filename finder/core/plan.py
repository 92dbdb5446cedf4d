"""What to do, and when: the steps that follow from a ranked plan.

Running out comes first (docs/safety.md S1): with fewer than 14 days of tablets, or an unknown number,
a same-day step at a local counter leads and mail never does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from finder.core.headline import (
    closed_to_adults,
    comes_by_itself,
    coverage_to_apply_for,
    hangs_on_a_guess,
    is_another_plan,
    is_in_gap,
    medicare_pays_first,
    part_b_may_pay_first,
)
from finder.core.listing import Covers, Kind
from finder.core.matches import Match, Plan
from finder.core.own_card import has_plan, no_cash, own_card
from finder.core.ranking import SAFE_DAYS_LEFT, is_held
from finder.core.situation import Prescription, Situation
from finder.core.tablet_question import asks_label, costly_tablets, tablet_question
from finder.core.verdict import Verdict

DAYS_OF_A_WEEK = 14
# A parent's plan keeps a child until this age: the fact parents_plan_to_26.
ADULT_AGE, LEAVES_PARENTS_PLAN_AT = 18, 26
# Slow to get, but what helps for years.
WORTH_A_MONTH = frozenset({Kind.PUBLIC_COVERAGE, Kind.SAFETY_NET_CLINIC_NETWORK})
SELLER_KINDS = frozenset(
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
# What stands in place of a step for who has a new prescription: nothing can be refilled yet.
FOR_STARTERS: dict[str, tuple[str, ...]] = {
    "ask_short_local_prescription": ("ask_for_first_prescription",),
    "ask_emergency_refill": (),
}
MOST_STEPS = {When.THIS_WEEK: 3, When.THIS_MONTH: 4, When.RESERVE: 5}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do: a message key, and the match it is about where there is one."""

    when: When
    key: str
    match: Match | None = None


def may_run_out(prescription: Prescription) -> bool:
    """Whether a same-day step must lead: under 14 days left, or not told."""
    return prescription.days_left is None or prescription.days_left < SAFE_DAYS_LEFT


def has_no_tablets_yet(plan: Plan) -> bool:
    """Whether the first fill is still to come: the prescription is new, and there is nothing to refill."""
    return plan.situation.starting is True and not plan.prescription.days_left


def comes_too_late(plan: Plan, match: Match) -> bool:
    """Whether the tablets may run out before this way brings any (docs/safety.md S1)."""
    return may_run_out(plan.prescription) and "may_come_too_late" in match.position.reasons


def plan_steps(plan: Plan) -> tuple[Step, ...]:
    """Today, this week, this month and in reserve, in the order of the plan."""
    found = (*_today(plan), *_later_steps(plan))
    order = list(When)
    return tuple(sorted(found, key=lambda step: order.index(step.when)))


def _later_steps(plan: Plan) -> Iterator[Step]:
    """The first few listings of each span, in the order of the plan; in reserve one of each kind."""
    counts = dict.fromkeys(When, 0)
    kinds: set[Kind] = set()
    covered = no_cash(plan)
    for row in plan.fitting:
        kept_back = (hangs_on_a_guess, comes_by_itself, is_in_gap, is_another_plan)
        if any(holds(plan, row) for holds in kept_back):
            continue
        when, verb = _when_to_act(row, plan.situation), verb_of(row)
        # Who has a card that leads is not sent to pay cash (docs/safety.md S9).
        if covered and verb in ("buy", "ask_price"):
            continue
        # ... nor, on a guess, to apply for another card of that kind.
        if covered and verb == "apply" and row.listing.instead_of_cash and row.verdict is not Verdict.YES:
            continue
        again = when is When.RESERVE and row.listing.kind in kinds
        if again or counts[when] >= MOST_STEPS.get(when, 0):
            continue
        counts[when] += 1
        kinds.add(row.listing.kind)
        yield Step(when, verb, row)


def _today(plan: Plan) -> Iterator[Step]:
    """Same-day steps, and what the person has already; those of one kind of cover only for people who have it."""
    soon = may_run_out(plan.prescription)
    first_of_all = When.TODAY if soon else When.THIS_WEEK
    yield from _with_own_card(plan, When.TODAY if soon or no_cash(plan) else When.THIS_WEEK)
    if soon and plan.situation.transplant in ("kidney", "other"):
        yield Step(When.TODAY, "call_transplant_team")
    if tablet_question(plan) is not None:
        calls = soon and costly_tablets(plan) and not has_no_tablets_yet(plan)
        yield Step(first_of_all, "call_about_50_mg" if calls else "ask_about_50_mg")
    if asks_label(plan):
        yield Step(first_of_all, "look_at_label")
    if soon:
        # Someone whose card leads is not sent to pay cash (docs/safety.md S9).
        yield Step(When.TODAY, "fill_with_your_card" if no_cash(plan) else "ask_at_the_counter")
    if has_plan(plan):
        yield Step(first_of_all, "ask_with_your_plan")
    if soon:
        yield from (Step(When.TODAY, key) for key in _bridges(plan))
    yield from _by_circumstance(plan)


def _with_own_card(plan: Plan, when: When) -> Iterator[Step]:
    card = own_card(plan)
    if card is not None:
        yield Step(when, "use_your_card" if card.match else "use_your_plan", card.match)
    if medicare_pays_first(plan):
        yield Step(When.TODAY, "show_part_b_card" if part_b_may_pay_first(plan) else "show_medicare_card")
    yield from (Step(when, "ask_where_you_belong", row) for row in (card.others if card else ()))


def _bridges(plan: Plan) -> Iterator[str]:
    """How to get over a few days."""
    coverage = plan.situation.insurance or frozenset()
    starts = has_no_tablets_yet(plan)
    for key, covers in BRIDGES.items():
        if not covers or covers & coverage:
            yield from (FOR_STARTERS if starts else {}).get(key, (key,))
    wanted = coverage_to_apply_for(plan)
    if wanted is not None and wanted.listing.hospital_can_start:
        yield "ask_hospital_for_medicaid"


def _by_circumstance(plan: Plan) -> Iterator[Step]:
    """What the guide knows and only some people need."""
    situation = plan.situation
    uncovered = situation.insurance == frozenset({"none"})
    if uncovered and situation.age is not None and ADULT_AGE <= situation.age < LEAVES_PARENTS_PLAN_AT:
        yield Step(When.THIS_MONTH, "ask_parents_plan")
    if uncovered and closed_to_adults(plan) is not None:
        yield Step(When.THIS_MONTH, "ask_county")


def _when_to_act(row: Match, situation: Situation) -> When:
    if is_held(row.listing, situation):
        return When.TODAY
    if row.listing.kind in WORTH_A_MONTH:
        return When.THIS_MONTH
    if row.listing.covers is not Covers.YES or row.listing.kind is Kind.MANUFACTURER_PAP:
        return When.RESERVE
    days = row.listing.days_to_hand
    return When.THIS_WEEK if days and days[1] <= DAYS_OF_A_WEEK else When.THIS_MONTH


def verb_of(row: Match) -> str:
    """The verb of the step: apply, buy, ask or call."""
    if row.listing.covers is Covers.UNKNOWN:
        return "call_first"
    if row.listing.covers is Covers.NOT_APPLICABLE:
        return "ask_for_help"
    if row.listing.kind in SELLER_KINDS:
        return "buy" if row.cost is not None else "ask_price"
    return "apply"
