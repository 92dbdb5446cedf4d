"""What one request may cost: how many rows are read, and how long they are worked on."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field


class TooManyRowsError(ValueError):
    """The files hold more rows than are taken at once."""


class TimeIsUpError(ValueError):
    """The rows took longer than they may."""


@dataclass(kw_only=True)
class Allowance:
    """The rows and the time of one request, counted from its making; ``clock`` gives seconds.

    Whoever works on a row says so first, waits while ``stand_back`` does, and is stopped when there is nothing left.
    """

    most_rows: int
    seconds: float
    clock: Callable[[], float] = time.monotonic
    stand_back: Callable[[], None] = lambda: None
    rows: int = 0
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.clock() + self.seconds

    def read_row(self) -> None:
        """One more row is read. Raises TooManyRowsError or TimeIsUpError."""
        self.rows += 1
        if self.rows > self.most_rows:
            raise TooManyRowsError
        self.work()

    def work(self) -> None:
        """A row that was read is worked on. Raises TimeIsUpError."""
        self.stand_back()
        if self.clock() > self.until:
            raise TimeIsUpError
