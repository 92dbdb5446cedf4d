"""What somebody would try who wants in, wants a member out, or wants to know who is a member."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from finder.db import write
from finder.store.accounts import AccountError, invite, set_second_factor
from finder.store.models import MemberRole
from finder.web.team.accounts import mail
from tests.web.team.accounts.conftest import CHEAP, PASSWORD, Person, log_in, post, token
from tests.web.team.accounts.test_entering import NOW, is_in
from tests.web.team.accounts.test_joining import accept, link_in, mails

NEW = "eleven purple bridges sleeping"


@pytest.mark.parametrize(
    "query", ["_scheme=javascript&_external=1&_anchor=%0aalert(1)", "endpoint=x", "_method=X", "lang=xx&key=a&key=b"]
)
def test_a_query_gives_no_orders_to_the_link_for_the_other_language(app: Flask, query: str) -> None:
    page = app.test_client().get(f"/team/log-in?{query}")
    assert page.status_code == 200
    assert '<a href="/es/team/log-in?' in page.text
    assert "://localhost/es" not in page.text


@pytest.mark.parametrize("wanted", ["/team/log-in?next=https://evil.example", "/team//evil.example", "//team/account"])
def test_a_log_in_leads_nowhere_but_to_the_team(app: Flask, join, wanted: str) -> None:
    client, person = app.test_client(), join("volunteer")
    client.get(wanted)
    client.post("//evil.example/team/log-in", data={"next": "https://evil.example"})
    answer = post(client, "/team/log-in", email=person.email, password=PASSWORD, next="https://evil.example")
    assert answer.headers["Location"] == "/team"


@pytest.mark.parametrize("path", ["members/{}", "proposals/{}", "proposals/{}/merge", "listings/goodrx/back-before/{}"])
def test_a_number_that_no_row_can_have_is_no_page(shared_app: Flask, path: str) -> None:
    for number in ("2147483648", "9" * 30, "9" * 5000):
        assert shared_app.test_client().get(f"/team/{path.format(number)}").status_code == 404


@pytest.fixture
def limited(make_app: Callable[..., Flask], app: Flask, database: Path, tmp_path: Path) -> Iterator[Flask]:
    """A site that counts. Its clock stands still: however slow the machine, all is sent within one minute."""
    settings = {"RATELIMIT_ENABLED": True, "TRUSTED_PROXIES": 1, "ARGON2": CHEAP, "MAIL_BACKEND": "file"}
    with time_machine.travel(NOW, tick=False):
        yield make_app(database, {**settings, "MAIL_FILE_PATH": str(tmp_path / "mail")})


def guess(client: FlaskClient, path: str, times: int, /, **fields: str) -> list[int]:
    """Send the same form from ever new addresses."""
    data = {"csrf_token": token(client.get(path)), **fields}
    return [
        client.post(path, data=data, headers={"X-Forwarded-For": f"198.51.100.{at}"}).status_code for at in range(times)
    ]


def test_a_stranger_who_keeps_guessing_does_not_keep_a_member_out(limited: Flask, join) -> None:
    person, own = join("volunteer"), limited.test_client()
    log_in(own, person)
    post(own, "/team/log-out", "/team/account")
    assert guess(limited.test_client(), "/team/log-in", 11, email=person.email, password="x" * 12)[-1] == 429
    fresh = post(limited.test_client(), "/team/log-in", email=person.email, password=PASSWORD)
    assert fresh.status_code == 429, "a browser that was never in waits with the strangers"
    assert "Wait 15 minutes, then try again." in fresh.text
    assert int(fresh.headers["Retry-After"]) > 0
    assert log_in(own, person).status_code == 303
    assert is_in(own)
    other = join("volunteer", "other@team.example")
    guess(limited.test_client(), "/team/log-in", 10, email=other.email, password="x" * 12)
    elsewhere = post(own, "/team/log-out", "/team/account")
    assert elsewhere.status_code == 303
    assert post(own, "/team/log-in", email=other.email, password=PASSWORD).status_code == 429, (
        "for its own account only"
    )


def test_a_new_password_opens_the_way_past_a_stranger(limited: Flask, join) -> None:
    person, own = join("volunteer"), limited.test_client()
    guess(limited.test_client(), "/team/log-in", 10, email=person.email, password="x" * 12)
    post(own, "/team/forgot", email=person.email).close()
    accept(own, link_in(mails(limited)[-1]), NEW)
    assert log_in(own, person, NEW).status_code == 303
    assert is_in(own)


def test_codes_of_the_second_step_cannot_be_tried_through(limited: Flask, join) -> None:
    person, thief = join("reviewer"), limited.test_client()
    post(thief, "/team/log-in", email=person.email, password=PASSWORD)
    codes = guess(thief, "/team/second-factor", 11, code="000000")
    assert codes == [422] * 10 + [429]
    assert post(thief, "/team/second-factor", code=person.code()).status_code == 429


def test_wrong_codes_are_counted_for_the_account_whatever_is_new(limited: Flask, join) -> None:
    """A new password, a browser that was in before, another worker, and an hour's worth of patience."""
    person, own = join("reviewer"), limited.test_client()
    log_in(own, person)
    post(own, "/team/log-out", "/team/account")
    thief = limited.test_client()
    post(thief, "/team/log-in", email=person.email, password=PASSWORD)
    assert guess(thief, "/team/second-factor", 10, code="000000") == [422] * 10
    post(own, "/team/forgot", email=person.email).close()
    accept(own, link_in(mails(limited)[-1]), NEW)
    for client in (own, limited.test_client()):
        post(client, "/team/log-in", email=person.email, password=NEW)
        refused = post(client, "/team/second-factor", code=person.code())
        assert (refused.status_code, int(refused.headers["Retry-After"])) == (429, 15 * 60)


def test_thirty_wrong_codes_a_day_and_no_more(app: Flask, join) -> None:
    person, thief = join("reviewer"), app.test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        answers = []
        for _ in range(4):
            post(thief, "/team/log-in", email=person.email, password=PASSWORD)
            answers += guess(thief, "/team/second-factor", 11, code="000000")
            clock.shift(timedelta(minutes=15))
        assert answers == ([422] * 10 + [429]) * 3 + [429] * 11
        clock.move_to(NOW + timedelta(hours=24))
        post(thief, "/team/log-in", email=person.email, password=PASSWORD)
        assert post(thief, "/team/second-factor", code=person.code()).status_code == 303


def test_nobodys_mailbox_is_filled_through_us(limited: Flask, join) -> None:
    for email in (join("volunteer").email, "nobody@team.example"):
        assert guess(limited.test_client(), "/team/forgot", 6, email=email) == [303] * 5 + [429]


def test_a_letter_is_written_for_nobody_too(app: Flask, join, monkeypatch) -> None:
    written: list[str] = []
    real = mail.reset

    def counting(member):
        written.append(member.email)
        return real(member)

    monkeypatch.setattr(mail, "reset", counting)
    person = join("volunteer")
    for email in (person.email, "nobody@team.example"):
        post(app.test_client(), "/team/forgot", email=email).close()
    assert len(written) == 2
    assert [letter.split("\n")[0] for letter in mails(app)] == [person.email]


@pytest.mark.parametrize(("steps", "taken"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_off_and_no_more(app: Flask, join, steps: int, taken: bool) -> None:
    person, client = join("reviewer"), app.test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        clock.shift(timedelta(seconds=30 * steps))
        code = person.code()
        clock.move_to(NOW)
        post(client, "/team/log-in", email=person.email, password=PASSWORD)
        assert (post(client, "/team/second-factor", code=code).status_code == 303) is taken


def test_no_earlier_code_works_after_a_later_one(app: Flask, join) -> None:
    person = join("reviewer")
    with time_machine.travel(NOW, tick=False) as clock:
        earlier = person.code()
        clock.shift(timedelta(seconds=30))
        outcomes = []
        for code in (person.code(), earlier):
            client = app.test_client()
            post(client, "/team/log-in", email=person.email, password=PASSWORD)
            outcomes.append(post(client, "/team/second-factor", code=code).status_code)
    assert outcomes == [303, 422]


@pytest.mark.parametrize("code", ["٣٣٣٣٣٣", "²²²²²²", "a\x00b", "', x", "1" * 300])
def test_an_odd_code_is_just_a_wrong_one(app: Flask, join, code: str) -> None:
    client, person = app.test_client(), join("reviewer")
    post(client, "/team/log-in", email=person.email, password=PASSWORD)
    assert post(client, "/team/second-factor", code=code).status_code == 422
    assert not is_in(client)


def test_neither_codes_nor_the_secret_can_be_read_in_the_database(app: Flask, join) -> None:
    person = join("reviewer")
    row, factory = person.row, app.extensions["security"].totp_factory
    kept = f"{row.recovery_codes} {row.totp_secret}"
    assert len(row.recovery_codes) == 10
    assert [code for code in person.codes if code in kept or code.replace("-", "") in kept] == []
    assert factory.get_totp_pretty_key(person.secret).replace("-", "") not in kept


def test_taking_the_second_factor_away_ends_every_session(app: Flask, join) -> None:
    person, clients = join("reviewer"), [app.test_client(), app.test_client()]
    for client in clients:
        log_in(client, person)
    number = person.row.id
    with app.app_context(), write() as session:
        set_second_factor(session, number, None, None, [])
    assert [is_in(client) for client in clients] == [False, False]


def test_a_computer_left_open_is_not_enough_to_connect_another_phone(app: Flask, join) -> None:
    volunteer, reviewer = join("volunteer"), join("reviewer")
    for person in (volunteer, reviewer):
        client = app.test_client()
        with time_machine.travel(NOW, tick=False) as clock:
            log_in(client, person)
            clock.shift(timedelta(minutes=15))
            assert 'id="secret"' not in client.get("/team/second-factor/set-up").text
            post(client, "/team/second-factor/set-up", current="not the password")
            assert 'id="secret"' not in client.get("/team/second-factor/set-up").text
            post(client, "/team/second-factor/set-up", current=PASSWORD)
            assert 'id="secret"' in client.get("/team/second-factor/set-up").text
            clock.shift(timedelta(minutes=15))
            assert 'id="secret"' not in client.get("/team/second-factor/set-up").text


def test_who_comes_back_too_late_is_told_why_they_are_out(app: Flask, join) -> None:
    client = app.test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, join("volunteer"))
        clock.shift(timedelta(minutes=31))
        assert client.get("/team/account").status_code == 303
        assert "nothing was clicked for 30 minutes" in client.get("/team/log-in").text


@pytest.mark.parametrize(
    "arguments",
    [["add", "a@team.example", "--role", "admin"], ["new-password", "a@x.org"], ["new-second-factor", "a@x.org"]],
)
def test_commands_say_what_is_wrong_with_the_database(make_app, tmp_path: Path, arguments: list[str]) -> None:
    result = make_app(tmp_path / "empty.sqlite").test_cli_runner().invoke(args=["users", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "The database cannot be read, or is not set up yet." in result.stderr


def test_the_command_helps_an_admin_who_lost_the_phone(app: Flask, runner, join) -> None:
    person, client = join("admin"), app.test_client()
    assert runner.invoke(args=["users", "new-second-factor", person.email]).exit_code == 0
    log_in(client, person)
    assert client.get("/team/members").headers["Location"] == "/team/second-factor/set-up"
    assert runner.invoke(args=["users", "new-second-factor", "nobody@team.example"]).exit_code == 2


def test_after_another_secret_key_old_codes_are_refused_and_nothing_breaks(make_app, app, database, join) -> None:
    person = join("admin")
    other = make_app(database, {"SECRET_KEY": "another key", "ARGON2": CHEAP})
    for code in (person.code(), person.codes[0]):
        client = other.test_client()
        post(client, "/team/log-in", email=person.email, password=PASSWORD)
        assert post(client, "/team/second-factor", code=code).status_code == 422


def test_two_who_invite_the_same_person_at_once_do_not_break_it(app: Flask, monkeypatch) -> None:
    with app.app_context():
        with write() as session:
            invite(session, "new@team.example", MemberRole.VOLUNTEER)
        monkeypatch.setattr("sqlalchemy.orm.Session.scalar", lambda *_: None)  # the other was not there a moment ago
        with pytest.raises(AccountError, match="known_address"), write() as session:
            invite(session, "new@team.example", MemberRole.VOLUNTEER)


def test_of_a_closed_account_only_a_number_is_left_when_an_admin_says_so(app: Flask, join, sign_in) -> None:
    admin, person = sign_in("admin"), join("reviewer", "gone@team.example")
    number, page = person.row.id, f"/team/members/{person.row.id}"
    assert post(admin, f"{page}/forget", page).status_code == 409, "first it is closed"
    post(admin, f"{page}/deactivate", page)
    assert post(admin, f"{page}/forget", page).status_code == 303
    assert "gone@team.example" not in admin.get("/team/members").text
    left = Person(app, f"former-member-{number}", [], None).row
    assert (left.password, left.totp_secret, left.recovery_codes, left.active) == (None, None, [], False)
    assert post(admin, f"{page}/activate", page).status_code == 409
    assert post(admin, "/team/members", email="gone@team.example", role="volunteer").status_code == 303


def test_an_unknown_role_is_explained(app: Flask, sign_in) -> None:
    answer = post(sign_in("admin"), "/team/members", email="new@team.example", role="owner")
    assert answer.status_code == 422
    assert "Choose one of the roles." in answer.text


def test_a_session_says_nothing_but_numbers(app: Flask, join) -> None:
    client, person = app.test_client(), join("reviewer")
    log_in(client, person)
    with client.session_transaction(path="/team") as session:
        assert person.email not in str(dict(session))
