"""The finder as it is shipped: gunicorn behind nginx with the configuration of ``deploy/nginx``, on loopback.

Part of ``make soak``, which needs nginx; elsewhere these tests are not run, and say so.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest

from finder.config import ROOT
from tests.server import serve
from tests.web.shared.test_headers import EVERYWHERE
from tests.web.worker.caseload.conftest import file_of, person, upload

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
SOAK = os.environ.get("SOAK") == "yes"
pytestmark = pytest.mark.skipif(not SOAK, reason="NOT RUN: the finder behind nginx. It is part of make soak.")
SHIPPED = ROOT / "deploy" / "nginx"
# Loopback has many addresses: those who attack are other callers than those who want an answer.
ATTACKER = ("127.0.0.2", 0)
MIB = 1024 * 1024
SEND_SECONDS = 2


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


def for_this_machine(text: str, port: int, upstream: str, folder: Path) -> str:
    """The shipped file without TLS and without the machine's own folders."""
    text = re.sub(r"server \{\s+listen 80 .*?\n    \}", "", text, count=1, flags=re.DOTALL)
    text = re.sub(r"listen 443 .*?;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n +(?:listen \[::\]|ssl_)[^\n]*", "", text)
    text = text.replace("server 127.0.0.1:8000 ", f"server {upstream} ")
    text = text.replace("/var/log/nginx/error.log crit", f"{folder}/error.log info")
    text = text.replace("/run/nginx.pid", f"{folder}/nginx.pid")
    kept = "".join(
        f"{kind}_temp_path {folder}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return text.replace(
        "include finder-limits.conf;", f"include finder-limits.conf; access_log {folder}/no.log; {kept}"
    )


@contextmanager
def nginx(upstream: str, folder: Path) -> Iterator[str]:
    """The address of nginx before a finder, until the block ends."""
    if NGINX is None:
        pytest.fail("nginx is not installed, and make soak needs it: apt-get install nginx")
    folder.mkdir()
    folder.chmod(0o777)
    for file in SHIPPED.glob("*.conf"):
        shutil.copy(file, folder)
    port = free_port()
    main = folder / "nginx.conf"
    main.write_text(for_this_machine(main.read_text(), port, upstream, folder))
    with subprocess.Popen([NGINX, "-p", folder, "-c", main, "-g", "daemon off;"], stderr=subprocess.PIPE) as running:
        address = f"http://127.0.0.1:{port}"
        try:
            until = time.monotonic() + 60
            while True:
                assert running.poll() is None, running.stderr and running.stderr.read().decode()
                try:
                    httpx.get(f"{address}/healthz")
                    break
                except httpx.TransportError:
                    assert time.monotonic() < until
                    time.sleep(0.05)
            yield address
        finally:
            running.terminate()


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("behind")


@pytest.fixture(scope="module")
def app_address(folders: Path, seeded_database: Path, settings: dict[str, Any]) -> Iterator[str]:
    """The finder itself: a worker with four threads, whose temporary folder is one of our own."""
    database = shutil.copyfile(seeded_database, folders / "finder.sqlite")
    (folders / "app-temporary").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TMPDIR", str(folders / "app-temporary"))
        own = settings | {
            "DATABASE_URL": f"sqlite:///{database}",
            "TESTING": False,
            "TRUSTED_PROXIES": 1,
            "SEND_SECONDS": 2,
        }
        with serve(own, workers=1) as address:
            yield address


@pytest.fixture(scope="module")
def site(folders: Path, app_address: str) -> Iterator[str]:
    """The finder behind nginx."""
    with nginx(urlsplit(app_address).netloc, folders / "nginx") as address:
        yield address


def door_of(site: str) -> tuple[str, int]:
    return "127.0.0.1", int(urlsplit(site).port or 0)


def headers_of(answer: httpx.Response) -> dict[str, list[str]]:
    return {name: answer.headers.get_list(name) for name in EVERYWHERE}


EACH_ONCE = {name: [value] for name, value in EVERYWHERE.items()}


def test_an_answer_has_each_of_our_headers_once(site: str) -> None:
    for path in ("/", "/healthz", "/nowhere", "/api/nowhere"):
        assert headers_of(httpx.get(site + path)) == EACH_ONCE


def test_what_nginx_answers_by_itself_has_our_headers_too(site: str, folders: Path) -> None:
    answers = [
        httpx.post(f"{site}/results", data={"state": "x" * 100_000}),
        httpx.get(f"{site}/{'x' * 40_000}"),
        httpx.request("A" * 300, f"{site}/"),
    ]
    with nginx(f"127.0.0.1:{free_port()}", folders / "alone") as alone:
        answers.append(httpx.get(f"{alone}/"))
    assert [answer.status_code for answer in answers] == [413, 414, 400, 502]
    for answer in answers:
        assert headers_of(answer) == EACH_ONCE
        assert answer.headers.get_list("Cache-Control") == ["no-store"]


def test_a_body_in_chunks_over_the_limit_is_refused(site: str) -> None:
    pieces = (b"state=" + b"x" * 10_000 for _ in range(10))
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert httpx.post(f"{site}/results", content=pieces, headers=kind).status_code == 413


def begin(site: str, text: bytes, kept: ExitStack) -> socket.socket:
    connection = kept.enter_context(socket.create_connection(door_of(site), timeout=60, source_address=ATTACKER))
    connection.sendall(text)
    return connection


def half_headers(site: str, kept: ExitStack) -> None:
    begin(site, b"GET / HTTP/1.1\r\nHost: finder\r\nX-Slow: ", kept)


def unfinished_body(site: str, kept: ExitStack) -> None:
    head = b"POST /results HTTP/1.1\r\nHost: finder\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    begin(site, head + b"Content-Length: 1000\r\n\r\nstate=", kept)


def slow_reader(site: str, kept: ExitStack) -> None:
    connection = kept.enter_context(socket.socket())
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    connection.bind(ATTACKER)
    connection.connect(door_of(site))
    connection.sendall(b"GET /api/v1/openapi.json HTTP/1.1\r\nHost: finder\r\n\r\n")


@pytest.mark.parametrize("attack", [half_headers, unfinished_body, slow_reader])
def test_two_hundred_slow_callers_stop_nobody(site: str, attack: Callable[[str, ExitStack], None]) -> None:
    with ExitStack() as kept:
        for _ in range(200):
            attack(site, kept)
        # What they ask for is worked out like anybody's; what counts is that they then sit there and wait.
        time.sleep(5)
        seconds = []
        for _ in range(20):
            for ask in (lambda: httpx.get(f"{site}/"), lambda: httpx.post(f"{site}/results", data={"state": "OH"})):
                start = time.monotonic()
                assert ask().status_code == 200
                seconds.append(time.monotonic() - start)
    assert sorted(seconds)[int(len(seconds) * 0.9)] < 1


def files_in(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def test_a_caseload_in_flight_is_nowhere_on_disk(site: str, folders: Path) -> None:
    temporary = (folders / "nginx" / "client_body", folders / "nginx" / "proxy", folders / "app-temporary")
    rows = file_of(person(f"zebra7731-{at}") for at in range(5))
    form = upload("file", rows + b",,,,,,,,,,,,,\n" * 90_000 + b" " * 8 * MIB, **{"as": "csv"})
    body = bytes(form["data"])  # type: ignore[call-overload]
    assert len(body) > 9 * MIB
    with socket.create_connection(door_of(site), timeout=300) as connection:
        head = f"POST /caseload HTTP/1.1\r\nHost: finder\r\nContent-Type: {form['content_type']}\r\n"
        connection.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body[: 8 * MIB])
        time.sleep(1)
        assert files_in(*temporary) == []
        connection.sendall(body[8 * MIB :])
        found, answer = [], b""
        while piece := connection.recv(MIB):
            found += files_in(*temporary)
            answer += piece
    assert found == []
    assert answer.startswith((b"HTTP/1.1 200", b"HTTP/1.1 422"))
    logs = "".join(path.read_text() for path in (folders / "nginx").glob("*.log"))
    assert "zebra7731" not in logs


def test_without_a_proxy_too_a_slow_reader_is_hung_up_on(app_address: str) -> None:
    """Whoever takes nothing of a large answer loses the connection, and a thread is free again."""
    # More than the machine itself keeps of an answer that nobody takes.
    form = upload("file", file_of(person(f"A-{at}") for at in range(1600)), **{"as": "csv"})
    body = bytes(form["data"])  # type: ignore[call-overload]
    head = f"POST /caseload HTTP/1.1\r\nHost: finder\r\nContent-Type: {form['content_type']}\r\n"
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
        connection.settimeout(240)
        connection.connect(door_of(app_address))
        connection.sendall(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        taken = connection.recv(1024)
        length = re.search(rb"Content-Length: (\d+)", taken)
        assert length is not None
        time.sleep(3 * SEND_SECONDS)
        with suppress(ConnectionResetError):
            while piece := connection.recv(MIB):
                taken += piece
        assert len(taken) < int(length[1])
