"""Older versions of the case file, brought up one version at a time.

A new version adds a function here, under the number it starts from, and a file in tests/web/cases/files: a file
that was ever saved can be opened for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any


def _with_days(data: dict[str, Any]) -> dict[str, Any]:
    """Version 2 says of each answer on which day it was told; before, all were of the day of the file."""
    answers = data.get("answers")
    names = answers if isinstance(answers, dict) else {}
    return data | {"told_on": dict.fromkeys(names, data.get("saved_on"))}


UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {1: _with_days}
