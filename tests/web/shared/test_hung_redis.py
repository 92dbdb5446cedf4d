"""A Redis that hangs takes connections and never answers: counting callers must not hold up their answers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def hung_redis() -> Iterator[str]:
    """The address of a door that nobody ever opens."""
    with socket.create_server(("127.0.0.1", 0), backlog=100) as door:
        yield f"redis://127.0.0.1:{door.getsockname()[1]}/0"


def test_callers_are_answered_and_counted_by_each_worker_for_itself(make_app, database, hung_redis: str) -> None:
    settings = {"RATELIMIT_ENABLED": True, "RATELIMIT_STORAGE_URI": hung_redis, "PAGES_LIMIT": "5 per minute"}
    client = make_app(database, settings).test_client()
    statuses, seconds = [], []
    for _ in range(7):
        start = time.monotonic()
        statuses.append(client.get("/about").status_code)
        seconds.append(time.monotonic() - start)
    assert statuses[0] == 200
    assert statuses[-1] == 429
    assert sum(seconds) < 7
    assert min(seconds) < 0.2


def test_callers_who_come_at_once_when_it_hangs_are_all_answered(make_app, database, hung_redis: str) -> None:
    app = make_app(database, {"RATELIMIT_ENABLED": True, "RATELIMIT_STORAGE_URI": hung_redis})
    together = threading.Barrier(6, timeout=60)

    def call(_number: int) -> int:
        together.wait()
        return app.test_client().get("/about").status_code

    with ThreadPoolExecutor(6) as callers:
        assert list(callers.map(call, range(6))) == [200] * 6
