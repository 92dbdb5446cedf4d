"""On which line each key of a TOML file stands.

The standard parser does not say. Our files are plain tables and arrays of tables, so a scan of the
text is enough; what stands inside a longer value counts as the line of its key.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from finder.catalog.problems import Path

HEADER = re.compile(r"^\s*(\[\[?)([^\[\]]+)\]\]?\s*(#.*)?$")
KEY_LINE = re.compile(r"""^\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*=(.*)$""")
STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*')
LONG_QUOTES = ('"""', "'''")


def key_lines(text: str) -> dict[Path, int]:
    """The first line (from 1) of every table and key, by path: ``("criteria", 0, "at_most")``."""
    lines: dict[Path, int] = {}
    arrays: dict[Path, int] = {}
    table: Path = ()
    for number, line in _starts(text):
        if header := HEADER.match(line):
            table = _table(header[2], header[1] == "[[", arrays)
            lines.setdefault(table, number)
            if isinstance(table[-1], int):
                lines.setdefault(table[:-1], number)
        elif key := KEY_LINE.match(line):
            lines.setdefault((*table, key[1].strip("\"'")), number)
    return lines


def _starts(text: str) -> Iterator[tuple[int, str]]:
    """The lines that do not continue a value begun on an earlier one."""
    depth = 0
    quotes = ""
    for number, line in enumerate(text.splitlines(), 1):
        if quotes:
            quotes = "" if quotes in line else quotes
            continue
        if depth == 0:
            yield number, line
        opened = next((mark for mark in LONG_QUOTES if line.count(mark) % 2), "")
        if opened:
            quotes = opened
        elif depth or not HEADER.match(line):
            bare = STRING_OR_COMMENT.sub("", line)
            depth += sum(bare.count(mark) for mark in "[{") - sum(bare.count(mark) for mark in "]}")


def _table(name: str, is_array: bool, arrays: dict[Path, int]) -> Path:
    path: Path = ()
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    for at, part in enumerate(parts):
        path = (*path, part)
        if is_array and at == len(parts) - 1:
            arrays[path] = arrays.get(path, -1) + 1
        if path in arrays:
            path = (*path, arrays[path])
    return path
