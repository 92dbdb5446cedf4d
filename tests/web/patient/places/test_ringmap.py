"""The ring map: what stands where, and that nothing is covered."""

from __future__ import annotations

from math import hypot

import pytest
from flask import Flask

from finder.core.nearby import NearPlace
from finder.web.patient.places.ring_map import MIDDLE, SIZE, RingMap, ring_map
from finder.wording import words_in
from tests.core.test_places import place

HERE = (39.9612, -82.9988)


def drawn(app: Flask, *spots: tuple[float, float, float]) -> RingMap:
    """The picture of places a number of degrees north and east, so many miles away."""
    found = [
        NearPlace(place(str(n), HERE[0] + north, HERE[1] + east), miles) for n, (north, east, miles) in enumerate(spots)
    ]
    with app.test_request_context("/places"):
        picture = ring_map(words_in("en"), HERE, found)
    assert picture
    return picture


def test_north_is_up_and_the_rings_are_half_way_and_all_the_way(app: Flask) -> None:
    picture = drawn(app, (0.1, 0, 6.9), (0, 0.1, 5.3))
    assert [ring.label for ring in picture.rings] == ["5 miles", "10 miles"]
    north, east = picture.dots
    assert (north.x, east.y) == (pytest.approx(MIDDLE, abs=1), pytest.approx(MIDDLE, abs=1))
    assert north.y < MIDDLE < east.x


def test_numbers_that_would_cover_each_other_are_moved_apart_and_stay_in_the_picture(app: Flask) -> None:
    picture = drawn(app, *[(0.1, 0, 6.9)] * 8, *[(0.1, 0.001 * n, 6.9) for n in range(8)])
    dots = picture.dots
    apart = [hypot(one.x - other.x, one.y - other.y) for at, one in enumerate(dots) for other in dots[:at]]
    assert min(apart) > 15
    assert all(0 < dot.x < SIZE and 0 < dot.y < SIZE for dot in dots)


def test_a_ring_is_named_where_no_number_stands(app: Flask) -> None:
    picture = drawn(app, (-0.08, 0, 5.5), (0.14, 0, 9.9))
    assert [ring.y < MIDDLE for ring in picture.rings] == [True, False]
