"""Answers of a case file grow old: what is counted down, what is asked again, and what a save leaves alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from finder.caseload.case_file import CaseFile, Result
from finder.caseload.case_reader import read as read_case
from finder.caseload.dated_answers import ANSWER_GROUPS, answers_shown, answers_today, stale_groups, with_answers
from tests.web.conftest import Page, read
from tests.web.people import section
from tests.web.worker.cases.test_case_page import saved_again
from tests.web.worker.cases.test_file import version_file

DAY = date(2026, 11, 24)
WHOLE = {"age": "41", "pregnant": "no"}


@contextmanager
def days_later(days: int) -> Iterator[date]:
    on = DAY + timedelta(days=days)
    with time_machine.travel(f"{on} 17:00Z", tick=False):
        yield on


def case(told_on: date = DAY, **answers: str) -> CaseFile:
    return CaseFile(
        label="",
        saved_on=told_on,
        answers=answers,
        told_on=dict.fromkeys(answers, told_on),
        result=Result(told_on, "1", ()),
    )


def sent_on(page: Page, action: str) -> dict[str, list[str]]:
    """The answers that one form of the page sends on."""
    form = next(form for form in page.all("form") if form.get("action") == action)
    found: dict[str, list[str]] = {}
    for field in form.iter("input"):
        found.setdefault(str(field.get("name")), []).append(field.get("value") or "")
    return found


@pytest.mark.parametrize(("later", "left"), [(0, "30"), (1, "29"), (30, "0"), (31, None), (400, None)])
def test_days_of_tablets_are_counted_down_and_unknown_once_they_have_run_out(later: int, left: str | None) -> None:
    assert answers_today(case(days_left="30"), DAY + timedelta(days=later)).get("days_left") == left


def test_an_answer_of_a_day_to_come_is_not_used() -> None:
    assert answers_today(case(days_left="30", age="41", state="OH"), DAY - timedelta(days=5)) == {"state": "OH"}


def test_an_answer_told_after_the_file_was_saved_is_refused(save, open_files) -> None:
    told = save(days_left="20")
    told["told_on"]["days_left"] = "2027-06-01"
    assert "told_on.days_left" in open_files(told, status=422).main


@pytest.mark.parametrize("group", ANSWER_GROUPS, ids=lambda group: group.name)
def test_what_changes_with_life_holds_for_its_days_and_not_one_more(group: Any) -> None:
    told = case(**dict.fromkeys(group.names, "1"), state="OH")
    last = DAY + timedelta(days=group.hold_days)
    assert answers_today(told, last) == told.answers
    assert answers_today(told, last + timedelta(days=1)) == {"state": "OH"}
    assert stale_groups(told, last + timedelta(days=1)) == [group]


def test_one_old_answer_takes_those_it_belongs_to_with_it() -> None:
    told = case(income="1,500", income_period="month")
    newer = with_answers(told, {"income": "1,500", "income_period": "week"}, set(), DAY + timedelta(days=80))
    assert newer.told_on == dict.fromkeys(("income", "income_period"), DAY + timedelta(days=80))


def test_a_price_that_was_told_is_not_used_for_ever() -> None:
    told = case(quote_goodrx="12.50")
    assert answers_today(told, DAY + timedelta(days=90)) == {"quote_goodrx": "12.50"}
    assert answers_today(told, DAY + timedelta(days=91)) == {}


@given(
    st.dictionaries(st.sampled_from(["age", "income", "days_left", "state", "insurance"]), st.sampled_from("123")),
    st.integers(0, 400),
    st.integers(0, 400),
)
def test_sending_the_page_back_as_it_was_makes_no_answer_younger(
    answers: dict[str, str], first: int, then: int
) -> None:
    before = case(**answers)
    for later in (first, first + then):
        on = DAY + timedelta(days=later)
        before = with_answers(before, answers_shown(before, on), set(), on)
        assert (before.answers, before.told_on) == (answers, dict.fromkeys(answers, DAY))


def test_a_save_keeps_the_day_of_every_answer_that_nobody_confirmed(save, open_files, work) -> None:
    told = save(days_left="30", **WHOLE)
    with days_later(57):
        again = saved_again(work(open_files(told), "save"))
    assert (again["answers"], again["told_on"]) == (told["answers"], told["told_on"])
    assert again["saved_on"] == "2027-01-20"
    with days_later(60):
        assert "the tablets ran out on December 24, 2026" in section(open_files(again), "due")


@pytest.mark.parametrize("do", ["show", "save"])
def test_what_somebody_says_still_holds_is_of_today(save, open_files, work, do: str) -> None:
    told = save(**WHOLE)
    with days_later(100):
        page = open_files(told)
        assert "41 (told on November 24, 2026)" in page.main
        if do == "show":
            page = read(work(page, "show", still_true=["age", "income"]))
            ticked = [
                box.get("value")
                for box in page.all("input")
                if box.get("name") == "still_true" and box.get("checked") is not None
            ]
            assert ticked == ["age", "income"]
            again = saved_again(work(page, "save"))
        else:
            again = saved_again(work(page, "save", still_true=["age", "income"]))
    assert {name for name, day in again["told_on"].items() if day == "2027-03-04"} == {"age", "income", "income_period"}


def test_an_old_answer_says_neither_yes_nor_no_until_it_is_confirmed(save, open_files, work) -> None:
    told = save(**WHOLE)
    with days_later(100):
        page = open_files(told)
        sent = sent_on(page, "/results")
        assert not {"age", "income", "household_size", "insurance", "pregnant"} & set(sent)
        assert sent["state"] == ["OH"]
        assert "age 41" not in page.main
        confirmed = sent_on(read(work(page, "show", still_true=["age"])), "/results")
    assert confirmed["age"] == ["41"]
    assert "income" not in confirmed


def test_pregnancy_is_asked_again_after_a_month(save, open_files) -> None:
    told = save(age="30", pregnant="yes")
    with days_later(31):
        assert "pregnant" not in sent_on(open_files(told), "/results")


def test_two_days_are_compared_by_the_answers_as_told_and_the_page_names_their_day(save, open_files) -> None:
    told = save(**WHOLE)
    with days_later(100):
        changed = section(open_files(told), "changed")
    assert "Both days go by the answers of November 24, 2026." in changed
    assert "Does not seem to fit any more" not in changed


ROUTES: dict[str, Callable[[Page], dict[str, list[str]]]] = {
    path: (lambda page, path=path: sent_on(page, path)) for path in ("/results", "/packet", "/calendars")
}


@pytest.mark.parametrize("path", ROUTES)
@pytest.mark.parametrize("times_saved", [0, 2])
def test_s1_no_way_out_of_a_case_forgets_that_the_tablets_ran_out(
    save, open_files, work, shared_app, path: str, times_saved: int
) -> None:
    told = save(days_left="30")
    for later in (57, 80)[:times_saved]:
        with days_later(later):
            told = saved_again(work(open_files(told), "save"))
    with days_later(90):
        page = open_files(told)
        assert "the tablets ran out on December 24, 2026" in section(page, "due")
        sent = ROUTES[path](page)
        assert sent.get("days_left", [""]) == [""]
        if path == "/results":
            answer = read(shared_app.test_client().post(path, data=sent))
            assert "We do not know how many days of tablets you have left" in answer.main
        many = open_files(told, told)
        assert many.main.count("the tablets ran out on December 24, 2026") == 2


def test_the_form_shows_what_was_told_and_counts_the_tablets_down(save, open_files) -> None:
    told = save(days_left="30", **WHOLE)
    with days_later(10):
        page = open_files(told)
    values = {field.get("name"): field.get("value") for field in page.all("input")}
    assert (values["days_left"], values["age"]) == ("20", "41")


def test_json_of_the_first_version_takes_the_day_of_the_file() -> None:
    case_of_one = read_case(version_file(1))
    assert set(case_of_one.told_on) == set(case_of_one.answers)
    assert set(case_of_one.told_on.values()) == {date(2026, 11, 24)}
