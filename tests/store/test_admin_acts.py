"""The log of what admins did: only ever added to, and true about who was meant."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.exc import DBAPIError

from finder.db import db, write
from finder.store.accounts import invite
from finder.store.admin_acts import MOST_ACTS_SHOWN, newest_acts, note_act
from finder.store.models import AdminActKind, Member, MemberRole

NOW = datetime(2026, 11, 23, 15, tzinfo=UTC)


@pytest.fixture
def site(seeded: Flask):
    with seeded.app_context():
        yield seeded


def invited(email: str) -> int:
    with write() as session:
        number = invite(session, email, MemberRole.VOLUNTEER)
        note_act(session, AdminActKind.INVITED, None, number, MemberRole.VOLUNTEER)
    return number


@pytest.mark.parametrize(
    "statement", ["UPDATE admin_act SET actor = 9", "UPDATE admin_act SET kind = kind", "DELETE FROM admin_act"]
)
def test_the_database_refuses_to_change_what_admins_did(site: Flask, statement: str) -> None:
    invited("ana@team.example")
    with db.engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added to"):
        connection.execute(sa.text(statement))
    assert len(newest_acts(db.session)) == 1


def test_what_admins_did_is_not_replaced_or_emptied_by_a_back_door(site: Flask) -> None:
    invited("ana@team.example")
    sqlite = db.engine.dialect.name == "sqlite"
    back_door = "INSERT OR REPLACE INTO admin_act SELECT * FROM admin_act" if sqlite else "TRUNCATE admin_act"
    with db.engine.connect() as connection, pytest.raises(DBAPIError, match="only ever added to"):
        connection.execute(sa.text(back_door))


def test_an_act_on_a_number_that_somebody_else_has_now_is_not_told_of_them(site: Flask) -> None:
    with time_machine.travel(NOW) as clock:
        number = invited("gone@team.example")
        with write() as session:
            session.execute(sa.delete(Member).where(Member.id == number))
        clock.shift(timedelta(days=1))
        with write() as session:
            later = Member(id=number, email="new@team.example", role=MemberRole.VOLUNTEER, invited_at=datetime.now(UTC))
            later.end_sessions()
            session.add(later)
        (act,) = newest_acts(db.session)
    assert (act.member, act.member_address) == (number, None)


def test_acts_are_read_in_portions_the_newest_first(site: Flask) -> None:
    with write() as session:
        number = invite(session, "ana@team.example", MemberRole.VOLUNTEER)
        for _ in range(MOST_ACTS_SHOWN + 1):
            note_act(session, AdminActKind.CLOSED, number, number)
    first = newest_acts(db.session)
    rest = newest_acts(db.session, first[-1].number)
    assert (len(first), len(rest)) == (MOST_ACTS_SHOWN, 1)
    assert first[0].number > first[-1].number > rest[0].number
