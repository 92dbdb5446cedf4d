"""The messages of each language, and what languages call each other."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from finder.languages import LANGUAGES, TRANSLATIONS_FOLDER


def catalogue_of(language: str) -> Path:
    """The file of a language's messages."""
    return TRANSLATIONS_FOLDER / language / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: str) -> NullTranslations:
    """The messages of a language, read from its text file: nothing to compile, nothing to forget."""
    if not LANGUAGES[language].catalogue:
        return NullTranslations()
    with catalogue_of(language).open("rb") as file:
        messages = read_po(file)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)


@cache
def name_of(language: str, *, said_in: str) -> str:
    """What one language calls another inside a sentence: "español"; its own name where that is not known."""
    known = Locale.parse(LANGUAGES[said_in].locale).languages
    return str(known.get(LANGUAGES[language].html_lang, LANGUAGES[language].name))
