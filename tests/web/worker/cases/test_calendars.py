from __future__ import annotations

from datetime import date

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from finder.core.monitoring import Monitoring
from finder.papers.calendars import blood_test_days, refill_days

LABEL = Monitoring(
    first_year=(4, 4, 9),
    later_year=12,
    sellers=(),
    local_sellers=(),
    leaves_out=(),
    source="",
    checked_on=date(2026, 11, 23),
)
DAYS = st.dates(date(2000, 1, 1), date(2199, 12, 31))


def entries(app: Flask, kind: str, path: str = "", **fields: str) -> list[tuple[date, str]]:
    response = app.test_client().post(f"{path}/calendars/{kind}.ics", data=fields)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "no-store"
    events = Calendar.from_ical(response.data).walk("VEVENT")
    assert len({str(event["UID"]) for event in events}) == len(events)
    return [(event["DTSTART"].dt, str(event["SUMMARY"])) for event in events]


def test_blood_tests_are_weekly_then_twice_a_month_then_monthly() -> None:
    days = blood_test_days(date(2026, 12, 1), LABEL)
    gaps = [(later - day).days for day, later in zip([date(2026, 12, 1), *days], days, strict=False)]
    assert gaps[:4] == [7] * 4
    assert gaps[4:8] == [15] * 4
    assert days[8:] == [date(2027, month, 1) for month in range(4, 13)]


def test_a_month_without_that_day_has_its_last() -> None:
    assert blood_test_days(date(2027, 10, 31), LABEL)[8:11] == [date(2028, 2, 29), date(2028, 3, 31), date(2028, 4, 30)]


@given(DAYS)
def test_blood_tests_follow_each_other_whatever_the_start(start: date) -> None:
    days = blood_test_days(start, LABEL)
    assert len(days) == 17
    assert all(day < later for day, later in zip([start, *days], days, strict=False))


@given(DAYS, st.integers(0, 3650), st.integers(1, 365))
def test_refills_are_asked_for_ahead_and_never_in_the_past(on: date, left: int, supply: int) -> None:
    for ask, out in refill_days(on, left, supply):
        assert on <= ask <= out
        assert (out - ask).days <= 14


@pytest.mark.parametrize(("left", "supply"), [(0, 7), (6, 1), (400, 30), (3650, 365)])
def test_there_is_always_a_refill_and_at_most_one_a_day(left: int, supply: int) -> None:
    days = [ask for ask, _ in refill_days(date(2026, 11, 26), left, supply)]
    assert days == sorted(set(days))
    assert days


def test_the_calendar_of_tablets(shared_app: Flask) -> None:
    found = entries(shared_app, "refills", days_left="30", days_supply="90", case_label="Client 7")
    assert found[0] == (date(2026, 12, 10), "Client 7: Ask for the next tablets")
    assert [day for day, _ in found[1:]] == [date(2027, 3, 10), date(2027, 6, 8), date(2027, 9, 6)]


def test_the_calendar_of_blood_tests_in_both_languages(shared_app: Flask) -> None:
    found = entries(shared_app, "blood-tests", start_on="12/1/2026")
    assert found[0] == (date(2026, 12, 8), "Blood test")
    assert [day for day, _ in entries(shared_app, "blood-tests", "/es", start_on="2026-12-01")] == [
        day for day, _ in found
    ]


def test_the_calendar_of_renewals_holds_the_days_given(shared_app: Flask) -> None:
    found = entries(shared_app, "renewals", **{"renew-medicaid": "2027-11-30", "renew-nothing": "2027-01-01"})
    assert found == [(date(2027, 11, 30), "Renew: Medicaid")]


@pytest.mark.parametrize(
    ("kind", "fields", "wrong"),
    [
        ("refills", {"days_left": "many", "days_supply": "30"}, "days_left"),
        ("refills", {"days_left": "30"}, "days_supply"),
        ("refills", {"days_left": "30", "days_supply": "0"}, "days_supply"),
        ("blood-tests", {}, "start_on"),
        ("blood-tests", {"start_on": "9999-12-31"}, "start_on"),
        ("renewals", {"renew-medicaid": "2027-02-30"}, "renew-medicaid"),
    ],
)
def test_what_cannot_be_used_is_asked_again(get_page, kind: str, fields: dict[str, str], wrong: str) -> None:
    page = get_page(f"/calendars/{kind}.ics", fields, status=422)
    assert f"#{wrong}" in page.links


def test_renewals_without_a_day_are_asked_again(get_page) -> None:
    assert "Give at least one date." in get_page("/calendars/renewals.ics", {"case_label": "x"}, status=422).main


def test_far_dates_and_odd_labels_make_a_readable_file(shared_app: Flask) -> None:
    found = entries(shared_app, "blood-tests", start_on="2199-12-31", case_label="a\r\nBEGIN:VEVENT;,\\ ñ")
    assert found[-1][0] == date(2200, 12, 31)
    assert found[0][1] == "a BEGIN:VEVENT;,\\ ñ: Blood test"


def test_an_unknown_calendar_is_not_found(get_page) -> None:
    get_page("/calendars/pills.ics", {"days_left": "3"}, status=404)


def test_the_page_of_calendars(get_page) -> None:
    get_page("/es/calendars")
    page = get_page("/calendars", {"days_left": "12", "renew-medicaid": "2027-11-30"})
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (values["days_left"], values["renew-medicaid"]) == ("12", "2027-11-30")


@pytest.mark.parametrize(
    ("place", "runs_out"), [({"state": "HI"}, "December 6"), ({"state": "OH"}, "December 7"), ({}, "December 6")]
)
def test_tablets_are_counted_from_the_day_it_is_where_the_person_lives(
    shared_app: Flask, place: dict[str, str], runs_out: str
) -> None:
    with time_machine.travel("2026-12-01 06:30Z", tick=False):
        answer = shared_app.test_client().post(
            "/calendars/refills.ics", data={"days_left": "6", "days_supply": "90", **place}
        )
    [first, *_later] = Calendar.from_ical(answer.data).walk("VEVENT")
    assert f"run out on {runs_out}, 2026" in first["DESCRIPTION"]
