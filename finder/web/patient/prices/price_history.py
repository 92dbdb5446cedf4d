"""The history of one strength's benchmark as a line chart, drawn here as SVG with its table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from finder.core.prices import Price
from finder.wording import Words

CHART_WIDTH = 340
HEIGHT = 180
LEFT_EDGE = 8
TOP_SPACE = 24
BOTTOM = 28


class Point(NamedTuple):
    """One observation: where it is drawn, and its price."""

    x: float
    y: float
    price: Price


class Label(NamedTuple):
    """A price beside its point."""

    x: float
    y: float
    anchor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """One chart: its points in order of time, the line through them, and the words in and around it."""

    strength_mg: int
    points: list[Point]
    line: str
    first_day: str
    last_day: str
    now: str
    highest: str
    highest_in: str
    labels: list[Label]
    width: int
    height: int


def history(words: Words, strength_mg: int, prices: Iterable[Price]) -> History | None:
    """The chart of one strength; ``None`` for fewer than two days. Days with several prices keep the highest."""
    by_day: dict[object, Price] = {}
    for price in sorted(prices, key=lambda row: (row.observed_on, row.price)):
        by_day[price.observed_on] = price
    rows = list(by_day.values())
    if len(rows) < 2:
        return None
    start, days = rows[0].observed_on, (rows[-1].observed_on - rows[0].observed_on).days
    most = max(row.price for row in rows) or Decimal(1)
    points = [
        Point(
            LEFT_EDGE + (row.observed_on - start).days / days * (CHART_WIDTH - 2 * LEFT_EDGE),
            TOP_SPACE + float(1 - row.price / most) * (HEIGHT - TOP_SPACE - BOTTOM),
            row,
        )
        for row in rows
    ]
    before, last = points[-2:]
    top = next(point for point in points if point.price.price == most)
    return History(
        strength_mg=strength_mg,
        points=points,
        line=" ".join(f"{point.x:.1f},{point.y:.1f}" for point in points),
        first_day=words.month(rows[0].observed_on),
        last_day=words.month(rows[-1].observed_on),
        now=_dollars(last),
        highest=_dollars(top),
        highest_in=words.month(top.price.observed_on),
        # Above the highest point; where the line comes down to the last one, below that.
        labels=[_label(top, -8)] + ([_label(last, 18 if last.y > before.y else -8)] if last is not top else []),
        width=CHART_WIDTH,
        height=HEIGHT,
    )


def _dollars(point: Point) -> str:
    price = point.price.price
    return f"${price:.2f}" if price >= 1 else f"${price:.3f}"


def _label(point: Point, lower: int) -> Label:
    """Beside the point, and never over the edge."""
    side = "start" if point.x < CHART_WIDTH / 3 else "end" if point.x > CHART_WIDTH * 2 / 3 else "middle"
    return Label(point.x, point.y + lower, side, _dollars(point))
