"""Coverage to apply for, in words: what it pays, its limit beside the person's number, and what is left without it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from finder.core.costs import CENT, cents
from finder.core.deciding_income import DecidingIncome, deciding_income
from finder.core.headline import nearly_fits
from finder.core.matches import Match, Plan
from finder.core.verdict import Verdict
from finder.wording import Words
from finder.wording.cards import Card
from finder.wording.contacts import enrolment, office
from finder.wording.words import N_

# Nearer to a limit than this, both are said to the cent.
EXACT_BELOW = Decimal(1)


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
        pays=words.span(*amounts, whole=True) if amounts else "",
        unit=words._("a month") if premium else words._("a fill, if you get it"),
        fits=match.verdict is Verdict.YES,
        state_decides=listing.run_by_states,
        limit=limit_of(words, _name(words, plan, match), income) if income else "",
        # A premium is compared with what all medicines cost (docs/safety.md S8).
        warning=words.text(listing.cautions[0]) if premium and listing.cautions else "",
        enrolment=when,
    )


def missed(words: Words, plan: Plan) -> str:
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


def limit_of(words: Words, name: str, income: DecidingIncome) -> str:
    """The person's income beside the limit that decides, and the room: "Ohio Medicaid: your $1,500 a month is ..."."""
    # A limit missed by a part of a cent is not missed by $0.
    rule, room = income.rule, max(abs(income.room), CENT) if income.room < 0 else cents(income.room)
    show = words.dollars if 0 < room < EXACT_BELOW else words.about
    values = {
        "told": show(rule.value_per_month or Decimal(0)),
        "limit": show(rule.limit_per_month or Decimal(0)),
        "room": show(room),
    }
    message = LEAST_SENTENCES if rule.criterion.operator == "at_least" else MOST_SENTENCES
    side = -1 if income.room < 0 else int(room > 0)
    said = words._(message[side], **values)
    return f"{name}: {said[0].lower()}{said[1:]}" if name else said


# The most and the least one may earn, by whether there is room left (1), none (0), or less than none (-1).
MOST_SENTENCES = {
    1: N_("Your %(told)s a month is under its limit of %(limit)s by %(room)s."),
    0: N_("Your %(told)s a month is at its limit of %(limit)s."),
    -1: N_("Your %(told)s a month is over its limit of %(limit)s by %(room)s."),
}
LEAST_SENTENCES = {
    1: N_("Your %(told)s a month is over the least it asks for, %(limit)s, by %(room)s."),
    0: N_("Your %(told)s a month is the least it asks for."),
    -1: N_("Your %(told)s a month is under the least it asks for, %(limit)s, by %(room)s."),
}


def _name(words: Words, plan: Plan, match: Match) -> str:
    """The state's own name of it, where it has one: "Ohio Medicaid"."""
    listing, facts = match.listing, plan.snapshot.facts
    found = office(words, listing, plan.situation.state, facts, plan.on)
    return found.name if found and listing.run_by_states else ""
