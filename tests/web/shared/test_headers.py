"""Every header of an answer, by its status and kind, as a caller of the site in production gets it.

The texts stand here once more, and are not taken from the code: whoever changes them there has to say so here.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from finder.web.worker import paper
from tests.conftest import PRODUCTION
from tests.web.worker.caseload.conftest import file_of, person, upload

EVERYWHERE = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": (
        "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), payment=(), usb=()"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
}
# Their values change with each answer.
ALWAYS = {"X-Request-ID", "Content-Length"}
COUNTED = {"X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"}
HTML, PROBLEM = "text/html; charset=utf-8", "application/problem+json"
VARY, KEPT_NOWHERE, ASKED_AGAIN = "Accept-Encoding", "no-store", "no-cache"
OHIO = {"state": "OH"}


def of(cache: str, kind: str, **more: str) -> dict[str, str]:
    return {"Cache-Control": cache, "Content-Type": kind, "Vary": VARY} | {
        name.replace("_", "-"): value for name, value in more.items()
    }


# Method, path, form, status, whether requests are counted, and the headers beside those of every answer.
ANSWERS = [
    ("GET", "/about", None, 200, True, of(ASKED_AGAIN, HTML)),
    ("HEAD", "/about", None, 200, True, of(ASKED_AGAIN, HTML)),
    ("POST", "/results", OHIO, 200, True, of("private, no-cache, max-age=0", HTML)),
    ("POST", "/results", OHIO | {"shared_computer": "yes"}, 200, True, of(KEPT_NOWHERE, HTML)),
    ("POST", "/guide/faq", {"q": "cost"}, 200, True, of("private, no-cache, max-age=0", HTML)),
    ("GET", "/how-we-rank", None, 301, True, of(ASKED_AGAIN, HTML, Location="/guide/how-we-rank")),
    ("GET", "/clear", None, 303, True, of(KEPT_NOWHERE, HTML, Location="/", Clear_Site_Data='"cache"')),
    ("GET", "/es", None, 308, False, of(ASKED_AGAIN, HTML, Location="http://localhost/es/")),
    ("POST", "/team/log-in", {}, 400, False, of(KEPT_NOWHERE, HTML) | {"Vary": "Accept-Encoding, Cookie"}),
    ("POST", "/team/new", {"name": "x"}, 403, False, of(KEPT_NOWHERE, HTML) | {"Vary": "Accept-Encoding, Cookie"}),
    ("GET", "/nowhere", None, 404, False, of(KEPT_NOWHERE, HTML)),
    ("GET", "/static/none.css", None, 404, False, of(KEPT_NOWHERE, HTML)),
    ("GET", "/api/nowhere", None, 404, False, of(KEPT_NOWHERE, PROBLEM)),
    ("GET", "/packet", None, 405, False, of(KEPT_NOWHERE, HTML, Allow="OPTIONS, POST")),
    ("POST", "/results", {"state": "x" * 70_000}, 413, True, of(KEPT_NOWHERE, HTML)),
    ("POST", "/api/v1/screen", {}, 415, True, of(KEPT_NOWHERE, PROBLEM)),
    ("POST", "/packet/print", OHIO, 422, True, of("private, no-cache, max-age=0", HTML)),
    ("GET", "/failure", None, 500, True, of(KEPT_NOWHERE, HTML)),
    ("GET", "/no-database", None, 503, True, of(KEPT_NOWHERE, HTML) | {"Retry-After": "60"}),
    ("GET", "/healthz", None, 200, False, of(KEPT_NOWHERE, "text/plain; charset=utf-8")),
    ("GET", "/prices.csv", None, 200, True, of(ASKED_AGAIN, "text/csv; charset=utf-8")),
    ("GET", "/api/v1/listings", None, 200, True, of(ASKED_AGAIN, "application/json", Access_Control_Allow_Origin="*")),
    (
        *("GET", "/handout.pdf", None, 200, True),
        of(
            ASKED_AGAIN,
            "application/pdf",
            Content_Disposition='attachment; filename="azathioprine-handout.pdf"',
        ),
    ),
    (
        *("POST", "/guide/calendar.ics", {"start": "2026-11-20"}, 200, True),
        of(
            KEPT_NOWHERE,
            "text/calendar; charset=utf-8",
            Content_Disposition='attachment; filename="blood-tests.ics"',
        ),
    ),
]


def fail() -> str:
    raise OperationalError("SELECT", {}, Exception("no server"))


@pytest.fixture(scope="module")
def production(make_app: Callable[..., Flask], shared_app: Flask) -> Flask:
    """The app as in production, counting its callers, with two views that fail."""
    settings = PRODUCTION | {"RATELIMIT_ENABLED": True, "PROPAGATE_EXCEPTIONS": False}
    app = make_app(shared_app.config["DATABASE_URL"], settings)
    app.add_url_rule("/failure", view_func=lambda: str(1 / 0))
    app.add_url_rule("/no-database", view_func=fail)
    return app


def others(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in ALWAYS | COUNTED}


@pytest.mark.parametrize(("method", "path", "form", "status", "counted", "expected"), ANSWERS)
def test_an_answer_has_these_headers_and_no_others(
    production: Flask, monkeypatch, method: str, path: str, form, status: int, counted: bool, expected: dict[str, str]
) -> None:
    monkeypatch.setattr(paper, "pdf", lambda *_: b"%PDF")
    answer = production.test_client().open(path, method=method, data=form)
    headers = dict(answer.headers)
    if "Allow" in headers:
        headers["Allow"] = ", ".join(sorted(headers["Allow"].split(", ")))
    if "Retry-After" in headers:
        assert 0 < int(headers["Retry-After"]) <= 60
        headers["Retry-After"] = "60"
    assert answer.status_code == status
    assert others(headers) == EVERYWHERE | expected
    assert headers.keys() >= ALWAYS
    assert (headers.keys() & COUNTED) == (COUNTED if counted else set())


def test_whoever_asks_too_often_is_told_how_long_to_wait(make_app, shared_app: Flask) -> None:
    settings = PRODUCTION | {"RATELIMIT_ENABLED": True, "PAGES_LIMIT": "1 per minute"}
    client = make_app(shared_app.config["DATABASE_URL"], settings).test_client()
    client.get("/about")
    headers = dict(client.get("/about").headers)
    assert 0 < int(headers.pop("Retry-After")) <= 60
    assert others(headers) == EVERYWHERE | of(KEPT_NOWHERE, HTML)


def test_a_static_file_is_kept_for_good(production: Flask) -> None:
    answer = production.test_client().get(production.jinja_env.globals["static_url"]("site.css"), buffered=True)
    headers = dict(answer.headers)
    assert headers.pop("ETag")
    assert headers.pop("Last-Modified")
    kept = {"Cache-Control": "max-age=315360000, public, immutable", "Content-Type": 'text/css; charset="utf-8"'}
    assert others(headers) == EVERYWHERE | kept | {"Vary": VARY}


def test_a_spreadsheet_of_answers_is_kept_nowhere(production: Flask) -> None:
    form = upload("file", file_of([person("A")]), **{"as": "csv"})
    answer = production.test_client().post("/caseload", **form)
    kind = "text/csv; charset=utf-8"
    expected = EVERYWHERE | of(KEPT_NOWHERE, kind, Content_Disposition="attachment; filename=answers.csv")
    found = others(dict(answer.headers))
    assert found | {"Vary": VARY} == expected


def test_a_members_cookies_go_to_the_pages_of_the_team_alone(production: Flask) -> None:
    answer = production.test_client().get("/team")
    assert answer.status_code == 303
    assert others(dict(answer.headers)) | {"Set-Cookie": ""} == EVERYWHERE | of(
        KEPT_NOWHERE, HTML, Location="/team/log-in", Set_Cookie=""
    ) | {"Vary": "Accept-Encoding, Cookie"}
    cookies = [cookie.split("; ", 1) for cookie in answer.headers.getlist("Set-Cookie")]
    assert sorted(flags for _, flags in cookies) == [
        "Secure; HttpOnly; Path=/es/team; SameSite=Lax",
        "Secure; HttpOnly; Path=/team; SameSite=Lax",
    ]
