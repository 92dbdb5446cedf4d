from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder.db import db
from tests.conftest import close
from tests.web.patient.board.posts import LISTING, TIP, TOLD, TOPIC, kept


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
    links = get_page("/board/new", data=TOLD | {field: value}, status=422).links
    assert {f"#{field}", f"#{field}-0"} & set(links)
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
