"""The app as it is served on a server: gunicorn with two workers, and people who use it over HTTP."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html.parser import HTMLParser
from json import dumps, loads
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from werkzeug.serving import make_server

from finder import create_app

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = "SERVED_SETTINGS"
WORKER = "X-Worker"
# Long enough for a machine that is busy with much else: whoever waits for less fails for no fault of ours.
START_SECONDS = ANSWER_SECONDS = 900


def application() -> WSGIApplication:
    """The app with the settings of the test; every answer names the worker that gave it."""
    app = create_app(loads(os.environ[SETTINGS]))

    def named(environ: WSGIEnvironment, start: StartResponse) -> Any:
        def started(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            return start(status, [*headers, (WORKER, str(os.getpid()))], *more)

        return app(environ, started)  # type: ignore[arg-type]

    return named


@contextmanager
def serve(settings: Mapping[str, Any], workers: int = 2, **environ: str) -> Iterator[str]:
    """The address of the app under gunicorn, with more in its environment, until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        command = [sys.executable, "-m", "gunicorn", "--bind", f"fd://{door.fileno()}", "--worker-class", "gthread"]
        command += ["--workers", str(workers), "--threads", "4", "--no-control-socket", "--log-level", "error"]
        # A worker that the machine holds up is slow, not dead.
        command += ["--timeout", "0"]
        # Loaded before the workers fork: the tests need not wait for each of them.
        command += ["--preload", "tests.server:application()"]
        env = {**os.environ, "PYTHONPATH": str(ROOT), SETTINGS: dumps(dict(settings)), **environ}
        with subprocess.Popen(command, cwd=ROOT, env=env, pass_fds=[door.fileno()]) as server:
            try:
                address = f"http://127.0.0.1:{door.getsockname()[1]}"
                _wait(server, address)
                yield address
            finally:
                server.terminate()


@contextmanager
def in_thread(app: WSGIApplication) -> Iterator[str]:
    """The address of an app that a thread of the tests' own process serves, until the block ends."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def _wait(server: subprocess.Popen[bytes], address: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        assert server.poll() is None, "gunicorn ended"
        try:
            # The door is open before anybody answers: the first request waits for a worker.
            if httpx.get(f"{address}/readyz", timeout=START_SECONDS).status_code == 200:
                return
        except httpx.TransportError:
            time.sleep(0.05)
    raise AssertionError("gunicorn did not start in time")


class Controls(HTMLParser):
    """The forms of a page as a browser would send them, and every value that a choice can have."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, list[str]] = {}
        self.choices: dict[str, list[str]] = {}
        self._select = self._area = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        name, value = held.get("name", ""), held.get("value", "")
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            chosen = self.fields.setdefault(self._select, [value])
            if "selected" in held:
                chosen[:] = [value]
        elif tag == "textarea":
            self._area = name
            self.fields[name] = [""]
        elif tag == "input" and name:
            if held.get("type") in ("radio", "checkbox"):
                self.choices.setdefault(name, []).append(value)
            if held.get("type") not in ("radio", "checkbox") or "checked" in held:
                self.fields.setdefault(name, []).append(value)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("select", "textarea"):
            self._select = self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            # The first line break belongs to the tag.
            self.fields[self._area][0] += data.removeprefix("\n") if not self.fields[self._area][0] else data


class Caller:
    """A member with a browser, logged in by the pages themselves."""

    def __init__(self, address: str, email: str, password: str, code: str) -> None:
        # A connection kept open may be closed by the server just as it is used again; a browser would ask once more.
        limits = httpx.Limits(max_keepalive_connections=0)
        self.client = httpx.Client(base_url=address, timeout=ANSWER_SECONDS, limits=limits)
        self._log_in("/team/log-in", email=email, password=password)
        self._log_in("/team/second-factor", code=code)

    def _log_in(self, path: str, **fields: str) -> None:
        answer = self.post(path, self.see(path).fields | {name: [value] for name, value in fields.items()})
        assert answer.status_code == 303, answer.text[:2000]

    def see(self, path: str) -> Controls:
        """A page's forms."""
        answer = self.client.get(path)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {answer.text[:2000]}"
        return Controls(answer.text)

    def post(self, path: str, fields: Mapping[str, list[str]]) -> httpx.Response:
        """Send a form. No answer is an error page, except that somebody else was quicker."""
        answer = self.client.post(path, data=dict(fields))
        assert answer.status_code in (303, 409), f"{path}: {answer.status_code} {answer.text[:3000]}"
        return answer


def number_in(answer: httpx.Response) -> int:
    """The proposal that an answer leads to."""
    found = re.search(r"/team/proposals/(\d+)", answer.headers["Location"])
    assert found, answer.headers["Location"]
    return int(found[1])
