"""Older versions of the case file, brought up one version at a time.

A new version adds a function here, under the number it starts from, and a file in tests/web/cases/files: a file
that was ever saved can be opened for good.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

UPGRADES: Mapping[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
