"""The search of the FAQ learns a language from a file alone."""

from __future__ import annotations

import shutil
from pathlib import Path

from finder.languages import LANGUAGES, TRANSLATIONS_FOLDER
from finder.web.patient.guide.search_words import SEARCH_WORDS, read_search_words


def test_a_third_language_adds_its_words_by_a_file(tmp_path: Path) -> None:
    for code in LANGUAGES:
        shutil.copy(TRANSLATIONS_FOLDER / f"search_words_{code}.toml", tmp_path)
    text = 'empty = ["cua"]\nendings = ["oj"]\nsounds = [["ph", "f"]]\n[same]\nvien = ["thuoc"]\n'
    (tmp_path / "search_words_xx.toml").write_text(text, encoding="utf-8")
    words = read_search_words(tmp_path, [*LANGUAGES, "xx"])
    assert words.empty - SEARCH_WORDS.empty == {"cua"}
    assert words.endings - SEARCH_WORDS.endings == {"oj"}
    assert words.sounds[-1][0].sub(words.sounds[-1][1], "phone") == "fone"
    assert words.same["thuoc"] == "vien"


def test_a_language_without_a_file_changes_nothing() -> None:
    assert read_search_words(TRANSLATIONS_FOLDER, [*LANGUAGES, "xx"]) == SEARCH_WORDS


def test_every_language_of_ours_has_a_file() -> None:
    assert [code for code in LANGUAGES if not (TRANSLATIONS_FOLDER / f"search_words_{code}.toml").exists()] == []
