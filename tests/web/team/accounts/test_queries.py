"""How many questions a page of the team asks the database: none asks once for each of its rows."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from tests.web.queries import asked
from tests.web.team.accounts.conftest import Person, log_in

_TEAM = """
/team /team/listings/rx-outreach /team/listings/rx-outreach/edit /team/listings/rx-outreach/history
/team/listings/cost-plus-drugs/prices /team/places /team/proposals /team/reports /team/board /team/members
/team/admin-acts
"""
TEAM = _TEAM.split()
MOST = 12


def test_a_page_of_the_team_asks_a_dozen_questions_at_most(app: Flask, join: Callable[..., Person]) -> None:
    client = app.test_client()
    log_in(client, join("admin"))
    counts = {}
    for path in TEAM:
        client.get(path)
        with asked(app) as found:
            assert client.get(path).status_code == 200, path
        counts[path] = len(found)
    assert {path: count for path, count in counts.items() if count > MOST} == {}
