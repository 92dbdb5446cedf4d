"""Where on a page a word may be explained: in its text, and not in links, headings, forms or quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property

# Inside these a link cannot stand, or would stand in the way. The questions of a form say why they are asked.
_LEFT_ALONE = "a button caption dfn dt form h1 h2 h3 h4 label legend option script select style summary svg textarea th"
LEFT_ALONE = re.compile(rf"<({'|'.join(_LEFT_ALONE.split())})\b")
FOLD = re.compile(r"<(/?)details\b")
# A sentence to read aloud stays whole.
QUOTED_TEXT = re.compile("“[^”]*”|«[^»]*»|&#34;.*?&#34;")
# What a word follows in a text. What follows anything else, as the parts of a tag do, is not looked at.
_BEFORE_A_WORD = " \n>(;/-\xbf\xa1"
# Letters in small and figures, a space before a word, a dot for other signs. "?" stands for any other character.
_LETTERS = bytes(
    ord(char.lower() if char.isalnum() or char == "?" else " " if char in _BEFORE_A_WORD else ".")
    for char in map(chr, range(256))
)


def letters_of(text: str) -> bytes:
    """The text in small letters, a byte a character: so a page is searched in half the time."""
    return text.encode("latin-1", "replace").translate(_LETTERS)


class WordPlaces:
    """The places of words in one page."""

    def __init__(self, html: str) -> None:
        self.html = html

    def found(self, words: re.Pattern[bytes]) -> Iterator[tuple[int, bytes]]:
        """Where a word begins as one of these does, and which."""
        # With a space before the first, too, a place is that of the space before it.
        for word in words.finditer(b" " + letters_of(self.html)):
            yield word.start(), word[1]

    def is_folded(self, at: int) -> bool:
        """Whether the place is in a part that is folded."""
        return _end_around(self._folds, at) > 0

    def is_plain_text(self, at: int) -> bool:
        """Whether the place is in the text of the page, and not in anything that is left alone."""
        html = self.html
        text_from = html.rfind(">", 0, at) + 1
        if html.rfind("<", 0, at) >= text_from or _end_around(self._left_alone, at):
            return False
        text_to = html.find("<", at)
        text = html[text_from : text_to if text_to >= 0 else None]
        return not any(quote.start() <= at - text_from < quote.end() for quote in QUOTED_TEXT.finditer(text))

    @cached_property
    def _folds(self) -> tuple[list[int], list[int]]:
        return _spans(self._fold_spans())

    @cached_property
    def _left_alone(self) -> tuple[list[int], list[int]]:
        return _spans(self._left_alone_spans())

    def _fold_spans(self) -> Iterator[tuple[int, int]]:
        """The outermost folds."""
        depth, start = 0, 0
        for tag in FOLD.finditer(self.html):
            if tag[1]:
                depth -= 1
                if depth == 0:
                    yield start, tag.start()
            else:
                start = start if depth else tag.start()
                depth += 1

    def _left_alone_spans(self) -> Iterator[tuple[int, int]]:
        end = 0
        while found := LEFT_ALONE.search(self.html, end):
            end = self.html.find(f"</{found[1]}", found.end())
            if end < 0:
                end = len(self.html)
            yield found.start(), end


def pattern_of(words: Iterable[str]) -> re.Pattern[bytes]:
    """What finds the places of words that begin as these do."""
    by_letter: dict[bytes, list[bytes]] = {}
    for word in sorted(map(letters_of, words), key=len, reverse=True):
        by_letter.setdefault(word[:1], []).append(re.escape(word[1:]))
    # By letter, since most words begin none: a flat list would be tried whole at each of them.
    branches = (b"%b(?:%b)" % (re.escape(letter), b"|".join(rest)) for letter, rest in by_letter.items())
    return re.compile(b" (%b)" % b"|".join(branches))


def _spans(pairs: Iterator[tuple[int, int]]) -> tuple[list[int], list[int]]:
    found = list(pairs)
    return [start for start, _ in found], [end for _, end in found]


def _end_around(spans: tuple[list[int], list[int]], at: int) -> int:
    """The end of the span that holds the place; 0 where none does."""
    starts, ends = spans
    found = bisect_right(starts, at) - 1
    return ends[found] if found >= 0 and at < ends[found] else 0
