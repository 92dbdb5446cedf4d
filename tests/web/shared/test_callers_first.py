"""Long work stands back for callers who wait, and still gets done."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask

from finder.caseload import csv_answer
from finder.web.shared import callers_first
from finder.web.shared.callers_first import CALLERS_EXTENSION
from tests.web.worker.caseload.conftest import file_of, person, upload

PATIENCE_SECONDS = 60
HELD = {"held": True}


def send_caseload(app: Flask) -> int:
    form = upload("file", file_of(person(f"A-{at}") for at in range(3)), **{"as": "csv"})
    return app.test_client().post("/caseload", **form).status_code


@contextmanager
def waiting_caller(app: Flask, patch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A caller who waits for an answer until the block ends, or until the function is called."""
    callers = app.extensions[CALLERS_EXTENSION]
    inside, has_come, answer = callers.app, threading.Event(), threading.Event()

    def held(environ: dict[str, Any], start: Any) -> Any:
        if "held" in environ:
            has_come.set()
            assert answer.wait(PATIENCE_SECONDS)
        return inside(environ, start)

    patch.setattr(callers, "app", held)
    caller = threading.Thread(target=lambda: app.test_client().get("/healthz", environ_overrides=HELD))
    caller.start()
    assert has_come.wait(PATIENCE_SECONDS)
    try:
        yield answer.set
    finally:
        answer.set()
        caller.join()


def test_a_caseload_stands_back_until_a_caller_is_answered(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers_first, "STAND_BACK_SECONDS", PATIENCE_SECONDS)
    steps = threading.Semaphore(0)
    monkeypatch.setattr(callers_first.time, "sleep", lambda _seconds: steps.release())
    statuses: list[int] = []
    caseload = threading.Thread(target=lambda: statuses.append(send_caseload(app)))
    with waiting_caller(app, monkeypatch) as answer:
        caseload.start()
        assert steps.acquire(timeout=PATIENCE_SECONDS)
        assert not steps.acquire(timeout=1)
        answer()
        assert steps.acquire(timeout=PATIENCE_SECONDS)
    caseload.join()
    assert statuses == [200]


def test_a_caseload_ends_beside_a_caller_who_waits_all_the_time(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with waiting_caller(app, monkeypatch):
        assert send_caseload(app) == 200


def test_the_longest_caseload_ends_in_time_beside_callers_who_never_stop(app: Flask) -> None:
    rows = app.config["CASELOAD_ROWS"]
    assert 2 * rows * callers_first.STAND_BACK_SECONDS < app.config["CASELOAD_SECONDS"] / 2


def test_caseloads_do_not_wait_for_each_other(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(callers_first, "STAND_BACK_SECONDS", PATIENCE_SECONDS)
    both_work = threading.Barrier(2, timeout=PATIENCE_SECONDS / 2)
    plan_of = csv_answer.plan_of

    def together(*how: Any) -> Any:
        both_work.wait()
        return plan_of(*how)

    monkeypatch.setattr(csv_answer, "plan_of", together)
    statuses: list[int] = []
    caseloads = [threading.Thread(target=lambda: statuses.append(send_caseload(app))) for _ in range(2)]
    for caseload in caseloads:
        caseload.start()
    for caseload in caseloads:
        caseload.join()
    assert statuses == [200, 200]
