"""Reading one table of a TOML file: hands out values, and notes every mistake instead of stopping."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, TypeVar

from finder.catalog.problems import Message, MistakeError, Notes, Path, did_you_mean, message
from finder.catalog.values import Convert, list_of, text
from finder.core.text import ORIGINAL, Text
from finder.languages import LANGUAGES, TRANSLATION_LANGUAGES, Language

T = TypeVar("T")
Record = dict[str, Any]


class Reading:
    """One table. ``published`` tables must have their words in every language that the site is offered in."""

    def __init__(self, table: Record, notes: Notes, path: Path = (), *, published: bool = False) -> None:
        self.table = table
        self.notes = notes
        self.path = path
        self.published = published
        self._known: dict[str, None] = {}

    def problem(self, key: str, mistake: str, **values: object) -> None:
        """Note a problem with one key, or with the whole table for an empty key."""
        self.notes.add((*self.path, key) if key else self.path, Message(mistake, values, key))

    def missing(self, key: str, mistake: str = "missing", near: str = "", **values: object) -> None:
        """Note that a key is not there; the line is that of its table, or of the key ``near``."""
        self.notes.add((*self.path, key), Message(mistake, values, key), (*self.path, near) if near else self.path)

    def has(self, key: str) -> bool:
        """Whether the file says anything about the key."""
        return key in self.table

    def know(self, *keys: str) -> None:
        """Keys that are right in themselves, whatever becomes of them."""
        self._known.update(dict.fromkeys(keys))

    def take(self, key: str, convert: Convert[T], default: Any = None) -> T | Any:
        """The converted value; ``default`` when it is absent, or wrong and noted."""
        self._known[key] = None
        if key not in self.table:
            return default
        try:
            return convert(self.table[key])
        except MistakeError as mistake:
            self.notes.add((*self.path, key), mistake.about(key))
            return default

    def need(self, key: str, convert: Convert[T]) -> T | Any:
        """As ``take``, for a key that must be there."""
        if key not in self.table:
            self._known[key] = None
            self.missing(key)
            return None
        return self.take(key, convert)

    def words(self, key: str, *, translated: bool = True) -> Text:
        """A text with its translations; without ``translated`` it may be a name, the same everywhere."""
        said = {code: self.take(key + language.suffix, text, "") for code, language in LANGUAGES.items()}
        for language in TRANSLATION_LANGUAGES:
            twin = key + language.suffix
            if said[language.code] and not said[ORIGINAL]:
                self.problem(twin, "no_english", english=key)
            elif translated and said[ORIGINAL] and not self.has(twin) and self._must_have(language):
                self.missing(twin, "no_translation", near=key, language=language.code)
        return Text(**said)

    def need_words(self, key: str) -> Text:
        """As ``words``, for a text that must be there."""
        if not self.has(key):
            self.missing(key)
        return self.words(key)

    def lists_of_words(self, key: str) -> tuple[Text, ...]:
        """A list of texts and the lists of their translations, of the same length."""
        lists = self.forms(key)
        count = len(lists[ORIGINAL])
        for language in TRANSLATION_LANGUAGES:
            twin, found = key + language.suffix, len(lists[language.code])
            if (self.has(twin) or self._must_have(language)) and found != count:
                counts = {"english": count, "translated": found, "language": language.code}
                unequal = message("unequal_lists", twin, english_key=key, **counts)
                self.notes.add((*self.path, twin if self.has(twin) else key), unequal)
        rows = zip_longest(*lists.values(), fillvalue="")
        return tuple(Text(**dict(zip(lists, row, strict=True))) for row in rows)

    def forms(self, key: str) -> dict[str, tuple[str, ...]]:
        """A list of words for each language, which need not match: other ways to say a thing."""
        return {code: self.take(key + language.suffix, list_of(text), ()) for code, language in LANGUAGES.items()}

    def _must_have(self, language: Language) -> bool:
        return self.published and language.offered

    def tables(self, key: str) -> Iterator[Reading]:
        """The tables of an array of tables."""
        self._known[key] = None
        entries = self.table.get(key, [])
        if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
            self.problem(key, "not_tables")
            return
        for at, entry in enumerate(entries):
            yield Reading(entry, self.notes, (*self.path, key, at), published=self.published)

    def close(self) -> None:
        """Note every key that nothing asked for."""
        for key in self.table:
            if key not in self._known:
                self.problem(key, "unknown_key", hint=did_you_mean(key, list(self._known)))
