from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

import pytest
import time_machine
from flask import Flask, request
from werkzeug.test import TestResponse

from finder.web.shared.security import CONTENT_SECURITY_POLICY, HEADERS, answers_limit, caller
from tests.conftest import PRODUCTION

EVERYWHERE = [
    "/about",
    "/es/about",
    "/nowhere",
    "/healthz",
    "/readyz",
    "/robots.txt",
    "/api/nowhere",
    "static",
    "failure",
]


@pytest.fixture
def fetch(make_app: Callable[..., Flask], database: Path) -> Callable[[str], TestResponse]:
    app = make_app(database, {"PROPAGATE_EXCEPTIONS": False})
    app.add_url_rule("/failure", view_func=lambda: 1 / 0)

    def get(path: str) -> TestResponse:
        path = app.jinja_env.globals["static_url"]("site.css") if path == "static" else path
        return app.test_client().get("/failure" if path == "failure" else path, buffered=True)

    return get


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_carries_the_security_headers(fetch: Callable[[str], TestResponse], path: str) -> None:
    headers = fetch(path).headers
    assert {name: headers.get_all(name) for name in HEADERS} == {name: [value] for name, value in HEADERS.items()}


def test_no_other_site_learns_which_page_was_read_and_no_file_is_taken_for_another_kind() -> None:
    assert (HEADERS["Referrer-Policy"], HEADERS["X-Content-Type-Options"]) == ("no-referrer", "nosniff")


@pytest.mark.parametrize("path", EVERYWHERE)
def test_no_answer_sets_a_cookie(fetch: Callable[[str], TestResponse], path: str) -> None:
    assert "Set-Cookie" not in fetch(path).headers


def test_the_policy_lets_a_page_load_only_what_is_ours() -> None:
    rules = dict(rule.split(" ", 1) for rule in CONTENT_SECURITY_POLICY.split("; "))
    assert rules.pop("img-src") == "'self' data:"
    assert set(rules.values()) == {"'self'", "'none'"}
    assert rules["default-src"] == rules["frame-ancestors"] == rules["base-uri"] == "'none'"


@pytest.mark.parametrize(("environment", "expected"), [("production", True), ("development", False)])
def test_only_production_insists_on_https(make_app, database: Path, environment: str, expected: bool) -> None:
    headers = make_app(database, PRODUCTION | {"FINDER_ENV": environment}).test_client().get("/about").headers
    assert ("Strict-Transport-Security" in headers) is expected


@pytest.fixture
def posting_app(make_app: Callable[..., Flask], database: Path) -> Iterator[Flask]:
    """An app with one view that reads a form, limited as the results page is. Its minute does not end in a test."""
    app = make_app(database, {"RATELIMIT_ENABLED": True, "TRUSTED_PROXIES": 1, "ANSWERS_LIMIT": "3 per minute"})
    app.add_url_rule(
        "/echo", view_func=answers_limit(lambda: str(len(request.form))), methods=["POST"], endpoint="echo"
    )
    with time_machine.travel(datetime(2026, 11, 24, 15, tzinfo=UTC), tick=False):
        yield app


def test_pages_made_from_answers_are_not_kept_and_others_are_asked_for_again(posting_app: Flask) -> None:
    client = posting_app.test_client()
    assert client.post("/echo", data={"income": "1"}).headers["Cache-Control"] == "no-store"
    assert client.get("/about").headers["Cache-Control"] == "no-cache"
    assert client.get("/nowhere").headers["Cache-Control"] == "no-store"


def test_a_form_that_is_too_large_is_refused(posting_app: Flask) -> None:
    response = posting_app.test_client().post("/echo", data={"income": "1" * 70_000})
    assert response.status_code == 413
    assert "That was too much to send" in response.text


def test_a_clinic_behind_one_address_can_ask_ten_times_a_second(make_app: Callable[..., Flask], database: Path) -> None:
    client = make_app(database, {"RATELIMIT_ENABLED": True}).test_client()
    assert client.post("/results", data={"state": "OH"}).headers["X-RateLimit-Limit"] == "600"


def test_one_caller_who_asks_too_often_is_asked_to_wait_and_others_are_not(posting_app: Flask) -> None:
    client = posting_app.test_client()
    first = {"X-Forwarded-For": "192.0.2.1"}
    codes = [client.post("/echo", headers=first).status_code for _ in range(4)]
    assert codes == [200] * 3 + [429]
    refused = client.post("/echo", headers=first)
    assert "Please wait a minute" in refused.text
    assert 0 < int(refused.headers["Retry-After"]) <= 61
    assert client.post("/echo", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 200


def test_a_caller_cannot_claim_to_be_another_without_a_trusted_proxy(app: Flask) -> None:
    with app.test_request_context(headers={"X-Forwarded-For": "192.0.2.1"}, environ_base={"REMOTE_ADDR": "192.0.2.9"}):
        alone = caller()
    with app.test_request_context(environ_base={"REMOTE_ADDR": "192.0.2.9"}):
        assert caller() == alone


def test_callers_are_counted_without_their_address(app: Flask) -> None:
    def name(address: str) -> str:
        with app.test_request_context(environ_base={"REMOTE_ADDR": address}):
            return caller()

    assert name("192.0.2.1") != name("192.0.2.2")
    assert name("2001:db8::1") == name("2001:db8::ffff"), "a household's devices count together"
    assert name("2001:db8::1") != name("2001:db8:0:1::1")


SENT = {"state": "OH", "zip": "43004", "q": "cost", "daily_dose_mg": "150 mg", "start": "2026-12-01"}


@pytest.mark.parametrize(
    "path",
    ["/results", "/dose", "/packet", "/calendars", "/places", "/guide/faq", "/guide/questions", "/guide/calendar"],
)
def test_back_works_on_what_somebody_sent_and_a_shared_computer_keeps_nothing(shared_app: Flask, path: str) -> None:
    client = shared_app.test_client()
    answer = client.post(path, data=SENT)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-cache, max-age=0")
    ticked = client.post(path, data=SENT | {"shared_computer": "yes"})
    assert ticked.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost", 200),
        ("localhost:8443", 200),
        ("finder.example", 200),
        ("evil.example", 400),
        ("finder.example.evil", 400),
    ],
)
def test_the_site_answers_under_its_own_names_alone(make_app, database: Path, host: str, status: int) -> None:
    client = make_app(database, PRODUCTION | {"TRUSTED_PROXIES": 1}).test_client()
    assert client.get("/about", headers={"Host": host}).status_code == status
    assert client.get("/about", headers={"X-Forwarded-Host": host}).status_code == status
    assert client.get("/healthz", headers={"Host": host}).status_code == 200
    if status != HTTPStatus.OK:
        assert host not in client.get("/.well-known/security.txt", headers={"Host": host}).text


FORMS = ("/board/new", "/es/board/new", "/report/suggestion", "/report/listings/rx-outreach/wrong")


@pytest.mark.parametrize(
    ("sender", "status"), [("cross-site", 400), ("same-site", 400), ("same-origin", 422), ("none", 422), (None, 422)]
)
@pytest.mark.parametrize("path", FORMS)
def test_no_other_site_sends_through_a_visitors_browser(shared_app: Flask, path: str, sender, status: int) -> None:
    headers = {"Sec-Fetch-Site": sender} if sender else {}
    client = shared_app.test_client()
    assert client.post(path, data={"words": ""}, headers=headers).status_code == status
    assert client.get(path, headers=headers).status_code == 200
