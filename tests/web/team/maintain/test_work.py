from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from finder.db import write
from finder.store.accounts import set_role, set_second_factor
from finder.store.models import LinkCheck, MemberRole, ReportKind
from finder.store.reports import create_report
from tests.languages import PREFIXES
from tests.web.conftest import GetPage, read, words
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, controls, filled, history, number_of, record

WORK = f"/team/listings/{LISTING}"
LATER = CHECKED | {"checked_on": "2026-11-24"}


def seen(page) -> str:
    return filled(page)["seen"][0]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_every_page_of_the_work_holds_what_every_page_must(ana: Visitor, ben: Visitor, prefix: str) -> None:
    number = number_of(ana.send(f"{WORK}/verify", **LATER))
    for path in (
        "/team",
        WORK,
        f"{WORK}/edit",
        f"{WORK}/history",
        f"{WORK}/pause",
        f"{WORK}/retire",
        f"{WORK}/sources-differ",
        "/team/new",
        "/team/proposals",
        f"/team/proposals/{number}",
    ):
        ben.see(prefix + path)


def test_a_volunteer_takes_a_listing_and_gives_it_back(ana: Visitor, ben: Visitor) -> None:
    ana.send(f"{WORK}/take")
    assert "Yours now" in ana.see("/team").main
    assert "Somebody has it: ana@team.example." in ben.see(WORK).main
    ben.send(f"{WORK}/take")
    assert "Somebody else is at this listing now." in ben.see("/team").main
    ana.send(f"{WORK}/give-back")
    ben.send(f"{WORK}/take")
    assert "Yours now" in ben.see("/team").main


def test_what_nobody_could_reach_comes_back_later_and_stands_last(ana: Visitor) -> None:
    page = ana.sent_page(f"{WORK}/not-reached", 422, again_on="yesterday")
    assert "Try again on: Write a day, for example 11/23/2026." in page.main
    assert "Pick a day from tomorrow" in ana.sent_page(f"{WORK}/not-reached", 422, again_on="2026-11-24").main
    ana.send(f"{WORK}/not-reached", again_on="11/30/2026", words="Only a machine.")
    last = words([row for row in ana.see("/team").all("li") if "480 people" in words(row)][-1])
    assert "Not reached so far (1). Try again on November 30, 2026." in last
    assert last.endswith("Take it")
    assert "Only a machine." in ana.see(WORK).main


def test_a_verification_moves_dates_once_a_second_person_approves(app: Flask, ana: Visitor, ben: Visitor) -> None:
    number = number_of(ana.send(f"{WORK}/verify", **LATER, rules="y"))
    assert record(app)["checked_on"] == date(2026, 11, 1)
    ana.send(f"/team/proposals/{number}/approve", 403)
    page = ben.see(f"/team/proposals/{number}")
    assert "Nothing, for 481 people looked at." in page.main
    ben.send(f"/team/proposals/{number}/approve", seen=seen(page))
    assert record(app)["checked_on"] == record(app)["criteria"][0]["checked_on"] == date(2026, 11, 24)
    assert {row.actor for row in history(app) if row.version > 1} == {ana.id}
    assert "Approved" in ana.see(f"/team/proposals/{number}").main


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"method": ""}, "How did you check it?: Pick one."),
        ({"source": " "}, "Where did you read or hear it?: Fill this in."),
        ({"checked_on": "2999-12-01"}, "On which day?: This day has not come yet."),
        ({"checked_on": "soon"}, "On which day?: Write a day, for example 11/23/2026."),
    ],
)
def test_a_mistake_is_said_at_its_field(ana: Visitor, fields: dict[str, str], sentence: str) -> None:
    assert sentence in ana.sent_page(f"{WORK}/verify", 422, **LATER | fields).main


def test_a_reviewers_own_proposal_waits_for_another(ben: Visitor, visit) -> None:
    number = number_of(ben.send(f"{WORK}/verify", **LATER))
    page = ben.see(f"/team/proposals/{number}")
    assert "Approve and publish" not in page.main
    shown = visit("cara").see(f"/team/proposals/{number}")
    refused = ben.sent_page(f"/team/proposals/{number}/approve", 409, seen=seen(shown))
    assert "This is your own proposal. Another person decides." in refused.main


def test_a_rejection_needs_a_reason_that_the_proposer_reads(ana: Visitor, ben: Visitor) -> None:
    number = number_of(ana.send(f"{WORK}/verify", **LATER))
    assert "Write a reason." in ben.sent_page(f"/team/proposals/{number}/reject", 422, reason=" ").main
    ben.send(f"/team/proposals/{number}/reject", reason="That is the old number.")
    assert "Reason: That is the old number." in ana.see("/team/proposals").main


def test_a_reviewer_pauses_in_one_step_and_a_volunteer_proposes_it(app: Flask, ana: Visitor, ben: Visitor) -> None:
    ana.send(f"{WORK}/pause", **LATER)
    assert record(app)["status"] == "active"
    assert "Write a reason." in ben.sent_page(f"{WORK}/pause", 422, **LATER | {"note": ""}).main
    ben.send(f"{WORK}/pause", **LATER)
    assert record(app)["status"] == "paused"
    assert history(app)[0].field == "status"


def test_answers_that_change_need_a_reason_for_each_group(app: Flask, ana: Visitor, ben: Visitor) -> None:
    number = number_of(ana.send("/team/listings/other/retire", **LATER))
    page = ben.see(f"/team/proposals/{number}")
    reason_fields = [name for name in filled(page) if name.startswith("why:")]
    assert reason_fields == ["why:other:yes:not_listed"]
    assert "Why is this right?" in page.main
    assert "One person without insurance." in page.main
    again = ben.sent_page(f"/team/proposals/{number}/approve", 422, "", seen=seen(page), **{reason_fields[0]: " "})
    assert "Write why for each group below." in again.main
    ben.send(f"/team/proposals/{number}/approve", seen=seen(page), **dict.fromkeys(reason_fields, "It has ended."))
    assert record(app, "other")["status"] == "retired"


def test_a_second_source_is_kept_and_said(app: Flask, ana: Visitor, ben: Visitor) -> None:
    more = {
        "words_en": "Its page and its form differ. Ask.",
        "words_es": "Su página y su formulario no dicen lo mismo. Pregunte.",
        "url": "https://example.org/form",
        "dated": "2026",
    }
    page = ana.sent_page(f"{WORK}/sources-differ", 422, **LATER | more | {"url": "a form"})
    assert "Write an address that starts with https://." in page.main
    number = number_of(ana.send(f"{WORK}/sources-differ", **LATER, **more))
    ben.send(f"/team/proposals/{number}/approve", seen=seen(ben.see(f"/team/proposals/{number}")))
    assert record(app)["notes"][-1] == more["words_en"]


def test_a_form_without_its_proof_changes_nothing(app: Flask, ana: Visitor) -> None:
    assert ana.client.post(f"{WORK}/verify", data=LATER).status_code == 400
    assert "Nothing waits." in ana.see("/team/proposals").main


def test_nobody_sees_the_work_without_logging_in(get_page: GetPage, app: Flask) -> None:
    for path in ("/team", WORK, f"{WORK}/edit", f"{WORK}/history", "/team/new", "/team/proposals"):
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.headers["Location"]) == (303, "/team/log-in")


@pytest.mark.parametrize("path", ["/team/listings/none", "/team/listings/none/edit", "/team/proposals/99"])
def test_what_is_not_there_is_not_found(ana: Visitor, path: str) -> None:
    ana.see(path, 404)


def test_what_was_written_outlives_the_session(app: Flask, ana: Visitor, hire) -> None:
    """A long call, 30 minutes without a click: log in again, and send what is still there."""
    told = CHECKED | {"note": "Two\nlines & <words>."}
    with ana.client.session_transaction(path="/team") as session:
        session["seen"] -= 31 * 60
    late = ana.client.post(f"{WORK}/retire", data=told)
    assert late.status_code == 403
    late.headers.remove("Set-Cookie")
    kept = dict(controls(read(late)))
    assert kept == told
    again = hire(app, "ana")
    from_elsewhere = again.client.post(f"{WORK}/retire", data=kept, headers={"Sec-Fetch-Site": "same-site"})
    assert (from_elsewhere.status_code, "Two" in from_elsewhere.text) == (400, False)
    once_more = again.client.post(f"{WORK}/retire", data=kept, headers={"Sec-Fetch-Site": "same-origin"})
    assert once_more.status_code == 400
    once_more.headers.remove("Set-Cookie")
    shown = read(once_more)
    form = next(one for one in shown.one("main").iter("form") if one.get("action") == f"{WORK}/retire")
    assert number_of(again.client.post(f"{WORK}/retire", data=dict(controls(shown, form))))


def test_forms_with_passwords_are_never_handed_back(ana: Visitor) -> None:
    with ana.client.session_transaction(path="/team") as session:
        session["seen"] -= 31 * 60
    answer = ana.client.post("/team/password", data={"current": "a secret", "password": "another secret"})
    assert answer.status_code == 303
    assert "secret" not in answer.text


def test_a_second_click_on_approve_publishes_once(app: Flask, ana: Visitor, ben: Visitor, visit) -> None:
    number = number_of(ana.send(f"{WORK}/verify", **LATER))
    shown = seen(ben.see(f"/team/proposals/{number}"))
    for _ in range(2):
        assert number_of(ben.send(f"/team/proposals/{number}/approve", seen=shown)) == number
    assert len({row.version for row in history(app)}) == 2
    # Another reviewer is told that it is decided.
    visit("cara").send(f"/team/proposals/{number}/approve", 409, seen=shown)


def test_a_second_click_on_send_is_one_proposal(ana: Visitor) -> None:
    assert number_of(ana.send(f"{WORK}/verify", **LATER)) == number_of(ana.send(f"{WORK}/verify", **LATER))


def test_whoever_became_a_reviewer_does_not_decide_about_an_older_proposal_of_their_own(app: Flask, visit) -> None:
    number = number_of(visit("ana").send(f"{WORK}/verify", **LATER))
    ana = visit("ana").id
    with app.app_context(), write() as session:
        set_role(session, ana, MemberRole.REVIEWER)
        set_second_factor(session, ana, "not used here", None, [])
    shown = seen(visit("ben").see(f"/team/proposals/{number}"))
    for window in (visit("ana"), visit("ana")):
        assert "Approve and publish" not in window.see(f"/team/proposals/{number}").main
        window.send(f"/team/proposals/{number}/approve", 409, seen=shown)
        window.send(f"/team/proposals/{number}/reject", 409, reason="No.")
    assert record(app)["checked_on"] == date(2026, 11, 1)


def test_a_pause_does_not_publish_what_was_not_published(app: Flask, ana: Visitor, ben: Visitor) -> None:
    number = number_of(ana.send("/team/listings/other/retire", **LATER))
    page = ben.see(f"/team/proposals/{number}")
    reason_fields = {name: "It has ended." for name in filled(page) if name.startswith("why:")}
    ben.send(f"/team/proposals/{number}/approve", seen=seen(page), **reason_fields)
    ben.send("/team/listings/other/pause", **LATER)
    assert "This cannot be done with the listing as it stands now." in ben.see("/team/listings/other").main
    assert record(app, "other")["status"] == "retired"


def test_a_forged_approval_without_reasons_publishes_nothing(app: Flask, ana: Visitor, ben: Visitor) -> None:
    number = number_of(ana.send("/team/listings/other/retire", **LATER))
    shown = seen(ben.see(f"/team/proposals/{number}"))
    for forged in ({}, {"why:other:yes:no": "Because."}, {"why:": "Because."}, {"why:other:yes:not_listed": " \t"}):
        ben.send(f"/team/proposals/{number}/approve", 422, seen=shown, **forged)
    assert record(app, "other")["status"] == "active"


def test_a_stale_proposal_shows_both_versions_and_a_reviewer_brings_together_what_fits(
    app: Flask, ana: Visitor, ben: Visitor
) -> None:
    first = number_of(ana.send(f"{WORK}/verify", **LATER))
    told = filled(ana.see(f"{WORK}/edit")) | LATER | {"sponsor": "Somebody"}
    second = number_of(ana.send(f"{WORK}/edit", **told, do="send"))
    old = seen(ben.see(f"/team/proposals/{second}"))
    ben.send(f"/team/proposals/{first}/approve", seen=seen(ben.see(f"/team/proposals/{first}")))
    stale = ben.sent_page(f"/team/proposals/{second}/approve", 409, "", seen=old)
    assert f"/team/proposals/{second}/merge" in stale.links
    page = ben.see(f"/team/proposals/{second}/merge")
    assert "Published now" in page.main
    assert "Somebody" in page.main
    ben.send(f"/team/proposals/{second}/merge", **filled(page))
    ben.send(f"/team/proposals/{second}/approve", seen=seen(ben.see(f"/team/proposals/{second}")))
    assert (record(app)["sponsor"], record(app)["checked_on"]) == ("Somebody", date(2026, 11, 24))
    assert {row.actor for row in history(app) if row.field == "sponsor"} == {ana.id}


def test_where_both_changed_the_same_part_the_proposer_picks(app: Flask, ana: Visitor, ben: Visitor, visit) -> None:
    told = filled(ana.see(f"{WORK}/edit")) | LATER
    first, second = (
        number_of(member.send(f"{WORK}/edit", **told | {"sponsor": name}, do="send"))
        for member, name in ((ana, "First"), (visit("dan"), "Second"))
    )
    ben.send(f"/team/proposals/{first}/approve", seen=seen(ben.see(f"/team/proposals/{first}")))
    page = ben.see(f"/team/proposals/{second}/merge")
    assert "The person who made this proposal picks." in page.main
    ben.send(f"/team/proposals/{second}/merge", 422, **filled(page) | {"pick:sponsor": "mine"})
    assert record(app)["sponsor"] == "First"


def test_a_volunteer_sees_what_changed_at_a_source_and_that_people_reported(app: Flask, ana: Visitor) -> None:
    with app.app_context(), write() as session:
        url = record(app)["sources"][0]["url"]
        session.add(LinkCheck(url=url, checked_on=date(2026, 11, 20), outcome="changed", detail="", fingerprint=""))
        create_report(session, ReportKind.WRONG, LISTING, "en", "A stranger wrote this.", "me@example.org")
    page = ana.see(WORK)
    assert "A source says something else now: example.org." in page.main
    assert "Something is wrong" in page.main
    assert "stranger" not in page.text
    assert "me@example.org" not in page.text
    queue = ana.see("/team").main
    assert "Reports from people: 1." in queue
    assert "A source says something else now" in queue
    # Reports are for reviewers: whoever may not open them is not led there.
    assert "/team/reports" not in ana.see("/team").links
