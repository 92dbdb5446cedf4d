"""How hard a text is to read: the Flesch-Kincaid grade, with syllables from hyphenation patterns."""

from __future__ import annotations

import re
from functools import cache

import pyphen

WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)")


@cache
def _patterns() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_US", left=1, right=1)


def grade(text: str) -> float:
    """The school grade at which English text is understood; sentences end at . ! ? or :"""
    words = WORD.findall(text)
    sentences = max(1, len(SENTENCE_END.findall(text)))
    syllables = sum(len(_patterns().positions(word)) + 1 for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59
