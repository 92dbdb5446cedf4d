"""The ring map: distance and direction of places from the middle of a ZIP code, drawn here without tiles."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, hypot, radians, sin
from typing import NamedTuple

from finder.core.geography import Point, bearing
from finder.core.nearby import NearPlace, point_of
from finder.wording import Words

SIZE = 340
MIDDLE = SIZE / 2
OUTERMOST = 140
EDGE = 12.0
RINGS_MILES = (1, 2, 4, 6, 10, 16, 20, 30, 40, 60, 100, 200, 300, 500)
# Numbers that would cover each other are moved apart, in small steps and not far.
LABEL_GAP = 21.0
CURVE_STEPS = 40


class Ring(NamedTuple):
    """One circle, with its distance in words and where those stand."""

    radius: float
    label: str
    y: float


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


def ring_map(words: Words, middle: Point, found: Iterable[NearPlace]) -> RingMap | None:
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
    dots = _moved_apart([_dot(number, miles * scale, bearing(middle, point)) for number, miles, point in placed])
    rings = [
        Ring(miles * scale, words._("%(miles)s miles", miles=f"{miles:g}"), _free(miles * scale, dots))
        for miles in (reach / 2, reach)
    ]
    return RingMap(SIZE, rings, dots)


def _free(radius: float, dots: list[Dot]) -> float:
    """Where a ring's words cover the fewest numbers: under it or over it."""
    spots = (MIDDLE + radius + 15, MIDDLE - radius - 5)
    return max(spots, key=lambda y: min(hypot((dot.x - MIDDLE) / 2, dot.y - y + 5) for dot in dots))


def _moved_apart(dots: list[Dot]) -> list[Dot]:
    spots = [[dot.x, dot.y] for dot in dots]
    for _ in range(CURVE_STEPS):
        for at, one in enumerate(spots):
            for other in spots[:at]:
                across, down = one[0] - other[0], one[1] - other[1]
                distance = hypot(across, down)
                if distance < LABEL_GAP:
                    # Two at one spot part along a line that is another for each.
                    across, down = (across, down) if distance > 0 else (cos(at), sin(at))
                    push = (LABEL_GAP - distance) / 2 / (distance or 1)
                    one[0], one[1] = one[0] + across * push, one[1] + down * push
                    other[0], other[1] = other[0] - across * push, other[1] - down * push
    inside = [(min(max(x, EDGE), SIZE - EDGE), min(max(y, EDGE), SIZE - EDGE)) for x, y in spots]
    return [Dot(dot.number, *spot) for dot, spot in zip(dots, inside, strict=True)]


def _dot(number: int, radius: float, degrees: float) -> Dot:
    turn = radians(degrees)
    return Dot(number, MIDDLE + radius * sin(turn), MIDDLE - radius * cos(turn))
