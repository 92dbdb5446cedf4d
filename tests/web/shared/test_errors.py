from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy.exc import DataError
from werkzeug.test import TestResponse

from finder.web.shared.errors import ERROR_WORDS
from tests.web.conftest import read

CODES = (400, 403, 404, 405, 413, 422, 429, 500, 503)


@pytest.fixture
def fail(make_app: Callable[..., Flask], database: Path) -> Callable[[str], TestResponse]:
    app = make_app(database, {"PROPAGATE_EXCEPTIONS": False})
    app.add_url_rule("/fail/<int:code>", view_func=abort, endpoint="fail")
    app.add_url_rule("/es/fail/<int:code>", view_func=abort, endpoint="fail_es")
    app.add_url_rule("/api/v1/fail/<int:code>", view_func=abort, endpoint="fail_api")
    app.add_url_rule("/break", view_func=lambda: int("a secret answer"))
    return app.test_client().get


def test_all_expected_errors_have_words() -> None:
    assert tuple(ERROR_WORDS) == CODES


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_says_what_happened_and_what_to_do_in_english(fail, code: int) -> None:
    page = read(fail(f"/fail/{code}"))
    assert page.response.status_code == code
    assert all(str(sentence) in page.main for sentence in ERROR_WORDS[code])
    assert "/" in page.links


@pytest.mark.parametrize("code", CODES)
def test_an_error_page_speaks_spanish_under_es(fail, code: int) -> None:
    page = read(fail(f"/es/fail/{code}"))
    assert page.response.status_code == code
    assert not any(str(sentence) in page.main for sentence in ERROR_WORDS[code])
    assert "Ir a la primera página" in page.main
    assert "/es/" in page.links


@pytest.mark.parametrize("code", CODES)
def test_an_error_can_be_reported_by_its_number(fail, code: int) -> None:
    response = fail(f"/fail/{code}")
    assert re.fullmatch(r"[0-9a-f]{16}", response.headers["X-Request-ID"])
    assert response.headers["X-Request-ID"] in response.text


@pytest.mark.parametrize("code", CODES)
def test_a_program_gets_a_problem_document(fail, code: int) -> None:
    response = fail(f"/api/v1/fail/{code}")
    assert response.content_type == "application/problem+json"
    assert response.json["status"] == response.status_code == code
    assert response.json["request_id"] == response.headers["X-Request-ID"]
    assert response.json["detail"]


@pytest.mark.parametrize(("code", "like"), [(415, 400), (418, 400), (502, 500)])
def test_a_rare_error_gets_the_words_of_its_family_and_keeps_its_code(fail, code: int, like: int) -> None:
    page = read(fail(f"/fail/{code}"))
    assert page.response.status_code == code
    assert str(ERROR_WORDS[like][0]) in page.main


def test_a_failure_shows_no_trace_and_no_answer(fail) -> None:
    page = read(fail("/break"))
    assert page.response.status_code == 500
    assert not re.search(r"Traceback|ValueError|secret|\.py", page.response.text)


def test_a_page_that_wants_a_form_says_which_way_it_opens(shared_app: Flask) -> None:
    response = shared_app.test_client().post("/about")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "we do not keep your answers" in response.text


def test_a_database_that_cannot_be_read_is_a_503_with_words_and_not_a_trace(
    make_app: Callable[..., Flask], tmp_path: Path
) -> None:
    app = make_app(tmp_path / "empty.sqlite", {"PROPAGATE_EXCEPTIONS": False})
    answer = app.test_client().post("/results", data={"state": "OH"})
    assert answer.status_code == 503
    assert "Traceback" not in answer.text
    assert "<h1>" in answer.text


def test_what_the_database_cannot_hold_is_the_senders_mistake_and_not_ours(
    make_app: Callable[..., Flask], database: Path
) -> None:
    def odd() -> None:
        raise DataError("SELECT", {}, Exception("PostgreSQL text fields cannot contain NUL (0x00) bytes"))

    app = make_app(database, {"PROPAGATE_EXCEPTIONS": False})
    app.add_url_rule("/odd", view_func=odd)
    answer = app.test_client().get("/odd")
    assert answer.status_code == 400
    assert str(ERROR_WORDS[400][0]) in answer.text
