"""JSON files of others: the records of their lists, one at a time, so that a long list need not fit in memory."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from decimal import Decimal
from typing import Any

from finder.catalog.problems import message
from finder.feeds.import_report import FeedError, ImportReport

LONGEST_RECORD = 8 << 20
SPACE = " \t\r\n"


def _no_constant(word: str) -> None:
    raise FeedError(f"The JSON has {word} for a number.")


_decoder = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant)


class Records:
    """The records under ``lists`` (or of a bare list), each with its line. ``rest`` has the other values."""

    def __init__(self, pieces: Iterator[str], lists: Collection[str]) -> None:
        self.rest: dict[str, Any] = {}
        self.found_list = False
        self.count = 0
        self._pieces = pieces
        self._lists = lists
        self._text = ""
        self._at = 0
        self._line = 1

    def __iter__(self) -> Iterator[tuple[int, Any]]:
        """Line and record. Raises FeedError when the text is not JSON."""
        if self._look() == "[":
            yield from self._items()
        else:
            yield from self._members()
        if self._look():
            raise self._wrong("there is more text after the end")

    def remark_part(self, total: object, report: ImportReport) -> None:
        """Say that a list read to its end is a part of a longer one, by the number that its seller or store tells."""
        if isinstance(total, int) and total > self.count:
            report.remark(1, message("part_of_list", count=self.count, total=total))

    def _members(self) -> Iterator[tuple[int, Any]]:
        self._step("{")
        while self._look() != "}":
            key = self._value()
            self._step(":")
            if key in self._lists and self._look() == "[":
                yield from self._items()
            else:
                self.rest[str(key)] = self._value()
            if not self._goes_on("}"):
                break
        self._step("}")

    def _items(self) -> Iterator[tuple[int, Any]]:
        self.found_list = True
        self._step("[")
        while self._look() != "]":
            line = self._line
            self.count += 1
            yield line, self._value()
            if not self._goes_on("]"):
                break
        self._step("]")

    def _goes_on(self, end: str) -> bool:
        """Whether a comma follows, and after it something else than the end."""
        if self._look() == end:
            return False
        self._step(",")
        if self._look() == end:
            raise self._wrong("a comma stands before the end of a list")
        return True

    def _look(self) -> str:
        """The next character that is not space; nothing at the end."""
        while True:
            while self._at < len(self._text):
                sign = self._text[self._at]
                if sign not in SPACE:
                    return sign
                self._line += sign == "\n"
                self._at += 1
            if not self._read_more():
                return ""

    def _step(self, sign: str) -> None:
        if self._look() != sign:
            raise self._wrong(f"expected {sign!r}")
        self._at += 1

    def _value(self) -> Any:
        self._look()
        while True:
            try:
                value, end = _decoder.raw_decode(self._text, self._at)
            except (json.JSONDecodeError, RecursionError) as error:
                if len(self._text) > LONGEST_RECORD or not self._read_more():
                    reason = "it is nested too deeply" if isinstance(error, RecursionError) else error.msg.lower()
                    raise self._wrong(reason) from None
                continue
            # A number at the end of a piece may go on in the next one.
            if end == len(self._text) and self._read_more():
                continue
            self._line += self._text.count("\n", self._at, end)
            self._at = end
            return value

    def _read_more(self) -> bool:
        """Read on; whether there was more. What was read past is let go."""
        piece = next(self._pieces, None)
        if piece is None:
            return False
        self._text, self._at = self._text[self._at :] + piece, 0
        return True

    def _wrong(self, reason: str) -> FeedError:
        return FeedError(f"Line {self._line} is not JSON: {reason}. Was the file cut off?")
