"""The card a person holds, which is used before anything else (docs/safety.md S9)."""

from __future__ import annotations

from typing import NamedTuple

from finder.core.matches import Match, Plan
from finder.core.ranking import is_held
from finder.core.rare_traits import waits_for_few

# Plans whose card a pharmacy near the person takes.
PLANS = frozenset({"employer", "marketplace", "medicare_drug", "tricare", "other"})
# Whose card is shown first where somebody has several: what any pharmacy near takes comes before what has pharmacies
# of its own.
SHOWN_FIRST = (
    "medicaid",
    "chip",
    "employer",
    "marketplace",
    "other",
    "medicare",
    "medicare_drug",
    "tricare",
    "va",
    "ihs",
)


class OwnCard(NamedTuple):
    """The card to use first: the insurance told, its listing where there is one, and the other coverage held."""

    insurance: str
    match: Match | None
    others: tuple[Match, ...]


def own_card(plan: Plan) -> OwnCard | None:
    """The card the person holds; ``None`` without one, or where nothing says that it pays for tablets."""
    coverage = plan.situation.insurance or frozenset()
    rows = _coverage_matches(plan)
    for insurance in SHOWN_FIRST:
        if insurance in coverage:
            match = next((row for row in rows if insurance in row.listing.held_with), None)
            if match is not None or insurance in PLANS:
                return OwnCard(insurance, match, tuple(row for row in rows if row is not match))
    return None


def may_have_drug_plan(plan: Plan) -> bool:
    """Whether someone with Medicare did not say that a drug plan or another card pays for tablets; many have one."""
    return "medicare" in (plan.situation.insurance or frozenset()) and own_card(plan) is None


def no_cash(plan: Plan) -> bool:
    """Whether the person's coverage stands in place of any cash: Medicaid and CHIP members (docs/safety.md S9)."""
    return any(row.listing.instead_of_cash and is_held(row.listing, plan.situation) for row in plan.fitting)


def has_plan(plan: Plan) -> bool:
    """Whether a plan's card is to be shown at the counter, and its price compared with the cash price."""
    return bool((plan.situation.insurance or frozenset()) & PLANS) and not no_cash(plan)


def _coverage_matches(plan: Plan) -> list[Match]:
    """Coverage held, in the order of the plan; what holds only in some cases comes first, where it surely does."""
    rows = [
        row
        for row in plan.fitting
        if is_held(row.listing, plan.situation) and (row.listing.leads_for_holders or not waits_for_few(row))
    ]
    return sorted(rows, key=lambda row: row.listing.leads_for_holders)
