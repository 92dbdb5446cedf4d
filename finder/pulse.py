"""How long we wait for PostgreSQL: a server that hangs must not take our threads with it.

A server that is gone refuses at once. One that hangs (stopped, cut off, out of memory) takes a connection or a
statement and never answers, and its own limits of time do not count any more. So each wait has an end on our side, and
once an empty question had none in time, others are turned away at once; one of them at a time tries again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Any

import psycopg
from psycopg.waiting import Ready, Wait
from sqlalchemy import Engine, event

TRY_AGAIN_SECONDS = 2.0


class HungError(psycopg.OperationalError):
    """The server did not answer in time, or did not a moment ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """Seconds: for a connection, an empty question, a statement at the server, a lock there, and any answer."""

    connect: float
    ping: float
    statement: float
    lock: float
    answer: float


class Pulse:
    """Whether the server answered when it was last asked."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.hangs = False
        self._clock = clock
        self._lock = Lock()
        self._try_at = 0.0

    def ask(self) -> None:
        """Before asking the server. Raises HungError, but for one who may try, while it hangs."""
        with self._lock:
            now = self._clock()
            if self.hangs and now < self._try_at:
                raise HungError("the database did not answer a moment ago")
            self._try_at = now + TRY_AGAIN_SECONDS

    @contextmanager
    def asking(self) -> Iterator[None]:
        """Ask within the block, and note whether there was an answer; a refusal is one."""
        self.ask()
        try:
            yield
        except (HungError, psycopg.errors.ConnectionTimeout):
            self.no_answer()
            raise
        except psycopg.Error:
            self.hangs = False
            raise
        self.hangs = False

    def no_answer(self) -> None:
        """Note that it did not answer what is answered at once."""
        # Counted from the end of the try: else whoever comes next would be the next to wait in vain.
        self._try_at, self.hangs = self._clock() + TRY_AGAIN_SECONDS, True


class TimedConnection(psycopg.Connection[Any]):
    """A connection whose every wait has an end, at once when the server is known to hang."""

    pulse: Pulse
    waits: Waits
    # Whether all that is asked now is answered at once by a server that answers at all.
    asks_quickly = False

    @contextmanager
    def quickly(self) -> Iterator[None]:
        """Ask nothing within the block that takes long, and find out so whether the server hangs."""
        before, self.asks_quickly = self.asks_quickly, True
        try:
            yield
        finally:
            self.asks_quickly = before

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """As psycopg does it, with an end."""
        # While it connects, the limit is psycopg's own.
        return super().wait(self._watch(gen) if hasattr(self, "pulse") else gen, interval, timeout)

    def _watch(self, gen: Any) -> Generator[Wait, Ready | int, Any]:
        until = time.monotonic() + (self.waits.ping if self.asks_quickly else self.waits.answer)
        # Whoever asks whether it still hangs is not stopped because it did.
        hung_before = self.pulse.hangs
        try:
            state = next(gen)
            while True:
                ready = yield state
                is_late = time.monotonic() > until
                if not ready and (is_late or (self.pulse.hangs and not hung_before)):
                    if is_late and self.asks_quickly:
                        self.pulse.no_answer()
                    self.pgconn.finish()
                    raise HungError("the database did not answer in time")
                state = gen.send(ready)
        except StopIteration as end:
            return end.value


def watch(engine: Engine, waits: Waits) -> Pulse:
    """Let no wait for this PostgreSQL be without end."""
    pulse = Pulse()
    dialect: Any = engine.dialect
    ping = dialect.do_ping

    def connect(_dialect: object, _record: object, arguments: Any, settings: Any) -> TimedConnection:
        server_side = f"-c statement_timeout={waits.statement * 1000:.0f} -c lock_timeout={waits.lock * 1000:.0f}"
        settings["options"] = f"{settings.get('options', '')} {server_side}".strip()
        settings.setdefault("connect_timeout", waits.connect)
        with pulse.asking():
            made = TimedConnection.connect(*arguments, **settings)
        made.pulse, made.waits = pulse, waits
        return made

    def ask_whether_it_answers(connection: TimedConnection) -> bool:
        try:
            with pulse.asking(), connection.quickly():
                return bool(ping(connection))
        except HungError:
            # Closed, so that the pool puts it away and says that there is no connection.
            connection.pgconn.finish()
            raise

    event.listen(engine, "do_connect", connect)
    dialect.do_ping = ask_whether_it_answers
    return pulse
