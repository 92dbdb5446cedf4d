"""Reading one table of a TOML file: hands out values, and notes every mistake instead of stopping."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, TypeVar

from finder.catalog.problems import Message, MistakeError, Notes, Path, did_you_mean, message
from finder.catalog.values import Convert, list_of, text
from finder.core.listing import Text

T = TypeVar("T")
Record = dict[str, Any]


class Reading:
    """One table. ``published`` tables must have their Spanish words."""

    def __init__(self, table: Record, notes: Notes, path: Path = (), *, published: bool = False) -> None:
        self.table = table
        self.notes = notes
        self.path = path
        self.published = published
        self._known: dict[str, None] = {}

    def problem(self, key: str, mistake: str, **values: object) -> None:
        """Note a problem with one key, or with the whole table for an empty key."""
        self.notes.add((*self.path, key) if key else self.path, Message(mistake, values, key))

    def missing(self, key: str, mistake: str = "missing", near: str = "") -> None:
        """Note that a key is not there; the line is that of its table, or of the key ``near``."""
        self.notes.add((*self.path, key), Message(mistake, field=key), (*self.path, near) if near else self.path)

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

    def words(self, key: str) -> Text:
        """A text with its Spanish twin."""
        twin = f"{key}_es"
        english, spanish = self.take(key, text, ""), self.take(twin, text, "")
        if not english and spanish:
            self.problem(twin, "no_english", english=key)
        if english and not self.has(twin) and self.published:
            self.missing(twin, "no_spanish", near=key)
        return Text(english, spanish)

    def need_words(self, key: str) -> Text:
        """As ``words``, for a text that must be there."""
        if not self.has(key):
            self.missing(key)
        return self.words(key)

    def lists_of_words(self, key: str) -> tuple[Text, ...]:
        """A list of texts and the list of their Spanish twins, of the same length."""
        twin = f"{key}_es"
        english, spanish = self.take(key, list_of(text), ()), self.take(twin, list_of(text), ())
        if (self.published or self.has(twin)) and len(english) != len(spanish):
            unequal = message("unequal_lists", twin, english_key=key, english=len(english), spanish=len(spanish))
            self.notes.add((*self.path, twin if self.has(twin) else key), unequal)
        return tuple(Text(en, es) for en, es in zip_longest(english, spanish, fillvalue=""))

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
