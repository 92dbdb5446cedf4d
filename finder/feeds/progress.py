"""How far long work has come, on standard error: one line that is written over, or a line now and then in a log."""

from __future__ import annotations

import sys
import time
from types import TracebackType

import click

EVERY_SECONDS_SEEN, EVERY_SECONDS_LOGGED = 0.2, 5.0
MEGABYTE = 1e6
BAR_WIDTH = 30


class Progress:
    """Call it with the number of bytes of each piece. Work that is done at once says nothing."""

    def __init__(self, what: str, size: int = 0) -> None:
        self._what, self._size, self._done = what, size, 0
        self._is_seen = sys.stderr.isatty()
        self._every = EVERY_SECONDS_SEEN if self._is_seen else EVERY_SECONDS_LOGGED
        self._next = time.monotonic() + self._every

    def __call__(self, count: int) -> None:
        """Tell that so many more bytes are done."""
        self._done += count
        if self._is_seen and self._size and self._done >= self._size:
            self._tell("\n")
            self._size = 0
        elif time.monotonic() >= self._next:
            self._next = time.monotonic() + self._every
            self._tell("" if self._is_seen else "\n")

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if self._is_seen:
            click.echo(err=True)

    def _tell(self, end: str) -> None:
        share = min(1.0, self._done / self._size) if self._size else 0
        bar = f"[{'#' * round(share * BAR_WIDTH):<{BAR_WIDTH}}] {share:4.0%} " if self._size else ""
        click.echo(f"\r{bar}{self._done / MEGABYTE:,.0f} MB {self._what}{end}", nl=False, err=True)
