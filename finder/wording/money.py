"""What a listing costs, in words: the figure, what it is, how old it is, and the bill line by line."""

from __future__ import annotations

from typing import NamedTuple

from finder.core.costs import Cost
from finder.core.dose import DoseWay
from finder.core.listing import Listing
from finder.core.matches import Plan
from finder.core.prices import PriceKind
from finder.wording.labels import part, price_kind
from finder.wording.words import Words


class BillLine(NamedTuple):
    """One line of a bill, ready to print."""

    name: str
    amount: str


def tablets(words: Words, way: DoseWay, days: int) -> str:
    """Tablets to buy: "90 tablets of 50 mg"."""
    named = [
        words._("%(count)s tablets of %(strength)s mg", count=count, strength=mg)
        for mg, count in way.tablets_per_fill(days)
    ]
    return " + ".join(named)


def a_day(words: Words, way: DoseWay) -> str:
    """Tablets for one day: "3 x 50 mg"."""
    counts = dict(way.tablets)
    named = {mg: words.number(count) for mg, count in counts.items()}
    if way.half_mg:
        whole = counts.get(way.half_mg, 0)
        named[way.half_mg] = f"{whole} 1/2" if whole else "1/2"
    return " + ".join(f"{count} × {mg} mg" for mg, count in sorted(named.items(), reverse=True))


def per_month(words: Words, cost: Cost) -> str:
    """About what a month costs: "About $15 a month"."""
    low, high = cost.per_month
    if high == 0:
        return words._("$0 a month")
    return words._("About %(span)s a month", span=words.span(low, high, whole=True))


def fill(words: Words, cost: Cost) -> str:
    """One fill: "$15.28 for 30 days (90 tablets of 50 mg), with shipping"."""
    span = words.span(cost.low, cost.high)
    if cost.has_premium:
        return per_month(words, cost)
    if cost.way is None:
        return words._("%(span)s for %(days)s days", span=span, days=cost.days)
    return words._(
        "%(span)s for %(days)s days (%(tablets)s)",
        span=span,
        days=cost.days,
        tablets=tablets(words, cost.way, cost.days),
    )


def bill(words: Words, cost: Cost) -> list[BillLine]:
    """The parts of one fill; a part without a price is named, never shown as $0."""
    return [
        BillLine(
            part(words, line.name),
            words._("not priced") if line.low is None or line.high is None else words.span(line.low, line.high),
        )
        for line in cost.parts
    ]


def what_it_is(words: Words, cost: Cost) -> str:
    """What the figure is and how old: "our estimate, from a price of July 2026"."""
    if any(line.name == "quote" for line in cost.parts):
        return words._("the price you were told")
    if cost.way is None:
        return words._("what the rules say, checked in %(month)s", month=words.month(cost.observed_on))
    if cost.kind is PriceKind.DERIVED:
        return words._("our estimate, from a price of %(month)s", month=words.month(cost.observed_on))
    what = price_kind(words, cost.kind, cost.source)
    return words._("%(kind)s, %(month)s", kind=what, month=words.month(cost.observed_on))


def stale_mark(words: Words, cost: Cost) -> str:
    """The mark of a price past its shelf life; empty for a fresh one."""
    if not cost.stale:
        return ""
    return words._("Seen %(month)s: call before you pay.", month=words.month(cost.observed_on))


def stale_tests(words: Words, plan: Plan, listing: Listing) -> str:
    """The month of the laboratory prices that a year rests on, where they are old; with a blank before it."""
    own_figure = any(row.blood_test_low is not None for row in listing.pricing)
    if plan.blood_test is None or own_figure or (plan.covered_test and plan.covered_test.source):
        return ""
    stale = plan.blood_test.stale_since(plan.on)
    return " " + words._("(laboratory prices of %(month)s)", month=words.month(stale)) if stale else ""
