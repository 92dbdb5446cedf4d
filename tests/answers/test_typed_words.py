"""The words that people type are data: a file for each language, read once, each word with one meaning."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from finder.answers.plain_text import plain
from finder.answers.readers import token_of, yes_no
from finder.answers.typed_words import meanings_of, pattern_of, read_typed_words
from finder.core.situation import CONDITIONS, PERIODS_PER_YEAR
from finder.languages import OFFERED_LANGUAGES, TRANSLATIONS_FOLDER, LanguagesError


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copy(TRANSLATIONS_FOLDER / "typed_words_en.toml", tmp_path)
    return tmp_path


def add(folder: Path, text: str) -> Path:
    (folder / "typed_words_xx.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_offered_language_has_its_words() -> None:
    assert [
        row.code for row in OFFERED_LANGUAGES if not (TRANSLATIONS_FOLDER / f"typed_words_{row.code}.toml").exists()
    ] == []


def test_a_language_without_a_file_is_read_in_none_of_its_words(folder: Path) -> None:
    assert read_typed_words(folder, ["en", "xx"]) == read_typed_words(folder, ["en"])


def test_a_folder_without_the_english_words_says_so(tmp_path: Path) -> None:
    with pytest.raises(LanguagesError, match="Copy it from finder/translations"):
        read_typed_words(tmp_path, ["en"])


def test_words_of_a_third_language_are_known_beside_the_others(folder: Path) -> None:
    words = read_typed_words(add(folder, '[units]\ndays = ["Ngày"]\n[states]\nNY = ["Nữu Ước"]\n'), ["en", "xx"])
    assert words["units"]["days"] == ["day", "days", "ngay"]
    assert words["states"] == {"NY": ["nuu uoc"]}


def test_a_key_that_nobody_reads_is_named(folder: Path) -> None:
    with pytest.raises(LanguagesError, match=r"'units.moons' of typed_words_xx.toml"):
        read_typed_words(add(folder, '[units]\nmoons = ["moon"]\n'), ["en", "xx"])


def test_a_word_with_two_meanings_is_named(folder: Path) -> None:
    with pytest.raises(LanguagesError, match=r"'no' of 'yes_no' means 'yes' and 'no'"):
        read_typed_words(add(folder, '[yes_no]\nyes = ["No"]\n'), ["en", "xx"])


def test_every_key_of_a_choice_is_one_of_its_choices() -> None:
    assert set(meanings_of("conditions").values()) <= set(CONDITIONS)
    assert set(meanings_of("periods").values()) == set(PERIODS_PER_YEAR)


def test_longer_words_come_first() -> None:
    lengths = [len(word) for word in meanings_of("periods")]
    assert lengths == sorted(lengths, reverse=True)
    assert pattern_of("units", "days").startswith("(?:days|dias|day|")


@pytest.mark.parametrize("text", ["sí", "SI", " Yes ", "ｙｅｓ"])
def test_yes_is_read_in_any_language(text: str) -> None:
    assert yes_no(text) is True


def test_typed_words_are_made_alike() -> None:
    assert plain("  Años\u00a0–\u200bＡ ") == "anos -a"
    assert token_of("Crohn’s  disease") == "crohn's_disease"
