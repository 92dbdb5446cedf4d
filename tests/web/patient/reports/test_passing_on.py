"""What volunteers read of a report: its kind and day, and its words once a reviewer has passed them on."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.patient.reports.test_telling import ABOUT, LISTING, kept
from tests.web.team.accounts.conftest import post

WORK = f"/team/listings/{LISTING}"
SAID = {"words": "I am Ana Ruiz. The phone on the page rings out.", "contact": "ana@example.org"}
Team = Callable[[str], FlaskClient]


def pass_on(app: Flask, reviewer: FlaskClient, said: str) -> str:
    """Pass the one report on; the page that comes back."""
    (report,) = kept(app)
    assert post(reviewer, f"/team/reports/{report.id}/pass-on", "/team/reports", said=said).status_code == 303
    return reviewer.get("/team/reports").text


@pytest.mark.parametrize("path", ["/team", WORK])
def test_a_volunteer_sees_the_kind_and_the_day_and_no_word_of_it(client: FlaskClient, sign_in: Team, path: str) -> None:
    client.post(f"{ABOUT}/wrong", data=SAID)
    page = sign_in("volunteer").get(path).text
    assert "Something is wrong" in page
    assert "Its words wait for a reviewer." in page
    for hidden in ("Ana Ruiz", "rings out", "ana@example.org"):
        assert hidden not in page


@pytest.mark.parametrize("path", ["/team", WORK, f"/es{WORK}"])
def test_a_volunteer_reads_what_the_reviewer_left_of_it_and_never_the_contact(
    app: Flask, client: FlaskClient, sign_in: Team, path: str
) -> None:
    client.post(f"{ABOUT}/wrong", data=SAID)
    shown = pass_on(app, sign_in("reviewer"), "The phone on the page rings out. <b>Call</b>")
    assert "Passed on. Volunteers can read it now." in shown
    page = sign_in("volunteer").get(path).text
    assert "The phone on the page rings out. &lt;b&gt;Call&lt;/b&gt;" in page
    for hidden in ("Ana Ruiz", "ana@example.org"):
        assert hidden not in page


def test_a_price_that_somebody_paid_is_read_only_once_it_is_passed_on(
    app: Flask, client: FlaskClient, sign_in: Team
) -> None:
    client.post(f"{ABOUT}/paid", data={"price": "21.37", "strength_mg": "50", "quantity": "90"})
    volunteer = sign_in("volunteer")
    assert "$21.37" not in volunteer.get(WORK).text
    pass_on(app, sign_in("reviewer"), "")
    assert "$21.37" in volunteer.get(WORK).text


def test_a_report_without_words_is_not_passed_on_and_the_reviewer_is_told(
    app: Flask, client: FlaskClient, sign_in: Team
) -> None:
    client.post(f"{ABOUT}/wrong", data=SAID)
    reviewer = sign_in("reviewer")
    assert "Write what the volunteers shall read." in pass_on(app, reviewer, " \u200b ")
    assert "Its words wait for a reviewer." in reviewer.get(WORK).text


def test_a_suggestion_stands_in_the_list_once_it_is_passed_on_and_goes_when_it_is_closed(
    app: Flask, client: FlaskClient, sign_in: Team
) -> None:
    client.post("/report/suggestion", data={"words": "A clinic on Main Street, says Ana."})
    volunteer, reviewer = sign_in("volunteer"), sign_in("reviewer")
    assert "What people suggest" not in volunteer.get("/team").text
    pass_on(app, reviewer, "A clinic on Main Street.")
    page = volunteer.get("/team").text
    assert "What people suggest" in page
    assert "A clinic on Main Street." in page
    (report,) = kept(app)
    post(reviewer, f"/team/reports/{report.id}/close", "/team/reports", accept="no")
    assert "Main Street" not in volunteer.get("/team").text


def test_a_volunteer_cannot_pass_a_report_on(app: Flask, client: FlaskClient, sign_in: Team) -> None:
    client.post(f"{ABOUT}/wrong", data=SAID)
    (report,) = kept(app)
    volunteer = sign_in("volunteer")
    answer = post(volunteer, f"/team/reports/{report.id}/pass-on", "/team", said="Mine")
    assert answer.status_code == 403
    assert "Mine" not in volunteer.get(WORK).text


def test_nothing_that_is_passed_on_reaches_the_public(app: Flask, client: FlaskClient, sign_in: Team) -> None:
    client.post(f"{ABOUT}/wrong", data=SAID)
    pass_on(app, sign_in("reviewer"), "A sentence for the team alone.")
    for path in (f"/listings/{LISTING}", f"/listings/{LISTING}/changes", f"/api/v1/listings/{LISTING}", "/freshness"):
        assert "for the team alone" not in client.get(path).text
