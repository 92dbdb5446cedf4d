"""Opening a case file that anybody may have made: every mistake becomes a sentence, never a failure."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from finder.catalog.answers import COLUMNS
from finder.core.listing import Text
from finder.web.cases.file import (
    EVENTS,
    FORMAT,
    STATES,
    VERDICTS,
    VERSION,
    CaseFile,
    CaseStep,
    Event,
    Outcome,
    Result,
    Rule,
)
from finder.web.cases.upgrade import UPGRADES
from finder.web.search.asked import LONGEST_ANSWER
from finder.web.search.questions import PAGE_ONLY
from finder.web.search.quotes import PREFIX
from finder.web.wording.words import N_, Words

MOST_BYTES = 1024 * 1024
MOST_STEPS, MOST_EVENTS, MOST_LISTINGS, MOST_RULES, MOST_ANSWERS = 50, 20, 1000, 200, 200
LABEL, REASON, NAME, WORDS, SHORT, ADDRESS = 80, 300, 300, 2000, 60, 1000
# Ten levels are plenty for a case file; a file made to break readers has thousands.
DEEPEST = 20
# A text, closed or not, or one bracket: each character is looked at once, whatever was sent.
OUTSIDE_OF_TEXTS = re.compile(r'"(?:[^"\\]|\\.?)*+(?:"|\Z)|[\[\]{}]', re.DOTALL)
MONEY = re.compile(r"[0-9]{1,9}\.[0-9]{2}")
LISTING_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,79}")
FIRST_YEAR, LAST_YEAR = 2000, 2199

SENTENCES = {
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
        return words._(SENTENCES[self.key], **self.values)


def read(data: bytes) -> CaseFile:
    """The case of a file of any version. Raises CaseError."""
    if len(data) > MOST_BYTES:
        raise CaseError("too_big")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise CaseError("not_text") from None
    return _case(_Part(_upgraded(_parsed(text)), ""))


def _parsed(text: str) -> dict[str, Any]:
    _check_depth(text)
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
    except CaseError:
        raise
    except (ValueError, RecursionError):
        raise CaseError("damaged") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise CaseError("not_ours")
    return found


def _check_depth(text: str) -> None:
    depth = 0
    for found in OUTSIDE_OF_TEXTS.finditer(text):
        sign = found[0][0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > DEEPEST:
            raise CaseError("too_deep")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise CaseError("twice")
    return found


def _no_constant(_name: str) -> Any:
    """NaN and the infinities are not JSON."""
    raise CaseError("damaged")


def _upgraded(data: dict[str, Any]) -> dict[str, Any]:
    version = data.get("version")
    if type(version) is not int or version < 1:
        raise CaseError("wrong", where="version")
    if version > VERSION:
        raise CaseError("newer")
    while version < VERSION:
        data, version = UPGRADES[version](data), version + 1
    return data


class _Part:
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
        return Decimal(self.text(key, SHORT, MONEY))

    def part(self, key: str) -> _Part:
        """An object inside."""
        return _Part(self.data.get(key), self.at(key))

    def many(self, key: str, most: int, read_one: Callable[[_Part], Any]) -> tuple[Any, ...]:
        """A list of objects."""
        rows = self.data.get(key)
        if not isinstance(rows, list):
            raise self.wrong(key)
        if len(rows) > most:
            raise CaseError("too_many", where=self.at(key), most=most)
        return tuple(read_one(_Part(row, f"{self.at(key)}[{number}]")) for number, row in enumerate(rows, start=1))


def printable(text: str) -> bool:
    """Whether a text can be shown and sent: no control characters but line ends and tabs, no half characters."""
    return not re.search(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]", text)


def _case(part: _Part) -> CaseFile:
    return CaseFile(
        part.text("label", LABEL).strip(),
        part.day("saved_on"),
        _answers(part.part("answers")),
        _result(part.part("result")),
        part.many("steps", MOST_STEPS, _step),
    )


def _answers(part: _Part) -> dict[str, str]:
    if len(part.data) > MOST_ANSWERS:
        raise CaseError("too_many", where=part.where, most=MOST_ANSWERS)
    # An answer this site does not ask for may name a person: it is left out, and gone with the next save.
    known = [name for name in part.data if name in COLUMNS or name in PAGE_ONLY or _is_quote(name)]
    return {name: part.text(name, LONGEST_ANSWER) for name in known}


def _is_quote(name: str) -> bool:
    return name.startswith(PREFIX) and LISTING_ID.fullmatch(name.removeprefix(PREFIX)) is not None


def _result(part: _Part) -> Result:
    listings = part.many("listings", MOST_LISTINGS, _outcome)
    return Result(part.day("rules_as_of"), part.text("snapshot", SHORT), listings)


def _outcome(part: _Part) -> Outcome:
    low, high = part.money("cost_per_month_low"), part.money("cost_per_month_high")
    if (low is None) != (high is None):
        raise part.wrong("cost_per_month_high")
    return Outcome(
        part.text("listing", NAME, LISTING_ID),
        Text(part.text("name", NAME), part.text("name_es", NAME)),
        part.choice("verdict", VERDICTS),
        low,
        high,
        part.many("rules", MOST_RULES, _rule),
    )


def _rule(part: _Part) -> Rule:
    source = part.text("source", ADDRESS)
    if source and not source.startswith(("https://", "http://")):
        raise part.wrong("source")
    return Rule(
        Text(part.text("words", WORDS), part.text("words_es", WORDS)),
        part.choice("verdict", VERDICTS),
        part.text("limit", SHORT),
        source,
        part.text("checked_on", SHORT),
    )


def _step(part: _Part) -> CaseStep:
    return CaseStep(
        part.text("listing", NAME, LISTING_ID),
        part.choice("state", STATES),
        part.maybe_day("next_on"),
        part.maybe_day("renew_on"),
        part.text("reason", REASON),
        part.many("events", MOST_EVENTS, lambda row: Event(row.choice("what", EVENTS), row.day("on"))),
    )
