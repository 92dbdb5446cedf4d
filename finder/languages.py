"""The table of languages: whatever asks which languages there are asks here.

The table itself is data, ``translations/languages.toml``, with a folder of messages beside it for each language. The
environment's ``TRANSLATIONS`` names another such folder.
"""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from finder.core.text import ORIGINAL

# Two letters: the tables of posts and reports have room for no more.
CODE = re.compile(r"[a-z]{2}")
DIRECTIONS = ("ltr", "rtl")


class LanguagesError(ValueError):
    """The table cannot be used; the message says which line of it and what to write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language. The comment at the top of ``languages.toml`` says what each field means."""

    code: str
    name: str
    in_english: str
    html_lang: str
    locale: str
    direction: str
    catalogue: bool
    offered: bool

    @property
    def prefix(self) -> str:
        """What addresses of pages in it begin with."""
        return "" if self.code == ORIGINAL else f"/{self.code}"

    @property
    def suffix(self) -> str:
        """What keys, columns and fields of words in it end with."""
        return "" if self.code == ORIGINAL else f"_{self.code}"


def read_languages(text: str) -> dict[str, Language]:
    """The languages of a table by code. Raises LanguagesError."""
    rows = tomllib.loads(text).get("languages", [])
    found = {language.code: language for language in map(_language, rows)}
    if len(found) < len(rows):
        raise LanguagesError("A code stands twice in the table of languages. Give each language its own.")
    if next(iter(found), None) != ORIGINAL:
        raise LanguagesError(f"The first language of the table must be {ORIGINAL!r}: all texts are written in it.")
    return found


def _language(row: dict[str, Any]) -> Language:
    names = [field.name for field in fields(Language)]
    if sorted(row) != sorted(names):
        raise LanguagesError(f"A language of the table has these keys and no others: {', '.join(names)}.")
    language = Language(**row)
    if not CODE.fullmatch(language.code):
        raise LanguagesError(f"The code of a language is two small letters, not {language.code!r}.")
    if language.direction not in DIRECTIONS:
        raise LanguagesError(f"The direction of {language.code!r} must be ltr or rtl, not {language.direction!r}.")
    if not isinstance(language.catalogue, bool) or not isinstance(language.offered, bool):
        raise LanguagesError(f"'catalogue' and 'offered' of {language.code!r} must be true or false.")
    return language


TRANSLATIONS_FOLDER = Path(os.environ.get("TRANSLATIONS") or Path(__file__).resolve().parent / "translations")
LANGUAGES = read_languages((TRANSLATIONS_FOLDER / "languages.toml").read_text(encoding="utf-8"))
# Those in which there are pages; the others are being prepared.
OFFERED_LANGUAGES = tuple(language for language in LANGUAGES.values() if language.offered)
# The languages that a text is translated into.
TRANSLATION_LANGUAGES = tuple(language for language in LANGUAGES.values() if language.code != ORIGINAL)


def keys_of(name: str) -> tuple[str, ...]:
    """The keys under which a file holds a text: "name", and "name_es" for each translation."""
    return tuple(name + language.suffix for language in LANGUAGES.values())


def is_translation(key: str) -> bool:
    """Whether a key of a file holds a translation: "name_es"."""
    return split_key(key)[1].code != ORIGINAL


def split_key(key: str) -> tuple[str, Language]:
    """A key of a file without the ending that names a language, and that language: "name_es" is "name" in Spanish."""
    for language in TRANSLATION_LANGUAGES:
        if key.endswith(language.suffix):
            return key.removesuffix(language.suffix), language
    return key, LANGUAGES[ORIGINAL]
