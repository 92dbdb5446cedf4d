"""A throwaway PostgreSQL: started from installed binaries on a socket of its own, never on the network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import psycopg
from sqlalchemy import NullPool, create_engine, make_url, text

# On a machine that is busy with much else.
START_SECONDS = 300
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "listen_addresses=", "max_connections=100")


def find_binaries() -> Path | None:
    """The folder with initdb and postgres, newest version first; None when there is none."""
    found = [
        path
        for path in Path("/usr/lib/postgresql").glob("*/bin")
        if path.parent.name.isdecimal() and (path / "initdb").exists()
    ]
    if found:
        return max(found, key=lambda path: int(path.parent.name))
    on_path = shutil.which("initdb")
    return Path(on_path).resolve().parent if on_path else None


class Server:
    """PostgreSQL for one test run; ``with Server() as server: ...``."""

    def __init__(self) -> None:
        self.folder: Path | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.url = self.given()

    @staticmethod
    def given() -> str:
        """The address of a server that somebody else runs, or nothing."""
        return os.environ.get("TEST_DATABASE_URL", "").replace("postgresql://", "postgresql+psycopg://", 1)

    def __enter__(self) -> Server:
        if not self.url:
            self._start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self.process:
            # Without waiting for connections that somebody forgot.
            self.process.send_signal(signal.SIGINT)
            self.process.wait(START_SECONDS)
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def database(self, like: str = "") -> Iterator[str]:
        """Create a database, give its address, drop it: an empty one, or a copy of one that nobody is connected to."""
        name = "test_" + uuid.uuid4().hex
        template = make_url(like).database if like else "template0"
        # Nothing has to be safe from a crash, so files may be copied: half the time of writing each page.
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield make_url(self.url).set(database=name).render_as_string(hide_password=False)
        finally:
            self._run(f"DROP DATABASE {name} WITH (FORCE)")

    def _run(self, statement: str) -> None:
        engine = create_engine(self.url, isolation_level="AUTOCOMMIT", poolclass=NullPool)
        with engine.connect() as connection:
            connection.execute(text(statement))

    def _start(self) -> None:
        binaries = find_binaries()
        assert binaries is not None
        # Not in pytest's folder: that one is private to us, and the server may run as another user.
        self.folder = folder = Path(tempfile.mkdtemp(prefix="finder-pg-"))
        # PostgreSQL refuses to run as root.
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            shutil.chown(folder, user)
        data = folder / "data"
        subprocess.run(
            [binaries / "initdb", "-D", data, "-U", "finder", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
            check=True,
            stdout=subprocess.DEVNULL,
            user=user,
            cwd=folder,
        )
        options = [part for setting in FAST for part in ("-c", setting)]
        self.process = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-k", folder, *options],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            user=user,
            cwd=folder,
        )
        self.url = f"postgresql+psycopg://finder@/postgres?host={folder}"
        self._wait()

    def _wait(self) -> None:
        limit = time.monotonic() + START_SECONDS
        while True:
            try:
                psycopg.connect(f"host={self.folder} user=finder dbname=postgres").close()
            except psycopg.OperationalError:
                assert self.process is not None
                assert self.process.poll() is None, "PostgreSQL stopped while starting"
                assert time.monotonic() < limit, "PostgreSQL did not start in time"
                time.sleep(0.05)
            else:
                return
