from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from icalendar import Calendar

from finder.web.patient.guide.blood_test_calendar import MOST_DATES
from tests.web.conftest import Page


def days(page: Page) -> list[str]:
    return [
        f.get("value", "")
        for f in page.all("input")
        if f.get("type") == "date" and f.get("name") == "day" and f.get("value")
    ]


def test_a_start_date_gives_the_dates_of_the_year_each_editable(get_page) -> None:
    page = get_page("/guide/calendar", {"start": "2026-12-01"})
    shown = days(page)
    assert len(shown) == 17
    assert shown[:2] == ["2026-12-08", "2026-12-15"]
    assert shown == sorted(shown)
    assert len([label for label in page.all("label") if label.get("for", "").startswith("day-")]) == 18


def test_changed_dates_are_kept_in_order_and_empty_ones_go(get_page) -> None:
    page = get_page("/guide/calendar", {"start": "2026-12-01", "day": ["2027-02-01", "", "2026-12-10", "2027-02-01"]})
    assert days(page) == ["2026-12-10", "2027-02-01"]


@pytest.mark.parametrize(
    "wrong", ["", "tomorrow", "01.12.2026", "2026-13-01", "2026-W48-1", "1800-01-01", "9999-12-31"]
)
def test_a_date_that_cannot_be_used_gets_a_sentence(get_page, wrong: str) -> None:
    page = get_page("/guide/calendar", {"start": wrong}, status=422)
    assert "Write the date like this" in page.main or "too far away" in page.main
    assert days(page) == []


def test_nobody_can_ask_for_dates_without_end(get_page) -> None:
    page = get_page("/guide/calendar", {"start": "2026-12-01", "day": ["2027-01-01"] * 500 + ["2027-05-05"]})
    assert len(days(page)) <= MOST_DATES
    assert "2027-05-05" not in days(page)


def ics(app: Flask, path: str = "/guide/calendar.ics", **form: object) -> Calendar:
    response = app.test_client().post(path, data=form)
    assert response.status_code == 200
    assert response.content_type == "text/calendar; charset=utf-8"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    return Calendar.from_ical(response.data)


@pytest.mark.parametrize(("path", "title"), [("/guide", "Blood test"), ("/es/guide", "Análisis de sangre")])
def test_the_file_holds_the_dates_and_names_no_medicine(shared_app: Flask, path: str, title: str) -> None:
    calendar = ics(shared_app, f"{path}/calendar.ics", start="2026-12-01", day=["2026-12-10", "2027-01-05"])
    events = calendar.walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2026, 12, 10), date(2027, 1, 5)]
    assert {str(event["summary"]) for event in events} == {title}
    text = b"".join(event.to_ical() for event in events).lower()
    assert b"azat" not in text
    assert b"imuran" not in text


def test_a_file_with_a_wrong_date_is_not_made(get_page) -> None:
    get_page("/guide/calendar.ics", {"start": "2026-12-01", "day": ["soon"]}, status=422)


def test_the_other_language_keeps_the_dates(get_page) -> None:
    page = get_page("/guide/calendar", {"start": "2026-12-01", "day": ["2026-12-10"]})
    form = next(form for form in page.all("form") if form.get("action") == "/es/guide/calendar")
    sent = [(field.get("name"), field.get("value")) for field in form.iter("input")]
    assert sent == [("start", "2026-12-01"), ("day", "2026-12-10")]


def test_cheap_blood_counts_stand_beside_it_with_prices_and_dates(get_page) -> None:
    table = get_page("/guide/calendar").one("table")
    rows = ["".join(row.itertext()) for row in table.iter("tr")][1:]
    assert len(rows) >= 3
    assert all("$" in row and "20" in row for row in rows)
    assert not any("Fee Schedule" in row for row in rows)


def test_dates_are_made_from_answers_so_the_page_can_be_left_and_cleared(get_page) -> None:
    assert "https://www.weather.gov" in get_page("/guide/calendar", {"start": "2026-12-01"}).links
    assert "https://www.weather.gov" not in get_page("/guide/calendar").links


def test_asking_is_limited(make_app, database) -> None:
    client = make_app(
        database, {"RATELIMIT_ENABLED": True, "TRUSTED_PROXIES": 1, "ANSWERS_LIMIT": "3 per minute"}
    ).test_client()
    for path in ("/guide/calendar", "/guide/calendar.ics", "/guide/questions"):
        caller = {"X-Forwarded-For": f"192.0.2.{100 + len(path)}"}
        codes = [client.post(path, data={"start": "2026-12-01"}, headers=caller).status_code for _ in range(4)]
        assert codes == [200] * 3 + [429], path
