from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from flask import Flask

from finder.db import write
from finder.store.accounts import (
    AccountError,
    invite,
    set_active,
    set_password,
    set_role,
    use_counter,
    use_recovery_code,
)
from finder.store.models import Member, MemberRole

ROUNDS = 5


@pytest.fixture
def admins(seeded: Flask) -> tuple[int, int]:
    """Two who can let people in."""
    with seeded.app_context(), write() as session:
        ana, ben = (invite(session, f"{name}@team.example", MemberRole.ADMIN) for name in ("ana", "ben"))
        for number in (ana, ben):
            assert set_password(session, number, "hashed", session.get_one(Member, number).fs_uniquifier)
    return ana, ben


def at_once(app: Flask, *doings: object) -> list[object]:
    """What comes of things that are done at the same moment: a value, or the error of an account."""
    together = Barrier(len(doings))

    def run(doing) -> object:
        with app.app_context():
            together.wait()
            try:
                with write() as session:
                    return doing(session)
            except AccountError as error:
                return error.key

    with ThreadPoolExecutor(len(doings)) as pool:
        return list(pool.map(run, doings))


def test_two_admins_who_put_each_other_out_at_once_leave_one(seeded: Flask, admins: tuple[int, int]) -> None:
    ana, ben = admins
    for _ in range(ROUNDS):
        outcomes = at_once(
            seeded,
            lambda session: set_role(session, ana, MemberRole.VOLUNTEER),
            lambda session: set_active(session, ben, False),
        )
        assert sorted(map(str, outcomes)) == ["None", "last_admin"]
        with seeded.app_context(), write() as session:
            set_role(session, ana, MemberRole.ADMIN)
            set_active(session, ben, True)


def test_a_code_is_good_for_one_of_two_who_send_it_at_once(seeded: Flask, admins: tuple[int, int]) -> None:
    ana, _ = admins
    with seeded.app_context(), write() as session:
        session.get_one(Member, ana).recovery_codes = ["one", "two"]
    for step in range(1, ROUNDS):
        assert sorted(
            map(bool, at_once(seeded, *[lambda session, step=step: use_counter(session, ana, step)] * 2))
        ) == [False, True]
    assert sorted(map(bool, at_once(seeded, *[lambda session: use_recovery_code(session, ana, "one")] * 2))) == [
        False,
        True,
    ]


def test_two_who_invite_one_person_at_once_invite_them_once(seeded: Flask) -> None:
    outcomes = at_once(seeded, *[lambda session: invite(session, "new@team.example", MemberRole.VOLUNTEER)] * 4)
    numbers = {outcome for outcome in outcomes if isinstance(outcome, int)}
    assert len(numbers) == 1
    assert set(map(str, outcomes)) <= {str(*numbers), "known_address"}
