"""Long work stands back for callers who wait: the threads of a worker take turns on one processor."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Condition
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CALLERS_EXTENSION = "callers_first"
# For one step of long work. A caseload of 10,000 rows takes 10,000 steps to read and as many to answer, so callers who
# never stop asking make it 100 seconds longer, and it still ends in time (CASELOAD_SECONDS).
STAND_BACK_SECONDS = 0.005
ARRIVING_SECONDS = 0.0001


class CallersFirst:
    """Counts the callers of this worker who wait for an answer."""

    def __init__(self, app: WSGIApplication) -> None:
        self.app = app
        self._waiting = 0
        self._changed = Condition()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app inside does."""
        self._count(1)
        try:
            return self.app(environ, start_response)
        finally:
            self._count(-1)

    @contextmanager
    def long_work(self) -> Iterator[Callable[[], None]]:
        """This caller counts no longer within the block, and calls what the block is given before each step."""
        self._count(-1)
        try:
            yield self._stand_back
        finally:
            self._count(1)

    def _count(self, more: int) -> None:
        with self._changed:
            self._waiting += more
            self._changed.notify_all()

    def _stand_back(self) -> None:
        # Whoever has only just called is not counted yet, and needs the processor to get here.
        time.sleep(ARRIVING_SECONDS)
        with self._changed:
            self._changed.wait_for(lambda: self._waiting == 0, STAND_BACK_SECONDS)
