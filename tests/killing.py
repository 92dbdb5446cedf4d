"""Processes for a test to kill. They fork from one that has the app imported, so each starts at once."""

from __future__ import annotations

import multiprocessing
from collections.abc import Callable
from multiprocessing.process import BaseProcess
from typing import Any

# A fork of the tests' own process would carry its threads' locks along; the server has no threads.
CONTEXT = multiprocessing.get_context("forkserver")
CONTEXT.set_forkserver_preload(["finder.cli"])


def start(work: Callable[..., None], *given: Any) -> BaseProcess:
    """``work(*given)`` in a process of its own; it must be a function of a module."""
    process = CONTEXT.Process(target=work, args=given, daemon=True)
    process.start()
    return process
