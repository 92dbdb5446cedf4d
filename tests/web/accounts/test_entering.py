from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from finder.web.accounts import passwords
from tests.conftest import close
from tests.web.accounts.conftest import CHEAP, PASSWORD, Person, log_in, post, token
from tests.web.conftest import read

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)


def is_in(client: FlaskClient) -> bool:
    return client.get("/team/account").status_code == 200


def test_a_volunteer_logs_in_with_a_password_and_lands_where_they_wanted_to_go(app: Flask, join) -> None:
    client = app.test_client()
    assert client.get("/es/team/password").headers["Location"] == "/es/team/log-in"
    assert log_in(client, join("volunteer")).headers["Location"] == "/es/team/password"
    assert is_in(client)


@pytest.mark.parametrize("role", ["reviewer", "admin"])
def test_whoever_can_publish_needs_the_second_factor_at_every_log_in(app: Flask, join, role: str) -> None:
    client, person = app.test_client(), join(role)
    first = post(client, "/team/log-in", email=person.email, password=PASSWORD)
    assert first.headers["Location"] == "/team/second-factor"
    assert not is_in(client)
    wrong = post(client, "/team/second-factor", code="000000")
    assert wrong.status_code == 422
    assert not is_in(client)
    post(client, "/team/second-factor", code=person.code())
    assert is_in(client)


def test_a_code_works_once_and_a_recovery_code_works_once(app: Flask, join) -> None:
    person = join("reviewer")
    with time_machine.travel(NOW, tick=False):
        code = person.code()
        outcomes = []
        for given in (code, code, person.codes[0], person.codes[0].upper(), person.codes[1].replace("-", " ")):
            client = app.test_client()
            post(client, "/team/log-in", email=person.email, password=PASSWORD)
            outcomes.append(post(client, "/team/second-factor", code=given).status_code)
    assert outcomes == [303, 422, 303, 422, 303]
    assert len(person.row.recovery_codes) == 8


def test_the_second_step_is_open_for_ten_minutes_after_the_password(app: Flask, join) -> None:
    client, person = app.test_client(), join("reviewer")
    with time_machine.travel(NOW, tick=False) as clock:
        post(client, "/team/log-in", email=person.email, password=PASSWORD)
        clock.shift(timedelta(minutes=10))
        assert client.get("/team/second-factor").headers["Location"] == "/team/log-in"


@pytest.mark.parametrize("role", ["reviewer", "admin"])
def test_without_a_second_factor_such_a_role_can_only_set_one_up(app: Flask, join, role: str) -> None:
    client, person = app.test_client(), join(role, second_factor=False)
    log_in(client, person)
    for path in ("/team/account", "/team/members", "/team/recovery-codes"):
        assert client.get(path).headers["Location"] == "/team/second-factor/set-up"


def test_an_unknown_address_gets_the_same_answer_after_the_same_work(app: Flask, join, monkeypatch) -> None:
    join("volunteer")
    checked: list[str] = []
    real = passwords.verify_password

    def counting(text: str, kept: str) -> bool:
        checked.append(kept.split("$")[3])
        return bool(real(text, kept))

    monkeypatch.setattr(passwords, "verify_password", counting)
    answers = []
    for email in ("volunteer@team.example", "nobody@team.example"):
        answer = post(app.test_client(), "/team/log-in", email=email, password="not the right password")
        answers.append((answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)))
    assert answers[0] == answers[1]
    assert len(checked) == 2
    assert checked[0] == checked[1], "both are compared at the same cost"


def test_passwords_are_kept_as_argon2id(join) -> None:
    assert join("volunteer").row.password.startswith("$argon2id$")


@pytest.mark.parametrize(("minutes", "still_in"), [(29, True), (30, False)])
def test_a_session_ends_after_half_an_hour_without_a_click(app: Flask, join, minutes: int, still_in: bool) -> None:
    client = app.test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, join("volunteer"))
        clock.shift(timedelta(minutes=minutes))
        assert is_in(client) is still_in


def test_a_session_ends_after_twelve_hours_however_busy(app: Flask, join) -> None:
    client = app.test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, join("volunteer"))
        for _ in range(12 * 3 - 1):
            clock.shift(timedelta(minutes=20))
            assert is_in(client)
        clock.shift(timedelta(minutes=20))
        assert not is_in(client)


def test_logging_out_ends_every_session_even_a_copied_one(app: Flask, join) -> None:
    person, here, elsewhere = join("volunteer"), app.test_client(), app.test_client()
    log_in(here, person)
    log_in(elsewhere, person)
    copied = here.get_cookie("team", path="/team").value
    answer = post(here, "/team/log-out", "/team/account")
    assert "You are logged out." in here.get(answer.headers["Location"]).text
    here.set_cookie("team", copied, path="/team")
    assert not is_in(here)
    assert not is_in(elsewhere)


def test_changing_the_password_ends_every_session(app: Flask, join) -> None:
    person, here, elsewhere = join("volunteer"), app.test_client(), app.test_client()
    log_in(here, person)
    log_in(elsewhere, person)
    new = "eleven purple bridges sleeping"
    wrong = post(here, "/team/password", current="wrong wrong wrong", password=new)
    assert wrong.status_code == 422
    assert post(here, "/team/password", current=PASSWORD, password=new).status_code == 303
    assert not is_in(here)
    assert not is_in(elsewhere)
    assert log_in(app.test_client(), person).status_code == 422
    assert log_in(app.test_client(), person, new).status_code == 303


def test_a_form_without_its_token_changes_nothing(app: Flask, join) -> None:
    client = app.test_client()
    assert client.post("/team/log-in", data={"email": join("volunteer").email, "password": PASSWORD}).status_code == 400
    assert not is_in(client)


def test_a_session_from_before_the_log_in_is_thrown_away(app: Flask, join) -> None:
    client, person = app.test_client(), join("volunteer")
    before = token(client.get("/team/log-in"))
    log_in(client, person)
    assert token(client.get("/team/account")) != before


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


def test_cookies_go_to_the_team_alone_and_are_closed_to_scripts(make_app, database: Path, app: Flask, join) -> None:
    person = join("volunteer")
    live = make_app(database, {"FINDER_ENV": "production", "ARGON2": CHEAP})
    client = live.test_client()
    page = client.get("/team/log-in", base_url="https://finder.example")
    cookies = page.headers.getlist("Set-Cookie")
    assert sorted(re.search(r"Path=([^;]+)", cookie)[1] for cookie in cookies) == ["/es/team", "/team"]
    for cookie in cookies:
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    fields = {"csrf_token": token(page), "email": person.email, "password": PASSWORD}
    answer = client.post("/team/log-in", data=fields, base_url="https://finder.example")
    assert answer.status_code == 303, "over HTTPS too, though our pages send no Referer"
    for path in ("/", "/about", "/es/", "/teams", "/nowhere"):
        public = client.get(path, base_url="https://finder.example")
        assert "Set-Cookie" not in public.headers
        assert "Cookie" not in public.request.headers
    close(live)


def test_one_session_serves_both_languages(app: Flask, join) -> None:
    client = app.test_client()
    log_in(client, join("volunteer"))
    assert read_team(client, "/es/team/account").one("html").get("lang") == "es"


def read_team(client: FlaskClient, path: str):
    response = client.get(path)
    response.headers.remove("Set-Cookie")
    return read(response)


def test_pages_of_the_team_are_kept_nowhere(app: Flask, join) -> None:
    client = app.test_client()
    log_in(client, join("volunteer"))
    assert client.get("/team/account").headers["Cache-Control"] == "no-store"


@pytest.fixture
def limited(make_app: Callable[..., Flask], app: Flask, database: Path) -> Iterator[Flask]:
    """A site that counts. Its clock stands still: however slow the machine, all is sent within one minute."""
    with time_machine.travel(NOW, tick=False):
        yield make_app(database, {"RATELIMIT_ENABLED": True, "TRUSTED_PROXIES": 1, "ARGON2": CHEAP})


def test_guessing_one_account_is_slow_from_many_addresses_too(limited: Flask, join) -> None:
    person: Person = join("volunteer")
    client = limited.test_client()
    proof = token(client.get("/team/log-in"))
    fields = {"csrf_token": proof, "email": person.email, "password": "a wrong password"}
    codes = [
        client.post("/team/log-in", data=fields, headers={"X-Forwarded-For": f"192.0.2.{at}"}).status_code
        for at in range(11)
    ]
    assert codes == [422] * 10 + [429]
    others = client.post(
        "/team/log-in", data=fields | {"email": "x@y.example"}, headers={"X-Forwarded-For": "192.0.2.1"}
    )
    assert others.status_code == 422


def test_one_caller_cannot_try_many_accounts_fast(limited: Flask) -> None:
    client = limited.test_client()
    proof = token(client.get("/team/log-in"))
    codes = [
        client.post("/team/log-in", data={"csrf_token": proof, "email": f"{at}@x.example", "password": "x"}).status_code
        for at in range(11)
    ]
    assert codes == [422] * 10 + [429]
