"""What an admin does to an account: not from a computer left open, not unseen, and not without the other admins."""

from __future__ import annotations

import html
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from finder.db import db
from finder.store.admin_acts import newest_acts
from finder.store.models import MemberRole
from finder.web.team.accounts.access import access_of
from tests.web.team.accounts.conftest import PASSWORD, log_in, post, token
from tests.web.team.accounts.test_access import routes
from tests.web.team.accounts.test_entering import NOW, is_in
from tests.web.team.accounts.test_joining import mails, words_of

# Each act, in an order in which all can be done to one reviewer who has joined: path, and what the log says of it.
ACTS = [
    ("/role", "Changed the role of r@team.example. New role: Admin"),
    ("/new-second-factor", "Took away the second factor of r@team.example"),
    ("/deactivate", "Closed the account of r@team.example"),
    ("/activate", "Opened the account of r@team.example again"),
    ("/deactivate", "Closed the account of r@team.example"),
    ("/forget", "Deleted the address of former-member-"),
]


def done(app: Flask) -> list[str]:
    """The kinds of what stands in the log, the oldest first."""
    with app.app_context():
        return [str(act.kind) for act in reversed(newest_acts(db.session))]


def test_every_act_is_written_down_with_who_and_whom_and_when(app: Flask, join, sign_in) -> None:
    admin, person = sign_in("admin"), join("reviewer", "r@team.example")
    page = f"/team/members/{person.row.id}"
    for path, words in ACTS:
        assert post(admin, page + path, page, role="admin").status_code == 303
        answer = admin.get("/team/admin-acts").text
        newest = words_of(answer.partition('<ul class="plain">')[2]).partition("</li>")[0]
        assert newest.startswith(f"<li>{words}")
        assert newest.endswith(" UTC, admin@team.example</small>")
    assert post(admin, "/team/members", email="new@team.example", role="reviewer").status_code == 303
    assert "Invited new@team.example. Role: Reviewer" in admin.get("/team/admin-acts").text
    assert done(app) == ["role", "no_second_factor", "closed", "opened", "closed", "erased", "invited"]


def test_a_letter_goes_to_each_admin_and_to_one_who_is_none_any_more(app: Flask, join, sign_in) -> None:
    admin, other = sign_in("admin"), join("admin", "other@team.example")
    page = f"/team/members/{other.row.id}"
    post(admin, f"{page}/deactivate", page).close()
    letters = {letter.split("\n")[0]: words_of(letter) for letter in mails(app)}
    assert sorted(letters) == ["admin@team.example", "other@team.example"]
    for letter in letters.values():
        assert "UTC. admin@team.example: Closed the account of other@team.example." in letter
        assert "la cuenta de other@team.example" in letter


def test_what_was_refused_is_not_written_down(app: Flask, sign_in) -> None:
    admin = sign_in("admin")
    assert post(admin, "/team/members/1/deactivate", "/team/members/1").status_code == 409
    assert post(admin, "/team/members", email="admin@team.example", role="admin").status_code == 422
    assert done(app) == []
    assert mails(app) == []


def acts(app: Flask) -> list[str]:
    """Where an admin can send something, and nobody else."""
    views = app.view_functions
    return [
        route.path
        for route in routes(app)
        if route.method == "POST" and access_of(views[route.endpoint]) is MemberRole.ADMIN
    ]


def test_no_act_is_done_with_a_password_older_than_15_minutes(app: Flask, join) -> None:
    """Every route that only admins can send something to, whatever it is."""
    admin, client = join("admin"), app.test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, admin)
        proof = {"csrf_token": token(client.get("/team/members"))}
        clock.shift(timedelta(minutes=15) - timedelta(seconds=1))
        fresh = [client.post(path, data=proof).status_code for path in acts(app)]
        clock.shift(timedelta(seconds=1))
        late = [client.post(path, data=proof) for path in acts(app)]
    assert len(fresh) >= 7
    assert 403 not in fresh
    assert {answer.status_code for answer in late} == {403}
    assert all('name="current"' in answer.text for answer in late)


def again(client: FlaskClient, password: str, **fields: str):
    """Invite, as the page that asks for the password sends it on."""
    proof = token(client.get("/team/members"))
    return client.post("/team/members", data={"csrf_token": proof, "current": password, **fields})


def test_what_was_typed_goes_along_and_the_password_counts_anew(app: Flask, join) -> None:
    admin, client = join("admin"), app.test_client()
    invitation = {"email": "<new>@team.example", "role": "reviewer"}
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, admin)
        clock.shift(timedelta(minutes=20))
        asked = post(client, "/team/members", **invitation)
        for name, text in invitation.items():
            assert f'<input type="hidden" name="{name}" value="{html.escape(text)}">' in asked.text
        invitation["email"] = "new@team.example"
        assert again(client, "not the password", **invitation).status_code == 422
        assert done(app) == []
        assert again(client, PASSWORD, **invitation).status_code == 303
        clock.shift(timedelta(minutes=14))
        assert post(client, "/team/members", email="two@team.example", role="volunteer").status_code == 303
    assert done(app) == ["invited", "invited"]


def test_a_computer_left_open_is_no_place_to_guess_the_password(make_app, app: Flask, database, join) -> None:
    admin, client = join("admin"), make_app(database, {"RATELIMIT_ENABLED": True}).test_client()
    with time_machine.travel(NOW, tick=False) as clock:
        log_in(client, admin)
        clock.shift(timedelta(minutes=20))
        answers = [again(client, "guess", email="a@b.example", role="admin").status_code for _ in range(31)]
    assert answers == [422] * 30 + [429]


@pytest.mark.parametrize(
    ("arguments", "kind"),
    [
        (["add", "new@team.example", "--role", "admin"], "invited"),
        (["new-password", "admin@team.example"], "password_link"),
        (["new-second-factor", "admin@team.example"], "no_second_factor"),
    ],
)
def test_a_command_leaves_its_trace_too(app: Flask, join, runner, arguments: list[str], kind: str) -> None:
    admin = join("admin")
    assert runner.invoke(args=["users", *arguments]).exit_code == 0
    assert done(app) == [kind]
    assert any(letter.startswith(admin.email) and "A command on the server:" in letter for letter in mails(app))


def test_only_admins_read_it(app: Flask, sign_in) -> None:
    client = sign_in("reviewer")
    assert is_in(client)
    assert client.get("/team/admin-acts").status_code == 403
