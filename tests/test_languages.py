"""The table of languages: what it must say, and what its mistakes are called."""

from __future__ import annotations

import re

import pytest
from babel import Locale

from finder.languages import (
    LANGUAGES,
    OFFERED_LANGUAGES,
    TRANSLATIONS_FOLDER,
    LanguagesError,
    keys_of,
    read_languages,
    split_key,
)

TABLE = (TRANSLATIONS_FOLDER / "languages.toml").read_text(encoding="utf-8")


def test_english_comes_first_and_stands_at_the_bare_addresses() -> None:
    assert [(row.code, row.prefix, row.suffix) for row in OFFERED_LANGUAGES][:2] == [
        ("en", "", ""),
        ("es", "/es", "_es"),
    ]


def test_every_language_of_the_table_has_a_catalogue_or_needs_none() -> None:
    folders = {path.name for path in TRANSLATIONS_FOLDER.iterdir() if path.is_dir()}
    assert folders == {code for code, language in LANGUAGES.items() if language.catalogue}


def test_dates_can_be_written_in_every_language() -> None:
    assert [Locale.parse(language.locale).language for language in LANGUAGES.values()]


def test_a_text_has_a_key_for_each_language() -> None:
    assert keys_of("name")[:2] == ("name", "name_es")
    assert [(name, language.code) for name, language in map(split_key, ("name", "name_es", "yes"))] == [
        ("name", "en"),
        ("name", "es"),
        ("yes", "en"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('code = "es"', 'code = "en"', "stands twice"),
        ('code = "en"', 'code = "fr"', "The first language of the table must be 'en'"),
        ('code = "es"', 'code = "es-MX"', "not 'es-MX'"),
        ('direction = "ltr"', 'direction = "up"', "must be ltr or rtl, not 'up'"),
        ("offered = true", 'offered = "yes"', "must be true or false"),
        ('name = "Español"\n', "", "has these keys and no others"),
    ],
)
def test_a_mistake_in_the_table_is_named(old: str, new: str, said: str) -> None:
    assert old in TABLE
    with pytest.raises(LanguagesError, match=re.escape(said)):
        read_languages(TABLE.replace(old, new))
