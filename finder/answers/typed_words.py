"""The words that people type, in every language: data beside the table of languages, read once.

Whoever types is not asked for a language: people mix them, so a word of any language is known everywhere.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path

from finder.answers.plain_text import plain
from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES, TRANSLATIONS_FOLDER, LanguagesError

# Keys of a language's file: the words of a table mean the key they stand under.
WordTables = dict[str, dict[str, list[str]]]
# Names of states may be given for each of them; English has none, since its names are the table in ``states``.
OPEN_TABLE = "states"


def read_typed_words(folder: Path, codes: Iterable[str]) -> WordTables:
    """The words of all languages that have a file, plain, by table and key. Raises LanguagesError."""
    files = {code: folder / f"typed_words_{code}.toml" for code in codes}
    found = {code: tomllib.loads(path.read_text(encoding="utf-8")) for code, path in files.items() if path.exists()}
    if ORIGINAL not in found:
        raise LanguagesError(f"{files[ORIGINAL]} is missing. Copy it from finder/translations.")
    merged: WordTables = {table: {key: [] for key in rows} for table, rows in found[ORIGINAL].items()}
    for code, tables in found.items():
        for table, rows in tables.items():
            for key, words in rows.items():
                if table not in merged or (key not in merged[table] and table != OPEN_TABLE):
                    raise LanguagesError(f"'{table}.{key}' of {files[code].name} is unknown to {files[ORIGINAL].name}.")
                merged[table].setdefault(key, []).extend(map(plain, words))
    for table, rows in merged.items():
        _check_meanings(table, rows)
    return merged


def _check_meanings(table: str, rows: dict[str, list[str]]) -> None:
    """No word may mean two things of one table, whatever its language."""
    meanings: dict[str, str] = {}
    for key, words in rows.items():
        for word in words:
            if meanings.setdefault(word, key) != key:
                raise LanguagesError(f"The typed word {word!r} of '{table}' means {meanings[word]!r} and {key!r}.")


TYPED_WORDS = read_typed_words(TRANSLATIONS_FOLDER, LANGUAGES)


def meanings_of(table: str) -> dict[str, str]:
    """The key that each word of a table means, longer words first: "twice a month" ends as "a month" does."""
    meanings = {word: key for key, words in TYPED_WORDS[table].items() for word in words}
    return dict(sorted(meanings.items(), key=lambda item: -len(item[0])))


def pattern_of(table: str, key: str) -> str:
    """A regular expression for the words of a key, longer ones first."""
    return (
        "(?:"
        + "|".join(map(re.escape, sorted(set(TYPED_WORDS[table][key]), key=lambda word: (-len(word), word))))
        + ")"
    )
