"""Pages opened twice at once, buttons of old pages, and forms that another site sends."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.team.accounts.conftest import PASSWORD, log_in, token
from tests.web.team.accounts.test_entering import is_in


def test_two_pages_opened_at_once_after_the_log_in_can_both_be_sent(app: Flask, join) -> None:
    person = join("volunteer")
    one = app.test_client()
    log_in(one, person)
    other = client_like(app, one)
    first, second = token(one.get("/team/account")), token(other.get("/team/account"))
    # The cookie of the page that came last is the one the browser keeps.
    for proof in (first, second):
        fields = {"csrf_token": proof, "old": "not the one", "new": PASSWORD}
        assert other.post("/team/password", data=fields).status_code == 422


def test_two_pages_that_set_up_the_second_factor_opened_at_once_show_one_key(app: Flask, join) -> None:
    for person in (join("reviewer", second_factor=False), join("volunteer")):
        client = app.test_client()
        log_in(client, person)
        other = client_like(app, client)
        assert key_on_set_up(client) == key_on_set_up(other)


def client_like(app: Flask, client: FlaskClient) -> FlaskClient:
    """A second window that has seen no answer of the first since the log-in."""
    other = app.test_client()
    for path in ("/team", "/es/team"):
        held = client.get_cookie("team", path=path)
        assert held is not None
        other.set_cookie("team", held.value, path=path)
    return other


def key_on_set_up(client: FlaskClient) -> str:
    found = re.search(r'id="secret">([^<]+)<', client.get("/team/second-factor/set-up").text)
    assert found
    return found[1]


HERE = {"Sec-Fetch-Site": "same-origin"}


def twice(app: Flask, path: str) -> tuple[FlaskClient, str]:
    """A browser that opened a page twice at once, and the token of the page that came first."""
    first = token(app.test_client().get(path))
    client = app.test_client()
    client.get(path)
    return client, first


def test_of_two_log_in_pages_opened_at_once_the_first_asks_once_more(app: Flask, join) -> None:
    client, first = twice(app, "/es/team/log-in")
    fields = {"email": join("volunteer").email, "password": PASSWORD}
    answer = client.post("/es/team/log-in", data={"csrf_token": first, **fields}, headers=HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/es/team/log-in")
    assert not is_in(client)
    page = client.get("/es/team/log-in")
    assert "Inténtelo de nuevo." in page.text
    again = client.post("/es/team/log-in", data={"csrf_token": token(page), **fields}, headers=HERE)
    assert (again.status_code, is_in(client)) == (303, True)


def test_a_button_of_an_old_page_leads_to_a_page_that_says_nothing_was_done(app: Flask, join) -> None:
    client = app.test_client()
    log_in(client, join("volunteer"))
    answer = client.post("/team/log-out", data={"csrf_token": "of an older session"}, headers=HERE)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/team")
    assert "Nothing was done yet" in client.get("/team").text


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
@pytest.mark.parametrize("path", ["/team/log-in", "/team/listings/good-days/retire", "/team/board/1"])
def test_what_another_site_sends_waits_on_no_page_of_ours_and_ends_no_session(app: Flask, site: str, path: str) -> None:
    # The browser leaves the cookie at home, so whoever sends it looks like nobody.
    sent = {"source": "evil", "method": "phone", "words": "evil", "email": "evil@example.org", "password": "evil"}
    answer = app.test_client().post(path, data=sent, headers={"Sec-Fetch-Site": site})
    assert answer.status_code in (303, 400)
    assert "evil" not in answer.text
    assert "Set-Cookie" not in answer.headers
