"""Converters: a value as TOML gives it -> the value the core wants, or a MistakeError that says what to write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from finder.catalog.problems import Message, MistakeError, did_you_mean
from finder.catalog.spreadsheet import is_formula

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Convert = Callable[[Any], T]


def as_written(value: object) -> str:
    """The value as a person would write it in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def text(value: object) -> str:
    """Words that are not blank."""
    if not isinstance(value, str):
        raise MistakeError("not_text", bare=value)
    if not value.strip():
        raise MistakeError("blank")
    if is_formula(value):
        raise MistakeError("formula")
    return value


def flag(value: object) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise MistakeError("not_true_or_false", value=value)
    return value


def number(value: object) -> int | Decimal:
    """A finite number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise MistakeError("not_a_number", value=value)
    if not Decimal(value).is_finite():
        raise MistakeError("not_a_number", value=value)
    if value < 0:
        raise MistakeError("below_zero", value=value)
    return value


def amount(value: object) -> Decimal:
    """Dollars or percent, zero or more, exactly as written."""
    return Decimal(number(value))


def whole(value: object) -> int:
    """A whole number, zero or more."""
    found = number(value)
    if not isinstance(found, int):
        raise MistakeError("not_whole", value=value)
    return found


def day(value: object) -> date:
    """A date, written without quotes."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise MistakeError("not_a_date", value=value)
    return value


# Names that stand for no site of anybody's (RFC 2606, RFC 6761, RFC 6762); "example" stands in tests.
RESERVED_DOMAINS = (".test", ".invalid", ".localhost", ".local", ".internal")


def _host(address: str) -> str:
    """The site's name; empty when nobody can have it ("https://[", "https://intranet") or it hides behind an @."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    host = parts.hostname or ""
    return "" if "@" in parts.netloc or "." not in host.strip(".") or host.endswith(RESERVED_DOMAINS) else host


def url(value: object) -> str:
    """A web address."""
    address = text(value)
    if not address.startswith(("https://", "http://")) or " " in address or not _host(address):
        raise MistakeError("not_an_address", value=address)
    return address


def word_of(words: Iterable[str], hint: Message | None = None) -> Convert[str]:
    """One of a fixed list of words; ``hint`` says what to write where naming the closest word would not help."""
    known = tuple(words)

    def convert(value: object) -> str:
        found = text(value)
        if found not in known:
            raise MistakeError("unknown_word", value=found, hint=hint or did_you_mean(found, list(known)))
        return found

    return convert


def member_of(kinds: type[E]) -> Convert[E]:
    """A member of an enumeration, by its word."""
    convert = word_of(kinds)
    return lambda value: kinds(convert(value))


def list_of(convert: Convert[T], *, filled: bool = False) -> Convert[tuple[T, ...]]:
    """A list whose every entry converts; with ``filled`` it must not be empty."""

    def convert_all(value: object) -> tuple[T, ...]:
        if not isinstance(value, list):
            raise MistakeError("not_a_list", value=value)
        if filled and not value:
            raise MistakeError("empty_list")
        return tuple(convert(entry) for entry in value)

    return convert_all


def set_of(convert: Convert[T]) -> Convert[frozenset[T]]:
    """A list without order, not empty and nothing twice."""
    every = list_of(convert, filled=True)

    def convert_all(value: object) -> frozenset[T]:
        found = every(value)
        twice = next((entry for entry in found if found.count(entry) > 1), None)
        if twice is not None:
            raise MistakeError("named_twice", value=twice)
        return frozenset(found)

    return convert_all


def low_to_high(value: object) -> tuple[int, int]:
    """Two whole numbers, the lower one first."""
    found = list_of(whole)(value)
    if len(found) != 2 or found[0] > found[1]:
        raise MistakeError("not_low_to_high")
    return found[0], found[1]
