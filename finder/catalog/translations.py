"""The translated texts of the catalogue, wherever they stand: for those who review them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from finder.catalog.rows import Row
from finder.catalog.table_reader import Record
from finder.catalog.tables import TABLES
from finder.core.reviews import Reviews
from finder.core.text import ORIGINAL
from finder.languages import LANGUAGES


class Translation(NamedTuple):
    """The words of a text in English and in another language, and the file they stand in."""

    file: str
    original: str
    translation: str


def in_record(record: Record, language: str) -> Iterator[tuple[str, str]]:
    """Every text of a record that has words in the language, with its original words."""
    for key, value in record.items():
        yield from _pairs(record, key, value, language)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                yield from in_record(inner, language)


def _pairs(record: Record, key: str, value: Any, language: str) -> Iterator[tuple[str, str]]:
    suffix = LANGUAGES[language].suffix
    original = ORIGINAL if key == language else key.removesuffix(suffix)
    if original == key or original not in record:
        return
    words = record[original]
    if isinstance(value, str) and isinstance(words, str):
        yield words, value
    elif isinstance(value, list) and isinstance(words, list) and len(value) == len(words):
        yield from (
            (text, translation) for text, translation in zip(words, value, strict=True) if isinstance(text, str)
        )


def translations_in(
    records: Mapping[str, Record], small: Mapping[str, Record], rows: Mapping[str, Iterable[Row]], language: str
) -> Iterator[Translation]:
    """Every translated text of the files, in their order."""
    for name, record in ({f"programs/{stem}": record for stem, record in records.items()} | dict(small)).items():
        yield from (Translation(f"{name}.toml", *pair) for pair in in_record(record, language))
    suffix = LANGUAGES[language].suffix
    for table in TABLES:
        for column in table.columns:
            original = column.name.removesuffix(suffix)
            if not column.translation or original == column.name:
                continue
            pairs = ((row[original], row[column.name]) for row in rows.get(table.name, ()))
            yield from (Translation(table.file, *pair) for pair in pairs if all(pair))


def reviewed_in(record: Record, reviews: Reviews) -> frozenset[str]:
    """The languages in which a translator has read every text of a record that is translated."""
    return frozenset(
        language
        for language in reviews.marks
        if language in LANGUAGES and all(reviews.has(language, *pair) for pair in in_record(record, language))
    )
