"""One spelling has one meaning, wherever it is typed: form, API, caseload, case file, calendars, reports, team."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from finder.answers.columns import COLUMNS
from finder.caseload.case_file import CaseFile, Result, as_form
from finder.caseload.screen import read_caseload
from finder.core.matching import match
from finder.core.snapshot import Snapshot
from finder.papers.calendars import CalendarPage
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.blood_test_calendar import read_calendar
from finder.web.patient.reports.forms import PaidForm
from finder.web.shared.answer_form import read_form
from finder.web.team.maintain import draft_records
from finder.web.team.maintain.forms import CheckedForm
from finder.wording import words_in
from tests.web.people import DAY

ON = date.fromisoformat(DAY)
REFUSED = "refused"
Entry = Callable[[str, str, Snapshot], object]


@pytest.fixture(autouse=True)
def on_a_day() -> Any:
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture(scope="module")
def snapshot(shared_app: Flask) -> Snapshot:
    with shared_app.app_context():
        return current_snapshot()


def value_of(situation: object, prescription: object, name: str) -> object:
    found = getattr(situation, name, None)
    return getattr(prescription, name, None) if found is None else found


def by_form(name: str, text: str, snapshot: Snapshot) -> object:
    asked = read_form(MultiDict({"state": "OH", name: text, **with_income(name)}), snapshot, words_in("en"))
    return REFUSED if name in asked.unread else value_of(asked.answers.situation, asked.answers.prescription, name)


def with_income(name: str) -> dict[str, str]:
    return {"income_period": "month"} if name == "income" else {}


def by_caseload(name: str, text: str, snapshot: Snapshot) -> object:
    more = with_income(name)
    cells = ",".join('"' + value.replace('"', '""') + '"' for value in ("a", "OH", text, *more.values()))
    lines = [",".join(("case", "state", name, *more)) + "\n", cells + "\n"]
    (case,) = read_caseload(lines, snapshot, words_in("en")).cases
    return value_of(case.answers.situation, case.answers.prescription, name) if case.answers else REFUSED


def by_case_file(name: str, text: str, snapshot: Snapshot) -> object:
    answers = {"state": "OH", name: text, **with_income(name)}
    case = CaseFile(
        label="", saved_on=ON, answers=answers, told_on=dict.fromkeys(answers, ON), result=Result(ON, "1", ())
    )
    asked = read_form(as_form(case.answers), snapshot, words_in("en"))
    return REFUSED if name in asked.unread else value_of(asked.answers.situation, asked.answers.prescription, name)


ANSWERS: dict[str, Entry] = {"form": by_form, "caseload": by_caseload, "case file": by_case_file}


def by_report(name: str) -> Entry:
    def entry(_column: str, text: str, _snapshot: Snapshot) -> object:
        whole = {"price": "20", "strength_mg": "50", "quantity": "90", "paid_on": DAY} | {name: text}
        form = PaidForm(MultiDict(whole))
        if not form.validate():
            return REFUSED
        paid = form.paid()
        return getattr(paid, {"paid_on": "on"}.get(name, name))

    return entry


def by_quote(_column: str, text: str, snapshot: Snapshot) -> object:
    asked = read_form(MultiDict({"quote_goodrx": text}), snapshot, words_in("en"))
    return asked.quotes.get("goodrx", REFUSED)


def by_draft(read: Callable[[str], object]) -> Entry:
    def entry(_column: str, text: str, _snapshot: Snapshot) -> object:
        found = read(text)
        return REFUSED if isinstance(found, str) else found

    return entry


def by_check(_column: str, text: str, _snapshot: Snapshot) -> object:
    form = CheckedForm(MultiDict({"method": "phone", "source": "1", "checked_on": text}))
    return form.checked_on.day if form.validate() else REFUSED


def by_guide_calendar(_column: str, text: str, snapshot: Snapshot) -> object:
    page = read_calendar(MultiDict({"day": text}), snapshot.facts.monitoring, words_in("en"), ON)
    return REFUSED if page.errors else page.dates[0]


def by_calendars(_column: str, text: str, snapshot: Snapshot) -> object:
    page = CalendarPage(
        words=words_in("en"),
        posted=MultiDict({"days_left": text, "days_supply": "30"}),
        snapshot=snapshot,
        on=ON,
        errors={},
    )
    first = page.refills()
    return REFUSED if page.errors else bool(first)


DOLLARS = {
    "1,500": 1500,
    "$1,500.00": 1500,
    " 1 500 ": 1500,
    "1500": 1500,
    "$20": 20,
    "20.5": Decimal("20.5"),
    "20,50 dollars": REFUSED,
    "120,50": Decimal("120.50"),
    "１２０": 120,
    "800 600": REFUSED,
    "1 2": REFUSED,
    "1$5$00": REFUSED,
    "1,5": REFUSED,
    "1.500": REFUSED,
    "a lot": REFUSED,
    "-5": REFUSED,
}
DAYS_OF_THE_CALENDAR = {
    "2026-11-23": date(2026, 11, 23),
    "11/23/2026": date(2026, 11, 23),
    " 11/3/2026 ": date(2026, 11, 3),
    "2026-W48-1": REFUSED,
    "20261123": REFUSED,
    "23.11.2026": REFUSED,
    "2026-02-30": REFUSED,
    "soon": REFUSED,
}
COUNTS = {"3": 3, "three": 3, "3.0": 3, "1,000": REFUSED, "10 15": REFUSED, "3.5": REFUSED, "": None, "many": REFUSED}
DAYS = {"10": True, "a week": True, "2 weeks": True, "10 15": REFUSED, "ten": True, "1,0": REFUSED, "soon": REFUSED}
DOSES = {
    "150": 150,
    "150 mgs": 150,
    "50 mg twice a day": 100,
    "3 tabs of 50": 150,
    "two 50 mg pills": 100,
    "3": REFUSED,
    "50 75": REFUSED,
    "x": REFUSED,
}


def rows(table: dict[str, Any], entries: dict[str, Entry]) -> list[Any]:
    return [
        pytest.param(entry, text, right, id=f"{where}: {text!r}")
        for where, entry in entries.items()
        for text, right in table.items()
    ]


@pytest.mark.parametrize(
    ("entry", "text", "right"),
    rows(DOLLARS, {**ANSWERS, "report": by_report("price"), "quote": by_quote})
    + rows(
        # A draft's numbers are also percents and prices of one tablet: a point there has one meaning.
        {text: right for text, right in DOLLARS.items() if text != "1.500"},
        {"team form": by_draft(draft_records.number)},
    ),
)
def test_dollars_mean_the_same_everywhere(
    entry: Entry, text: str, right: object, shared_app: Flask, snapshot: Snapshot
) -> None:
    with shared_app.test_request_context():
        assert entry("income", text, snapshot) == right


@pytest.mark.parametrize(
    ("entry", "text", "right"),
    rows(
        DAYS_OF_THE_CALENDAR,
        {
            **ANSWERS,
            "report": by_report("paid_on"),
            "guide": by_guide_calendar,
            "team form": by_draft(draft_records.day),
            "check": by_check,
        },
    ),
)
def test_a_day_means_the_same_everywhere(
    entry: Entry, text: str, right: object, shared_app: Flask, snapshot: Snapshot
) -> None:
    with shared_app.test_request_context():
        assert entry("lost_coverage_on", text, snapshot) == right


@pytest.mark.parametrize(("entry", "text", "right"), rows(COUNTS, ANSWERS))
def test_a_count_means_the_same_everywhere(entry: Entry, text: str, right: object, snapshot: Snapshot) -> None:
    assert entry("household_size", text, snapshot) == right


@pytest.mark.parametrize(
    ("text", "right"), [("90", 90), ("90 tablets", 90), ("9 0", REFUSED), ("1,000", REFUSED), ("0", REFUSED)]
)
def test_a_report_counts_tablets_as_the_form_counts(
    text: str, right: object, shared_app: Flask, snapshot: Snapshot
) -> None:
    with shared_app.test_request_context():
        assert by_report("quantity")("", text, snapshot) == right


@pytest.mark.parametrize(("entry", "text", "right"), rows(DAYS, {**ANSWERS, "calendars": by_calendars}))
def test_days_of_tablets_mean_the_same_everywhere(entry: Entry, text: str, right: object, snapshot: Snapshot) -> None:
    found = entry("days_left", text, snapshot)
    assert (found if found == REFUSED else bool(found)) == right


@pytest.mark.parametrize(("entry", "text", "right"), rows(DOSES, ANSWERS))
def test_a_dose_means_the_same_everywhere(entry: Entry, text: str, right: object, snapshot: Snapshot) -> None:
    assert entry("daily_dose_mg", text, snapshot) == right


TOLD = {
    "age": st.sampled_from(["9", "30", "64", "65", "70 years"]),
    "household_size": st.sampled_from(["1", "2", "four"]),
    "income": st.sampled_from(["0", "$1,500", "2 400", "none", "$400 a week"]),
    "income_period": st.sampled_from(["month", "Yearly", "twice a month"]),
    "insurance": st.sampled_from(["none", "employer", "medicaid", "medicare;medicare_drug"]),
    "citizenship": st.sampled_from(["citizen", "other_lawful"]),
    "daily_dose_mg": st.sampled_from(["150", "50 mg twice a day", "3 tabs of 50"]),
    "days_left": st.sampled_from(["6", "two weeks", "none"]),
    "pregnant": st.sampled_from(["yes", "no", "Sí"]),
}


@given(st.fixed_dictionaries({"state": st.sampled_from(["OH", "Texas", "PR"])}, optional=TOLD))
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_same_answers_give_the_same_findings_by_form_api_caseload_and_case_file(
    shared_app: Flask, told: dict[str, str]
) -> None:
    if " a week" in told.get("income", ""):
        told.pop("income_period", None)
    elif "income" in told:
        told = {"income_period": "month"} | told
    with shared_app.app_context():
        snapshot = current_snapshot()
    words = words_in("en")
    several = {name: text.split(";") if COLUMNS[name].several else [text] for name, text in told.items()}
    asked = read_form(MultiDict(several), snapshot, words)
    case = CaseFile(label="", saved_on=ON, answers=told, told_on=dict.fromkeys(told, ON), result=Result(ON, "1", ()))
    opened = read_form(as_form(case.answers), snapshot, words)
    lines = [",".join(("case", *told)) + "\n", ",".join(('"a"', *(f'"{text}"' for text in told.values()))) + "\n"]
    (row,) = read_caseload(lines, snapshot, words).cases
    assert row.answers == asked.answers == opened.answers
    plan = match(snapshot, asked.answers.situation, asked.answers.prescription, ON)
    found = [(one.listing.id, one.verdict.name.lower(), [*one.missing]) for one in plan.matches]
    answer = shared_app.test_client().post("/api/v1/screen", json={**told, "on": DAY})
    assert answer.status_code == 200, answer.json
    listed = [(one["listing"], one["verdict"], one["missing"]) for one in answer.json["matches"]]
    assert [(name, verdict) for name, verdict, _ in listed] == [(name, verdict) for name, verdict, _ in found]
    assert all(set(missing) <= set(other) for (_, _, missing), (_, _, other) in zip(listed, found, strict=True))
