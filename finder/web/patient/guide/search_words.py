"""What the search of the FAQ knows of each language: data beside the table of languages, read once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from finder.languages import LANGUAGES, TRANSLATIONS_FOLDER


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchWords:
    """The words and endings of all languages together, since whoever asks may mix them.

    ``empty``: words that say nothing about the subject. ``same``: by word, the plain name of the same thing.
    """

    empty: frozenset[str]
    endings: frozenset[str]
    sounds: tuple[tuple[re.Pattern[str], str], ...]
    same: Mapping[str, str]


def read_search_words(folder: Path, codes: Iterable[str]) -> SearchWords:
    """The words of all languages that have a file."""
    files = [folder / f"search_words_{code}.toml" for code in codes]
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files if path.exists()]
    return SearchWords(
        empty=frozenset(word for table in tables for word in table.get("empty", ())),
        endings=frozenset(ending for table in tables for ending in table.get("endings", ())),
        sounds=tuple((re.compile(pattern), to) for table in tables for pattern, to in table.get("sounds", ())),
        same={word: name for table in tables for name, words in table.get("same", {}).items() for word in words},
    )


SEARCH_WORDS = read_search_words(TRANSLATIONS_FOLDER, LANGUAGES)
