"""The places near a ZIP code.

Places are kept by squares, small and large, so that a search looks at the squares around it and at nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import NamedTuple, Protocol, TypeVar

from finder.core.geography import (
    MILES_PER_DEGREE,
    ROUNDING_DEGREES,
    SQUARE_SIZES,
    Point,
    Square,
    miles_between,
    square_of,
    squares_around,
)
from finder.core.places import PLACE_KINDS, Place, PlaceKind, StillThere

# Without a distance asked for, the circle grows until it holds enough places; far ones only where there are no others.
CIRCLES_MILES = (2.5, 5.0, 10.0, 25.0, 50.0, 100.0)
FAR_CIRCLES_MILES = (200.0, 400.0, 800.0)
PREFIX_LENGTH = 3
VAN_MILES = 3.0  # a mobile clinic counts as farther: it is not at its address every day
NO_ZIP = 100_000  # farther than any two ZIP codes are apart by number


class Doubt(NamedTuple):
    """How much farther a place counts while we are less sure that it is still there."""

    times: float
    miles: float


DOUBTS: Mapping[StillThere | None, Doubt] = {
    None: Doubt(1.0, 0.0),
    StillThere.HIGH: Doubt(1.0, 0.0),
    StillThere.MEDIUM: Doubt(1.2, 0.5),
    StillThere.LOW: Doubt(1.5, 2.0),
}

K = TypeVar("K")
V = TypeVar("V")


class Area(Protocol):
    """Where a ZIP code is (see ``snapshot.ZipArea``)."""

    @property
    def state(self) -> str:
        """Two letters."""

    @property
    def latitude(self) -> float | None:
        """Degrees, or not on file."""

    @property
    def longitude(self) -> float | None:
        """Degrees, or not on file."""


class NearPlace(NamedTuple):
    """A place found, and how far it is in a straight line; ``None`` where either end is not known."""

    place: Place
    miles: float | None


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Places that are searched together: those with a position by square, and all by state."""

    by_square: Mapping[Square, tuple[tuple[Point, Place], ...]] = field(default_factory=dict)
    by_state: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    without_position: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place], zips: Mapping[str, Area]) -> Ground:
        """Index places. One without coordinates stands where its ZIP code is."""
        squares: dict[Square, list[tuple[Point, Place]]] = {}
        by_state: dict[str, list[Place]] = {}
        lost: dict[str, list[Place]] = {}
        for place in places:
            by_state.setdefault(place.state, []).append(place)
            point = point_of(place) or point_of(zips.get(place.zip5))
            if point is None:
                lost.setdefault(place.state, []).append(place)
            else:
                for size in SQUARE_SIZES:
                    squares.setdefault(square_of(size, point), []).append((point, place))
        return cls(by_square=_frozen(squares), by_state=_frozen(by_state), without_position=_frozen(lost))

    def nearest(self, point: Point, miles: float, limit: int, kind: PlaceKind | None) -> tuple[NearPlace, ...]:
        """The first places in a circle, of one kind or of any."""
        return tuple(nsmallest(limit, self._around(point, miles, kind), _order))

    def in_states(
        self, states: Iterable[str], zip_code: str, limit: int, kind: PlaceKind | None
    ) -> tuple[NearPlace, ...]:
        """Places of some states without distances, by how alike their ZIP codes are."""
        there = (place for state in sorted(states) for place in self.by_state.get(state, ()))
        wanted = (place for place in there if kind in (None, place.kind))
        return tuple(NearPlace(row, None) for row in nsmallest(limit, wanted, lambda place: _unlike(place, zip_code)))

    def _around(self, point: Point, miles: float, kind: PlaceKind | None) -> Iterator[NearPlace]:
        tall = miles / MILES_PER_DEGREE + ROUNDING_DEGREES
        for square in squares_around(point, miles):
            for other, place in self.by_square.get(square, ()):
                if kind in (None, place.kind) and abs(other[0] - point[0]) <= tall:
                    distance = miles_between(point, other)
                    if distance <= miles:
                        yield NearPlace(place, distance)


NO_GROUND = Ground()


@dataclass(frozen=True, kw_only=True)
class PlaceIndex:
    """The places that are not closed: those open to all together, and each other kind by itself."""

    places: tuple[Place, ...] = ()
    zips: Mapping[str, Area] = field(default_factory=dict)
    grounds: Mapping[PlaceKind | None, Ground] = field(default_factory=dict)
    states_by_zip: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place], zips: Mapping[str, Area]) -> PlaceIndex:
        """Index the places that are not closed."""
        active = tuple(sorted((row for row in places if row.retired_on is None), key=lambda row: row.source_id))
        apart: dict[PlaceKind | None, list[Place]] = {}
        for place in active:
            apart.setdefault(_ground_of(place.kind), []).append(place)
        return cls(
            places=active,
            zips=zips,
            grounds={key: Ground.of(rows, zips) for key, rows in apart.items()},
            states_by_zip=_states_by_zip(active, zips),
        )

    def near(
        self, zip_code: str, within_miles: float | None = None, limit: int = 20, kind: PlaceKind | None = None
    ) -> tuple[NearPlace, ...]:
        """The nearest places that are open to all, or of one kind; those that may see only some people last.

        Of places at a similar distance, those we are surer of come first. Without ``within_miles`` the circle grows
        as far as needed, and places of the state whose position is not known follow. A ZIP code without a position
        gets the places of its state, likely neighbours first.
        """
        ground = self.grounds.get(_ground_of(kind) if kind else None, NO_GROUND)
        point = point_of(self.zips.get(zip_code))
        if point is None:
            return ground.in_states(self.states_of(zip_code), zip_code, limit, kind)
        found: tuple[NearPlace, ...] = ()
        circles = [miles for miles in CIRCLES_MILES if within_miles is None or miles < within_miles]
        for miles in circles if within_miles is None else (*circles, within_miles):
            found = ground.nearest(point, miles, limit, kind)
            if _is_enough(found, limit, miles):
                return found
        if within_miles is not None:
            return found
        lost = ground.without_position.get(self.zips[zip_code].state, ())
        found += tuple(NearPlace(place, None) for place in lost if kind in (None, place.kind))
        for miles in FAR_CIRCLES_MILES:
            found = found or ground.nearest(point, miles, limit, kind)
        return found[:limit]

    def has_position(self, zip_code: str) -> bool:
        """Whether distances can be told from this ZIP code."""
        return point_of(self.zips.get(zip_code)) is not None

    def states_of(self, zip_code: str) -> frozenset[str]:
        """The state of a ZIP code; for one that is not on file, those of its neighbours by number."""
        area = self.zips.get(zip_code)
        if area is not None:
            return frozenset((area.state,))
        return self.states_by_zip.get(zip_code) or self.states_by_zip.get(zip_code[:PREFIX_LENGTH], frozenset())


def point_of(where: Area | Place | None) -> Point | None:
    """Latitude and longitude; ``None`` where they are not on file."""
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return where.latitude, where.longitude


def _ground_of(kind: PlaceKind) -> PlaceKind | None:
    return None if PLACE_KINDS[kind].open_to_all else kind


def _is_enough(found: tuple[NearPlace, ...], limit: int, miles: float) -> bool:
    """Whether nothing outside the circle can come before one of those found."""
    if len(found) < limit or found[-1].place.limited_to:
        return False
    return _as_if_miles(found[-1]) <= miles


def _as_if_miles(near: NearPlace) -> float:
    """The distance, longer where we are less sure."""
    doubt = DOUBTS[near.place.still_there]
    more = VAN_MILES if near.place.kind is PlaceKind.MOBILE else 0.0
    return (near.miles or 0.0) * doubt.times + doubt.miles + more


def _order(near: NearPlace) -> tuple[bool, float, str]:
    return bool(near.place.limited_to), _as_if_miles(near), near.place.source_id


def _unlike(place: Place, zip_code: str) -> tuple[object, ...]:
    theirs = place.zip5
    same_prefix = theirs[:PREFIX_LENGTH] == zip_code[:PREFIX_LENGTH]
    apart = abs(int(theirs) - int(zip_code)) if theirs.isdecimal() and zip_code.isdecimal() else NO_ZIP
    return bool(place.limited_to), not same_prefix, place.still_there is StillThere.LOW, apart, place.source_id


def _states_by_zip(places: Iterable[Place], zips: Mapping[str, Area]) -> Mapping[str, frozenset[str]]:
    """The states of places' own ZIP codes, and of every three-digit beginning."""
    found: dict[str, set[str]] = {}
    for place in places:
        if place.zip5 and place.zip5 not in zips:
            found.setdefault(place.zip5, set()).add(place.state)
    for code, area in zips.items():
        found.setdefault(code[:PREFIX_LENGTH], set()).add(area.state)
    return {code: frozenset(states) for code, states in found.items()}


def _frozen(groups: Mapping[K, list[V]]) -> Mapping[K, tuple[V, ...]]:
    return {key: tuple(rows) for key, rows in groups.items()}
