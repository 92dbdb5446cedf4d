"""Coverage to apply for, in words: what it pays, its limit beside the person's number, and what is left without it."""

from __future__ import annotations

from dataclasses import dataclass

from finder.core.deciding_income import deciding_income
from finder.core.headline import nearly_fits
from finder.core.matches import Match, Plan
from finder.core.verdict import Verdict
from finder.wording import Words
from finder.wording.cards import Card
from finder.wording.contacts import enrolment, office
from finder.wording.limits import limit_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Coverage to apply for. ``pays`` is a fill or, with a premium, a month, as ``unit`` says; texts may be empty."""

    card: Card
    pays: str
    unit: str
    fits: bool
    state_decides: bool
    limit: str
    warning: str
    enrolment: str


def coverage(words: Words, plan: Plan, match: Match, card: Card) -> Coverage:
    """The coverage to apply for."""
    listing, cost = match.listing, match.cost
    premium = cost is not None and cost.has_premium
    amounts = cost.per_month if cost and premium else (cost.low, cost.high) if cost else None
    income = deciding_income(match.findings)
    state, facts = plan.situation.state, plan.snapshot.facts
    when = enrolment(words, facts.enrolment, state, plan.on) if state and listing.open_enrolment else ""
    return Coverage(
        card=card,
        pays=words.span(*amounts, whole=True) if amounts else words.text(listing.cost_short),
        unit="" if not amounts else words._("a month") if premium else words._("a fill, if you get it"),
        fits=match.verdict is Verdict.YES,
        state_decides=listing.run_by_states,
        limit=limit_of(words, _name(words, plan, match), income) if income else "",
        # A premium is compared with what all medicines cost (docs/safety.md S8).
        warning=words.text(listing.cautions[0]) if premium and listing.cautions else "",
        enrolment=when,
    )


def nearly_fitting_coverage(words: Words, plan: Plan) -> str:
    """Coverage that the person misses by a little income; empty where none is near."""
    found = nearly_fits(plan)
    if found is None:
        return ""
    match, income = found
    name = _name(words, plan, match) or words.text(match.listing.name)
    said = limit_of(words, name, income)
    higher = words._("Pregnant or disabled? Ask: the limit may be higher.")
    return f"{said} {higher}" if _may_be_higher(match) else said


def _may_be_higher(match: Match) -> bool:
    return match.verdict is Verdict.MAYBE and bool({"pregnant", "disabled"} & set(match.missing))


def _name(words: Words, plan: Plan, match: Match) -> str:
    """The state's own name of it, where it has one: "Ohio Medicaid"."""
    listing, facts = match.listing, plan.snapshot.facts
    found = office(words, listing, plan.situation.state, facts, plan.on)
    return found.name if found and listing.run_by_states else ""
