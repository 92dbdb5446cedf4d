"""Calendars as .ics files: refills, blood tests and renewals. Made from what the form sent, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

from icalendar import Alarm, Calendar, Event
from werkzeug.datastructures import MultiDict

from finder.answers.columns import COLUMNS
from finder.answers.errors import AnswerError
from finder.caseload.case_edits import maybe_day, tidy
from finder.caseload.case_reader import LABEL_LETTERS
from finder.core.blood_tests import blood_test_days
from finder.core.listing import Listing, Role
from finder.core.ranking import SAFE_DAYS_LEFT
from finder.core.snapshot import Snapshot
from finder.wording import Words
from finder.wording.answer_errors import sentence

RENEW = "renew-"
A_YEAR = 365
MOST_REFILLS = 60
WARN_BEFORE_RENEWAL = timedelta(days=30)


class Day(NamedTuple):
    """One entry of a calendar, all day long."""

    on: date
    title: str
    note: str
    warn_before: timedelta | None = None


def refill_days(on: date, days_left: int, days_supply: int) -> list[tuple[date, date]]:
    """For a year, or once: the day to ask for the next tablets, two weeks ahead, and the day they would run out."""
    found: dict[date, date] = {}
    runs_out = on + timedelta(days=days_left)
    while not found or (runs_out <= on + timedelta(days=A_YEAR) and len(found) < MOST_REFILLS):
        # One entry a day: it says when the first tablets run out.
        found.setdefault(max(on, runs_out - timedelta(days=SAFE_DAYS_LEFT)), runs_out)
        runs_out += timedelta(days=days_supply)
    return list(found.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarPage:
    """The form of the calendars, with what was sent and what is wrong with it."""

    words: Words
    posted: MultiDict[str, str]
    snapshot: Snapshot
    on: date
    errors: dict[str, str]

    @property
    def label(self) -> str:
        """The worker's own label."""
        return tidy(self.posted.get("case_label", ""), LABEL_LETTERS)

    @property
    def place(self) -> list[tuple[str, str]]:
        """Where the person lives, which tells what day it is there; sent on with the form."""
        return [(name, self.posted[name]) for name in ("zip", "state") if self.posted.get(name)]

    @property
    def renewable(self) -> list[Listing]:
        """Options that say when they are renewed; those with a date first."""
        rows = [row for row in self.snapshot.by_id.values() if row.renewal and row.role is Role.OPTION]
        return sorted(rows, key=lambda row: (not self.posted.get(RENEW + row.id), self.words.text(row.name)))

    def _day(self, name: str) -> date | None:
        try:
            return maybe_day(self.posted.get(name, ""))
        except AnswerError as error:
            self.errors[name] = sentence(self.words, name, error)
            return None

    def _number(self, name: str) -> int | None:
        text = self.posted.get(name, "").strip()[:LABEL_LETTERS]
        try:
            if not text:
                raise AnswerError("not_a_number")
            return int(str(COLUMNS[name].read(text)))
        except AnswerError as error:
            self.errors[name] = sentence(self.words, name, error)
            return None

    def _title_lines(self, text: str) -> str:
        return f"{self.label}: {text}" if self.label else text

    def refills(self) -> list[Day]:
        """When to ask for tablets."""
        left, supply = self._number("days_left"), self._number("days_supply")
        if left is None or supply is None:
            return []
        _ = self.words._
        return [
            Day(
                ask,
                self._title_lines(_("Ask for the next tablets")),
                _(
                    "By this count the tablets run out on %(day)s. Fewer left? Call the pharmacy today.",
                    day=self.words.day(out),
                ),
            )
            for ask, out in refill_days(self.on, left, supply)
        ]

    def blood_tests(self) -> list[Day]:
        """The label's blood counts from the start date."""
        start = self._day("start_on")
        if start is None:
            if "start_on" not in self.errors:
                self.errors["start_on"] = sentence(self.words, "start_on", AnswerError("not_a_day"))
            return []
        _ = self.words._
        title = self._title_lines(_("Blood test"))
        note = _(
            "From the schedule of the US label. If your prescriber gives other days, follow those. Never skip one."
        )
        return [Day(day, title, note) for day in blood_test_days(start, self.snapshot.facts.monitoring)]

    def renewals(self) -> list[Day]:
        """The renewal dates that were given."""
        found = list(self._renewals())
        if not found and not self.errors and self.renewable:
            first_renewal = RENEW + self.renewable[0].id
            self.errors[first_renewal] = self.words._("Give at least one date.")
        return found

    def _renewals(self) -> Iterator[Day]:
        for listing in self.renewable:
            day = self._day(RENEW + listing.id)
            if day is not None:
                name = self.words.text(listing.name)
                title = self._title_lines(self.words._("Renew: %(name)s", name=name))
                yield Day(day, title, self.words.text(listing.renewal), WARN_BEFORE_RENEWAL)


def ics(days: list[Day]) -> bytes:
    """The entries as an iCalendar file (RFC 5545)."""
    calendar = Calendar()
    calendar.add("prodid", "-//Azathioprine Cost Finder//EN")
    calendar.add("version", "2.0")
    now = datetime.now(UTC)
    for day in days:
        event = Event()
        event.add("uid", str(uuid4()))
        event.add("dtstamp", now)
        event.add("dtstart", day.on)
        event.add("summary", day.title)
        event.add("description", day.note)
        event.add("transp", "TRANSPARENT")
        event.add_component(_alarm(day))
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _alarm(day: Day) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", day.title)
    alarm.add("trigger", -(day.warn_before or timedelta(days=1)))
    return alarm
