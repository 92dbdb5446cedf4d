from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask
from sqlalchemy.exc import IntegrityError

from finder.catalog.export import exported_files
from finder.db import alembic, db, write
from finder.store.models import Post, PostKind, PostState
from finder.store.posts import (
    SHOWN_POST_DAYS,
    About,
    answers_of,
    approve_post,
    close_post,
    keep_answer,
    keep_post,
    open_post_counts,
    open_posts,
    shown_posts,
    take_post_down,
)
from finder.store.proposals import RuleError
from finder.store.records import catalog_in
from finder.store.retention import CLOSED_POST_DAYS, OPEN_POST_DAYS
from tests.conftest import close
from tests.store.proposing import ANA, BEN, version

GOOD, TESTS = About(listing_id="good"), About(topic_id="tests")
START = datetime(2026, 1, 5, 12, tzinfo=UTC)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def set_up(
    request: pytest.FixtureRequest, make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Flask]:
    """An app on tables without a row, made once for each kind of database: posts need no catalogue."""
    if request.param == "sqlite":
        app = make_app(tmp_path_factory.mktemp("posts") / "posts.sqlite")
        with app.app_context():
            alembic.upgrade()
        yield app
        close(app)
        return
    with request.getfixturevalue("postgresql_server").database() as url:
        app = make_app(url)
        with app.app_context():
            alembic.upgrade()
        yield app
        close(app)


@pytest.fixture
def board(set_up: Flask) -> Flask:
    """The same without the posts of other tests."""
    with set_up.app_context(), write() as session:
        session.execute(sa.delete(Post))
    return set_up


def told(about: About = GOOD, us_state: str | None = "TX", kind: PostKind = PostKind.TIP) -> int:
    with write() as session:
        return keep_post(session, kind, about, "en", "I paid $12 for 60 tablets.", us_state).id


def approved(about: About = GOOD, us_state: str | None = "TX") -> int:
    number = told(about, us_state)
    with write() as session:
        approve_post(session, number, BEN)
    return number


def answered(number: int, approver: int | None = BEN) -> int:
    with write() as session:
        answer = keep_answer(session, number, ANA, "es", "Pregunte en la farmacia.").id
        if approver is not None:
            approve_post(session, answer, approver)
        return answer


def shown(about: About | None = None, us_state: str | None = None) -> list[tuple[int, list[int]]]:
    with write() as session:
        return [(row.post.id, [a.id for a in row.answers]) for row in shown_posts(session, about, us_state)]


def test_nothing_shows_before_a_reviewer_approved_it(board: Flask) -> None:
    with board.app_context():
        number = told()
        assert shown() == []
        with write() as session:
            assert [post.id for post in open_posts(session)] == [number]
            approve_post(session, number, BEN)
            assert open_posts(session) == []
        assert shown() == [(number, [])]
        answer = answered(number, approver=None)
        assert shown() == [(number, [])]
        with write() as session:
            approve_post(session, answer, BEN)
        assert shown() == [(number, [answer])]


def test_the_newest_comes_first_and_can_be_asked_for_by_thing_and_by_state(board: Flask) -> None:
    with board.app_context():
        first, second, third = approved(), approved(TESTS, "OH"), approved(TESTS, None)
        assert [row[0] for row in shown()] == [third, second, first]
        assert [row[0] for row in shown(TESTS)] == [third, second]
        assert [row[0] for row in shown(GOOD)] == [first]
        assert [row[0] for row in shown(About(), "OH")] == [second]
        assert shown(GOOD, "OH") == []
        with write() as session:
            assert [row.post.id for row in shown_posts(session, most=1)] == [third]


def test_nobody_approves_their_own_answer_even_by_hand(board: Flask) -> None:
    with board.app_context():
        answer = answered(approved(), approver=None)
        with pytest.raises(RuleError, match="own_post"), write() as session:
            approve_post(session, answer, ANA)
        by_hand = (
            sa.update(Post)
            .where(Post.id == answer)
            .values(state="approved", decided_by=ANA, decided_at=datetime.now(UTC))
        )
        with pytest.raises(IntegrityError), write() as session:
            session.execute(by_hand)


@pytest.mark.parametrize(
    "values",
    [
        {"written_by": ANA},
        {"listing_id": None},
        {"topic_id": "tests"},
        {"kind": "answer"},
        {"answers_to": 1},
        {"decided_by": BEN},
    ],
    ids=lambda values: "".join(values),
)
def test_the_table_refuses_a_post_that_cannot_be(board: Flask, values: dict[str, object]) -> None:
    with board.app_context():
        number = told()
        with pytest.raises(IntegrityError), write() as session:
            session.execute(sa.update(Post).where(Post.id == number).values(**values))


def test_a_post_is_closed_or_taken_down_with_a_reason_and_once(board: Flask) -> None:
    with board.app_context():
        closed, down = told(), approved()
        with pytest.raises(RuleError, match="reason_needed"), write() as session:
            close_post(session, closed, BEN, "")
        with pytest.raises(RuleError, match="reason_needed"), write() as session:
            take_post_down(session, down, BEN, "")
        with write() as session:
            close_post(session, closed, BEN, "It names a person.")
            take_post_down(session, down, BEN, "It is not so any more.")
        assert shown() == []
        for number, again in ((closed, approve_post), (down, approve_post)):
            with pytest.raises(RuleError, match="already_decided"), write() as session:
                again(session, number, BEN)
        with pytest.raises(RuleError, match="already_decided"), write() as session:
            take_post_down(session, closed, BEN, "Why")
        with pytest.raises(RuleError, match="no_post"), write() as session:
            approve_post(session, 9999, BEN)
        with write() as session:
            assert session.get_one(Post, closed).reason == "It names a person."
            assert session.get_one(Post, down).state is PostState.TAKEN_DOWN


def test_only_what_shows_can_be_answered_and_an_answer_cannot(board: Flask) -> None:
    with board.app_context():
        waiting, answer = told(), answered(approved())
        for number in (waiting, answer, 9999):
            with pytest.raises(RuleError, match="not_shown"):
                answered(number)
        with write() as session:
            assert [post.id for post in answers_of(session, ANA)] == [answer]
            assert answers_of(session, BEN) == []


def test_what_waits_is_counted_by_listing(board: Flask) -> None:
    with board.app_context():
        told()
        told()
        told(TESTS)
        answered(approved(), approver=None)
        with write() as session:
            assert open_post_counts(session) == {"good": 2, None: 2}


def test_posts_change_neither_the_catalogue_nor_its_files(seeded: Flask) -> None:
    with seeded.app_context():
        before, number = dict(exported_files(catalog_in(db.session))), version()
        answered(approved())
        db.session.rollback()
        assert dict(exported_files(catalog_in(db.session))) == before
        assert version() == number


@pytest.mark.parametrize(
    ("what", "days"),
    [("closed", CLOSED_POST_DAYS), ("down", CLOSED_POST_DAYS), ("open", OPEN_POST_DAYS), ("shown", SHOWN_POST_DAYS)],
)
def test_a_post_is_forgotten_when_its_time_is_over_and_not_before(board: Flask, what: str, days: int) -> None:
    with board.app_context(), time_machine.travel(START, tick=False):
        number = approved() if what in ("down", "shown") else told()
        with write() as session:
            if what == "closed":
                close_post(session, number, BEN, "Why")
            if what == "down":
                take_post_down(session, number, BEN, "Why")
    assert "0 posts" in _forget_after(board, days - 0.01)
    assert "1 posts" in _forget_after(board, days)


def test_answers_go_with_the_post_they_answer_and_stay_as_long(board: Flask) -> None:
    with board.app_context(), time_machine.travel(START, tick=False):
        answered(approved())
    _forget_after(board, SHOWN_POST_DAYS - 0.01)
    assert _count(board) == 2
    _forget_after(board, SHOWN_POST_DAYS)
    assert _count(board) == 0


def test_a_post_past_its_time_does_not_show_even_where_nobody_forgets(board: Flask) -> None:
    with board.app_context():
        with time_machine.travel(START, tick=False):
            number = approved()
        with time_machine.travel(START + timedelta(days=SHOWN_POST_DAYS - 0.01), tick=False):
            assert shown() == [(number, [])]
        with time_machine.travel(START + timedelta(days=SHOWN_POST_DAYS), tick=False):
            assert shown() == []
            with pytest.raises(RuleError, match="not_shown"):
                answered(number)


def _forget_after(app: Flask, days: float) -> str:
    with time_machine.travel(START + timedelta(days=days), tick=False):
        result = app.test_cli_runner().invoke(args=["forget"])
    assert (result.exit_code, result.stdout) == (0, "")
    return result.stderr


def _count(app: Flask) -> int:
    with app.app_context(), write() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Post)) or 0


def test_the_board_comes_and_goes_and_the_rest_stays(seeded: Flask) -> None:
    with seeded.app_context():
        number, before = approved(), dict(exported_files(catalog_in(db.session)))
        answered(number)
        db.session.rollback()
        alembic.downgrade("0007")
        assert not sa.inspect(db.engine).has_table("board_post")
        db.session.rollback()
        alembic.upgrade()
        # Statements about states came later than the board, and went with it.
        kept = {name: text for name, text in before.items() if name != "state_facts.csv"}
        assert dict(exported_files(catalog_in(db.session))) | kept == dict(exported_files(catalog_in(db.session)))
        db.session.rollback()
        assert alembic.compare_metadata() == []
        assert shown() == []
        number = approved()
        assert shown() == [(number, [])]
