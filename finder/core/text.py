"""A text: the same words in each language that has them, by the language's code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# The language that everything is written in first, and that stands in for words nobody has translated.
ORIGINAL = "en"


class Text(Mapping[str, str]):
    """Words by language, frozen: ``Text(en="Call", es="Llame")``. A language without words is not in it."""

    __slots__ = ("_hash", "_words")

    def __init__(self, **words: str) -> None:
        self._words = {language: said for language, said in words.items() if said}
        # A text is part of every rule, and rules are looked up by the hundred for each page.
        self._hash = hash(frozenset(self._words.items()))

    def __getitem__(self, language: str) -> str:
        return self._words[language]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)

    def __eq__(self, other: object) -> bool:
        return self._words == other._words if isinstance(other, Text) else NotImplemented

    def __hash__(self) -> int:
        return self._hash

    def __repr__(self) -> str:
        return f"Text({', '.join(f'{language}={said!r}' for language, said in self._words.items())})"

    @property
    def original(self) -> str:
        """The words as they were first written; empty where there are none."""
        return self._words.get(ORIGINAL, "")

    def in_language(self, language: str) -> str:
        """The words in a language, the original ones where nobody has translated them."""
        return self._words.get(language) or self.original


NO_TEXT = Text()


@dataclass(frozen=True, slots=True)
class Phrases:
    """What is written in English alone beside facts, and its translations: each phrase by its English words.

    ``source_headings`` are names of parts of sources, ``place_notes`` sentences about places. ``source_names`` say what
    an address holds where its site does not: a copy of a seller's list on a site where anybody keeps files.
    """

    source_headings: Mapping[str, Text] = field(default_factory=dict)
    place_notes: Mapping[str, Text] = field(default_factory=dict)
    source_names: Mapping[str, Text] = field(default_factory=dict)
