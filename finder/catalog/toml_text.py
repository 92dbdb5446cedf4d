"""A record as TOML text in its one canonical form, so that a change shows as that change alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from finder.catalog.layout import FILE_HEADINGS, KEY_ORDERS, TEXT_KEYS, in_order
from finder.catalog.table_reader import Record

LONGEST_TOML_LINE = 100
ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\b": "\\b", "\f": "\\f"}
# Lists of small tables that read better inside one value than as tables of their own.
INLINE = frozenset({"figures"})


def toml_text(record: Record, file: str = "listing") -> str:
    """The whole file: a listing, or the small file of that name with the comment lines at its top."""
    lines = [*(f"# {line}" for line in FILE_HEADINGS.get(file, ())), *_table(record, (), file)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _table(record: Record, path: tuple[str, ...], kind: str) -> Iterator[str]:
    """The keys of a table, then the tables inside it."""
    inner: list[tuple[str, object]] = []
    for key, value in _in_order(record, kind):
        if _is_tables(key, value) or isinstance(value, Mapping):
            inner.append((key, value))
        else:
            yield from _key(key, value)
    for key, value in inner:
        below = (*path, key)
        if isinstance(value, Mapping):
            yield from ("", f"[{'.'.join(below)}]", *_table(dict(value), below, key))
        else:
            for entry in value:  # type: ignore[attr-defined]  # a list of tables
                yield from ("", f"[[{'.'.join(below)}]]", *_table(entry, below, key))


def _is_tables(key: str, value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], Mapping) and key not in INLINE


def _in_order(record: Record, kind: str) -> list[tuple[str, object]]:
    # Papers are listed in the order people gave them; everywhere else the order of keys is ours.
    return list(in_order(record, KEY_ORDERS.get(kind, TEXT_KEYS)).items())


def _key(key: str, value: object) -> Iterator[str]:
    if not isinstance(value, list):
        yield f"{key} = {_scalar(value)}"
        return
    entries = [_inline(entry, key) if isinstance(entry, Mapping) else _scalar(entry) for entry in value]
    line = f"{key} = [{', '.join(entries)}]"
    if len(entries) == 1 or (len(line) <= LONGEST_TOML_LINE and key not in INLINE):
        yield line
        return
    yield f"{key} = ["
    yield from (f"    {entry}," for entry in entries)
    yield "]"


def _inline(entry: Mapping[str, object], kind: str) -> str:
    return "{ " + ", ".join(f"{key} = {_value(value)}" for key, value in _in_order(dict(entry), kind)) + " }"


def _value(value: object) -> str:
    return f"[{', '.join(map(_scalar, value))}]" if isinstance(value, list) else _scalar(value)


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        # TOML tells whole numbers and others apart by the point.
        return str(value) if value.as_tuple().exponent else f"{value}.0"
    if isinstance(value, date):
        return value.isoformat()
    return '"' + "".join(_escape(letter) for letter in str(value)) + '"'


def _escape(letter: str) -> str:
    if letter in ESCAPES:
        return ESCAPES[letter]
    return f"\\u{ord(letter):04x}" if ord(letter) < 32 or ord(letter) == 127 else letter
