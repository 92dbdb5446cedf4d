"""How the ways are laid out: the best few in one ranked table, the rest by kind, and the pictures of cost."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from finder.core.costs import DAYS_PER_MONTH, LONG_FILL_DAYS
from finder.core.listing import Kind
from finder.core.matching import Match
from finder.core.plan import _deed, counter_price, counter_tablets
from finder.core.ranking import is_held
from finder.core.verdict import Verdict
from finder.web.search.cards import Card, cards
from finder.web.wording import Words, money
from finder.web.wording.words import N_

if TYPE_CHECKING:
    from finder.web.search.results import Done, Results

MOST_BARS = 6
# The scale of a picture ends on a round number of dollars.
ROUND = (10, 20, 40, 60, 80, 100, 200, 400, 600, 800, 1000, 2000, 4000, 10000)

GROUPS: dict[str, tuple[str, frozenset[Kind]]] = {
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
# Cost in a few words where there is no figure for this person. A listing text of its own in the end (`cost_short`).
IN_SHORT = {
    "marketplace-tax-credit": N_("Premium by income"),
    "340b-pharmacies": N_("Ask: they set it"),
}


class Way(NamedTuple):
    """One row: the card behind it, its place in the ranking, and what stands in the columns."""

    card: Card
    rank: int
    deed: str
    pays: str
    unit: str
    note: str
    ask: str
    sure: str
    late: bool


class Span(NamedTuple):
    """What to do in one span of time: steps without a listing, then ways to compare."""

    name: str
    steps: list[Done]
    ways: list[Way]


class Group(NamedTuple):
    """Ways of one kind that are not among the best few."""

    id: str
    name: str
    ways: list[Way]
    names: str
    call_first: bool


class Bar(NamedTuple):
    """One line of the picture of cost; positions in hundredths of the scale."""

    name: str
    href: str
    amount: str
    what: str
    low: str
    high: str
    counter: bool


class Picture(NamedTuple):
    """The picture of a month: its bars and the marks of its scale."""

    bars: list[Bar]
    marks: list[str]


class Year(NamedTuple):
    """A year in two parts, in hundredths of the dearest year."""

    name: str
    parts: str
    tests_said: str
    total: str
    tablets: str
    tests: str
    tests_may: str


def _sure(match: Match, card: Card) -> str:
    if card.call_first:
        return "call"
    return "yes" if match.verdict is Verdict.YES else "half"


DEEDS = {
    "buy": N_("Buy"),
    "apply": N_("Apply"),
    "ask_price": N_("Ask the price"),
    "call_first": N_("Call first"),
    "ask_for_help": N_("Ask for help"),
}


def _way(page: Results, rank: int, match: Match, card: Card) -> Way:
    words, cost = page.words, match.cost
    pays, unit, note, ask = "", "", "", ""
    if cost is not None:
        low, high = cost.per_month
        pays, unit = words.span(low, high, whole=True), words._("a month")
        fill = card.fills[0]
        note, ask = fill.what, fill.by_days
    elif match.listing.id in IN_SHORT:
        pays = words._(IN_SHORT[match.listing.id])
    elif match.listing.kind is Kind.NAVIGATION_HELP and not card.call_first:
        pays = words._("Free")
    else:
        pays = words._("price not known")
    held = is_held(match.listing, page.plan.situation)
    deed = words._("Use it") if held else words._(DEEDS[_deed(match)])
    left = page.plan.prescription.days_left
    soon = match.listing.days_to_hand
    late = page.runs_out and left is not None and soon is not None and soon[1] > left
    return Way(card, rank, deed, pays, unit, note, ask, _sure(match, card), late)


def laid_out(page: Results) -> tuple[list[Span], list[Group]]:
    """The plan as rows to compare, and every other way that may fit by kind."""
    made = cards(page.words, page.plan, page.plan.fitting)
    every = {
        match.listing.id: (match, _way(page, rank, match, card))
        for rank, (match, card) in enumerate(zip(page.plan.fitting, made, strict=True), 1)
    }
    spans: list[Span] = []
    for name, steps in page.steps:
        ways = [every.pop(step.listing.id)[1] for step in steps if step.listing and step.listing.id in every]
        spans.append(Span(name, [step for step in steps if step.listing is None], ways))
    groups = []
    for key, (name, kinds) in GROUPS.items():
        ways = [way for match, way in every.values() if match.listing.kind in kinds]
        if ways:
            groups.append(Group(key, page.words._(name), ways, "", all(way.card.call_first for way in ways)))
    # What is known comes before what is to be called first; then the better rank.
    groups.sort(key=lambda row: (row.call_first, row.ways[0].rank))
    return spans, groups


def _percent(amount: Decimal, most: Decimal) -> str:
    return f"{float(amount / most) * 100:.1f}"


def month(page: Results) -> Picture | None:
    """What 30 days cost where a price is known, with our estimate of a fair price at a counter; cheapest first.

    Coverage gets a bar only when its rules are met (PRODUCT.md S2).
    """
    words = page.words
    found: list[tuple[Decimal, Decimal, str, str, str, bool]] = []
    for match in page.plan.fitting:
        cost = match.cost
        if cost is None or (cost.way is None and match.verdict is not Verdict.YES):
            continue
        low, high = cost.per_month
        found.append((low, high, words.text(match.listing.name), match.listing.id, money.what_it_is(words, cost), False))
    fair = counter_price(page.plan)
    if fair is not None and not page.card_leads and page.plan.prescription.daily_dose_mg is not None:
        strength, count = counter_tablets(page.plan.prescription)
        name = words._("A fair price at a counter")
        what = words._("our estimate, %(month)s: ask, it is no offer", month=words.month(fair.benchmark.observed_on))
        found.append((fair.low, fair.high, name, "", what, True))
    if len(found) < 2:
        return None
    found.sort(key=lambda row: (row[1], row[0]))
    found = found[:MOST_BARS]
    most = max(row[1] for row in found)
    top = Decimal(next((mark for mark in ROUND if mark >= most), int(most) + 1))
    bars = [
        Bar(name, href, words.span(low, high, whole=True), what, _percent(low, top), _percent(high, top), counter)
        for low, high, name, href, what, counter in found
    ]
    return Picture(bars, [f"${int(top * step / 4):,}" for step in range(5)])


def years(page: Results) -> list[Year]:
    """The coming year and a later one at the first priced way: tablets, and blood tests."""
    priced = page.first_priced
    if priced is None or priced.first_year is None:
        return []
    from finder.core.matching import Matcher

    plan, words = page.plan, page.words
    matcher = Matcher(plan.snapshot, plan.situation, plan.prescription, plan.on)
    later = matcher.year(priced.listing, priced.cost, later=True)
    rows = [(words._("First year"), priced.first_year)]
    if later:
        rows.append((words._("A later year"), later))
    most = max(year.total[1] for _name, year in rows) or Decimal(1)
    covers = priced.listing.kind is Kind.PUBLIC_COVERAGE
    return [
        Year(
            name,
            words._(
                N_("copays and premiums %(tablets)s") if covers else N_("tablets %(tablets)s"),
                tablets=words.span(*year.tablets, whole=True),
            ),
            words._("%(counts)s blood counts %(tests)s", counts=year.counts, tests=words.span(*year.blood_tests, whole=True)),
            words.span(*year.total, whole=True),
            _percent(year.tablets[0], most),
            _percent(year.blood_tests[0], most),
            _percent(year.total[1] - year.total[0], most),
        )
        for name, year in rows
    ]


def long_fill(page: Results) -> str:
    """What 90 days cost at once at the first priced way, and that a month."""
    priced = page.first_priced
    if priced is None or priced.cost is None or priced.cost.days != DAYS_PER_MONTH or priced.cost.way is None:
        return ""
    from finder.core.matching import Matcher

    plan, words = page.plan, page.words
    cost = Matcher(plan.snapshot, plan.situation, plan.prescription, plan.on).cost(priced.listing, LONG_FILL_DAYS)
    if cost is None or cost.per_month[1] >= priced.cost.per_month[1]:
        return ""
    return words._(
        "90 days at once: %(total)s (%(month)s a month).",
        total=words.span(cost.low, cost.high, whole=True), month=words.span(*cost.per_month, whole=True),
    )


__all__ = ["laid_out", "long_fill", "month", "years"]
