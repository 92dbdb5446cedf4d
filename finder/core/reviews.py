"""Which translations a translator has read: kept by the words themselves, so that a changed word falls out of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

MARK_LETTERS = 12


def mark_of(original: str, translation: str) -> str:
    """The mark of a translation: the same for the same words in both languages, another when one of them changes."""
    return sha256(f"{original}\0{translation}".encode()).hexdigest()[:MARK_LETTERS]


@dataclass(frozen=True, slots=True)
class Reviews:
    """The marks of the translations that were read, by language."""

    marks: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def has(self, language: str, original: str, translation: str) -> bool:
        """Whether a translator has read these words."""
        return mark_of(original, translation) in self.marks.get(language, frozenset())
