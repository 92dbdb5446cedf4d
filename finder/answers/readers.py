"""Readers of the other kinds of answer: one of several choices, yes or no, a place, a day, a strength."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from finder.answers.errors import AnswerError
from finder.answers.numbers import UNITS, count
from finder.answers.plain_text import plain
from finder.answers.states import PLACE_OF_NAME, STATES_AND_TERRITORIES
from finder.answers.typed_words import meanings_of
from finder.core.dose import STRENGTHS_MG

YES_NO_VALUES = {word: key == "yes" for word, key in meanings_of("yes_no").items()}
NOT_TOLD = frozenset({"", "none_of_these"})


# A ZIP code as people and spreadsheets write it; four digits more are let go.
TYPED_ZIP = re.compile(r"(\d{5})(?:-?\d{4})?(?:\.0+)?", re.ASCII)
# What is left of a ZIP code that a spreadsheet took for a number: its first zeros are gone.
ZIP_WITHOUT_ZEROS = re.compile(r"(\d{3,4})(?:\.0+)?", re.ASCII)


class ZipCode(NamedTuple):
    """Five digits; ``padded`` when zeros were put in front, which only a table's cell may ask for."""

    code: str
    padded: bool = False


def token_of(words: str) -> str:
    """Typed words as one token: "Kidney transplant" is "kidney_transplant"."""
    return re.sub(r"[\s-]+", "_", plain(words))


def choice(choices: Sequence[str], same: Mapping[str, str] | None = None) -> Callable[[str], object]:
    """A reader of one of some words; ``same`` has other words for them."""

    def read(text: str) -> object:
        token = token_of(text)
        token = (same or {}).get(token, token)
        if token in NOT_TOLD and token not in choices:
            return None
        if token not in choices:
            raise AnswerError("not_a_choice", choices=tuple(choices))
        return token

    return read


def yes_no(text: str) -> object:
    """Yes or no, in any language."""
    try:
        return YES_NO_VALUES[plain(text)]
    except KeyError:
        raise AnswerError("not_yes_or_no") from None


def zip_code(text: str) -> object:
    """A ZIP code. Whether one that lost its first zeros is taken is for the caller to say."""
    if found := TYPED_ZIP.fullmatch(text.strip()):
        return ZipCode(found[1])
    if found := ZIP_WITHOUT_ZEROS.fullmatch(text.strip()):
        return ZipCode(found[1].zfill(5), padded=True)
    raise AnswerError("not_a_zip")


def state(text: str) -> object:
    """A state's or territory's code, from that or from its name."""
    word = text.strip()
    code = word.upper() if word.upper() in STATES_AND_TERRITORIES else PLACE_OF_NAME.get(plain(word))
    if code is None:
        raise AnswerError("not_a_state")
    return code


def read_day(text: str) -> date:
    """A day as 2026-11-23 or 11/23/2026. Raises AnswerError."""
    found = re.fullmatch(r"\s*(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})/(\d{1,2})/(\d{4}))\s*", plain(text))
    if not found:
        raise AnswerError("not_a_day")
    year, month, day_of_month = (found[1], found[2], found[3]) if found[1] else (found[6], found[4], found[5])
    try:
        return date(int(year), int(month), int(day_of_month))
    except ValueError:
        raise AnswerError("not_a_day") from None


def strength(text: str) -> object:
    """A strength in which tablets are sold."""
    value = count(1, 1000)(UNITS["milligrams"].sub("", plain(text)))
    if value not in STRENGTHS_MG:
        raise AnswerError("not_a_strength")
    return value
