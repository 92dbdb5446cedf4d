"""The board learns a language from a file alone."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from finder.languages import LANGUAGES, TRANSLATIONS_FOLDER, LanguagesError
from finder.web.shared.board.post_rules import AS_TYPED, PATTERNS, RefusalReason, read_post_rules


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for code in LANGUAGES:
        shutil.copy(TRANSLATIONS_FOLDER / f"post_rules_{code}.toml", tmp_path)
    return tmp_path


def add(folder: Path, text: str) -> Path:
    (folder / "post_rules_xx.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_third_language_adds_its_patterns_by_a_file(folder: Path) -> None:
    add(folder, "[folded]\nselling = ['ban %tablets%']\n[as_typed]\nname = ['Ong [A-Z]']\n[parts]\ntablets = 'thuoc'\n")
    folded, as_typed = read_post_rules(folder, [*LANGUAGES, "xx"])
    assert re.search(folded[RefusalReason.SELLING][-1], "ban thuoc")
    assert re.search(folded[RefusalReason.SELLING][-1], "ban pastillas")
    assert as_typed[RefusalReason.NAME][-1] == "Ong [A-Z]"


def test_english_patterns_know_the_tablets_of_a_third_language(folder: Path) -> None:
    folded, _as_typed = read_post_rules(add(folder, "[parts]\ntablets = 'thuoc'\n"), [*LANGUAGES, "xx"])
    assert any(re.search(pattern, "selling thuoc") for pattern in folded[RefusalReason.SELLING])
    assert not any(re.search(pattern, "selling thuoc") for pattern in PATTERNS[RefusalReason.SELLING])


def test_a_language_without_a_file_changes_nothing() -> None:
    assert read_post_rules(TRANSLATIONS_FOLDER, [*LANGUAGES, "xx"]) == (PATTERNS, AS_TYPED)


def test_a_part_that_no_file_has_is_refused(folder: Path) -> None:
    with pytest.raises(LanguagesError, match="%pills%"):
        read_post_rules(add(folder, "[folded]\nname = ['%pills%']\n"), [*LANGUAGES, "xx"])
