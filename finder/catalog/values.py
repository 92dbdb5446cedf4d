"""Converters: a value as TOML gives it -> the value the core wants, or a MistakeError that says what to write."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import urlsplit

from finder.catalog.problems import MistakeError, did_you_mean
from finder.catalog.spreadsheet import is_formula

T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)
Convert = Callable[[Any], T]


def shown(value: object) -> str:
    """The value as a person would write it in the file."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else str(value)


def text(value: object) -> str:
    """Words that are not blank."""
    if not isinstance(value, str):
        raise MistakeError(f'must be text. Write "{value}", with quotes.')
    if not value.strip():
        raise MistakeError("is empty. Fill it in, or leave the line out.")
    if is_formula(value):
        raise MistakeError("must begin with a word. A spreadsheet would run what begins with =, +, - or @.")
    return value


def flag(value: object) -> bool:
    """``true`` or ``false``."""
    if not isinstance(value, bool):
        raise MistakeError(f"must be true or false, without quotes, not {shown(value)}.")
    return value


def number(value: object) -> int | Decimal:
    """A finite number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise MistakeError(f"must be a number. Write 200, not {shown(value)}.")
    if not Decimal(value).is_finite():
        raise MistakeError(f"must be a number. Write 200, not {value}.")
    if value < 0:
        raise MistakeError(f"must not be less than zero. It is {value}.")
    return value


def amount(value: object) -> Decimal:
    """Dollars or percent, zero or more, exactly as written."""
    return Decimal(number(value))


def whole(value: object) -> int:
    """A whole number, zero or more."""
    found = number(value)
    if not isinstance(found, int):
        raise MistakeError(f"must be a whole number, not {value}.")
    return found


def day(value: object) -> date:
    """A date, written without quotes."""
    if isinstance(value, datetime) or not isinstance(value, date):
        raise MistakeError(f"must be a date. Write 2026-11-23, without quotes, not {shown(value)}.")
    return value


def _host(address: str) -> str:
    """The site's name; empty when none can be read, as in "https://[", or another name stands before it with an @."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return "" if "@" in parts.netloc else parts.hostname or ""


def url(value: object) -> str:
    """A web address."""
    address = text(value)
    if not address.startswith(("https://", "http://")) or " " in address or not _host(address):
        raise MistakeError(f"must be a web address that starts with https:// or http://, not {shown(address)}.")
    return address


def word_of(words: Iterable[str], hint: str = "") -> Convert[str]:
    """One of a fixed list of words; ``hint`` says what to write where naming the closest word would not help."""
    known = tuple(words)

    def convert(value: object) -> str:
        found = text(value)
        if found not in known:
            raise MistakeError(f"cannot be {shown(found)}.{hint or did_you_mean(found, list(known))}")
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
            raise MistakeError(f"must be a list. Write [{shown(value)}].")
        if filled and not value:
            raise MistakeError("is an empty list. Fill it in, or leave the line out.")
        return tuple(convert(entry) for entry in value)

    return convert_all


def set_of(convert: Convert[T]) -> Convert[frozenset[T]]:
    """A list without order, not empty and nothing twice."""
    every = list_of(convert, filled=True)

    def convert_all(value: object) -> frozenset[T]:
        found = every(value)
        twice = next((entry for entry in found if found.count(entry) > 1), None)
        if twice is not None:
            raise MistakeError(f"names {shown(twice)} twice.")
        return frozenset(found)

    return convert_all


def low_to_high(value: object) -> tuple[int, int]:
    """Two whole numbers, the lower one first."""
    found = list_of(whole)(value)
    if len(found) != 2 or found[0] > found[1]:
        raise MistakeError("must be two whole numbers, the lower one first. Write [5, 10].")
    return found[0], found[1]
