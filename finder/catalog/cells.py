"""The kinds of cell in our CSV files: how each is read from text and written back, exactly."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

from finder.answers.states import STATE_CODES
from finder.catalog import values
from finder.catalog.phones import web_or_phone
from finder.catalog.problems import MistakeError
from finder.catalog.vocabulary import WRITE_A_STATE, WRITE_A_STATE_OR_US

ZIP_DIGITS = re.compile(r"\d{5}", re.ASCII)
NUMBER = re.compile(r"-?(\d+(\.\d*)?|\.\d+)", re.ASCII)
# Eleven digits, or a product's or package's parts with hyphens.
PHONE_NUMBER = re.compile(r"(?:1-)?[2-9]\d\d-\d{3}-\d{4}(?: x\d{1,8})?")
NDC_NUMBER = re.compile(r"\d{11}|\d{4,5}-\d{3,4}(-\d{1,2})?", re.ASCII)
# A year, a month or a day; a page without a date is undated.
AS_OF_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?|undated", re.ASCII)
ZIP_PLUS_FOUR = re.compile(r"\d{5}(-\d{4})?", re.ASCII)


class Cell(NamedTuple):
    """One kind of cell. ``read`` gets text that is not empty; ``write`` gives that text back."""

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str


def _number(text: str) -> int | Decimal:
    if not NUMBER.fullmatch(text):
        raise MistakeError("cell_not_a_number", cell=text)
    return int(text) if text.isdecimal() else Decimal(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise MistakeError("cell_not_a_date", cell=text) from None


def _zip(text: str) -> str:
    if not ZIP_DIGITS.fullmatch(text):
        raise MistakeError("not_a_zip", cell=text)
    return text


def _long_zip(text: str) -> str:
    if not ZIP_PLUS_FOUR.fullmatch(text):
        raise MistakeError("not_a_long_zip", cell=text)
    return text


def _ndc(text: str) -> str:
    if not NDC_NUMBER.fullmatch(text):
        raise MistakeError("not_an_ndc", cell=text)
    return text


def _phone(text: str) -> str:
    if not PHONE_NUMBER.fullmatch(text):
        raise MistakeError("not_a_phone_with_extension", cell=text)
    return text


def _degrees(text: str) -> float:
    found = _number(text.removeprefix("-"))
    if not Decimal(found).is_finite() or found > 180:
        raise MistakeError("not_degrees", cell=text)
    return float(text)


def _as_of(text: str) -> str:
    if not AS_OF_DAY.fullmatch(text):
        raise MistakeError("not_a_source_date", cell=text)
    return text


def _yes_no(text: str) -> bool:
    return values.word_of(("yes", "no"))(text) == "yes"


def _list_reader(read: Callable[[str], Any], kind: Callable[[Iterable[Any]], Any]) -> Callable[[str], Any]:
    return lambda text: kind(read(part.strip()) for part in text.split(";"))


def _price(text: str) -> Decimal:
    found = values.amount(_number(text))
    if found == 0:
        raise MistakeError("price_of_zero")
    return found


TEXT = Cell("text", values.text)
URL = Cell("url", values.url)
# Kept like an address; a phone where nobody read a page.
URL_OR_PHONE = Cell("url", web_or_phone)
# As people dial it: 614-555-0100, and " x12" where an extension follows.
DIALED = Cell("phone", _phone)
WHOLE = Cell("whole", lambda text: values.whole(_number(text)))
AMOUNT = Cell("amount", lambda text: values.amount(_number(text)))
PRICE = Cell("price", _price)
AMOUNTS = Cell(
    "amounts", _list_reader(lambda text: values.amount(_number(text)), tuple), lambda found: ";".join(map(str, found))
)
DAY = Cell("day", _day)
AS_OF = Cell("text", _as_of)
FLAG = Cell("flag", _yes_no, lambda found: "yes" if found else "no")
ZIP_CODE = Cell("zip", _zip)
LONG_ZIP = Cell("zip", _long_zip)
NDC = Cell("text", _ndc)
DEGREES = Cell("degrees", _degrees, lambda found: f"{found:.4f}")
FINE_DEGREES = Cell("degrees", _degrees, lambda found: f"{found:.6f}")
STATE = Cell("state", values.word_of(STATE_CODES, WRITE_A_STATE))
STATE_OR_US = Cell("state_or_us", values.word_of({"US", *STATE_CODES}, WRITE_A_STATE_OR_US))
STATE_SET = Cell("states", _list_reader(STATE.read, frozenset), lambda found: ";".join(sorted(found)))


def word(*words: str) -> Cell:
    """A cell that holds one of a few words."""
    return Cell("word", values.word_of(words))


def member(kinds: type[StrEnum]) -> Cell:
    """A cell that holds a member of an enumeration."""
    return Cell("member", values.member_of(kinds))
