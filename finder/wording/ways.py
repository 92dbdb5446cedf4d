"""How the ways are laid out: the best few to compare, the plan, and the rest by kind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from finder.core.costs import Cost
from finder.core.headline import coverage_to_apply_for
from finder.core.listing import Covers, Kind, Listing
from finder.core.matches import Match, Plan
from finder.core.own_card import no_cash
from finder.core.plan import When, may_run_out, plan_steps, verb_of
from finder.core.ranking import is_held
from finder.core.rare_traits import waits_for_few
from finder.core.tablet_question import costly_tablets, in_50_mg
from finder.core.verdict import Verdict
from finder.wording import Words, money
from finder.wording.cards import Card
from finder.wording.plan_steps import WHEN_WORDS
from finder.wording.todo import TodoStep, step_in_words
from finder.wording.words import N_

MOST_COMPARED = 4
# What stands open below the ways to compare; the rest of the plan is kept in reserve.
MOST_OPEN_LINES = 3

WAY_GROUPS: dict[str, tuple[str, frozenset[Kind]]] = {
    "buy": (
        N_("Other sellers"),
        frozenset({Kind.NONPROFIT_PHARMACY, Kind.MAIL_ORDER_PHARMACY, Kind.RETAIL_GENERIC_LIST, Kind.MEMBERSHIP}),
    ),
    "cover": (N_("Other coverage"), frozenset({Kind.PUBLIC_COVERAGE})),
    "clinics": (
        N_("Clinics and charities"),
        frozenset({Kind.SAFETY_NET_CLINIC_NETWORK, Kind.CHARITY_PHARMACY_NETWORK}),
    ),
    "cards": (N_("Discount cards"), frozenset({Kind.DISCOUNT_CARD, Kind.STATE_DISCOUNT_CARD})),
    "funds": (
        N_("If all else fails"),
        frozenset({Kind.MANUFACTURER_PAP, Kind.COPAY_FOUNDATION, Kind.TRANSPLANT_FUND, Kind.MEDICAL_BILL_HELP}),
    ),
    "people": (N_("People who help you look"), frozenset({Kind.NAVIGATION_HELP})),
}
VERB_WORDS = {
    "buy": N_("Buy"),
    "apply": N_("Apply"),
    "ask_price": N_("Ask the price"),
    "call_first": N_("Call first"),
    "ask_for_help": N_("Ask for help"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One row: the card behind it, its place in the ranking, and what stands in the columns."""

    card: Card
    rank: int
    verb: str
    tablets: str
    pays: str
    unit: str
    phone: str
    sure: str
    standing: str
    note: str
    late: bool


class Span(NamedTuple):
    """What to do in one span of time: steps without a listing, then ways."""

    when: When
    name: str
    steps: list[TodoStep]
    ways: list[Way]


class Group(NamedTuple):
    """Ways of one kind that are not among the best few."""

    id: str
    name: str
    ways: list[Way]
    call_first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Every way that may fit stands in one place of these; ``spans`` hold the steps without a listing too.

    ``cover`` is the coverage to apply for, which has a line or a box of its own.
    """

    cover: Way | None
    compared: list[Way]
    spans: list[Span]
    reserve: list[Way]
    groups: list[Group]


def layout_of(words: Words, plan: Plan, cards: Iterable[Card]) -> Layout:
    """The coverage to apply for, the best few ways to compare, the plan, and every other way that may fit, by kind."""
    rows = zip(plan.fitting, cards, strict=True)
    left = {row.listing.id: _way(words, plan, rank, row, card) for rank, (row, card) in enumerate(rows, 1)}
    best = coverage_to_apply_for(plan)
    cover = left.pop(best.listing.id) if best else None
    compared = [left.pop(row.listing.id) for row in _to_compare(plan)]
    spans, reserve = _spans(words, plan, left)
    return Layout(cover=cover, compared=compared, spans=spans, reserve=reserve, groups=_groups(words, plan, left))


def _to_compare(plan: Plan) -> list[Match]:
    """The first ways whose price is known, best first: no coverage still to be applied for (docs/safety.md S2, S9)."""
    covered = no_cash(plan)
    found = []
    for row in plan.fitting:
        has_card = is_held(row.listing, plan.situation) and not waits_for_few(row)
        cash = row.listing.kind is not Kind.PUBLIC_COVERAGE and not covered
        if row.listing.covers is Covers.YES and row.cost is not None and (has_card or cash):
            found.append(row)
    return found[:MOST_COMPARED]


def _spans(words: Words, plan: Plan, left: dict[str, Way]) -> tuple[list[Span], list[Way]]:
    """The spans of the plan, and what is kept in reserve; ways that are laid out here leave ``left``."""
    spans = {when: Span(when, words._(name), [], []) for when, name in WHEN_WORDS.items()}
    # The question about costly tablets takes the room of a line.
    lines = int(costly_tablets(plan) is not None)
    for step in plan_steps(plan):
        span, listing = spans[step.when], step.match.listing if step.match else None
        if listing is None:
            span.steps.append(step_in_words(words, plan, step))
        elif listing.id in left:
            open_line = step.when is not When.RESERVE and lines < MOST_OPEN_LINES
            (span if open_line else spans[When.RESERVE]).ways.append(left.pop(listing.id))
            lines += open_line
    reserve = spans.pop(When.RESERVE)
    return [span for span in spans.values() if span.steps or span.ways], reserve.ways


def _groups(words: Words, plan: Plan, left: dict[str, Way]) -> list[Group]:
    kinds = {row.listing.id: row.listing.kind for row in plan.fitting}
    groups = []
    for key, (name, of) in WAY_GROUPS.items():
        ways = [way for name_of, way in left.items() if kinds[name_of] in of]
        if ways:
            groups.append(Group(key, words._(name), ways, all(way.card.call_first for way in ways)))
    # What is known comes before what is to be called first; then the better rank.
    return sorted(groups, key=lambda group: (group.call_first, group.ways[0].rank))


def _way(words: Words, plan: Plan, rank: int, match: Match, card: Card) -> Way:
    listing = match.listing
    # Costly tablets that are written never lead: where the same dose can be 50 mg ones, that is the price of the row.
    cheap = in_50_mg(plan, listing) if match.cost is not None and match.cost.as_written else None
    cost = cheap or match.cost
    has_card = is_held(listing, plan.situation)
    pays, unit = _pays(words, cost, listing, card)
    sure, standing = _sure(words, match, card)
    left, soon = plan.prescription.days_left, listing.days_to_hand
    return Way(
        card=card,
        rank=rank,
        verb=words._("Use it") if has_card else words._(VERB_WORDS[verb_of(match)]),
        tablets=money.a_day(words, cost.way) if cost is not None and cost.way is not None else "",
        pays=pays,
        unit=unit,
        phone=card.office.phone if card.office and card.office.phone else listing.phone,
        sure=sure,
        standing=standing,
        note=money.what_it_is(words, cost) if cost is not None else "",
        late=may_run_out(plan.prescription) and left is not None and soon is not None and soon[1] > left,
    )


def _sure(words: Words, match: Match, card: Card) -> tuple[str, str]:
    """The ring before the words, and the words."""
    if card.call_first:
        return "call", words._("Not confirmed")
    if match.verdict is Verdict.YES:
        return "yes", words._("Rules fit")
    return "half", card.verdict


def _pays(words: Words, cost: Cost | None, listing: Listing, card: Card) -> tuple[str, str]:
    """What a month costs and "a month"; a few words on the cost where there is no figure for this person.

    What may not have or cover the tablets says no cost (docs/safety.md S2).
    """
    if cost is not None:
        return words.span(*cost.per_month, whole=True), words._("a month")
    return "" if card.call_first else words.text(listing.cost_short), ""
