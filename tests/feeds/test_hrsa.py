"""HRSA's list of health centers: every trap of the current list and of the older report."""

from __future__ import annotations

from datetime import date

import pytest

from finder.catalog.tables import PLACES
from finder.core.places import PlaceKind
from finder.feeds.import_report import FeedError
from tests.feeds.reading import SAMPLES, TODAY, column, read_bytes, read_sample, remarked, said

SITES = "hrsa_sites.csv"


def site(number: str, name: str = SITES) -> dict[str, object]:
    return next(row for row in read_sample("hrsa", name)[0] if row["source_id"].endswith(number))


def test_a_heading_that_ends_in_a_comma_does_not_make_the_rows_short() -> None:
    assert (SAMPLES / SITES).read_bytes().split(b"\r\n")[0].endswith(b",")
    rows, told = read_sample("hrsa", SITES)
    assert len(rows) == 11
    assert told.mistakes == []


def test_every_row_fits_the_table_of_places() -> None:
    for row in read_sample("hrsa", SITES)[0]:
        assert row.keys() == {field.name for field in PLACES.columns}
        assert PLACES.check(row) is None


def test_a_quoted_comma_stays_in_its_cell_and_doubled_spaces_become_one() -> None:
    assert site("01")["name"] == "Example Health Center, Downtown"
    assert site("01")["run_by"] == "Example Health System, Inc."


def test_offices_are_left_out_and_offices_that_see_patients_are_not() -> None:
    numbers = column(read_sample("hrsa", SITES)[0], "source_id")
    assert "BPS-H80-000005" not in numbers
    assert "BPS-H80-000006" in numbers


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("01", PlaceKind.HEALTH_CENTER),
        ("02", PlaceKind.LOOK_ALIKE),
        ("03", PlaceKind.MOBILE),
        ("04", PlaceKind.SCHOOL_SITE),
    ],
)
def test_look_alikes_vans_and_school_sites_are_told_apart(number: str, kind: PlaceKind) -> None:
    assert site(number)["kind"] is kind


def test_school_sites_are_for_students_and_seasonal_ones_say_so() -> None:
    assert site("04")["limited_to"] == "students"
    assert site("01")["limited_to"] == ""
    assert site("07")["notes"] == "Open only part of the year."


@pytest.mark.parametrize(
    ("setting", "whom"), [("Correctional Facility", "residents"), ("Domestic Violence", "residents"), ("Hospital", "")]
)
def test_sites_in_institutions_are_for_their_residents(setting: str, whom: str) -> None:
    data = (SAMPLES / SITES).read_bytes().replace(b'"All Other Clinic Types"', f'"{setting}"'.encode())
    assert read_bytes("hrsa", data)[0][0]["limited_to"] == whom


@pytest.mark.parametrize("phone", ["337-000-0000", "(614) 155-0100", "011-555-0100"])
def test_a_phone_that_nobody_can_have_is_remarked_and_left_empty(phone: str) -> None:
    data = (SAMPLES / SITES).read_bytes().replace(b"740-555-0101", phone.encode())
    assert data != (SAMPLES / SITES).read_bytes()
    rows, told = read_bytes("hrsa", data)
    assert [row["phone"] for row in rows if row["source_id"].endswith("02")] == [""]
    assert any(f"'{phone}' is no phone number we can use. Left empty." in text for _, text in remarked(told))


def test_phones_are_split_from_their_extensions() -> None:
    assert (site("01")["phone"], site("01")["phone_extension"]) == ("614-555-0100", "0123")
    assert (site("02")["phone"], site("02")["phone_extension"]) == ("740-555-0101", "")


def test_web_addresses_get_a_scheme_and_nothing_but_web_pages_is_let_in() -> None:
    assert site("01")["url"] == "https://www.example.org"
    assert site("02")["url"] == "http://example.org/clinic"
    assert site("12")["url"] == ""


def test_zip_codes_keep_their_zeros_and_their_four_digits() -> None:
    assert site("01")["zip"] == "43215-1234"
    assert site("08")["zip"] == "00601"


def test_hours_a_week_never_become_opening_hours() -> None:
    assert b'"42.50"' in (SAMPLES / SITES).read_bytes()
    assert {row["hours"] for row in read_sample("hrsa", SITES)[0]} == {""}


def test_x_is_the_longitude_and_y_the_latitude() -> None:
    assert (site("01")["latitude"], site("01")["longitude"]) == (39.961183, -82.998794)
    assert (site("09")["latitude"], site("09")["longitude"]) == (13.4757, 144.7451)


def test_a_blank_position_keeps_the_row_and_an_impossible_one_is_never_swapped() -> None:
    assert (site("06")["latitude"], site("06")["longitude"]) == (None, None)
    assert (site("12")["latitude"], site("12")["longitude"]) == (None, None)
    _, told = read_sample("hrsa", SITES)
    assert (13, "Odd Example Center: its position cannot be right. It is placed by its ZIP code.") in remarked(told)


def test_territories_and_associated_states_are_let_in() -> None:
    assert {"PR", "GU", "AS", "PW"} <= set(column(read_sample("hrsa", SITES)[0], "state"))


def test_na_of_a_look_alike_means_none() -> None:
    assert site("02")["run_by"] == ""


def test_the_records_own_day_is_the_day_it_was_checked() -> None:
    assert set(column(read_sample("hrsa", SITES)[0], "checked_on")) == {date(2026, 9, 30)}


def test_windows_text_is_read_and_told_once() -> None:
    data = (SAMPLES / "hrsa_windows.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode()
    rows, told = read_sample("hrsa", "hrsa_windows.csv")
    assert len(rows) == 2
    assert remarked(told) == [(2, "This line is not UTF-8 text; such lines are read as Windows-1252.")]


def test_closed_sites_are_left_out() -> None:
    data = (SAMPLES / SITES).read_bytes().replace(b'"Active"', b'"Inactive"', 1)
    assert len(read_bytes("hrsa", data)[0]) == 10


def test_every_mistake_is_told_by_line() -> None:
    _, told = read_sample("hrsa", "hrsa_mistakes.csv")
    assert said(told) == [
        (2, "'XX' is not a state."),
        (3, "This row has 2 cells. It must have 55."),
        (4, "This site has no number."),
        (5, "The position must be two numbers, not '39.99000000' and 'west'."),
        (7, "The site BPS-H80-000007 stands in line 6 already, with other values."),
    ]
    assert remarked(told) == [(8, "This row repeats line 6.")]


def test_the_older_report_is_read_by_its_names() -> None:
    rows, told = read_sample("hrsa", "hrsa_older.csv")
    assert column(rows, "source_id", "kind", "state", "zip", "phone", "checked_on") == [
        ("BPS-H80-000021", PlaceKind.HEALTH_CENTER, "OH", "43215", "614-555-0121", TODAY),
        ("BPS-LAL-000022", PlaceKind.LOOK_ALIKE, "SC", "29201", "", TODAY),
    ]
    assert rows[0]["longitude"] == -82.998794
    assert rows[1]["url"] == ""  # [No Data]
    assert told.is_undated


def test_the_order_of_the_columns_does_not_matter() -> None:
    lines = (SAMPLES / "hrsa_older.csv").read_text().splitlines()[:3]
    turned = "\n".join(",".join(reversed(line.split(","))) for line in lines if '"' not in line)
    assert column(read_bytes("hrsa", turned.encode())[0], "name", "state") == [("Older Look-Alike", "SC")]


def test_a_list_without_the_key_columns_is_refused_by_name() -> None:
    with pytest.raises(FeedError, match="it has no column for bphc assigned number, site name"):
        read_sample("hrsa", "hrsa_without_columns.csv")


@pytest.mark.parametrize(("longitude", "latitude"), [("39.96118300", "-82.99879419"), ("82.99879419", "39.96118300")])
def test_a_position_that_lies_abroad_is_not_kept(longitude: str, latitude: str) -> None:
    text = (SAMPLES / "hrsa_sites.csv").read_text(encoding="utf-8-sig")
    text = text.replace('"-82.99879419","39.96118300"', f'"{longitude}","{latitude}"', 1)
    rows, told = read_bytes("hrsa", text.encode())
    assert column(rows, "latitude", "longitude")[0] == (None, None)
    assert "its position cannot be right. It is placed by its ZIP code." in remarked(told)[0][1]
