"""The languages we speak, and the messages of each."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

LANGUAGES = ("en", "es")
NAMES = {"en": "English", "es": "Español"}
# es_US writes $1,234.50, as people in the United States do in either language.
LOCALES = {"en": "en_US", "es": "es_US"}
CATALOGUE = Path(__file__).resolve().parent.parent / "translations" / "es" / "LC_MESSAGES" / "messages.po"


@cache
def translations(language: str) -> NullTranslations:
    """The messages of a language, read from its text file: nothing to compile, nothing to forget."""
    if language != "es":
        return NullTranslations()
    with CATALOGUE.open("rb") as file:
        messages = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return Translations(compiled)
