"""A PostgreSQL that hangs: it takes connections and statements, and answers none. Nobody who can be answered waits."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.test import TestResponse

from finder.db import db
from finder.pulse import TRY_AGAIN_SECONDS, HungError, Pulse
from finder.store.snapshot_cache import SNAPSHOT_EXTENSION
from tests.conftest import close
from tests.postgresql import Server

WAITS = {"DATABASE_CONNECT_SECONDS": 2, "DATABASE_PING_SECONDS": 1, "CATALOGUE_LOOK_SECONDS": 0.2}


def processes_of(server: Server) -> list[int]:
    """The server and all it has started: each connection has a process of its own."""
    assert server.process is not None
    top = server.process.pid
    children = [int(path.name) for path in Path("/proc").iterdir() if path.name.isdecimal() and _parent(path) == top]
    return [top, *children]


def _parent(process: Path) -> int:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return 0


@contextmanager
def stopped(server: Server) -> Iterator[None]:
    """The server hangs until the block ends."""
    if server.process is None or not Path("/proc/self/stat").exists():
        pytest.skip("this PostgreSQL is not ours to stop")
    processes = processes_of(server)
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in reversed(processes):
            os.kill(process, signal.SIGCONT)


@pytest.fixture
def hangable(make_app: Callable[..., Flask], postgresql_server: Server, seeded_postgresql: str) -> Iterator[Flask]:
    """An app on PostgreSQL that looks for a newer catalogue beside the requests, as on a server."""
    with postgresql_server.database(like=seeded_postgresql) as url:
        app = make_app(url, WAITS)
        assert app.test_client().post("/results", data={"state": "OH"}).status_code == 200
        yield app
        app.extensions[SNAPSHOT_EXTENSION].stop()
        close(app)


def timed(ask: Callable[[], TestResponse]) -> tuple[int, float]:
    start = time.monotonic()
    return ask().status_code, time.monotonic() - start


@pytest.mark.postgresql
def test_while_postgresql_hangs_searches_go_on_and_writes_are_refused_soon(
    hangable: Flask, postgresql_server: Server
) -> None:
    client = hangable.test_client

    def search() -> TestResponse:
        return client().post("/results", data={"state": "OH"})

    def write() -> TestResponse:
        return client().post("/report/suggestion", data={"words": "Please add the pharmacy of our town."})

    with stopped(postgresql_server), ThreadPoolExecutor(4) as others:
        writes = [others.submit(timed, write) for _ in range(3)]
        searches = [timed(search) for _ in range(5)]
        assert [status for status, _ in searches] == [200] * 5
        assert min(seconds for _, seconds in searches) < 1
        assert timed(lambda: client().get("/healthz")) < (200, 1)
        for status, seconds in (told.result() for told in writes):
            assert status == 503
            assert seconds < 8
        # Known to hang: nobody is kept waiting for it again, but for one who tries now and then.
        told = sorted(timed(write) for _ in range(4))
        assert [status for status, _ in told] == [503] * 4
        assert told[0][1] < 0.5
        not_ready = client().get("/readyz")
        assert (not_ready.status_code, not_ready.text) == (503, "not ready: database\n")
    assert '"reason": "hangs"' in hangable.config["LOG_STREAM"].getvalue()
    until = time.monotonic() + 30
    while write().status_code != 303:
        assert time.monotonic() < until, "it did not recover"
        time.sleep(0.2)
    assert client().get("/readyz").status_code == 200


@pytest.mark.postgresql
def test_a_statement_under_way_when_it_hangs_ends_too(hangable: Flask, postgresql_server: Server) -> None:
    with hangable.app_context(), db.engine.connect() as connection:
        connection.execute(sa.text("SELECT 1"))
        with stopped(postgresql_server):
            start = time.monotonic()
            with pytest.raises(sa.exc.OperationalError, match="did not answer in time"):
                connection.execute(sa.text("SELECT 2"))
            # The look beside the requests found out, long before the statement's own time was up.
            assert time.monotonic() - start < 20


@pytest.mark.postgresql
def test_the_server_itself_ends_long_statements_and_long_waits_for_locks(make_app, postgresql_url: str) -> None:
    app = make_app(postgresql_url, {"DATABASE_STATEMENT_SECONDS": 0.2, "DATABASE_LOCK_SECONDS": 0.1})
    with app.app_context(), db.engine.connect() as connection:
        with pytest.raises(sa.exc.OperationalError, match="statement timeout"):
            connection.execute(sa.text("SELECT pg_sleep(10)"))
        connection.rollback()
        connection.execute(sa.text("CREATE TABLE held (value INTEGER)"))
        connection.commit()
        connection.execute(sa.text("LOCK TABLE held"))
        with db.engine.connect() as other, pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            other.execute(sa.text("SELECT * FROM held"))
    close(app)


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_while_it_hangs_one_at_a_time_tries_again() -> None:
    clock = Clock()
    pulse = Pulse(clock)

    def ask(error: Exception | None = None) -> None:
        with pulse.asking():
            clock.now += 1
            if error:
                raise error

    for _ in range(3):
        ask()
    with pytest.raises(psycopg.errors.ConnectionTimeout):
        ask(psycopg.errors.ConnectionTimeout())
    for _ in range(3):
        with pytest.raises(HungError, match="a moment ago"):
            ask()
    clock.now += TRY_AGAIN_SECONDS
    with pytest.raises(HungError, match="still"):
        ask(HungError("still"))
    with pytest.raises(HungError, match="a moment ago"):
        ask()
    clock.now += TRY_AGAIN_SECONDS
    ask()
    ask()
    assert clock.now > 2 * TRY_AGAIN_SECONDS


def test_a_server_that_refuses_does_not_hang_and_is_asked_again_at_once() -> None:
    pulse = Pulse(Clock())
    for _ in range(3):
        with pytest.raises(psycopg.OperationalError, match="refused"), pulse.asking():
            raise psycopg.OperationalError("refused")
    assert not pulse.hangs
