from __future__ import annotations

import pytest
from flask import Flask

from finder.db import write
from finder.store.accounts import AccountError, set_active, set_role
from finder.store.models import MemberRole
from tests.web.team.accounts.conftest import log_in, post
from tests.web.team.accounts.test_entering import is_in
from tests.web.team.accounts.test_joining import link_in, mails


def test_an_admin_invites_by_mail(app: Flask, sign_in) -> None:
    admin = sign_in("admin")
    answer = post(admin, "/team/members", email="New@Team.example", role="volunteer")
    assert answer.status_code == 303
    letter = mails(app)[-1]
    assert letter.startswith("new@team.example")
    assert app.test_client().get(link_in(letter)).status_code == 200
    assert "new@team.example" in admin.get("/team/members").text


@pytest.mark.parametrize(
    "fields",
    [
        {"email": "not an address", "role": "volunteer"},
        {"email": "", "role": "volunteer"},
        {"email": "admin@team.example", "role": "volunteer"},
    ],
)
def test_an_invitation_that_cannot_be_sent_is_explained(app: Flask, sign_in, fields: dict[str, str]) -> None:
    answer = post(sign_in("admin"), "/team/members", **fields)
    assert answer.status_code == 422
    assert "error-summary" in answer.text


def test_another_role_ends_the_members_sessions_and_counts_at_the_next_log_in(app: Flask, join, sign_in) -> None:
    admin, person, client = sign_in("admin"), join("reviewer", "r@team.example"), app.test_client()
    log_in(client, person)
    page = f"/team/members/{person.row.id}"
    assert client.get("/team/members").status_code == 403
    assert post(admin, f"{page}/role", page, role="admin").status_code == 303
    assert not is_in(client)
    log_in(client, person)
    assert client.get("/team/members").status_code == 200


def test_the_same_role_again_changes_nothing(app: Flask, join, sign_in) -> None:
    admin, person, client = sign_in("admin"), join("reviewer", "r@team.example"), app.test_client()
    log_in(client, person)
    page = f"/team/members/{person.row.id}"
    post(admin, f"{page}/role", page, role="reviewer")
    assert is_in(client)


def test_someone_let_go_is_out_at_once_and_cannot_come_back_until_let_in(app: Flask, join, sign_in) -> None:
    admin, person, client = sign_in("admin"), join("volunteer", "v@team.example"), app.test_client()
    log_in(client, person)
    page = f"/team/members/{person.row.id}"
    post(admin, f"{page}/deactivate", page)
    assert not is_in(client)
    assert log_in(client, person).status_code == 422
    post(app.test_client(), "/team/forgot", email=person.email).close()
    assert mails(app) == []
    post(admin, f"{page}/activate", page)
    assert log_in(client, person).status_code == 303


def test_a_lost_phone_is_helped_by_an_admin(app: Flask, join, sign_in) -> None:
    admin, person, client = sign_in("admin"), join("reviewer", "r@team.example"), app.test_client()
    page = f"/team/members/{person.row.id}"
    post(admin, f"{page}/new-second-factor", page)
    log_in(client, person)
    assert client.get("/team/account").headers["Location"] == "/team/second-factor/set-up"


def test_the_last_admin_stays(app: Flask, sign_in) -> None:
    admin = sign_in("admin")
    page = "/team/members/1"
    for action in ("role", "deactivate"):
        answer = post(admin, f"{page}/{action}", page, role="volunteer")
        assert answer.status_code == 409
        assert "the last admin" in answer.text
    with app.app_context():
        for change, to in ((set_role, MemberRole.REVIEWER), (set_active, False)):
            with pytest.raises(AccountError, match="last_admin"), write() as session:
                change(session, 1, to)


def test_one_of_two_admins_may_leave(app: Flask, join, sign_in) -> None:
    admin, other = sign_in("admin"), join("admin", "other@team.example")
    page = f"/team/members/{other.row.id}"
    assert post(admin, f"{page}/role", page, role="volunteer").status_code == 303
    assert other.row.role is MemberRole.VOLUNTEER


def test_a_role_that_is_none_is_refused(app: Flask, join, sign_in) -> None:
    admin, person = sign_in("admin"), join("volunteer", "v@team.example")
    page = f"/team/members/{person.row.id}"
    assert post(admin, f"{page}/role", page, role="owner").status_code == 409
    assert person.row.role is MemberRole.VOLUNTEER


def test_an_invited_person_is_invited_again_and_one_who_joined_is_not(app: Flask, join, sign_in) -> None:
    admin, here = sign_in("admin"), join("volunteer", "v@team.example")
    post(admin, "/team/members", email="new@team.example", role="volunteer")
    first = link_in(mails(app)[-1])
    post(admin, "/team/members/3/invitation", "/team/members/3")
    assert app.test_client().get(first).status_code == 410
    page = f"/team/members/{here.row.id}"
    assert post(admin, f"{page}/invitation", page).status_code == 409


def test_a_member_who_does_not_exist_is_not_found(app: Flask, sign_in) -> None:
    admin = sign_in("admin")
    assert admin.get("/team/members/99").status_code == 404
    assert post(admin, "/team/members/99/role", "/team/members", role="admin").status_code == 404
