"""The calendar of blood tests: a start date in, dates out, each of them editable, and nothing kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from werkzeug.datastructures import MultiDict

from finder.answers.errors import AnswerError
from finder.answers.readers import read_day
from finder.core.blood_tests import coming_year, months_after
from finder.core.monitoring import LabPrice, Monitoring, blood_count_prices
from finder.core.snapshot import Facts
from finder.papers.calendars import Day
from finder.wording import Words
from finder.wording.words import N_

MOST_DATES = 60
LONGEST_AGO_YEARS = 60
MONTHS_AHEAD = 12
WRITE_A_DATE = N_("Write the date like this: 2026-11-23.")
TOO_FAR = N_("This date is too far away. Check the year.")


@dataclass
class BloodTestCalendarPage:
    """What the page shows. ``errors`` holds a sentence by field; with any, there are no dates."""

    words: Words
    start: str = ""
    dates: list[date] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)


def read_calendar(
    form: MultiDict[str, str], monitoring: Monitoring, words: Words, today: date
) -> BloodTestCalendarPage:
    """Dates from the posted start, or the posted dates themselves once there are some."""
    page = BloodTestCalendarPage(words, form.get("start", "").strip()[:20])
    if form.getlist("day"):
        _read_days(page, form.getlist("day")[:MOST_DATES], today)
        return page
    start = _read(page, "start", page.start, today)
    if start is not None:
        page.dates = coming_year(start, today, monitoring)
    return page


def _read_days(page: BloodTestCalendarPage, days: Iterable[str], today: date) -> None:
    """The dates as the person changed them; an empty one is taken out."""
    found = [_read(page, "start", text.strip()[:20], today) for text in days if text.strip()]
    page.dates = [] if page.errors else sorted({day for day in found if day is not None})


def _read(page: BloodTestCalendarPage, name: str, text: str, today: date) -> date | None:
    try:
        day = read_day(text)
    except AnswerError:
        page.errors[name] = page.words._(WRITE_A_DATE)
        return None
    # Two years ahead leaves room to move the last dates of a calendar that starts next year.
    if not today.year - LONGEST_AGO_YEARS <= day.year <= months_after(today, 2 * MONTHS_AHEAD).year:
        page.errors[name] = page.words._(TOO_FAR)
        return None
    return day


def cheapest_first(facts: Facts, on: date) -> list[LabPrice]:
    """Prices that a person can pay for a blood count, the lowest first; no benchmarks."""
    rows = (row for row in blood_count_prices(facts.labs, on) if row.is_for_people)
    return sorted(rows, key=lambda row: (row.all_in[1], row.all_in[0], row.seller))


def entries(days: Iterable[date], words: Words) -> list[Day]:
    """The dates for a calendar file. They name no medicine: calendars are seen by others."""
    note = words._("Your prescriber may give other days. Follow those.")
    return [Day(day, words._("Blood test"), note) for day in days]
