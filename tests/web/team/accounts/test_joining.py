from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from email import message_from_string, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient, FlaskCliRunner
from flask_mailman import EmailMessage

from finder.db import db
from finder.store.accounts import member_by_email
from finder.web.team.accounts import mail
from finder.web.team.accounts.passwords import weakness
from tests.languages import PREFIXES
from tests.web.conftest import read, words
from tests.web.team.accounts.conftest import PASSWORD, log_in, post, token
from tests.web.team.accounts.test_entering import is_in, read_team

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)
EMAIL = "ana@team.example"


def letters_gone(app: Flask) -> None:
    """Wait until all is sent that waits for its turn."""
    if mail.SENDER in app.extensions:
        app.extensions[mail.SENDER].submit(int).result()


def mails(app: Flask) -> list[str]:
    """What was sent, oldest first: the whole letter as text."""
    letters_gone(app)
    files = sorted(Path(app.config["MAIL_FILE_PATH"]).glob("*"))
    found = []
    for file in files:
        for part in re.split(r"\n-{70,}\n", file.read_text(encoding="utf-8")):
            if part.strip():
                letter = message_from_string(part, policy=policy.default)
                found.append(f"{letter['To']}\n{letter['Subject']}\n{letter.get_content()}")
    return found


def link_in(text: str, lang: str = "") -> str:
    """The address in a letter, without the site."""
    found = re.search(rf"https?://[^/\s]+({lang}/team/[^\s<]+)", text)
    assert found, text
    return found[1]


@pytest.fixture
def invited(runner: FlaskCliRunner) -> str:
    """The link that the command prints."""
    result = runner.invoke(args=["users", "add", EMAIL, "--role", "volunteer"])
    assert result.exit_code == 0, result.output
    return link_in(result.stdout)


def accept(client: FlaskClient, link: str, password: str = PASSWORD):
    page = client.get(link)
    key = re.search(r'name="key" value="([^"]+)"', page.text)
    return client.post(
        urlsplit(link).path, data={"csrf_token": token(page), "key": key[1] if key else "", "password": password}
    )


def test_the_command_invites_and_the_link_lets_a_person_choose_a_password(app: Flask, invited: str) -> None:
    client = app.test_client()
    assert accept(client, invited).headers["Location"].startswith("/team")
    assert is_in(client)
    again = app.test_client()
    post(again, "/team/log-in", email="  ANA@team.example", password=PASSWORD)
    assert is_in(again)


def test_a_link_works_once_and_for_seven_days(app: Flask, runner: FlaskCliRunner) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        result = runner.invoke(args=["users", "add", EMAIL, "--role", "volunteer"])
        link = link_in(result.stdout)
        clock.shift(timedelta(days=7) - timedelta(seconds=1))
        assert app.test_client().get(link).status_code == 200
        clock.shift(timedelta(seconds=2))
        assert app.test_client().get(link).status_code == 410
        clock.shift(timedelta(seconds=-2))
        accept(app.test_client(), link)
        page = app.test_client().get(link)
    assert page.status_code == 410
    assert "This link has ended" in page.text


@pytest.mark.parametrize("key", ["", "x", "InNvbWV0aGluZyI.aaaa.bbbb"])
@pytest.mark.parametrize("path", ["/team/invitation", "/team/reset"])
def test_a_made_up_link_leads_nowhere(app: Flask, path: str, key: str) -> None:
    assert app.test_client().get(f"{path}?key={key}").status_code == 410


def test_of_two_pages_of_one_invitation_opened_at_once_the_first_asks_once_more(app: Flask, invited: str) -> None:
    first, client = app.test_client().get(invited), app.test_client()
    client.get(invited)
    fields = {"csrf_token": token(first), "key": invited.split("key=")[1], "password": PASSWORD}
    answer = client.post("/team/invitation", data=fields, headers={"Sec-Fetch-Site": "same-origin"})
    assert (answer.status_code, answer.headers["Location"]) == (303, invited)
    assert accept(client, invited).status_code == 303
    assert is_in(client)


def test_an_invitation_is_no_way_to_change_a_password_and_the_other_way_round(app: Flask, invited: str, join) -> None:
    assert app.test_client().get(invited.replace("invitation", "reset")).status_code == 410


def test_inviting_again_ends_the_earlier_link(app: Flask, runner: FlaskCliRunner, invited: str) -> None:
    second = link_in(runner.invoke(args=["users", "add", EMAIL, "--role", "reviewer"]).stdout)
    assert app.test_client().get(invited).status_code == 410
    assert accept(app.test_client(), second).status_code == 303


@pytest.mark.parametrize("arguments", [["not an address", "--role", "volunteer"], [EMAIL, "--role", "owner"], [EMAIL]])
def test_the_command_refuses_what_it_cannot_use(runner: FlaskCliRunner, arguments: list[str]) -> None:
    assert runner.invoke(args=["users", "add", *arguments]).exit_code == 2


def test_the_command_does_not_invite_who_is_here(runner: FlaskCliRunner, join) -> None:
    result = runner.invoke(args=["users", "add", join("volunteer").email, "--role", "admin"])
    assert result.exit_code == 2
    assert "in the team already" in result.stderr
    assert result.stdout == ""


def test_a_new_admin_sets_up_the_second_factor_before_anything_else(app: Flask, runner: FlaskCliRunner) -> None:
    link = link_in(runner.invoke(args=["users", "add", EMAIL, "--role", "admin"]).stdout)
    client = app.test_client()
    accept(client, link)
    assert client.get("/team/members").headers["Location"] == "/team/second-factor/set-up"
    page = client.get("/team/second-factor/set-up")
    key = re.search(r'id="secret">([^<]+)<', page.text)[1].replace("-", "")
    assert "<svg" in page.text
    totp = app.extensions["security"].totp_factory._totp
    wrong = post(client, "/team/second-factor/set-up", code="123")
    assert wrong.status_code == 422
    assert key in re.sub("-", "", wrong.text), "the key stays the same when a code is wrong"
    done = post(client, "/team/second-factor/set-up", code=totp(key=key).generate().token)
    assert done.status_code == 200
    assert len(re.findall(r"<li><code>[0-9a-f-]{14}</code>", done.text)) == 10
    assert client.get("/team/members").status_code == 200


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("short", "at least 12"),
        ("password1234", "easy to guess"),
        ("qwertyuiop123", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("anateamexample", "easy to guess"),
        ("azathioprine", "easy to guess"),
        ("x" * 129, "at most 128"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(app: Flask, invited: str, password: str, why: str) -> None:
    answer = accept(app.test_client(), invited, password)
    assert answer.status_code == 422
    assert why in words_of(answer.text)
    assert app.test_client().get(invited).status_code == 200, "the link can still be used"


def words_of(html: str) -> str:
    return " ".join(html.split())


def test_a_long_sentence_of_any_letters_is_taken(app: Flask) -> None:
    with app.test_request_context("/"):
        for password in (PASSWORD, "cuatro gatos leen periódicos", "  spaces around count too  "):
            assert weakness(password, EMAIL) is None


def test_passwords_may_be_pasted_and_managers_know_the_fields(app: Flask, invited: str) -> None:
    page = app.test_client().get(invited).text
    assert 'autocomplete="new-password"' in page
    assert "onpaste" not in page


def test_a_forgotten_password_is_replaced_by_a_link_that_ends_every_session(app: Flask, join) -> None:
    person, old = join("volunteer"), app.test_client()
    log_in(old, person)
    client = app.test_client()
    post(client, "/team/forgot", email=person.email).close()
    letter = mails(app)[-1]
    assert letter.startswith(person.email)
    link, spanish = link_in(letter), link_in(letter, "/es")
    assert app.test_client().get(spanish).status_code == 200
    new = "eleven purple bridges sleeping"
    answer = accept(client, link, new)
    assert answer.headers["Location"] == "/team/log-in"
    assert not is_in(old)
    assert not is_in(client), "the link alone is not a log-in: a second factor would be passed by"
    assert log_in(client, person, new).status_code == 303


def test_the_command_gives_a_link_for_a_new_password_where_there_is_no_mail(app: Flask, runner, join) -> None:
    person = join("volunteer")
    result = runner.invoke(args=["users", "new-password", person.email])
    assert accept(app.test_client(), link_in(result.stdout), "eleven purple bridges sleeping").status_code == 303
    assert runner.invoke(args=["users", "new-password", "nobody@team.example"]).exit_code == 2


def test_a_reset_link_ends_after_an_hour(app: Flask, join) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        post(app.test_client(), "/team/forgot", email=join("volunteer").email).close()
        clock.shift(timedelta(hours=1, seconds=1))
        assert app.test_client().get(link_in(mails(app)[-1])).status_code == 410


def test_asking_for_a_link_does_not_tell_who_has_an_account(app: Flask, join, invited: str) -> None:
    person = join("volunteer")
    answers = []
    for email in (person.email, EMAIL, "nobody@team.example"):
        client = app.test_client()
        answer = post(client, "/team/forgot", email=email)
        answers.append((answer.status_code, answer.headers["Location"], words_of(client.get("/team/log-in").text)))
        answer.close()
    assert len({re.sub(r'value="[^"]*"', "", text) for _, _, text in answers}) == 1
    assert [letter.split("\n")[0] for letter in mails(app)[1:]] == [person.email], "only the member gets a letter"


def test_links_in_letters_do_not_follow_what_a_caller_calls_us(make_app, app: Flask, database: Path, join) -> None:
    person = join("volunteer")
    app.config["SITE_URL"] = "https://finder.example"
    client = app.test_client()
    page = client.get("/team/forgot", base_url="http://evil.example")
    fields = {"csrf_token": token(page), "email": person.email}
    client.post("/team/forgot", data=fields, base_url="http://evil.example").close()
    assert "https://finder.example/team/reset" in mails(app)[-1]
    assert "evil" not in mails(app)[-1]


def test_neither_log_nor_failures_hold_addresses_or_links(app: Flask, join, invited: str, monkeypatch) -> None:
    person, client = join("volunteer"), app.test_client()
    accept(client, invited)
    log_in(app.test_client(), person)

    def broken(letter: EmailMessage) -> None:
        raise ConnectionRefusedError(f"no way to {letter.to[0]}")

    monkeypatch.setattr(EmailMessage, "send", broken)
    post(app.test_client(), "/team/forgot", email=person.email).close()
    letters_gone(app)
    written = app.config["LOG_STREAM"].getvalue()
    assert '"event": "failure"' in written
    for secret in (person.email, EMAIL, "key=", urlsplit(invited).query[4:]):
        assert secret not in written


def test_the_link_is_shown_where_no_mail_can_leave(app: Flask, join) -> None:
    app.extensions["mailman"].backend = app.config["MAIL_BACKEND"] = "dummy"
    client = app.test_client()
    log_in(client, join("admin"))
    page = post(client, "/team/members", email=EMAIL, role="reviewer")
    assert page.status_code == 200
    assert accept(app.test_client(), link_in(words_of(page.text))).status_code == 303
    with app.app_context():
        assert member_by_email(db.session, EMAIL).role.value == "reviewer"
        db.session.close()


def test_every_open_page_reads_well_in_both_languages(app: Flask, invited: str) -> None:
    for path in ("/team/log-in", "/team/forgot", invited, "/team/reset"):
        for prefix in PREFIXES:
            response = app.test_client().get(prefix + path)
            response.headers.remove("Set-Cookie")
            assert words(read(response).one("h1"))


def test_every_page_of_a_member_reads_well_in_both_languages(app: Flask, sign_in) -> None:
    client = sign_in("admin")
    for path in ("account", "password", "second-factor/set-up", "recovery-codes", "members", "members/1"):
        for prefix in PREFIXES:
            assert read_team(client, f"{prefix}/team/{path}").main
