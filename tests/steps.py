"""How much work a call is, counted in lines of Python that run: the same on any machine, however busy."""

from __future__ import annotations

import sys
from collections.abc import Callable


def steps(call: Callable[[], object]) -> int:
    """How many lines of Python run until the call ends, once what is made at a first call is there."""
    call()
    counted = 0

    def count_line(_frame: object, event: str, _argument: object) -> object:
        nonlocal counted
        counted += event == "line"
        return count_line

    before = sys.gettrace()
    sys.settrace(count_line)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(before)
    return counted
