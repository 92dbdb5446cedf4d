"""Where a command's data goes: standard output, the same on every terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import TextIO

from finder.store.exits import stop


@contextmanager
def standard_output() -> Iterator[TextIO]:
    """Where data goes: UTF-8 with our own line ends, whatever the terminal's are.

    Leaves with exit 2 when it cannot be written, as on a full disk.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    try:
        yield sys.stdout
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        # What is still waiting to be written would fail once more at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        stop(f"Standard output cannot be written: {error.strerror}. What is there is not whole.")
