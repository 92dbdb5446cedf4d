"""What a release says otherwise in facts and guide, as a reviewer sees and decides it."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

from flask import Flask

from finder.db import db, write
from finder.store.records import small_in
from finder.store.releases import propose_small_release
from finder.web.team.maintain.small_file_view import changed_lines
from tests.web.team.maintain.conftest import Visitor, filled
from tests.web.team.maintain.test_rows import take


def release(app: Flask, file: str, sentence: str) -> None:
    """Propose one more sentence in the first fact of a file."""
    with app.app_context(), write() as session:
        small = deepcopy(small_in(session))
        small[file]["facts"][0]["statement"] += sentence
        propose_small_release(session, small, date(2026, 12, 1))


def test_an_urgent_correction_is_marked_shown_line_by_line_and_published_by_one_reviewer(
    app: Flask, ana: Visitor, ben: Visitor
) -> None:
    take(app, "prices", "nadac", "nadac_weekly.csv", "--propose")
    release(app, "safety_facts", " Call <first>.")
    assert "person Urgent: safety_facts: Facts and guide of a new release A feed" in ana.see("/team/proposals").main
    page = ben.see("/team/proposals/2")
    for text in ("Urgent: people's safety may rest on this.", "Call <first>.", 'id = "ask"'):
        assert text in page.main
    assert "What it changes for people" not in page.main
    ben.see("/es/team/proposals/2")
    assert "Approve and publish" not in ana.see("/team/proposals/2").main
    ben.send("/team/proposals/2/approve", seen=filled(page)["seen"])
    assert "Urgent" not in ben.see("/team/proposals").main
    assert "Urgent" not in ben.see("/team/proposals/2").main
    with app.app_context():
        assert small_in(db.session)["safety_facts"]["facts"][0]["statement"].endswith(" Call <first>.")


def test_lines_that_differ_are_shown_with_the_table_they_stand_in() -> None:
    old = 'id = "a"\ntext = "one"\n\nid = "b"\ntext = "two"\n'
    assert changed_lines(old, old) == []
    (change,) = changed_lines(old, old.replace("two", "three"))
    assert change == ('id = "b"', ['text = "two"'], ['text = "three"'])
    assert changed_lines("", 'id = "a"\n') == [("", [], ['id = "a"'])]
