"""Sentences that name a date read right before it, on it and after it."""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterator
from datetime import date

import pytest
from babel.messages.pofile import read_po

from finder.config import ROOT
from tests.core.shipped import SNAPSHOT

SEED = ROOT / "seed_data"
# Not shown to people: where a fact was read.
OF_SOURCES = frozenset({"source", "url", "dated", "supports", "quote", "note", "section", "story", "checked_on"})
MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
)
DATED = re.compile(rf"\b20\d\d\b|\b({MONTHS}) \d|\b\d+ de ({MONTHS})\b")
# True on one side of a day only. "From January 1, 2027 on" is true on both.
COMING = re.compile(
    r"\b(will|starts?|begins?|soon|not yet|yet|coming|empiezan?|empezará\w*|pronto|todavía|aún|próxim\w+|van? a)\b",
    re.I,
)
# True in one year only.
RELATIVE_YEAR = re.compile(r"\b(next|this) year\b|\b(este|próximo) año\b|\baño que viene\b", re.I)
SENTENCE_END = re.compile(r"(?<=[.?!:;])\s+")
EVERY_YEAR = {
    # A plan's first day, the same each year; shown by core/deadlines.py between two days of every year.
    "The new plan starts on January 1.",
    "El plan nuevo empieza el 1 de enero.",
    "A Marketplace plan chosen by December 15 starts on January 1.",
    "Un plan del Mercado elegido a más tardar el 15 de diciembre empieza el 1 de enero.",
}
OF_THE_DAY_OF_THE_ANSWER = {
    # The name of the guideline that is in force on the day of the answer.
    "this year's guideline",
    "la guía de este año",
    # A heading over the later of two years that are worked out.
    "El año que viene, en %(name)s",
}


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name not in OF_SOURCES:
                yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif isinstance(value, str):
        yield value


def _all_texts() -> Iterator[str]:
    folders = ("*.toml", "programs/*.toml", "guide/**/*.toml")
    for file in (file for folder in folders for file in SEED.glob(folder)):
        yield from _texts(tomllib.loads(file.read_text(encoding="utf-8")))
    with (SEED / "state_facts.csv").open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            yield from (row["says"], row["says_es"])
    with (ROOT / "finder/translations/es/LC_MESSAGES/messages.po").open("rb") as file_:
        for message in read_po(file_):
            for text in (message.id, message.string):
                yield from (text,) if isinstance(text, str) else text


def sentences() -> set[str]:
    return {sentence for text in _all_texts() for sentence in SENTENCE_END.split(text)}


SENTENCES = sentences()


def test_sentences_with_dates_are_found_in_both_languages() -> None:
    dated = {sentence for sentence in SENTENCES if DATED.search(sentence)}
    assert len(dated) > 150
    assert any("January 1, 2027" in sentence for sentence in dated)
    assert any("1 de enero de 2027" in sentence for sentence in dated)


@pytest.mark.parametrize("name", ["documents.toml", "phrases.toml", "safety_facts.toml"])
def test_every_file_of_words_is_read(name: str) -> None:
    words = set(_texts(tomllib.loads((SEED / name).read_text(encoding="utf-8"))))
    assert len(words) > 20
    assert {sentence for text in words for sentence in SENTENCE_END.split(text)} <= SENTENCES


def test_no_sentence_that_names_a_date_is_true_on_one_side_of_it_only() -> None:
    found = {sentence for sentence in SENTENCES if DATED.search(sentence) and COMING.search(sentence)}
    assert found == EVERY_YEAR


def test_no_sentence_is_true_in_one_year_only() -> None:
    assert {sentence for sentence in SENTENCES if RELATIVE_YEAR.search(sentence)} == OF_THE_DAY_OF_THE_ANSWER


@pytest.mark.parametrize("listing_id", ["medicare-extra-help", "medicare-part-b-id", "medicare-part-b-transplant"])
def test_a_listing_says_that_a_year_is_not_on_file_only_while_it_is_not(listing_id: str) -> None:
    listing = SNAPSHOT.by_id[listing_id]
    said = any("no amounts for 2027 on file" in note["en"] for note in (*listing.notes, *listing.cautions))
    on_file = any(row.in_force(date(2027, 1, 2)) for row in listing.pricing)
    assert said is not on_file
