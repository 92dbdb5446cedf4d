"""Who may open what: every route of the site, for everybody. A new route fails here until it is in the list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from finder.store.models import Member, MemberRole
from finder.web.team.accounts.access import access_of
from finder.web.team.accounts.sessions import is_team_path
from tests.web.team.accounts.conftest import PASSWORD, log_in, post, token

WHO = ("anonymous", "volunteer", "reviewer", "admin")
OPEN = WHO
TEAM = WHO[1:]
REVIEWERS = WHO[2:]
ADMINS = WHO[3:]

# Endpoints of the team: who gets past the guard.
ROUTES: dict[str, tuple[str, ...]] = {
    "accounts.log_in": OPEN,
    "accounts.second_factor": OPEN,
    "accounts.invitation": OPEN,
    "accounts.reset": OPEN,
    "accounts.forgot": OPEN,
    "accounts.log_out": TEAM,
    "accounts.my_account": TEAM,
    "accounts.password": TEAM,
    "accounts.set_up": TEAM,
    "accounts.recovery_codes": TEAM,
    "accounts.members": ADMINS,
    "accounts.admin_acts": ADMINS,
    "accounts.member": ADMINS,
    "accounts.change_role": ADMINS,
    "accounts.deactivate": ADMINS,
    "accounts.activate": ADMINS,
    "accounts.drop_second_factor": ADMINS,
    "accounts.forget": ADMINS,
    "accounts.invite_again": ADMINS,
    "maintain.edit": TEAM,
    "maintain.give_back": TEAM,
    "maintain.history": TEAM,
    "maintain.listing": TEAM,
    "maintain.merge": TEAM,
    "maintain.merge_it": TEAM,
    "maintain.new": TEAM,
    "maintain.place": TEAM,
    "maintain.new_place": TEAM,
    "maintain.places": TEAM,
    "maintain.prices": TEAM,
    "maintain.proposal": TEAM,
    "maintain.proposals": TEAM,
    "maintain.queue": TEAM,
    "maintain.revert": TEAM,
    "maintain.sources_differ": TEAM,
    "maintain.status": TEAM,
    "maintain.take_back": TEAM,
    "maintain.take_it": TEAM,
    "maintain.unreached": TEAM,
    "maintain.verify": TEAM,
    "maintain.approve_it": REVIEWERS,
    "maintain.reject_it": REVIEWERS,
    "board_moderation.team": TEAM,
    "board_moderation.one": TEAM,
    "board_moderation.approve_it": REVIEWERS,
    "board_moderation.close_it": REVIEWERS,
    "board_moderation.take_it_down": REVIEWERS,
    "report_moderation.waiting": REVIEWERS,
    "report_moderation.close_it": REVIEWERS,
    "report_moderation.pass_it_on": REVIEWERS,
}
# Blueprints and routes for the public, which know no members.
PUBLIC = {
    "search", "prices", "places", "insurance", "guide", "freshness", "caseload", "cases", "paper",
    "changes", "board", "reports", "handbook", "api", "site",
}  # fmt: skip
MACHINES = {"plain", "health"}


class Route(NamedTuple):
    endpoint: str
    method: str
    path: str


def team_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if is_team_path(rule.rule)]


def routes(app: Flask) -> list[Route]:
    """Each team route and method once, in English; filled in with what exists nowhere, or the first of a choice."""
    found = []
    for rule in team_rules(app):
        path = re.sub(r"<int:\w+>", "987654", rule.rule)
        path = re.sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", path)
        path = re.sub(r"<[^>]+>", "none-such", path)
        found += [Route(rule.endpoint, method, path) for method in sorted(rule.methods - {"HEAD", "OPTIONS"})]
    return found


def test_every_route_of_the_team_is_in_the_list(shared_app: Flask) -> None:
    assert {rule.endpoint for rule in team_rules(shared_app)} == set(ROUTES)


def test_every_other_route_is_meant_for_the_public(shared_app: Flask) -> None:
    outside = {rule.endpoint for rule in shared_app.url_map.iter_rules() if not is_team_path(rule.rule)}
    assert {endpoint.split(".")[0] for endpoint in outside} <= PUBLIC | MACHINES
    assert [name for name in outside if access_of(shared_app.view_functions[name]) != "closed"] == []


def test_every_route_of_the_team_is_there_in_both_languages(shared_app: Flask) -> None:
    paths = {rule.rule for rule in team_rules(shared_app)}
    assert {f"/es{path}" for path in paths if path.startswith("/team")} == {p for p in paths if p.startswith("/es/")}


def test_everybody_gets_where_the_list_says_and_nowhere_else(app: Flask, sign_in) -> None:
    # One app for all: each would work out anew which listings matter to how many people.
    assert [surprise for who in WHO for surprise in surprises(app, sign_in(who), who)] == []


def surprises(app: Flask, client: FlaskClient, who: str) -> Iterator[tuple[str, Route, int]]:
    """The routes where somebody is let in or refused against the list, or something breaks."""
    proof = token(client.get("/team/log-in" if who == "anonymous" else "/team/password"))
    for route in routes(app):
        if route.endpoint == "accounts.log_out" and who != "anonymous":
            continue  # tried on its own: it ends the session
        answer = client.open(
            route.path, method=route.method, data={"csrf_token": proof} if route.method == "POST" else {}
        )
        to_log_in = answer.status_code == 303 and answer.headers["Location"].endswith("/team/log-in")
        refused = answer.status_code == 403 or (who == "anonymous" and to_log_in)
        if route.endpoint == "accounts.second_factor":
            refused = False  # leads to the log-in until a password was given
        if refused == (who in ROUTES[route.endpoint]) or answer.status_code >= 500:
            yield who, route, answer.status_code


def test_a_page_that_names_no_role_is_closed_even_to_admins(app: Flask, sign_in) -> None:
    app.add_url_rule("/team/forgotten", "forgotten", lambda: "secret")
    client = sign_in("admin")
    assert client.get("/team/forgotten").status_code == 403
    assert app.test_client().get("/team/forgotten").status_code == 403


@pytest.mark.parametrize("who", ["volunteer", "reviewer", "admin"])
def test_no_form_of_the_team_works_without_its_token(app: Flask, sign_in, who: str) -> None:
    client = sign_in(who)
    for route in routes(app):
        if route.method == "POST" and who in ROUTES[route.endpoint]:
            assert client.post(route.path, data={"csrf_token": "wrong"}).status_code == 400, route


EXTRA = {
    "id": "1",
    "role": "admin",
    "active": "1",
    "status": "active",
    "totp_secret": "x",
    "fs_uniquifier": "x",
    "invited_at": "2020-01-01",
    "joined_at": "2020-01-01",
    "approver": "1",
    "email": "other@team.example",
}


def columns(member: Member) -> dict[str, object]:
    return {
        name: getattr(member, name)
        for name in ("id", "email", "role", "active", "totp_secret", "invited_at", "joined_at")
    }


def test_fields_sent_along_change_nothing_about_a_member(app: Flask, join) -> None:
    person, client = join("volunteer"), app.test_client()
    before = columns(person.row)
    post(client, "/team/log-in", **{**EXTRA, "email": person.email, "password": PASSWORD})
    for path in ("/team/password", "/team/second-factor/set-up"):
        post(client, path, **{**EXTRA, "current": PASSWORD, "password": "eleven purple bridges sleeping", "code": "1"})
        client = app.test_client()
        log_in(client, person, "eleven purple bridges sleeping")
    assert columns(person.row) == before
    assert person.row.role is MemberRole.VOLUNTEER


def test_fields_sent_along_change_nothing_when_joining(app: Flask, runner) -> None:
    printed = runner.invoke(args=["users", "add", "new@team.example", "--role", "volunteer"]).stdout
    client, link = app.test_client(), re.search(r"/team/\S+", printed)[0]
    page = client.get(link)
    fields = {**EXTRA, "csrf_token": token(page), "key": link.split("key=")[1], "password": PASSWORD}
    assert client.post("/team/invitation", data=fields).status_code == 303
    assert client.get("/team/members").status_code == 403
    assert "new@team.example" in client.get("/team/account").text
