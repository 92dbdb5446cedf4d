"""The ring map: distance and direction of places from the middle of a ZIP code, drawn here without tiles."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin
from typing import NamedTuple

from finder.core.places import Near, Point, bearing, point_of
from finder.web.wording import Words

SIZE = 340
MIDDLE = SIZE / 2
OUTERMOST = 140
RINGS_MILES = (1, 2, 5, 10, 25, 50, 100, 250, 500)
RINGS_SHOWN = 3


class Ring(NamedTuple):
    """One circle, with its distance in words."""

    radius: float
    label: str


class Dot(NamedTuple):
    """One place, numbered as in the list."""

    number: int
    x: float
    y: float


class RingMap(NamedTuple):
    """The picture; north is up."""

    size: int
    rings: list[Ring]
    dots: list[Dot]


def ring_map(words: Words, middle: Point, found: Iterable[Near]) -> RingMap | None:
    """The picture of the places with a distance; ``None`` when there are none."""
    placed = [
        (number, near.miles, point)
        for number, near in enumerate(found, start=1)
        if near.miles is not None and (point := point_of(near.place)) is not None
    ]
    if not placed:
        return None
    farthest = max(miles for _, miles, _ in placed)
    reach = next((miles for miles in RINGS_MILES if miles >= farthest), RINGS_MILES[-1])
    scale = OUTERMOST / max(reach, farthest)
    shown = [miles for miles in RINGS_MILES if miles <= reach][-RINGS_SHOWN:]
    rings = [Ring(miles * scale, words._("%(miles)s miles", miles=miles)) for miles in shown]
    return RingMap(
        SIZE, rings, [_dot(number, miles * scale, bearing(middle, point)) for number, miles, point in placed]
    )


def _dot(number: int, radius: float, degrees: float) -> Dot:
    turn = radians(degrees)
    return Dot(number, MIDDLE + radius * sin(turn), MIDDLE - radius * cos(turn))
