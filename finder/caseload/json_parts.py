"""One object of a case file, read key by key: every mistake becomes a sentence, never a failure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from finder.wording.words import N_, Words

MONEY = re.compile(r"[0-9]{1,9}\.[0-9]{2}")
SHORT_NAMES = 60
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
FIRST_YEAR, LAST_YEAR = 2000, 2199

CASE_FILE_SENTENCES = {
    "too_big": N_("This file is too large. A case file has less than 1 MB. Choose another file."),
    "not_text": N_("This file is not plain text (UTF-8). Choose a case file that was saved from this site."),
    "damaged": N_("This is not a case file, or it is damaged. Choose a file that was saved from this site."),
    "too_deep": N_("This file is built in a way that no case file is. Choose a file that was saved from this site."),
    "twice": N_("This file says the same thing twice, so we cannot tell which is right. Open an older copy."),
    "not_ours": N_("This is not a case file of this site. Choose a file that was saved from this site."),
    "newer": N_("This file is of a newer kind than this site can read. Open it on the site where it was saved."),
    "wrong": N_("A part of this file cannot be used: %(where)s. It may have been changed by hand. Open an older copy."),
    "too_many": N_("A part of this file has too many entries: %(where)s. The most is %(most)s."),
}


class CaseError(ValueError):
    """A file that cannot be opened; ``key`` and ``values`` name the sentence to show."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def sentence(self, words: Words) -> str:
        """What is wrong with the file, and what to do."""
        return words._(CASE_FILE_SENTENCES[self.key], **self.values)


class JsonObject:
    """One object of the file, read key by key with its place for the sentence."""

    def __init__(self, data: Any, where: str) -> None:
        if not isinstance(data, dict):
            raise CaseError("wrong", where=where)
        self.data, self.where = data, where

    def at(self, key: str) -> str:
        """Where a key stands in the file."""
        return f"{self.where}.{key}".lstrip(".")

    def wrong(self, key: str) -> CaseError:
        """The error for a key."""
        return CaseError("wrong", where=self.at(key))

    def text(self, key: str, most: int, pattern: re.Pattern[str] | None = None) -> str:
        """A text; control characters and halves of characters cannot be shown and are refused."""
        value = self.data.get(key)
        if not isinstance(value, str) or len(value) > most or not printable(value):
            raise self.wrong(key)
        if pattern is not None and not pattern.fullmatch(value):
            raise self.wrong(key)
        return value

    def choice(self, key: str, choices: tuple[str, ...]) -> str:
        """One of the words the format knows."""
        value = self.data.get(key)
        if not isinstance(value, str) or value not in choices:
            raise self.wrong(key)
        return value

    def day(self, key: str) -> date:
        """A day as YYYY-MM-DD."""
        found = self.maybe_day(key)
        if found is None:
            raise self.wrong(key)
        return found

    def maybe_day(self, key: str) -> date | None:
        """A day, or nothing."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            raise self.wrong(key)
        try:
            found = date.fromisoformat(value)
        except ValueError:
            raise self.wrong(key) from None
        if not FIRST_YEAR <= found.year <= LAST_YEAR:
            raise self.wrong(key)
        return found

    def money(self, key: str) -> Decimal | None:
        """Dollars as text ("12.50"), or nothing."""
        value = self.data.get(key)
        if value is None:
            return None
        return Decimal(self.text(key, SHORT_NAMES, MONEY))

    def part(self, key: str) -> JsonObject:
        """An object inside."""
        return JsonObject(self.data.get(key), self.at(key))

    def many(self, key: str, most: int, read_one: Callable[[JsonObject], Any]) -> tuple[Any, ...]:
        """A list of objects."""
        rows = self.data.get(key)
        if not isinstance(rows, list):
            raise self.wrong(key)
        if len(rows) > most:
            raise CaseError("too_many", where=self.at(key), most=most)
        return tuple(read_one(JsonObject(row, f"{self.at(key)}[{number}]")) for number, row in enumerate(rows, start=1))


def printable(text: str) -> bool:
    """Whether a text can be shown and sent: no control characters but line ends and tabs, no half characters."""
    return not UNPRINTABLE.search(text)


def only_printable(text: str) -> str:
    """The text without the signs that cannot be shown."""
    return UNPRINTABLE.sub("", text)
