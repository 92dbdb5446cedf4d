"""``POST /results`` under gunicorn: one worker with threads, as ``make run`` serves it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from bench.apps import METER
from bench.figures import Figure
from bench.people import Household
from finder.config import ROOT

CALLERS = 2
# Other work on the machine only ever adds time, so the best of some rounds is the truest.
ROUNDS = 3
START_SECONDS = 120
CPU_AT_MOST_MS = 30
HEADERS = {"Content-Type": "application/x-www-form-urlencoded", "Accept-Encoding": "gzip, deflate, br"}


class Load(NamedTuple):
    """What a request costs: milliseconds of the worker's processor time, and how many a second.

    ``cpu_ms`` is for requests one after the other. ``busy_ms`` and ``per_second`` are for several callers at
    once, whose threads also wait for each other.
    """

    cpu_ms: float
    busy_ms: float
    per_second: float


class Meter(NamedTuple):
    """What a worker has used: seconds of processor time, and MB of memory held now."""

    cpu: float
    resident_mb: float


@contextmanager
def serve(factory: str) -> Iterator[int]:
    """The port of an app served by gunicorn until the block ends. ``factory`` names it: ``bench.apps:bare(10)``."""
    port = _free_port()
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--worker-class", "gthread"]
    command += ["--workers", "1", "--threads", "8", "--no-control-socket", "--log-level", "error", factory]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FINDER_ENV": "development"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL) as server:  # noqa: S603
        try:
            _wait(server, port)
            yield port
        finally:
            server.terminate()


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def _wait(server: subprocess.Popen[bytes], port: int) -> None:
    """Until the worker answers. Raises RuntimeError when it ends or takes too long."""
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and server.poll() is None:
        try:
            meter(port)
        except (OSError, HTTPException):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the server did not start")


def meter(port: int) -> Meter:
    """What the worker has used so far."""
    connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        connection.request("GET", METER)
        return Meter(*map(float, connection.getresponse().read().split()))
    finally:
        connection.close()


def load(port: int, people: Sequence[Household], requests: int) -> Load:
    """Post the households in turn, after one round to warm up; the best of some rounds.

    ``requests`` is how many are posted in each round. Raises RuntimeError when one is not answered.
    """
    bodies = [urlencode(row) for row in people]
    post(port, bodies)
    posted = [bodies[at % len(bodies)] for at in range(requests)]
    alone = [_round(port, posted, 1) for _ in range(ROUNDS)]
    busy = [_round(port, posted, CALLERS) for _ in range(ROUNDS)]
    return Load(min(alone)[0], min(busy)[0], 1 / min(seconds for _, seconds in busy))


def _round(port: int, bodies: Sequence[str], callers: int) -> tuple[float, float]:
    """For each request, milliseconds of processor time and seconds until all are answered."""
    cpu, start = meter(port).cpu, time.monotonic()
    with ThreadPoolExecutor(callers) as pool:
        list(pool.map(lambda at: post(port, bodies[at::callers]), range(callers)))
    seconds = time.monotonic() - start
    return 1000 * (meter(port).cpu - cpu) / len(bodies), seconds / len(bodies)


def post(port: int, bodies: Sequence[str]) -> None:
    """Post forms one after the other. Raises RuntimeError when one is not answered."""
    connection = HTTPConnection("127.0.0.1", port, timeout=START_SECONDS)
    try:
        for body in bodies:
            connection.request("POST", "/results", body, HEADERS)
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise RuntimeError(f"the server answered {answer.status}")
    finally:
        connection.close()


def of_finder(database: Path, people: Sequence[Household], requests: int) -> Load:
    """The finder on a database file."""
    with serve(f"bench.apps:finder({str(database)!r})") as port:
        return load(port, people, requests)


def figures(database: Path, people: Sequence[Household], requests: int, page_size: int) -> Iterator[Figure]:
    """The finder, and beside it an app that returns a string as long as its page."""
    ours = of_finder(database, people, requests)
    with serve(f"bench.apps:bare({page_size})") as port:
        bare = load(port, people, requests)
    yield Figure("POST /results, processor time", ours.cpu_ms, "ms", most=CPU_AT_MOST_MS)
    yield Figure("  a bare Flask app, a string of the same size", bare.cpu_ms, "ms")
    yield Figure("  ratio of processor time to the bare app", ours.cpu_ms / bare.cpu_ms, "times")
    yield Figure(f"  processor time with {CALLERS} callers at once", ours.busy_ms, "ms")
    yield Figure(f"POST /results, {CALLERS} callers at once", ours.per_second, "a second")
    yield Figure("  the bare app", bare.per_second, "a second")
    yield Figure("  ratio of requests a second, bare to ours", bare.per_second / ours.per_second, "times")
