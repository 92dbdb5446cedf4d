from __future__ import annotations

import logging
from pathlib import Path

import pytest
from flask import Flask

from finder.answers.columns import COLUMNS
from tests.web.people import OHIO, answers

MARKER = "zebra7731"
PATHS = ["/results", "/dose", "/", "/es/results", "/es/dose", "/es/"]


def bytes_of(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in database.parent.glob(f"{database.name}*"))


@pytest.mark.parametrize("path", PATHS)
def test_no_answer_reaches_a_url_a_log_a_header_or_the_database(
    app: Flask, database: Path, path: str, caplog: pytest.LogCaptureFixture, capfd
) -> None:
    client = app.test_client()
    fields = [*COLUMNS, "who_for", "confirm_dose", "name"]
    with caplog.at_level(logging.DEBUG):
        whole = client.post(path, data={name: f"{MARKER}{at}" for at, name in enumerate(fields)})
        good = client.post(path, data=answers(zip="44113", income="98765.43", age="37", who_for=MARKER))
    written = app.config["LOG_STREAM"].getvalue() + caplog.text + "".join(capfd.readouterr())
    assert f'"path": "{path}"' in written
    for response in (whole, good):
        assert response.status_code in (200, 422)
        for secret in (MARKER, "98765", "44113"):
            assert secret not in str(response.headers)
            assert secret not in written
            assert secret not in response.request.url
            assert f"?{secret}" not in response.text
    kept = bytes_of(database)
    assert MARKER.encode() not in kept
    assert b"98765" not in kept


@pytest.mark.parametrize("path", PATHS)
def test_a_search_sets_no_cookie_and_is_kept_nowhere(shared_app: Flask, path: str) -> None:
    response = shared_app.test_client().post(path, data=OHIO)
    assert "Set-Cookie" not in response.headers
    assert response.headers["Cache-Control"] == "private, no-cache, max-age=0"
    assert "ETag" not in response.headers


def test_a_search_leaves_the_database_as_it_was(app: Flask, database: Path) -> None:
    client = app.test_client()
    client.get("/")
    before = database.read_bytes()
    for path in PATHS:
        client.post(path, data=OHIO)
    assert database.read_bytes() == before


def test_every_form_that_carries_answers_posts_them(get_page) -> None:
    for path in ("/", "/results", "/dose"):
        for form in get_page(path, OHIO).all("form"):
            assert form.get("method") == "post"
            assert "?" not in form.get("action", "")


def test_no_link_of_a_page_made_from_answers_carries_one(get_page) -> None:
    for path in ("/", "/results", "/dose"):
        page = get_page(path, answers(zip="44113", income="98765", age="37"))
        assert page.links
        assert [link for link in page.links if "98765" in link or "44113" in link or "?income" in link] == []


def test_links_to_other_sites_send_no_referrer(get_page) -> None:
    for link in get_page("/results", OHIO).all("a"):
        if link.get("href", "").startswith("http"):
            assert "noreferrer" in link.get("rel", "")


@pytest.mark.parametrize("path", ["/results", "/dose", "/"])
def test_on_a_shared_computer_the_browser_is_told_to_keep_nothing(shared_app: Flask, path: str) -> None:
    client = shared_app.test_client()
    assert client.post(path, data=OHIO).headers["Cache-Control"] == "private, no-cache, max-age=0"
    ticked = client.post(path, data=OHIO | {"shared_computer": "yes"})
    assert ticked.headers["Cache-Control"] == "no-store"
    if path == "/results":
        # Every form of the page sends the tick on.
        assert 'name="shared_computer" value="yes"' in ticked.text


@pytest.mark.parametrize(("path", "home"), [("/clear", "/"), ("/es/clear", "/es/")])
def test_clearing_tells_the_browser_to_forget_our_pages(shared_app: Flask, path: str, home: str) -> None:
    answer = shared_app.test_client().get(path)
    assert (answer.status_code, answer.headers["Location"]) == (303, home)
    assert answer.headers["Clear-Site-Data"] == '"cache"'
