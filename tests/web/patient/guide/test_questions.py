from __future__ import annotations

import pytest
from flask import Flask

from finder.core.guide import SITUATIONS, WHOM_TO_ASK
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.question_lists import TRIGGERS
from finder.web.patient.guide.question_lists import WHO_WORDS as HEADINGS
from tests.web.conftest import Page, words
from tests.web.people import answers


def asked(page: Page) -> list[str]:
    return [words(next(row.iter("p"))) for row in page.all("div") if row.get("class") == "ask"]


def of(app: Flask, *when: str) -> set[str]:
    with app.app_context():
        rows = current_snapshot().facts.guide.to_ask
    return {row.text.original for row in rows if row.when & set(when)}


def test_every_situation_can_be_seen_in_the_answers_and_everyone_to_ask_has_a_heading() -> None:
    assert set(TRIGGERS) == set(SITUATIONS)
    assert set(HEADINGS) == set(WHOM_TO_ASK)


def test_all_questions_stand_there_with_space_for_the_answers(get_page, shared_app: Flask) -> None:
    page = get_page("/guide/questions")
    with shared_app.app_context():
        every = {row.text.original for row in current_snapshot().facts.guide.to_ask}
    assert set(asked(page)) == every
    assert len([row for row in page.all("div") if row.get("class") == "lines"]) == len(every)


def test_questions_are_picked_by_topic(get_page, shared_app: Flask) -> None:
    with shared_app.app_context():
        rows = current_snapshot().facts.guide.to_ask
    page = get_page("/guide/questions?topic=side-effects&topic=blood-tests")
    assert set(asked(page)) == {row.text.original for row in rows if row.topic in ("side-effects", "blood-tests")}
    ticked = [field.get("value") for field in page.all("input") if field.get("checked") is not None]
    assert sorted(ticked) == ["blood-tests", "side-effects"]
    assert "/es/guide/questions?topic=side-effects&topic=blood-tests" in page.links


@pytest.mark.parametrize(
    ("told", "when"),
    [
        ({"insurance": "none"}, ["uninsured"]),
        ({"insurance": "medicare"}, ["medicare"]),
        ({"days_left": "6"}, ["runs_out", "uninsured"]),
        ({"days_left": "14"}, ["uninsured"]),
        ({"pregnant": "yes"}, ["pregnant", "uninsured"]),
        ({"pregnant": "no"}, ["uninsured"]),
        ({"age": "9"}, ["child", "uninsured"]),
        ({"age": "18"}, ["uninsured"]),
        ({"starting": "yes"}, ["starting", "uninsured"]),
        ({"transplant": "kidney"}, ["transplant", "uninsured"]),
        ({"transplant": "none"}, ["uninsured"]),
        ({"written_strength_mg": "75"}, ["written_75_or_100", "uninsured"]),
        ({"written_strength_mg": "50"}, ["uninsured"]),
        ({"insurance": None}, []),
    ],
)
def test_a_persons_own_answers_pick_their_questions(get_page, shared_app: Flask, told: dict, when: list[str]) -> None:
    page = get_page("/guide/questions", answers(**{"days_left": "30", **told}))
    assert set(asked(page)) == of(shared_app, "always", *when)


def test_answers_go_back_to_the_results_and_to_the_other_language_and_nowhere_else(get_page) -> None:
    page = get_page("/guide/questions", answers())
    forms = {form.get("action"): form for form in page.all("form")}
    assert {"/results", "/es/guide/questions"} <= set(forms)
    for action in ("/results", "/es/guide/questions"):
        sent = {field.get("name"): field.get("value") for field in forms[action].iter("input")}
        assert sent["state"] == "OH"
    assert "https://www.weather.gov" in page.links
    assert not any("OH" in link for link in page.links)


def test_wrong_answers_pick_nothing_and_break_nothing(get_page, shared_app: Flask) -> None:
    page = get_page("/guide/questions", {"age": "minus nine", "insurance": "gold", "days_left": "x"})
    assert set(asked(page)) == of(shared_app, "always")
