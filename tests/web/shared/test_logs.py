from __future__ import annotations

import io
import json
import logging
import sqlite3
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from flask import Flask, request
from sqlalchemy.exc import OperationalError

from finder.pulse import HungError
from finder.web.shared.logs import ALLOWED_FIELDS, SORRY, RequestLog

MARKER = "zebra7731"


def fail_with_an_answer() -> str:
    raise ValueError(f"cannot read {request.form['income']}")


@pytest.fixture
def app(make_app: Callable[..., Flask], database: Path) -> Flask:
    app = make_app(database, {"PROPAGATE_EXCEPTIONS": False})
    app.add_url_rule("/echo", view_func=lambda: str(len(request.form)), methods=["POST"], endpoint="echo")
    app.add_url_rule("/fail", view_func=fail_with_an_answer, methods=["POST"])
    return app


def sqlite_error(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError(MARKER)
    error.sqlite_errorname = name
    return error


def lines(app: Flask) -> list[dict[str, object]]:
    return [json.loads(line) for line in app.config["LOG_STREAM"].getvalue().splitlines()]


@pytest.mark.parametrize("path", ["/echo", "/fail", "/about", "/nowhere"])
def test_nothing_a_person_sends_is_logged(app: Flask, path: str, caplog: pytest.LogCaptureFixture, capfd) -> None:
    with caplog.at_level(logging.DEBUG):
        app.test_client().post(
            f"{path}?q={MARKER}",
            data={"income": MARKER, MARKER: "1"},
            headers={"User-Agent": MARKER, "Referer": f"https://{MARKER}", "Cookie": MARKER, "X-Request-ID": MARKER},
            environ_base={"REMOTE_ADDR": "198.51.100.77"},
        )
    written = app.config["LOG_STREAM"].getvalue() + caplog.text + "".join(capfd.readouterr())
    assert f'"path": "{path}"' in written
    assert MARKER not in written
    assert "198.51.100.77" not in written


def test_a_request_is_one_line_of_allowed_fields(app: Flask) -> None:
    response = app.test_client().get("/about")
    (line,) = lines(app)
    assert set(line) == set(ALLOWED_FIELDS) - {"error", "reason", "place"}
    assert (line["method"], line["path"], line["status"]) == ("GET", "/about", 200)
    assert line["request_id"] == response.headers["X-Request-ID"]
    assert isinstance(line["duration_ms"], float)


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (sqlite_error("SQLITE_FULL"), "full disk"),
        (sqlite_error("SQLITE_BUSY_SNAPSHOT"), "locked"),
        (sqlite_error("SQLITE_READONLY_DBMOVED"), "read only"),
        (sqlite_error("SQLITE_CANTOPEN"), "no file"),
        (psycopg.errors.DiskFull(MARKER), "full disk"),
        (psycopg.errors.LockNotAvailable(MARKER), "locked"),
        (psycopg.errors.QueryCanceled(MARKER), "too slow"),
        (psycopg.errors.ReadOnlySqlTransaction(MARKER), "read only"),
        (psycopg.OperationalError(MARKER), "no server"),
        (psycopg.errors.ConnectionTimeout(MARKER), "hangs"),
        (HungError(MARKER), "hangs"),
    ],
)
def test_a_failure_of_the_database_is_logged_by_its_kind_and_without_its_words(
    app: Flask, error: Exception, reason: str
) -> None:
    def fail() -> str:
        raise OperationalError("SELECT", {}, error)

    app.add_url_rule("/no-database", view_func=fail)
    assert app.test_client().get("/no-database").status_code == 503
    failure, _line = lines(app)
    assert (failure["error"], failure["reason"]) == ("OperationalError", reason)
    assert MARKER not in app.config["LOG_STREAM"].getvalue()


def test_an_error_that_is_no_databases_has_no_such_reason(app: Flask) -> None:
    app.test_client().post("/fail", data={"income": MARKER})
    assert "reason" not in lines(app)[0]


def test_static_files_are_logged_like_pages(app: Flask) -> None:
    url = app.jinja_env.globals["static_url"]("site.css")
    app.test_client().get(url, buffered=True)
    assert [line["path"] for line in lines(app)] == [url]


def test_a_failure_is_logged_by_kind_and_request(app: Flask) -> None:
    response = app.test_client().post("/fail", data={"income": MARKER})
    failure, line = lines(app)
    assert (failure["event"], failure["level"], failure["error"]) == ("failure", "error", "ValueError")
    assert failure["request_id"] == line["request_id"] == response.headers["X-Request-ID"]
    assert line["status"] == 500


def test_a_field_that_is_not_on_the_list_is_dropped(app: Flask) -> None:
    app.extensions["log"].info("something", income=MARKER, status=200)
    (line,) = lines(app)
    assert set(line) == {"time", "level", "event", "status"}


def test_an_unknown_method_is_not_repeated(app: Flask) -> None:
    app.test_client().open("/about", method=MARKER.upper())
    (line,) = lines(app)
    assert line["method"] == "other"


def test_a_failure_outside_the_app_still_gets_an_answer_and_a_line(app: Flask) -> None:
    def broken(_environ, _start_response):
        raise RuntimeError(MARKER)

    started: list[object] = []
    layer = RequestLog(broken, app.extensions["log"])
    body = layer({"REQUEST_METHOD": "GET", "PATH_INFO": "/"}, lambda *arguments: started.append(arguments))
    assert b"".join(body) == SORRY
    assert started[0][0] == "500 Internal Server Error"
    assert [line["event"] for line in lines(app)] == ["failure", "request"]
    assert MARKER not in app.config["LOG_STREAM"].getvalue()


def test_without_a_stream_the_log_goes_to_stderr(make_app, database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make_app(database, {"LOG_STREAM": None}).test_client().get("/about")
    out, err = capsys.readouterr()
    assert out == ""
    assert json.load(io.StringIO(err))["path"] == "/about"


def test_what_the_rooms_below_say_is_a_line_too_with_the_kind_of_the_error_alone(app: Flask) -> None:
    log = logging.getLogger("finder.store.snapshot_cache")
    try:
        int(MARKER)
    except ValueError:
        log.exception("the catalogue cannot be read")
    (line,) = lines(app)
    assert (line["level"], line["event"], line["error"]) == ("error", "the catalogue cannot be read", "ValueError")
    assert MARKER not in app.config["LOG_STREAM"].getvalue()
