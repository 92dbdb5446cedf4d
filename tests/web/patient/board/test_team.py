from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from finder.db import write
from finder.store.models import PostKind
from finder.store.posts import About, keep_answer, keep_post
from tests.languages import PREFIXES
from tests.web.conftest import read
from tests.web.patient.board.posts import ANA, LISTING, TIP, TOLD, TOPIC, SignIn, answered, approved, kept, see
from tests.web.team.accounts.conftest import post, token

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} %(name)s \x00\x07"


def test_hostile_words_are_shown_as_words(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    assert client.post("/board/new", data=TOLD | {"words": HOSTILE}).status_code == 303
    (tip,) = kept(app)
    assert "\x00" not in tip.said
    reviewer = sign_in("reviewer")
    pages = [reviewer.get("/team/board")]
    post(reviewer, f"/team/board/{tip.id}/approve", "/team/board")
    pages += [reviewer.get("/team/board"), reviewer.get(f"/team/board/{tip.id}")]
    pages += [client.get("/board"), client.get(f"/listings/{LISTING}")]
    for page in pages:
        assert "<script>alert" not in page.text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; {{ 7*7 }} %(name)s" in page.text


def test_a_reviewer_approves_a_volunteer_answers_and_another_reviewer_approves_that(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    client.post("/board/new", data=TOLD | {"kind": "question", "words": "Who has it for $12?"})
    (question,) = kept(app)
    reviewer, volunteer = sign_in("reviewer"), sign_in("volunteer")
    assert "Who has it for $12?" not in volunteer.get("/team/board").text
    assert volunteer.get(f"/team/board/{question.id}").status_code == 404
    page = reviewer.get("/team/board").text
    assert "Who has it for $12?" in page
    assert "Written by" not in page, "nobody knows who wrote what came from the public"
    queue = volunteer.get("/team").text
    assert re.search(r"<b>1</b>\s*<a\s[^>]*>posts wait</a>", queue)
    assert "Posts on the board that wait: 1." in queue
    post(reviewer, f"/team/board/{question.id}/approve", "/team/board")
    assert "It shows now." in reviewer.get("/team/board").text
    assert "Who has it for $12?" in see(client, "/board").main
    assert "Posts on the board that wait" not in volunteer.get("/team").text

    path = f"/team/board/{question.id}"
    refused = post(volunteer, path, words="Take half of it.")
    assert refused.status_code == 422
    assert "Leave out how much to take" in refused.text
    assert post(volunteer, path, words="The listing names a price.").status_code == 303
    assert "Sent. Another person looks at it." in (page := volunteer.get("/team/board").text)
    assert "Waits for a second person" in page
    assert "The listing names a price." not in client.get("/board").text
    (answer,) = kept(app)
    page = reviewer.get("/team/board").text
    assert "Written by volunteer@team.example." in page
    assert "<blockquote>" in page, "what it answers stands beside it"
    post(reviewer, f"/team/board/{answer.id}/approve", "/team/board")
    assert "The listing names a price." in see(client, "/board").main
    assert "volunteer@team.example" not in client.get("/board").text


def test_nobody_approves_their_own_answer_and_a_reason_is_needed_to_close(
    app: Flask, client: FlaskClient, sign_in: SignIn
) -> None:
    number = approved(app)
    reviewer = sign_in("reviewer")
    post(reviewer, f"/team/board/{number}", words="The listing names a price.")
    (answer,) = kept(app)
    page = reviewer.get("/team/board")
    assert f"/team/board/{answer.id}/approve" not in page.text
    reviewer.post(f"/team/board/{answer.id}/approve", data={"csrf_token": token(page)})
    assert "You wrote this answer. Another person decides." in reviewer.get("/team/board").text
    post(reviewer, f"/team/board/{answer.id}/close", "/team/board", reason=" ")
    assert "Write a reason." in reviewer.get("/team/board").text
    assert len(kept(app)) == 1
    post(reviewer, f"/team/board/{answer.id}/close", "/team/board", reason="Not sure of it.")
    page = reviewer.get("/team/board").text
    assert "Closed. It never shows." in page
    assert "Not sure of it." in page, "whoever wrote it sees why"
    assert kept(app) == []


def test_a_reviewer_takes_a_post_or_an_answer_down(app: Flask, client: FlaskClient, sign_in: SignIn) -> None:
    number = approved(app)
    answer = answered(app, number, "The listing names a price.")
    reviewer, path = sign_in("reviewer"), f"/team/board/{number}"
    post(reviewer, f"/team/board/{answer}/take-down", path, reason="It is not so any more.")
    assert "Taken down. It shows no more." in reviewer.get("/team/board").text
    assert TIP in (page := see(client, "/board").main)
    assert "The listing names a price." not in page
    post(reviewer, f"/team/board/{number}/take-down", path, reason="It names a person.")
    assert TIP not in see(client, "/board").main
    assert reviewer.get(path).status_code == 404


def test_the_teams_pages_hold_what_every_page_must_in_both_languages(app: Flask, sign_in: SignIn) -> None:
    number = approved(app)
    answered(app, number, "The listing names a price.")
    with app.app_context(), write() as session:
        keep_post(session, PostKind.QUESTION, About(topic_id=TOPIC), "es", "¿Quién lo tiene?")
        keep_answer(session, number, ANA, "en", "Another one.")
        session.flush()
    reviewer = sign_in("reviewer")
    for path in ("/team/board", f"/team/board/{number}"):
        for prefix in PREFIXES:
            answer = reviewer.get(prefix + path)
            answer.headers.remove("Set-Cookie")
            assert len(read(answer).main) > 100
