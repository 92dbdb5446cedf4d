from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from finder.db import db, write
from finder.store.posts import About, Post, PostKind, approve_post, keep_answer, keep_post, open_posts
from tests.conftest import close
from tests.web.accounts.conftest import post, token
from tests.web.conftest import Page, read
from tests.web.people import section
from tests.web.reading import ease, grade, prose

LISTING, TOPIC = "cost-plus-drugs", "running-out"
TIP = "I asked for the cash price and paid $12 for 60 tablets of 50 mg."
TOLD = {"kind": "tip", "about": f"listing.{LISTING}", "state": "TX", "words": TIP, "website": ""}
PAGES = ["/board", "/board/new", f"/board/new?about=topic.{TOPIC}", "/board/thanks"]
ABOUT = About(LISTING)
ANA, BEN = 101, 102
MARCH = datetime(2026, 3, 9, 17, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> {{ 7*7 }} %(name)s \x00\x07"
SignIn = Callable[[str], FlaskClient]


def kept(app: Flask) -> list[Post]:
    with app.app_context():
        db.session.rollback()
        found = open_posts(db.session)
        db.session.expunge_all()
        return found


def approved(
    app: Flask, words: str = TIP, about: About = ABOUT, us_state: str | None = "TX", language: str = "en"
) -> int:
    with app.app_context(), write() as session:
        made = keep_post(session, PostKind.TIP, about, language, words, us_state)
        return approve_post(session, made.id, BEN).id


def answered(app: Flask, number: int, words: str) -> int:
    with app.app_context(), write() as session:
        return approve_post(session, keep_answer(session, number, ANA, "en", words).id, BEN).id


def see(client: FlaskClient, path: str) -> Page:
    return read(client.get(path))


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_page_of_the_board_opens_in_both_languages_and_reads_easily(get_page, prefix: str, path: str) -> None:
    text = prose(get_page(prefix + path).one("main"))
    assert len(text) > 100
    assert ease(text) >= 65 if prefix else grade(text) <= 7


def test_the_board_is_reached_from_every_page_from_listings_and_from_topics(get_page) -> None:
    assert "/board" in get_page("/privacy").links
    assert "/es/board" in get_page("/es/guide").links
    assert f"/board/new?about=listing.{LISTING}" in get_page(f"/listings/{LISTING}").links
    assert f"/es/board/new?about=topic.{TOPIC}" in get_page(f"/es/guide/{TOPIC}").links


def test_a_tip_is_kept_and_shown_to_nobody_until_it_is_approved(app: Flask, client: FlaskClient) -> None:
    answer = client.post("/es/board/new", data=TOLD | {"words": f"{TIP}\r\nDos líneas."})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/es/board/thanks")
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "no-store"
    (tip,) = kept(app)
    assert (tip.kind, tip.listing_id, tip.topic_id, tip.us_state, tip.language) == ("tip", LISTING, None, "TX", "es")
    assert (tip.said, tip.written_by) == (f"{TIP}\nDos líneas.", None)
    for path in ("/board", f"/listings/{LISTING}"):
        assert "$12 for 60" not in client.get(path).text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("kind", value) for value in ("", "answer", "praise")),
        *(("about", value) for value in ("", "listing.nowhere", "topic.nowhere", LISTING, "listing.")),
        *(("state", value) for value in ("ZZ", "Texas")),
        *(("words", value) for value in ("", " \r\n\u200b", "x" * 501)),
    ],
)
def test_what_cannot_be_right_is_said_and_nothing_is_kept(get_page, shared_app: Flask, field: str, value: str) -> None:
    assert f"#{field}" in get_page("/board/new", data=TOLD | {field: value}, status=422).links
    assert kept(shared_app) == []


@pytest.mark.parametrize(
    ("words", "english", "spanish"),
    [
        ("Write to ana@example.org", "Leave out e-mail addresses", "No ponga correos"),
        ("My name is Ana.", "Leave out names", "No ponga nombres"),
        ("I am selling my tablets.", "Nobody may sell", "nadie puede vender"),
        ("Take half, it is enough.", "Leave out how much to take", "No diga cuánto tomar"),
    ],
)
def test_what_may_not_stand_there_is_refused_at_its_field_in_both_languages(
    get_page, shared_app: Flask, words: str, english: str, spanish: str
) -> None:
    for path, sentence in (("/board/new", english), ("/es/board/new", spanish)):
        page = get_page(path, data=TOLD | {"words": words}, status=422)
        assert sentence in page.main
        assert "#words" in page.links
        assert words in page.response.text, "what was typed is still there to be corrected"
    assert kept(shared_app) == []


def test_the_form_knows_what_the_page_was_about(get_page) -> None:
    page = get_page(f"/board/new?about=topic.{TOPIC}")
    assert [row.get("value") for row in page.all("option") if "selected" in row.attrib] == [f"topic.{TOPIC}"]


def test_a_machine_that_fills_in_the_trap_is_thanked_and_nothing_is_kept(shared_app: Flask) -> None:
    answer = shared_app.test_client().post("/board/new", data=TOLD | {"website": "http://spam.example"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/board/thanks")
    assert kept(shared_app) == []


def test_a_flood_is_stopped_together_with_reports_and_reading_is_not(
    make_app: Callable[..., Flask], database: Path
) -> None:
    app = make_app(database, {"RATELIMIT_ENABLED": True})
    client = app.test_client()
    codes = [client.post("/board/new", data=TOLD).status_code for _ in range(9)]
    codes += [client.post("/report/suggestion", data={"words": "A"}).status_code]
    codes += [client.post(path, data=TOLD).status_code for path in ("/board/new", "/es/board/new")]
    assert codes == [303] * 10 + [429] * 2
    assert client.get("/board/new").status_code == client.get("/board").status_code == 200
    close(app)


def test_a_question_needs_no_state_and_fields_sent_along_change_nothing(app: Flask, client: FlaskClient) -> None:
    told = TOLD | {"kind": "question", "about": f"topic.{TOPIC}", "state": "", "words": "Who gives a partial fill?"}
    extra = {"decided_by": "1", "written_by": "1", "answers_to": "1", "listing_id": LISTING, "id": "7"}
    assert client.post("/board/new", data=told | extra).status_code == 303
    (question,) = kept(app)
    assert (question.kind, question.topic_id, question.us_state) == ("question", TOPIC, None)
    assert (question.state, question.written_by, question.answers_to, question.listing_id) == ("open", None, None, None)


def test_what_people_write_is_in_no_log_even_when_the_database_fails(
    make_app: Callable[..., Flask], database: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    app = make_app(database, {"TESTING": False})
    client = app.test_client()
    told = TOLD | {"words": "A xylophone for $12"}
    client.post("/board/new", data=told)
    client.post(
        "/board/new", data=told | {"words": "xylophone@example.org", "state": "xylophone", "about": "xylophone"}
    )
    with app.app_context(), db.engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE board_post")
    broken = client.post("/board/new", data=told)
    assert broken.status_code == 503
    log = app.config["LOG_STREAM"].getvalue()
    assert "/board/new" in log
    assert "OperationalError" in log
    assert "xylophone" not in log + caplog.text + "".join(capfd.readouterr()) + broken.text
    for path in (f"/listings/{LISTING}", f"/guide/{TOPIC}"):
        assert client.get(path).status_code == 200, "these pages do without the board"
    close(app)


def test_a_post_shows_month_and_state_and_its_answers_and_never_who(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(MARCH, tick=False):
        number = approved(app, language="es")
        answered(app, number, "Thank you. The listing says what to ask.")
    with time_machine.travel("2026-04-20", tick=False):
        page = see(client, "/board")
        assert (
            f"Tip: Mark Cuban Cost Plus Drugs {TIP} Texas. Written in March 2026. Prices and rules change." in page.main
        )
        assert "Answer from our team Thank you. The listing says what to ask. Written in March 2026." in page.main
        assert "This is old" not in page.main
        assert "March 9" not in page.text
        assert [row.get("lang") for row in page.all("p") if TIP in "".join(row.itertext())] == ["es"]
        spanish = see(client, "/es/board").main
        assert "Consejo: Mark Cuban Cost Plus Drugs" in spanish
        assert "Escrito en marzo de 2026. Los precios y las reglas cambian." in spanish
    with time_machine.travel("2026-09-09", tick=False):
        assert "This is old: call before you count on it." in see(client, "/board").main


def test_posts_are_found_by_thing_and_by_state_and_on_the_page_they_are_about(app: Flask, client: FlaskClient) -> None:
    approved(app, "The listing, Texas")
    approved(app, "The topic, Ohio", About(topic_id=TOPIC), "OH")
    approved(app, "The topic, anywhere", About(topic_id=TOPIC), None)
    every = ["The listing, Texas", "The topic, Ohio", "The topic, anywhere"]
    for path, shown in {
        "/board": every,
        "/board?about=&state=": every,
        "/board?about=topic.nowhere&state=ZZ": every,
        f"/board?about=listing.{LISTING}": every[:1],
        f"/board?about=topic.{TOPIC}": every[1:],
        f"/board?about=topic.{TOPIC}&state=OH": every[1:2],
        "/board?state=TX": every[:1],
        f"/listings/{LISTING}": every[:1],
        f"/guide/{TOPIC}": every[1:],
        "/listings/goodrx": [],
    }.items():
        text = see(client, path).main
        assert [words for words in every if words in text] == shown, path
    page = see(client, f"/board?about=topic.{TOPIC}&state=OH")
    assert f"/es/board?about=topic.{TOPIC}&state=OH" in page.links
    assert sorted(row.get("value") for row in page.all("option") if "selected" in row.attrib) == [
        "OH",
        f"topic.{TOPIC}",
    ]
    assert "Nobody wrote about this yet." in see(client, "/board?state=VT").main


def test_the_page_of_a_listing_shows_the_newest_three_and_leads_to_all(app: Flask, client: FlaskClient) -> None:
    approved(app, "It closed last year.", About("no-longer-there"))
    assert "Tip It closed last year." in see(client, "/board").main, "also when what it was about is gone"
    for number in range(4):
        approved(app, f"Tip number {number}.")
    page = see(client, f"/listings/{LISTING}")
    shown = section(page, "board")
    assert [number for number in range(4) if f"Tip number {number}." in shown] == [1, 2, 3]
    assert f"/board?about=listing.{LISTING}" in page.links


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
    assert "Posts on the board that wait for a reviewer: 1" in queue
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
        for prefix in ("", "/es"):
            answer = reviewer.get(prefix + path)
            answer.headers.remove("Set-Cookie")
            assert len(read(answer).main) > 100
