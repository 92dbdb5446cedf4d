"""Places near a ZIP code."""

from __future__ import annotations

import math

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from finder.core import nearby
from finder.core.geography import Point, miles_between
from finder.core.nearby import PlaceIndex
from finder.core.places import Place, PlaceKind, StillThere
from finder.core.snapshot import ZipArea
from tests.factories import SOURCE, TODAY

COLUMBUS, CANTON = (
    ZipArea(state="OH", latitude=39.9612, longitude=-82.9988),
    ZipArea(state="OH", latitude=40.7989, longitude=-81.3784),
)
ZIPS = {
    "43215": COLUMBUS,
    "44702": CANTON,
    "43260": ZipArea(state="OH", latitude=None, longitude=None),
    "99501": ZipArea(state="AK", latitude=61.2181, longitude=-149.9003),
    "96910": ZipArea(state="GU", latitude=13.4757, longitude=144.7451),
}


def place(source_id: str = "a", latitude: float | None = None, longitude: float | None = None, **more: object) -> Place:
    values: dict[str, object] = dict.fromkeys(
        ("run_by", "address", "city", "zip", "phone", "phone_extension", "url", "languages", "hours", "fees", "notes"),
        "",
    )
    kind = PlaceKind.HEALTH_CENTER
    values |= {
        "name": source_id,
        "kind": kind,
        "state": "OH",
        "source": SOURCE,
        "as_of": "undated",
        "checked_on": TODAY,
        **more,
    }
    return Place(source_id=source_id, latitude=latitude, longitude=longitude, **values)  # type: ignore[arg-type]


def ids(index: PlaceIndex, *asked: object, **more: object) -> list[str]:
    return [near.place.source_id for near in index.near(*asked, **more)]  # type: ignore[arg-type]


def test_the_nearest_come_first() -> None:
    index = PlaceIndex.of([place("far", 40.2, -83.0), place("near", 39.97, -83.0)], ZIPS)
    assert ids(index, "43215") == ["near", "far"]
    assert ids(index, "43215", limit=1) == ["near"]
    assert ids(index, "43215", within_miles=5) == ["near"]


def test_places_that_may_see_only_some_people_come_after_the_open_ones() -> None:
    school = place("school", 39.9612, -82.9988, limited_to="students", kind=PlaceKind.SCHOOL_SITE)
    index = PlaceIndex.of([school, place("open", 40.5, -83.0)], ZIPS)
    assert ids(index, "43215") == ["open", "school"]
    assert ids(index, "43215", limit=1) == ["open"]


def test_of_places_at_a_similar_distance_those_we_are_surer_of_come_first() -> None:
    rows = [
        place("low", 39.97, -83.0, still_there=StillThere.LOW),
        place("medium", 39.98, -83.0, still_there=StillThere.MEDIUM),
        place("high", 39.985, -83.0, still_there=StillThere.HIGH),
        place("now", 39.99, -83.0),
        place("far", 40.5, -83.0),
    ]
    assert ids(PlaceIndex.of(rows, ZIPS), "43215") == ["high", "now", "medium", "low", "far"]


def test_a_surer_place_outside_a_circle_comes_before_a_doubtful_one_just_inside() -> None:
    doubtful = place("doubtful", 39.9612 + 2.4 / 69.1, -82.9988, still_there=StillThere.LOW)
    surer = place("surer", 39.9612 + 2.6 / 69.1, -82.9988)
    assert ids(PlaceIndex.of([doubtful, surer], ZIPS), "43215", limit=1) == ["surer"]


def test_a_mobile_clinic_comes_after_a_clinic_at_a_similar_distance() -> None:
    van = place("van", 39.9612, -82.9988, kind=PlaceKind.MOBILE)
    index = PlaceIndex.of([van, place("near", 39.97, -83.0), place("far", 40.2, -83.0)], ZIPS)
    assert ids(index, "43215") == ["near", "van", "far"]


def test_places_that_are_not_open_to_all_are_found_only_when_asked_for() -> None:
    rows = [place("va", 39.97, -83.0, kind=PlaceKind.VA_FACILITY), place("center", 40.2, -83.0)]
    index = PlaceIndex.of([*rows, place("island", state="GU", kind=PlaceKind.IHS_TRIBAL)], ZIPS)
    assert ids(index, "43215") == ["center"]
    assert ids(index, "43215", kind=PlaceKind.VA_FACILITY) == ["va"]
    assert ids(index, "43260", kind=PlaceKind.VA_FACILITY) == ["va"]
    assert ids(index, "96910", kind=PlaceKind.IHS_TRIBAL) == ["island"]
    assert ids(index, "43215", kind=PlaceKind.FREE_CLINIC) == []


def test_a_place_without_coordinates_stands_where_its_zip_code_is() -> None:
    index = PlaceIndex.of([place("by-zip", zip="44702-1234"), place("here", 39.96, -83.0)], ZIPS)
    assert ids(index, "44702") == ["by-zip"]
    assert index.near("44702")[0].miles == 0


def test_places_without_any_position_follow_unless_a_distance_is_asked_for() -> None:
    index = PlaceIndex.of([place("lost"), place("here", 39.96, -83.0), place("elsewhere", state="TX")], ZIPS)
    assert ids(index, "43215") == ["here", "lost"]
    assert [near.miles for near in index.near("43215")][1] is None
    assert ids(index, "43215", within_miles=50) == ["here"]


def test_a_zip_code_without_coordinates_gets_its_state_likely_neighbours_first() -> None:
    places = [place("canton", zip="44702"), place("columbus", zip="43262"), place("texas", state="TX", zip="43260")]
    index = PlaceIndex.of(places, ZIPS)
    assert ids(index, "43260") == ["columbus", "canton"]
    assert {near.miles for near in index.near("43260")} == {None}
    assert not index.has_position("43260")


def test_a_zip_code_that_is_not_on_file_gets_the_state_of_its_first_digits() -> None:
    index = PlaceIndex.of([place("a", zip="43215")], ZIPS)
    assert index.states_of("43299") == {"OH"}
    assert ids(index, "43299") == ["a"]
    assert index.states_of("00000") == frozenset()
    assert ids(index, "00000") == []


def test_territories_work_also_where_only_a_place_knows_the_zip_code() -> None:
    palau = place("palau", 7.342, 134.479, state="PW", zip="96940")
    index = PlaceIndex.of([palau, place("guam", 13.47, 144.75, state="GU", zip="96910")], ZIPS)
    assert ids(index, "96910") == ["guam"]
    assert ids(index, "96940") == ["palau"]


def test_where_nothing_is_near_the_circle_grows() -> None:
    index = PlaceIndex.of([place("fairbanks", 64.84, -147.72, state="AK")], ZIPS)
    assert ids(index, "99501") == ["fairbanks"]
    assert ids(index, "99501", within_miles=100) == []


def test_retired_places_are_not_found() -> None:
    index = PlaceIndex.of([place("gone", 39.96, -83.0, retired_on=TODAY)], ZIPS)
    assert (ids(index, "43215"), index.places) == ([], ())


def test_places_beyond_the_date_line_are_found() -> None:
    zips = {"99546": ZipArea(state="AK", latitude=51.88, longitude=-179.95)}
    index = PlaceIndex.of([place("west", 51.88, 179.95, state="AK")], zips)
    assert ids(index, "99546", within_miles=10) == ["west"]


points = st.tuples(st.floats(-89.9, 89.9), st.floats(-180, 180))


@given(points, st.lists(points, max_size=20), st.floats(0, 3000))
@example((0.0, 0.0), [(0.0, -1e-248)], 0.0)
@example((1.186340908489289e-300, 0.0), [(0.0, 0.0)], 0.0)
def test_no_place_within_the_distance_is_missed(
    here: tuple[float, float], points: list[tuple[float, float]], within: float
) -> None:
    index = PlaceIndex.of(
        [place(str(n), *point) for n, point in enumerate(points)],
        {"11111": ZipArea(state="NY", latitude=here[0], longitude=here[1])},
    )
    wanted = {str(n) for n, point in enumerate(points) if miles_between(here, point) <= within}
    assert set(ids(index, "11111", within_miles=within, limit=99)) == wanted


def crowd(count: int, latitude: float, longitude: float) -> list[Place]:
    """Places in a spiral around a point, about a degree wide."""
    return [
        place(f"{latitude}-{n}", latitude + math.sin(n) * n / count / 2, longitude + math.cos(n) * n / count / 2)
        for n in range(count)
    ]


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> list[Point]:
    """The ends of every distance that is worked out from now on."""
    ends: list[Point] = []
    monkeypatch.setattr(nearby, "miles_between", lambda one, other: ends.append(other) or miles_between(one, other))
    return ends


def test_a_search_measures_no_more_places_when_many_are_far_away(measured: list[Point]) -> None:
    near_ones = crowd(200, 39.9612, -82.9988)
    far_ones = [row for n in range(40) for row in crowd(500, 26 + n % 5, -120 + n)]
    assert len(PlaceIndex.of(near_ones, ZIPS).near("43215")) == 20
    alone = list(measured)
    measured.clear()
    assert len(PlaceIndex.of([*near_ones, *far_ones], ZIPS).near("43215")) == 20
    assert measured == alone != []


@pytest.mark.parametrize("within", [None, 50])
def test_in_a_crowded_town_only_its_nearest_blocks_are_measured(measured: list[Point], within: int | None) -> None:
    town = crowd(3000, 39.9612, -82.9988)
    found = ids(PlaceIndex.of(town, ZIPS), "43215", within)
    distances = {row.source_id: miles_between((39.9612, -82.9988), (row.latitude, row.longitude)) for row in town}
    assert found == sorted(distances, key=lambda name: distances[name])[:20]
    assert len(measured) < 1000
