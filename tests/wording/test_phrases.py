"""Phrases that other files hold in English alone, in the language of the page."""

from __future__ import annotations

from flask import Flask

from finder.core.text import Text
from finder.store.snapshot_cache import current_snapshot
from finder.wording import words_in
from finder.wording.places import END

ENGLISH, SPANISH = words_in("en"), words_in("es")
HEADINGS = {"BOXED WARNING": Text(en="BOXED WARNING", es="Advertencia en recuadro")}


def test_a_phrase_is_said_in_the_language_of_the_page() -> None:
    assert ENGLISH.phrase(HEADINGS, "BOXED WARNING") == "BOXED WARNING"
    assert SPANISH.phrase(HEADINGS, "BOXED WARNING") == "Advertencia en recuadro"


def test_a_phrase_that_nobody_translated_is_marked_as_english() -> None:
    assert SPANISH.phrase(HEADINGS, "Some <new> part") == '<span lang="en">Some &lt;new&gt; part</span>'
    assert ENGLISH.phrase(HEADINGS, "Some new part") == "Some new part"


def test_nearly_all_phrases_of_the_shipped_files_are_translated(shared_app: Flask) -> None:
    with shared_app.app_context():
        facts = current_snapshot().facts
    named = {part for fact in facts.guide.facts.values() for part in fact.sections}
    assert len(named) > 80
    # A few may come with new facts before their translation does.
    assert len(named - set(facts.phrases.source_headings)) <= 10
    written = {text for place in facts.places.places for text in (place.hours, place.fees, place.notes)}
    sentences = {sentence for text in written for sentence in END.split(text) if sentence}
    assert facts.phrases.place_notes.keys() & sentences


def test_a_spanish_page_says_once_that_its_sources_are_in_english(get_page) -> None:
    told = "Casi todas estas fuentes están en inglés."
    for path in ("/es/guide/uses", "/es/guide/faq"):
        page = get_page(path)
        assert page.main.count(told) == 1
        assert "INDICATIONS AND USAGE" not in page.main
    assert "INDICATIONS AND USAGE (August 2, 2024)" in get_page("/guide/uses").main
    assert "Indicaciones y uso (2 de agosto de 2024)" in get_page("/es/guide/uses").main


def test_the_day_a_source_shows_is_said_in_words() -> None:
    assert SPANISH.dated("2024-07-20") == "20 de julio de 2024"
    assert SPANISH.dated("2023-08") == "agosto de 2023"
    assert ENGLISH.dated("2023-08") == "August 2023"
    assert [ENGLISH.dated(text) for text in ("2017", "undated", "2024-02-31", "")] == [
        "2017",
        "undated",
        "2024-02-31",
        "",
    ]
