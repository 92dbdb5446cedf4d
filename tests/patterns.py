"""What a pattern may cost: repeats that can share one text between them in many ways.

A pattern is read as its places, each a set of signs, and which place may follow which. Two repeats share a text when a
way leads from one to the other, or round to itself, on signs that both take: each of n signs may then belong to either,
and a text that does not match in the end is tried in n times n ways, or in two to the n.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

# Fewer repeats than this are as good as none.
LARGE = 40
SIGNS = frozenset(map(chr, range(9, 127))) | frozenset("éñÉÑ½’—\u00a0\u2003")
CATEGORIES = {
    codes.CATEGORY_DIGIT: str.isdecimal,
    codes.CATEGORY_SPACE: str.isspace,
    codes.CATEGORY_WORD: lambda sign: sign.isalnum() or sign == "_",
}
NOT_CATEGORIES = {
    codes.CATEGORY_NOT_DIGIT: codes.CATEGORY_DIGIT,
    codes.CATEGORY_NOT_SPACE: codes.CATEGORY_SPACE,
    codes.CATEGORY_NOT_WORD: codes.CATEGORY_WORD,
}
# A group that is never left for another try, and what takes no sign.
ATOMIC = (codes.POSSESSIVE_REPEAT, codes.ATOMIC_GROUP)
WITHOUT_SIGNS = (codes.AT, codes.ASSERT, codes.ASSERT_NOT)


@dataclass
class Part:
    """A part of a pattern: whether it can be empty, and the places where it begins and ends."""

    empty: bool
    first: set[int] = field(default_factory=set)
    last: set[int] = field(default_factory=set)


@dataclass
class Places:
    """The places of one pattern: the signs each takes, those that repeat, and which may follow which."""

    pattern: str
    signs: list[frozenset[str]] = field(default_factory=list)
    repeats: set[int] = field(default_factory=set)
    nested: set[int] = field(default_factory=set)
    follow: dict[int, set[int]] = field(default_factory=dict)

    def read(self, flags: int = 0) -> Places:
        """Read the pattern."""
        self._row(parser.parse(self.pattern, flags))
        return self

    def shared(self) -> Iterator[tuple[int, int, frozenset[str]]]:
        """Pairs of repeats that can share a text, with the signs they share; a nested one shares it with itself."""
        yield from ((one, one, self.signs[one]) for one in sorted(self.nested))
        for one in sorted(self.repeats):
            for other, signs in self._reached(one):
                if other in self.repeats:
                    yield one, other, signs

    def _reached(self, start: int) -> Iterator[tuple[int, frozenset[str]]]:
        """Where a way on signs that the start takes too leads; the start itself when a way leads round to it."""
        todo = [(place, self.signs[start]) for place in self.follow.get(start, ()) if place != start]
        seen: set[int] = set()
        while todo:
            place, signs = todo.pop()
            both = signs & self.signs[place]
            if not both or place in seen:
                continue
            seen.add(place)
            yield place, both
            todo += [(after, both) for after in self.follow.get(place, ()) if after != place]

    def _row(self, items: Iterable[Any]) -> Part:
        whole = Part(empty=True)
        for code, value in items:
            whole = self._joined(whole, self._item(code, value))
        return whole

    def _joined(self, left: Part, right: Part) -> Part:
        self._link(left.last, right.first)
        return Part(
            left.empty and right.empty,
            left.first | (right.first if left.empty else set()),
            right.last | (left.last if right.empty else set()),
        )

    def _link(self, ends: set[int], starts: set[int]) -> None:
        for end in ends:
            self.follow.setdefault(end, set()).update(starts)

    def _item(self, code: Any, value: Any) -> Part:
        if code in WITHOUT_SIGNS or code in ATOMIC:
            return Part(empty=True)
        if code in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            return self._repeat(*value)
        if code is codes.SUBPATTERN:
            return self._row(value[-1])
        if code is codes.BRANCH:
            return self._either([self._row(row) for row in value[1]])
        return self._place(_signs(code, value))

    def _repeat(self, least: int, most: int, items: Any) -> Part:
        part = self._row(items)
        if most is codes.MAXREPEAT or most >= LARGE:
            self.nested |= part.first & part.last & self.repeats
            self._link(part.last, part.first)
            self.repeats |= part.first & part.last
        elif most > 1 and self.repeats & (part.first | part.last):
            # A few of them stand one after the other.
            part = self._joined(part, self._row(items))
        return Part(part.empty or least == 0, part.first, part.last)

    def _either(self, parts: list[Part]) -> Part:
        whole = Part(any(part.empty for part in parts))
        for part in parts:
            whole.first |= part.first
            whole.last |= part.last
        return whole

    def _place(self, signs: frozenset[str]) -> Part:
        self.signs.append(signs)
        place = len(self.signs) - 1
        return Part(False, {place}, {place})


def _signs(code: Any, value: Any) -> frozenset[str]:
    if code is codes.ANY:
        return SIGNS
    if code is codes.NOT_LITERAL:
        return SIGNS - {chr(value)}
    if code is codes.IN:
        taken = frozenset().union(*(_signs(*inner) for inner in value if inner[0] is not codes.NEGATE))
        return SIGNS - taken if value[0][0] is codes.NEGATE else taken
    if code is codes.LITERAL:
        return frozenset({chr(value)})
    if code is codes.RANGE:
        return frozenset(sign for sign in SIGNS if value[0] <= ord(sign) <= value[1])
    if code is codes.CATEGORY:
        if value in NOT_CATEGORIES:
            return SIGNS - _signs(code, NOT_CATEGORIES[value])
        return frozenset(filter(CATEGORIES[value], SIGNS))
    raise ValueError(f"a pattern holds {code}, which is not known here")


def shared_repeats(pattern: str | re.Pattern[str]) -> list[str]:
    """What is wrong with a pattern: one line for each pair of repeats that can share a text."""
    text = pattern if isinstance(pattern, str) else pattern.pattern
    flags = 0 if isinstance(pattern, str) else pattern.flags & ~re.UNICODE
    places = Places(text).read(flags)
    return [f"{text}: repeats {one} and {other} share {min(signs)!r}" for one, other, signs in places.shared()]


def repeats_without_end(pattern: str) -> bool:
    """Whether a pattern repeats anything as often as a text allows."""
    return str(codes.MAXREPEAT) in str(parser.parse(pattern))
