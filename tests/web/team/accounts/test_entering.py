from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from finder.web.team.accounts import passwords
from tests.conftest import PRODUCTION, close
from tests.web.conftest import read
from tests.web.team.accounts.conftest import CHEAP, PASSWORD, Person, log_in, post, token

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


def test_a_password_costs_19_mib_and_two_rounds_to_try(make_app, database: Path) -> None:
    with make_app(database).app_context():
        assert passwords.password_hash(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


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


def test_cookies_go_to_the_team_alone_and_are_closed_to_scripts(make_app, database: Path, app: Flask, join) -> None:
    person = join("volunteer")
    live = make_app(database, PRODUCTION | {"ARGON2": CHEAP})
    client = live.test_client()
    page = client.get("/team/log-in", base_url="https://finder.example")
    cookies = page.headers.getlist("Set-Cookie")
    assert sorted(re.search(r"Path=([^;]+)", cookie)[1] for cookie in cookies) == ["/es/team", "/team"]
    for cookie in cookies:
        assert cookie.startswith("__Secure-team="), "a name that no browser takes over plain HTTP"
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    fields = {"csrf_token": token(page), "email": person.email, "password": PASSWORD}
    answer = client.post("/team/log-in", data=fields, base_url="https://finder.example")
    assert answer.status_code == 303, "over HTTPS too, though our pages send no Referer"
    assert {cookie.partition("=")[0] for cookie in answer.headers.getlist("Set-Cookie")} == {
        "__Secure-team",
        "__Secure-team_device",
    }
    for cookie in answer.headers.getlist("Set-Cookie"):
        assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
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
