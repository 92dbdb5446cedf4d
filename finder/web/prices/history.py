"""The history of one strength's benchmark as a line chart, drawn here as SVG with its table."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from finder.core.prices import Price
from finder.web.wording import Words

WIDTH = 340
HEIGHT = 180
LEFT = 8
TOP = 24
BOTTOM = 28


class Point(NamedTuple):
    """One observation: where it is drawn, and its price."""

    x: float
    y: float
    price: Price


class History(NamedTuple):
    """One chart: its points in order of time, the line through them, and the words at its edges."""

    strength_mg: int
    points: list[Point]
    line: str
    first: str
    last: str
    highest: str
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
            LEFT + (row.observed_on - start).days / days * (WIDTH - 2 * LEFT),
            TOP + float(1 - row.price / most) * (HEIGHT - TOP - BOTTOM),
            row,
        )
        for row in rows
    ]
    return History(
        strength_mg,
        points,
        " ".join(f"{point.x:.1f},{point.y:.1f}" for point in points),
        words.month(rows[0].observed_on),
        words.month(rows[-1].observed_on),
        f"${most:.3f}",
        WIDTH,
        HEIGHT,
    )
