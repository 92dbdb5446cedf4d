"""Places a person can go to, and finding those near a ZIP code.

Places are kept by squares, small and large, so that a search looks at the squares around it and at nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
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
from finder.core.kinds import complete
from finder.core.source_dates import first_day_of

# Without a distance asked for, the circle grows until it holds enough places; far ones only where there are no others.
CIRCLES_MILES = (2.5, 5.0, 10.0, 25.0, 50.0, 100.0)
FAR_CIRCLES_MILES = (200.0, 400.0, 800.0)
ZIP_LENGTH, PREFIX_LENGTH = 5, 3
NO_ZIP = 100_000  # farther than any two ZIP codes are apart by number

K = TypeVar("K")
V = TypeVar("V")


class PlaceKind(StrEnum):
    """What a place is. None of these says that there is a pharmacy; only a charity pharmacy is one."""

    HEALTH_CENTER = "health_center"
    LOOK_ALIKE = "look_alike"
    MOBILE = "mobile"
    SCHOOL_SITE = "school_site"
    FREE_CLINIC = "free_clinic"
    CHARITY_PHARMACY = "charity_pharmacy"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceKindSpec:
    """What the program knows of a kind of place.

    ``is_a_listing``: each such place is a listing of its own, by its id. Of other kinds a network's listing names them.
    """

    shelf_life_days: int
    is_a_listing: bool


PLACE_KINDS = complete(
    PlaceKind,
    {
        PlaceKind.HEALTH_CENTER: PlaceKindSpec(shelf_life_days=365, is_a_listing=False),
        PlaceKind.LOOK_ALIKE: PlaceKindSpec(shelf_life_days=365, is_a_listing=False),
        PlaceKind.MOBILE: PlaceKindSpec(shelf_life_days=365, is_a_listing=False),
        PlaceKind.SCHOOL_SITE: PlaceKindSpec(shelf_life_days=365, is_a_listing=False),
        PlaceKind.FREE_CLINIC: PlaceKindSpec(shelf_life_days=365, is_a_listing=False),
        PlaceKind.CHARITY_PHARMACY: PlaceKindSpec(shelf_life_days=365, is_a_listing=True),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place. Empty text and ``None`` mean: not known. ``limited_to`` names those whom alone it may see."""

    source_id: str
    name: str
    kind: PlaceKind
    run_by: str
    address: str
    city: str
    state: str
    zip: str
    phone: str
    phone_extension: str
    url: str
    latitude: float | None
    longitude: float | None
    languages: str
    hours: str
    fees: str
    notes: str
    source: str
    as_of: str
    checked_on: date
    limited_to: str = ""
    retired_on: date | None = None

    @property
    def zip5(self) -> str:
        """The five digits, without the four that may follow."""
        return self.zip[:ZIP_LENGTH]

    @property
    def phone_with_extension(self) -> str:
        """The number as it is dialled."""
        return f"{self.phone} x{self.phone_extension}" if self.phone_extension else self.phone

    def is_stale(self, on: date) -> bool:
        """Whether the place was checked too long ago on ``on``, or its source speaks of a day too long ago."""
        oldest = min(first_day_of(self.as_of) or self.checked_on, self.checked_on)
        return (on - oldest).days > PLACE_KINDS[self.kind].shelf_life_days


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
class PlaceIndex:
    """The open places: those with a position by square, and all by state."""

    places: tuple[Place, ...] = ()
    zips: Mapping[str, Area] = field(default_factory=dict)
    by_square: Mapping[Square, tuple[tuple[Point, Place], ...]] = field(default_factory=dict)
    by_state: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    without_position: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)
    states_by_zip: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[Place], zips: Mapping[str, Area]) -> PlaceIndex:
        """Index the places that are open. One without coordinates stands where its ZIP code is."""
        active = tuple(sorted((row for row in places if row.retired_on is None), key=lambda row: row.source_id))
        squares: dict[Square, list[tuple[Point, Place]]] = {}
        by_state: dict[str, list[Place]] = {}
        lost: dict[str, list[Place]] = {}
        for place in active:
            by_state.setdefault(place.state, []).append(place)
            point = point_of(place) or point_of(zips.get(place.zip5))
            if point is None:
                lost.setdefault(place.state, []).append(place)
            else:
                for size in SQUARE_SIZES:
                    squares.setdefault(square_of(size, point), []).append((point, place))
        return cls(
            places=active,
            zips=zips,
            by_square=_frozen(squares),
            by_state=_frozen(by_state),
            without_position=_frozen(lost),
            states_by_zip=_states_by_zip(active, zips),
        )

    def near(self, zip_code: str, within_miles: float | None = None, limit: int = 20) -> tuple[NearPlace, ...]:
        """The nearest open places, those that may see only some people last.

        Without ``within_miles`` the circle grows as far as needed, and places of the state whose position is
        not known follow. A ZIP code without a position gets the places of its state, likely neighbours first.
        """
        point = point_of(self.zips.get(zip_code))
        if point is None:
            return tuple(NearPlace(place, None) for place in self._in_states_of(zip_code, limit))
        found: list[NearPlace] = []
        circles = [miles for miles in CIRCLES_MILES if within_miles is None or miles < within_miles]
        for miles in circles if within_miles is None else (*circles, within_miles):
            found = nsmallest(limit, self._cells_around(point, miles), key=_order)
            if len(found) == limit and not found[-1].place.limited_to:
                return tuple(found)
        if within_miles is not None:
            return tuple(found)
        found += [NearPlace(place, None) for place in self.without_position.get(self.zips[zip_code].state, ())]
        for miles in FAR_CIRCLES_MILES:
            found = found or nsmallest(limit, self._cells_around(point, miles), key=_order)
        return tuple(found[:limit])

    def has_position(self, zip_code: str) -> bool:
        """Whether distances can be told from this ZIP code."""
        return point_of(self.zips.get(zip_code)) is not None

    def states_of(self, zip_code: str) -> frozenset[str]:
        """The state of a ZIP code; for one that is not on file, those of its neighbours by number."""
        area = self.zips.get(zip_code)
        if area is not None:
            return frozenset((area.state,))
        return self.states_by_zip.get(zip_code) or self.states_by_zip.get(zip_code[:PREFIX_LENGTH], frozenset())

    def _cells_around(self, point: Point, miles: float) -> Iterator[NearPlace]:
        tall = miles / MILES_PER_DEGREE + ROUNDING_DEGREES
        for square in squares_around(point, miles):
            for other, place in self.by_square.get(square, ()):
                if abs(other[0] - point[0]) <= tall and (distance := miles_between(point, other)) <= miles:
                    yield NearPlace(place, distance)

    def _in_states_of(self, zip_code: str, limit: int) -> list[Place]:
        """Places of the state, by how alike their ZIP codes are."""
        there = (place for state in sorted(self.states_of(zip_code)) for place in self.by_state.get(state, ()))
        return nsmallest(limit, there, key=lambda place: _unlike(place, zip_code))


def point_of(where: Area | Place | None) -> Point | None:
    """Latitude and longitude; ``None`` where they are not on file."""
    if where is None or where.latitude is None or where.longitude is None:
        return None
    return where.latitude, where.longitude


def _order(near: NearPlace) -> tuple[bool, float, str]:
    return bool(near.place.limited_to), near.miles or 0.0, near.place.source_id


def _unlike(place: Place, zip_code: str) -> tuple[object, ...]:
    theirs = place.zip5
    same_prefix = theirs[:PREFIX_LENGTH] == zip_code[:PREFIX_LENGTH]
    apart = abs(int(theirs) - int(zip_code)) if theirs.isdecimal() and zip_code.isdecimal() else NO_ZIP
    return bool(place.limited_to), not same_prefix, apart, place.source_id


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
