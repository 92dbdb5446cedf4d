"""The pseudo-language as data alone: a row of the table of languages, a catalogue of messages, and seed data.

Every vowel carries an accent, every text is 40 % longer, and longer ones hold words that are read from the right.
"""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from finder.catalog.export import kind_of_file
from finder.catalog.listings import MOST_SHORT_LETTERS
from finder.catalog.toml_text import toml_text
from finder.languages import TRANSLATIONS_FOLDER
from finder.wording.translations import catalogue_of
from tests.sample_seed import SEED

CODE, HTML_LANG = "xx", "qps"
# Babel writes its dates and names of languages as Esperanto does: in words that are not English either.
ROW = f"""
[[languages]]
code = "{CODE}"
name = "Psëüdö"
in_english = "Pseudo"
html_lang = "{HTML_LANG}"
locale = "eo"
direction = "ltr"
catalogue = true
offered = true
"""
ACCENTED = str.maketrans("aeiouyAEIOUY", "áéíóúýÁÉÍÓÚÝ")
LONGER = 0.4
FROM_THE_RIGHT = " שלום עולם"
LONG = 30
# What stays as it is: values, tags, facts, addresses of pages and of mail.
KEPT = re.compile(
    r"%\(\w+\)[sd]|%%|</?\w[^>]*>|\{[^{}]*\}|https?://\S+|\S+@\S+|\b[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:/\S*)?\b"
)


def spoken(text: str) -> str:
    """The text in the pseudo-language."""
    if not text.strip():
        return text
    said, end = [], 0
    for found in KEPT.finditer(text):
        said += [text[end : found.start()].translate(ACCENTED), found[0]]
        end = found.end()
    said.append(text[end:].translate(ACCENTED))
    bare = KEPT.sub("", text)
    more = FROM_THE_RIGHT if len(bare) > LONG else ""
    filling = "lö" * round((len(bare) * LONGER - len(more)) / 2)
    # Words of at most eight letters, as they come: nothing is cut off for being one long word alone.
    longer = " ".join(filling[at : at + 8] for at in range(0, len(filling), 8))
    whole = "".join(said)
    # The sign that ends a sentence stays at its end.
    body, sign = (whole[:-1], whole[-1]) if whole[-1] in ".:?!" and not whole.endswith(")s") else (whole, "")
    return f"{body}{more}{' ' if longer else ''}{longer}{sign}"


def _spoken_within(text: str, most: int | None) -> str:
    """The text in the pseudo-language, cut where the catalog takes only so many letters."""
    return spoken(text)[:most].rstrip()


def make(folder: Path) -> tuple[Path, Path]:
    """Make the folder of translations and the folder of seed data; gives both."""
    translations, seed = folder / "translations", folder / "seed_data"
    shutil.copytree(TRANSLATIONS_FOLDER, translations)
    table = translations / "languages.toml"
    table.write_text(table.read_text(encoding="utf-8") + ROW, encoding="utf-8")
    _make_catalogue(translations / CODE / "LC_MESSAGES" / "messages.po")
    _make_typed_words(translations)
    shutil.copytree(SEED, seed, ignore=shutil.ignore_patterns("households"))
    for path in seed.rglob("*.toml"):
        record = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        name = path.relative_to(seed).with_suffix("").as_posix()
        kind = "listing" if name.startswith("programs/") else kind_of_file(name)
        path.write_text(toml_text(_translated(record), kind), encoding="utf-8")
    _translate_columns(seed / "state_facts.csv")
    return translations, seed


def _make_catalogue(path: Path) -> None:
    with catalogue_of("es").open("rb") as file:
        spanish = read_po(file)
    made = Catalog(locale="eo")
    for message in spanish:
        if isinstance(message.id, tuple):
            made.add(message.id, tuple(map(spoken, message.id)), flags=message.flags)
        elif message.id:
            made.add(message.id, spoken(message.id), flags=message.flags)
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_po(file, made)


def _make_typed_words(translations: Path) -> None:
    tables = tomllib.loads((translations / "typed_words_en.toml").read_text(encoding="utf-8"))
    lines = []
    for table, rows in tables.items():
        lines += [f"[{table}]", *(f"{key} = {[spoken(word) for word in words]!r}" for key, words in rows.items())]
    (translations / f"typed_words_{CODE}.toml").write_text("\n".join(lines), encoding="utf-8")


def _translated(value: Any) -> Any:
    """A record with a twin in the pseudo-language for each text that has one in Spanish."""
    if isinstance(value, list):
        return [_translated(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    record = {key: _translated(inner) for key, inner in value.items()}
    for key in list(record):
        original = "en" if key == "es" else key.removesuffix("_es")
        if original != key and original in record:
            twin = CODE if key == "es" else f"{original}_{CODE}"
            words = record[original]
            most = MOST_SHORT_LETTERS if original == "cost_short" else None
            record[twin] = (
                [spoken(entry) for entry in words] if isinstance(words, list) else _spoken_within(words, most)
            )
    return record


def _translate_columns(path: Path) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for at in reversed([at for at, name in enumerate(rows[0]) if name.endswith("_es")]):
        original = rows[0].index(rows[0][at].removesuffix("_es"))
        rows[0].insert(at + 1, f"{rows[0][original]}_{CODE}")
        for row in rows[1:]:
            row.insert(at + 1, spoken(row[original]))
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows(rows)
