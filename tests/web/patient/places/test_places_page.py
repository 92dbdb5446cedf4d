"""Help near a ZIP code: the list, the picture, and what is asked of nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from finder.core.nearby import point_of
from finder.store.snapshot_cache import current_snapshot

HEADER = (
    "source_id,name,kind,run_by,address,city,state,zip,phone,phone_extension,url,latitude,longitude,languages,hours,"
    "fees,notes,source,checked_on,limited_to,retired_on\n"
)
ROWS = (
    "a,NORTH SIDE HEALTH,health_center,CITY HEALTH INC,1 Main St,Columbus,OH,43215,614-555-0100,123,https://a.example/,"
    "39.99,-83.0,,,,,https://data.hrsa.gov/,2026-09-30,,\n"
    "b,School Clinic,school_site,,2 Oak St,Columbus,OH,43201,,,,39.97,-83.0,,,,,https://data.hrsa.gov/,2026-09-30,"
    "students,\n"
    "c,Island Clinic,look_alike,,3 Calle Sol,San Juan,PR,00901,,,,18.46,-66.11,,,,,https://data.hrsa.gov/,2026-09-30,,\n"
)


@pytest.fixture
def with_places(make_app: Callable[..., Flask], database: Path, tmp_path: Path) -> Flask:
    """An app whose catalogue has three more places."""
    app = make_app(database)
    file = tmp_path / "places.csv"
    file.write_text(HEADER + ROWS)
    result = app.test_cli_runner().invoke(args=["places", "import", "places-csv", str(file)])
    assert result.exit_code == 0, result.stderr
    return app


def page(app: Flask, code: str, path: str = "/places") -> str:
    return app.test_client().post(path, data={"zip": code}).text


def test_the_nearest_comes_first_and_those_for_few_people_last(with_places: Flask) -> None:
    told = page(with_places, "43215")
    assert told.index("North Side Health") < told.index("School Clinic")
    assert "May be limited to:" in told
    assert "City Health Inc" in told
    assert "614-555-0100 x123" in told


def test_hours_per_week_are_never_opening_hours_and_a_pharmacy_is_never_claimed(with_places: Flask) -> None:
    told = page(with_places, "43215")
    assert "not known, call first" in told
    assert "does not say whether there is a pharmacy" in told


def test_a_link_to_a_map_names_the_place_and_never_the_person(with_places: Flask) -> None:
    told = page(with_places, "43085")
    assert "query=1+Main+St%2C+Columbus%2C+OH+43215" in told
    assert "43085" not in told.replace('value="43085"', "")


def test_the_picture_has_a_number_for_each_place_with_a_position(with_places: Flask) -> None:
    told = page(with_places, "43215")
    with with_places.app_context():
        found = current_snapshot().facts.places.near("43215")
    assert told.count('class="dot"') == sum(point_of(near.place) is not None for near in found) < len(found)
    assert "<title" in told[told.index("<svg") :]


@pytest.mark.parametrize(("code", "name"), [("00901", "Island Clinic"), ("00918", "Island Clinic")])
def test_territories_find_their_places(with_places: Flask, code: str, name: str) -> None:
    assert name in page(with_places, code)


def test_a_zip_code_without_a_position_gets_the_places_of_its_state(with_places: Flask) -> None:
    area = next(code for code, area in _zips(with_places).items() if area.state == "OH" and area.latitude is None)
    told = page(with_places, area)
    assert "We do not know where this ZIP code is on the map." in told
    assert "North Side Health" in told


def _zips(app: Flask):
    with app.app_context():
        return current_snapshot().facts.zips


@pytest.mark.parametrize("code", ["", "1234", "abcde", "٤٣٢١٥", "<script>"])
def test_what_is_no_zip_code_gets_a_sentence(with_places: Flask, code: str) -> None:
    answer = with_places.test_client().post("/places", data={"zip": code})
    assert answer.status_code == 422
    assert "Write a ZIP code of 5 digits" in answer.text
    assert "<script>" not in answer.text


def test_the_results_show_the_nearest_places_when_a_zip_code_is_told(with_places: Flask) -> None:
    told = with_places.test_client().post("/results", data={"zip": "43215"}).text
    assert "Places near you: call first" in told
    assert "North Side Health" in told


def test_what_is_not_open_to_all_stands_apart_with_who_may_use_it_and_what_to_ask(get_page) -> None:
    told = get_page("/places", {"zip": "43215"}).main
    listed, apart = told.split("More, from HRSA:")
    assert "VA site" not in listed
    assert "For veterans who have VA health care" in apart
    assert "Indian health clinic" in apart
    assert "Medicaid office" not in apart  # none is on file
    spanish = get_page("/es/places", {"zip": "43215"}).main
    assert "Local de la VA" in spanish
    assert "I am a veteran." in spanish


def test_a_place_of_an_older_list_says_of_when_it_is_and_that_it_may_have_moved(get_page) -> None:
    told = get_page("/places", {"zip": "43215"}).main
    assert "listed January 2021" in told
    assert "May have moved: call." in told
    assert "open now" not in told


@pytest.mark.parametrize("path", ["/places", "/es/places"])
def test_the_form_is_a_sound_page(get_page, path: str) -> None:
    assert get_page(path).main


@pytest.mark.parametrize("path", ["/places", "/es/places"])
def test_the_answer_is_a_sound_page_and_sets_no_cookie(get_page, path: str) -> None:
    found = get_page(path, {"zip": "43215"})
    assert "Set-Cookie" not in found.response.headers
    assert found.response.headers["Cache-Control"] == "private, no-cache, max-age=0"


def test_what_the_files_say_about_a_place_is_said_in_the_language_of_the_page(get_page) -> None:
    spanish, english = get_page("/es/places", {"zip": "45202"}).main, get_page("/places", {"zip": "45202"}).main
    assert "Free, if it has the medicine. Call first: ask if it has azathioprine" in english
    assert "Gratis, si tiene la medicina. Llame primero: pregunte si tiene azatioprina" in spanish
    assert "Free, if" not in spanish
