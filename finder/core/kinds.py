"""Tables with a row for each kind of something: a row that is missing or too many is found at import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def complete(kinds: Iterable[K], rows: Mapping[K, V]) -> Mapping[K, V]:
    """The rows, once it is sure that each kind has one. Raises ValueError at import, naming the kinds."""
    wanted = list(kinds)
    missing = [str(kind) for kind in wanted if kind not in rows]
    unknown = [str(kind) for kind in rows if kind not in wanted]
    if missing or unknown:
        raise ValueError(f"Kinds without a row: {missing}. Rows of no kind: {unknown}.")
    return rows
