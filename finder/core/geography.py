"""Where points on the ground are: distances, directions, and the squares that a circle touches."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, atan2, cos, degrees, floor, radians, sin, sqrt

EARTH_RADIUS_MILES = 3958.8
MILES_PER_DEGREE = 69.0
ROUNDING_DEGREES = 1e-6
# Squares in a degree: small ones for the circles of a town, large ones for wider circles.
SQUARE_SIZES = SMALL_SQUARES, LARGE_SQUARES = 4, 1
SMALL_CIRCLE_MILES = 50.0

Point = tuple[float, float]
Square = tuple[int, int, int]


def miles_between(one: Point, other: Point) -> float:
    """The distance over the ground in a straight line (haversine)."""
    (lat, lon), (other_lat, other_lon) = one, other
    half = sin(radians(other_lat - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(half)))


def bearing(one: Point, other: Point) -> float:
    """The direction from one point to another, in degrees clockwise from north."""
    (lat, lon), (other_lat, other_lon) = one, other
    turn = radians(other_lon - lon)
    east = sin(turn) * cos(radians(other_lat))
    north = cos(radians(lat)) * sin(radians(other_lat)) - sin(radians(lat)) * cos(radians(other_lat)) * cos(turn)
    return degrees(atan2(east, north)) % 360


def square_of(size: int, point: Point) -> Square:
    """The square that a point is in."""
    # Columns go around the world: Alaska's last islands lie beyond the line where the days meet.
    return size, floor(point[0] * size), floor(point[1] * size) % (360 * size)


def squares_around(point: Point, miles: float) -> Iterator[Square]:
    """Every square that a circle can touch, also where distances are rounded."""
    size = SMALL_SQUARES if miles <= SMALL_CIRCLE_MILES else LARGE_SQUARES
    lat, lon = point
    tall = min(EARTH_RADIUS_MILES, miles) / MILES_PER_DEGREE + ROUNDING_DEGREES
    wide = min(180.0, tall / cos(radians(min(89.0, abs(lat) + tall))))
    west = floor((lon - wide) * size)
    east = min(floor((lon + wide) * size), west + 360 * size - 1)
    for row in range(floor((lat - tall) * size), floor((lat + tall) * size) + 1):
        for column in range(west, east + 1):
            yield size, row, column % (360 * size)
