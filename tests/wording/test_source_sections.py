from __future__ import annotations

from flask import Flask

from finder.store.snapshot_cache import current_snapshot
from finder.wording import words_in
from finder.wording.source_sections import ALIKE, SECTIONS, parts, section

ENGLISH, SPANISH = words_in("en"), words_in("es")


def test_a_part_of_a_source_is_named_in_the_language_of_the_page() -> None:
    assert section(ENGLISH, "BOXED WARNING") == "BOXED WARNING"
    assert section(SPANISH, "BOXED WARNING") == "Advertencia en recuadro"
    assert section(SPANISH, "NADAC") == "NADAC"


def test_a_name_that_nobody_translated_is_marked_as_english() -> None:
    assert section(SPANISH, "Some <new> part") == '<span lang="en">Some &lt;new&gt; part</span>'
    assert section(ENGLISH, "Some new part") == "Some new part"


def test_a_note_of_several_parts_is_taken_apart() -> None:
    assert parts("Indications; BOXED WARNING") == ["Indications", "BOXED WARNING"]
    assert parts("") == []


def test_nearly_all_parts_of_the_shipped_sources_have_their_spanish(shared_app: Flask) -> None:
    with shared_app.app_context():
        facts = current_snapshot().facts.guide.facts.values()
    named = {part for fact in facts for part in parts(fact.section)}
    assert len(named) > 80
    # A few may come with new facts before their Spanish does.
    assert len(named - SECTIONS - ALIKE) <= 10, sorted(named - SECTIONS - ALIKE)


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
