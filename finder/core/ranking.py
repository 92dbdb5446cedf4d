"""The order to try things in, and why each stands where it does.

Days of tablets left come first (docs/safety.md S1), then whether the rules fit and a price is known,
then the first year's highest cost, then days to hand, then the id. Who gains is never read.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from finder.core.costs import Cost, YearCost
from finder.core.listing import Covers, Listing
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Verdict

# With fewer days left than this, or when it is not known, only what can be had the same day leads.
SAFE_DAYS_LEFT = 14
SAME_DAY = 1
DAYS_IF_NEVER = 10_000
NO_PRICE = Decimal("Infinity")
NOT_SUPPLIED = {Covers.UNKNOWN: "call_first", Covers.NOT_APPLICABLE: "gives_no_medicine"}


class Position(NamedTuple):
    """Where a listing stands: the key it is sorted by, and the reasons to show, most telling first."""

    key: tuple[object, ...]
    reasons: tuple[str, ...]


def in_hand_by(prescription: Prescription) -> int:
    """Days within which the tablets must be in hand for mail to come first."""
    left = prescription.days_left
    return left if left is not None and left >= SAFE_DAYS_LEFT else SAME_DAY


def is_held(listing: Listing, situation: Situation) -> bool:
    """Whether the person told us that they already have this coverage."""
    return bool(situation.insurance and listing.held_with & situation.insurance)


def position(
    listing: Listing,
    verdict: Verdict,
    cost: Cost | None,
    first_year: YearCost | None,
    situation: Situation,
    prescription: Prescription,
) -> Position:
    """Place one listing among the others."""
    has_card = is_held(listing, situation)
    leads = has_card and listing.leads_for_holders
    days = 0 if has_card else listing.days_to_hand[1] if listing.days_to_hand else DAYS_IF_NEVER
    known = listing.covers is Covers.YES
    in_time = days <= in_hand_by(prescription)
    # While the dose is not told, a listing with prices on file still counts as priced.
    priced = cost is not None or (prescription.daily_dose_mg is None and bool(listing.pricing))
    top = first_year.total[1] if first_year else cost.per_month[1] if cost else NO_PRICE
    key = (
        verdict is Verdict.NO,
        not leads,
        not known,
        not in_time,
        -verdict,
        not priced,
        top,
        days,
        cost is not None and cost.stale,
        listing.id,
    )
    return Position(key, _reasons(verdict, listing.covers, leads=leads, in_time=in_time, priced=priced))


def _reasons(verdict: Verdict, covers: Covers, *, leads: bool, in_time: bool, priced: bool) -> tuple[str, ...]:
    if verdict is Verdict.NO:
        return ("does_not_fit",)
    if leads:
        return ("use_your_card_first",)
    return (
        "in_hand_in_time" if in_time else "may_come_too_late",
        "rules_fit" if verdict is Verdict.YES else "rules_open",
        NOT_SUPPLIED.get(covers, "price_known" if priced else "price_not_known"),
    )
