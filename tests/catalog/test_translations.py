"""Every translated text of the files is found, and each is read or not by its own words."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from pathlib import Path

from flask import Flask

from finder.catalog import read_catalog
from finder.catalog.translations import in_record, reviewed_in, translations_in
from finder.core.reviews import Reviews, mark_of
from finder.store.review_commands import tallies
from tests.catalog.folders import GOOD, copy_of_good, said


def test_texts_are_found_wherever_they_stand_in_a_record() -> None:
    record = {
        "name": "One",
        "name_es": "Uno",
        "steps": ["Call.", "Ask."],
        "steps_es": ["Llame.", "Pregunte."],
        "url": "https://example.org/",
        "criteria": [{"because": "A.", "because_es": "B.", "any_of": [{"because": "C.", "because_es": "D."}]}],
        "paper": {"en": "A letter", "es": "Una carta"},
    }
    assert list(in_record(record, "es")) == [
        ("One", "Uno"),
        ("Call.", "Llame."),
        ("Ask.", "Pregunte."),
        ("A.", "B."),
        ("C.", "D."),
        ("A letter", "Una carta"),
    ]


def test_texts_of_every_kind_of_file_are_found() -> None:
    catalog = read_catalog(GOOD)
    files = {row.file for row in translations_in(catalog.records, catalog.small, catalog.rows, "es")}
    assert {
        "programs/good.toml",
        "documents.toml",
        "phrases.toml",
        "guide/faq.toml",
        "guide/topics/tests.toml",
    } <= files


def test_a_listing_is_reviewed_once_all_of_its_texts_are(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    record = read_catalog(folder).records["good"]
    marks = [mark_of(*pair) for pair in in_record(record, "es")]
    assert reviewed_in(record, Reviews({"es": frozenset(marks)})) == {"es"}
    assert reviewed_in(record, Reviews({"es": frozenset(marks[1:])})) == frozenset()
    table = '[[reviews]]\nlanguage = "es"\nreviewed_on = 2026-11-30\nmarks = {}\n'
    (folder / "reviews.toml").write_text(table.format(str(marks).replace("'", '"')), encoding="utf-8")
    catalog = read_catalog(folder)
    assert catalog.problems == ()
    assert catalog.listings[0].reviewed_in == {"es"}


def test_a_review_in_no_language_of_the_table_is_a_mistake(tmp_path: Path) -> None:
    folder = copy_of_good(tmp_path)
    table = '[[reviews]]\nlanguage = "fr"\nreviewed_on = 2026-11-30\nmarks = ["0c1f6a2b9d3e"]\n'
    (folder / "reviews.toml").write_text(table, encoding="utf-8")
    assert [row[:2] for row in said(read_catalog(folder).problems)] == [("reviews.toml", 2)]


def test_the_tally_counts_what_no_translator_has_read() -> None:
    catalog = read_catalog(GOOD)
    (spanish,) = (tally for tally in tallies(catalog) if tally.language.code == "es")
    assert spanish.texts == spanish.waiting > 1000
    pair = next(in_record(catalog.records["good"], "es"))
    read = Reviews({"es": frozenset({mark_of(*pair)})})
    (fewer,) = tallies(replace(catalog, facts=replace(catalog.facts, reviews=read)))
    assert fewer.waiting == spanish.waiting - 1
    assert str(fewer).startswith("Spanish: ")


def test_a_command_lists_the_texts_with_their_marks(shared_app: Flask) -> None:
    result = shared_app.test_cli_runner().invoke(args=["translations", "es", str(GOOD), "--waiting"])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    named = next(row for row in rows if row["original"] == "Call." and row["file"] == "programs/good.toml")
    assert (named["mark"], named["reviewed"], named["translation"]) == (mark_of("Call.", "Llame."), "no", "Llame.")
    assert any(row["file"] == "messages.po" for row in rows)
    assert len({row["mark"] for row in rows}) == len(rows)
