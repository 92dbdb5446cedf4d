"""The Spanish of the shipped files keeps to docs/spanish-style.md."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator

from finder.config import ROOT

# Never said to a person, or said in another way everywhere else.
NOT_OURS = re.compile(
    r"\b(elegibles?|calific\w+|denegad\w+|negad[oa]s?|pastillas?|comprimidos?|fármacos?|drogas?|aplicar a|"
    r"tarjeta verde|nivel (federal )?de pobreza|Mercado de seguros|tú|tu|tus|contigo|tienes|puedes|debes)\b"
)
ISO_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
# A comma for cents, a full stop for thousands: not how dollars are written in the United States.
FOREIGN_MONEY = re.compile(r"\$\d+,\d{2}(?!\d)|\$\d{1,3}\.\d{3}\b")


def spanish(value: object, key: str = "") -> Iterator[str]:
    """Every Spanish text of a file; other ways to put a question may use any word that people type."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from spanish(inner, name)
    elif isinstance(value, list):
        for inner in value:
            yield from spanish(inner, key)
    elif isinstance(value, str) and key.endswith("_es") and key != "also_es":
        yield value


def texts() -> list[str]:
    folder = ROOT / "seed_data"
    files = [*folder.glob("*.toml"), *folder.glob("programs/*.toml"), *folder.glob("guide/**/*.toml")]
    return [text for file in files for text in spanish(tomllib.loads(file.read_text(encoding="utf-8")))]


def test_no_text_says_what_the_style_sheet_keeps_out() -> None:
    assert len(texts()) > 2500
    assert [text for text in texts() if NOT_OURS.search(text)] == []


def test_dates_stand_in_words_and_money_as_in_the_united_states() -> None:
    assert [text for text in texts() if ISO_DATE.search(text) or FOREIGN_MONEY.search(text)] == []


def test_questions_and_exclamations_have_both_of_their_marks() -> None:
    wrong = [text for text in texts() if text.count("?") != text.count("¿") or text.count("!") != text.count("¡")]
    # What is to be said in English stands between quote marks.
    assert [text for text in wrong if not re.search(r'"[A-Z][^"¿]*\?"', text)] == []


def test_an_age_or_count_of_one_is_singular() -> None:
    assert [text for text in texts() if re.search(r"\b1 (años|días|meses|tabletas|personas)\b", text)] == []
