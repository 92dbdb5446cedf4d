"""Distances, directions, and the squares that a circle touches."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from finder.core.geography import SQUARE_SIZES, Point, bearing, miles_between, square_of, squares_around

# As far as anybody looks for a place, and farther.
FARTHEST_MILES = 3000
# North and south as far as Alaska, and farther: at the poles all squares meet.
POINTS = st.tuples(st.floats(-75, 75), st.floats(-180, 180))


def test_a_degree_of_latitude_is_69_miles_and_the_distance_is_the_same_both_ways() -> None:
    assert miles_between((40.0, -83.0), (41.0, -83.0)) == pytest.approx(69.1, abs=0.1)
    assert miles_between((39.9612, -82.9988), (40.7989, -81.3784)) == pytest.approx(103, abs=1)
    assert miles_between((40.0, -83.0), (40.0, -83.0)) == 0
    assert miles_between((51.9, 179.9), (51.9, -179.9)) == pytest.approx(8.5, abs=0.2)


@pytest.mark.parametrize(
    ("to", "degrees"), [((41.0, -83.0), 0), ((40.0, -82.0), 90), ((39.0, -83.0), 180), ((40.0, -84.0), 270)]
)
def test_directions_go_clockwise_from_north(to: Point, degrees: int) -> None:
    assert bearing((40.0, -83.0), to) == pytest.approx(degrees, abs=0.5)


@given(POINTS, POINTS)
def test_the_square_of_a_point_is_among_those_around_another_as_far_as_it_is_away(here: Point, there: Point) -> None:
    away = miles_between(here, there)
    assume(away <= FARTHEST_MILES)
    touched = set(squares_around(here, away))
    assert any(square_of(size, there) in touched for size in SQUARE_SIZES)


def test_squares_go_around_the_world() -> None:
    assert square_of(1, (51.5, 179.5)) == (1, 51, 179)
    assert square_of(1, (51.5, -179.5)) == (1, 51, 180)
    assert {column for _, _, column in squares_around((51.5, 179.99), 5)} == {719, 720}


def test_a_wide_circle_is_looked_at_in_large_squares() -> None:
    assert {size for size, _, _ in squares_around((40.0, -83.0), 50)} == {SQUARE_SIZES[0]}
    assert {size for size, _, _ in squares_around((40.0, -83.0), 51)} == {SQUARE_SIZES[1]}
