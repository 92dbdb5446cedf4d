"""The bar chart of monthly costs, drawn here as SVG: no script, no colour that carries meaning alone."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from finder.core.matching import Plan
from finder.core.verdict import Verdict
from finder.web.wording import Words, money

# Narrow, so that the letters stay readable on a 320 px phone.
WIDTH = 340
ROW = 66
LEFT = 4
MOST_BARS = 8


class Bar(NamedTuple):
    """One bar: where it is drawn, and its words. ``low`` and ``high`` are pixels from the left."""

    name: str
    amount: str
    what: str
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

    Unknown stock has no cost and so no bar; coverage gets one only when its rules are met (PRODUCT.md S2).
    """
    priced = [
        row for row in plan.fitting if row.cost is not None and (row.cost.way is not None or row.verdict is Verdict.YES)
    ]
    priced.sort(key=lambda row: row.cost.per_month[::-1] if row.cost else ())
    priced = priced[:MOST_BARS]
    if len(priced) < 2:
        return None
    most = max((row.cost.per_month[1] for row in priced if row.cost), default=Decimal(0)) or Decimal(1)
    bars = []
    for at, row in enumerate(priced):
        cost = row.cost
        if cost is None:
            continue
        low, high = (float(amount / most) * (WIDTH - 2 * LEFT) for amount in cost.per_month)
        bars.append(
            Bar(
                words.text(row.listing.name),
                words.span(*cost.per_month, whole=True),
                money.what_it_is(words, cost),
                at * ROW,
                low,
                high,
                cost.kind.value == "derived" or cost.low != cost.high,
            )
        )
    return Chart(bars, WIDTH, len(bars) * ROW)
