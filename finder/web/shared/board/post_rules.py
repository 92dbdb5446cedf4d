"""What may not stand on the board: patterns for each reason, read from the file of each language.

Every pattern is tried on every text, because people mix the languages. ``finder/translations/post_rules_en.toml`` says
how they are written.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path

from finder.languages import LANGUAGES, TRANSLATIONS_FOLDER, LanguagesError

PLACEHOLDER = re.compile(r"%(\w+)%")


class RefusalReason(StrEnum):
    """Why a text is refused."""

    CONTACT = "contact"
    NAME = "name"
    SELLING = "selling"
    DOSE = "dose"


PatternTable = Mapping[RefusalReason, tuple[str, ...]]


def read_post_rules(folder: Path, codes: Iterable[str]) -> tuple[PatternTable, PatternTable]:
    """The patterns of all languages with a file: for folded texts, and for texts as typed. Raises LanguagesError."""
    files = [folder / f"post_rules_{code}.toml" for code in codes]
    tables = [tomllib.loads(path.read_text(encoding="utf-8")) for path in files if path.exists()]
    parts: dict[str, list[str]] = {}
    for table in tables:
        for name, alternatives in table.get("parts", {}).items():
            parts.setdefault(name, []).append(alternatives)
    return _patterns(tables, "folded", parts), _patterns(tables, "as_typed", parts)


def _patterns(tables: list[dict[str, dict[str, list[str]]]], key: str, parts: Mapping[str, list[str]]) -> PatternTable:
    def part(found: re.Match[str]) -> str:
        if found[1] not in parts:
            raise LanguagesError(f"No file of post rules has the part %{found[1]}%.")
        return f"(?:{'|'.join(parts[found[1]])})"

    return {
        reason: tuple(
            PLACEHOLDER.sub(part, text) for table in tables for text in table.get(key, {}).get(reason.value, ())
        )
        for reason in RefusalReason
    }


PATTERNS, AS_TYPED = read_post_rules(TRANSLATIONS_FOLDER, LANGUAGES)
