"""The bar chart of monthly costs, drawn here as SVG: no script, no colour that carries meaning alone."""

from __future__ import annotations

from decimal import Decimal
from textwrap import wrap
from typing import NamedTuple

from finder.core.costs import Cost
from finder.core.matching import Plan
from finder.core.prices import PriceKind
from finder.core.verdict import Verdict
from finder.wording import Words, money

# As wide as a 320 px phone shows it, so that the letters there are as large as they are drawn.
WIDTH = 288
LETTERS = 36
LINE = 18
BAR = 14
GAP = 22
MOST_BARS = 8


class Bar(NamedTuple):
    """One bar: its words, and where they and it are drawn. ``low`` and ``high`` are pixels from the left."""

    name: str
    amount: str
    what: str
    lines: list[str]
    top: int
    y: int
    low: float
    high: float
    estimate: bool


class Chart(NamedTuple):
    """Bars, cheapest first, and the size of the picture."""

    bars: list[Bar]
    width: int
    height: int


def monthly(words: Words, plan: Plan) -> Chart | None:
    """What a month costs where a price is known; ``None`` for fewer than two prices.

    Unknown stock has no cost and so no bar; coverage gets one only when its rules are met (docs/safety.md S2).
    """
    priced = [
        row for row in plan.fitting if row.cost is not None and (row.cost.way is not None or row.verdict is Verdict.YES)
    ]
    priced.sort(key=lambda row: row.cost.per_month[::-1] if row.cost else ())
    priced = priced[:MOST_BARS]
    if len(priced) < 2:
        return None
    most = max((row.cost.per_month[1] for row in priced if row.cost), default=Decimal(0)) or Decimal(1)
    bars: list[Bar] = []
    top = 0
    for row in priced:
        if row.cost is not None:
            bars.append(_bar(words, words.text(row.listing.name), row.cost, top, float(WIDTH / most)))
            top = bars[-1].y + BAR + GAP
    return Chart(bars, WIDTH, top)


def _bar(words: Words, name: str, cost: Cost, top: int, scale: float) -> Bar:
    low, high = (float(amount) * scale for amount in cost.per_month)
    amount, what = words.span(*cost.per_month, whole=True), money.what_it_is(words, cost)
    # The letters of a picture do not fold by themselves.
    lines = [*wrap(name, LETTERS), *f"{amount}, {what}".rsplit(", ", 1)]
    estimate = cost.kind is PriceKind.DERIVED or low != high
    return Bar(name, amount, what, lines, top, top + LINE * len(lines) + 8, low, high, estimate)
