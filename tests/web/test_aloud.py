"""What a Spanish reader says to people who may speak no Spanish stands in English beside it, on screen and paper."""

from __future__ import annotations

import pytest
from flask import Flask

from finder.core.guide import SectionKind
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.page import SPOKEN_SENTENCE
from tests.web.conftest import Page, words
from tests.web.people import answers

HALVES = "/es/guide/running-out/half-sheets"


def english(page: Page) -> str:
    """The words that a page in Spanish marks as English."""
    return " ".join(words(element) for element in page.one("main").iter() if element.get("lang") == "en")


def test_a_sentence_to_say_is_a_whole_one_between_quote_marks() -> None:
    assert SPOKEN_SENTENCE.findall('Say: "How much?" Or: "Hello." Read "I run out", or "x".') == ["How much?", "Hello."]


def test_the_words_to_say_in_the_guide_stand_in_english_too(get_page, shared_app: Flask) -> None:
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    checked = 0
    for topic in guide.topics:
        sections = [section for section in topic.sections if section.kind is SectionKind.SAY]
        said = [
            sentence
            for section in sections
            for text in section.body
            for sentence in SPOKEN_SENTENCE.findall(text.original)
        ]
        there = english(get_page(f"/es/guide/{topic.id}")) if said else ""
        assert [sentence for sentence in said if sentence not in there] == [], topic.id
        checked += len(said)
    assert checked > 15


def test_the_half_sheets_carry_the_english_of_every_sentence_to_say(get_page, shared_app: Flask) -> None:
    with shared_app.app_context():
        topic = current_snapshot().facts.guide.topic("running-out")
    sections = [section for section in topic.sections if section.kind is SectionKind.SAY]
    there = english(get_page(HALVES))
    said = [
        sentence for section in sections for text in section.body for sentence in SPOKEN_SENTENCE.findall(text.original)
    ]
    assert len(said) > 10
    assert [sentence for sentence in said if sentence not in there] == []
    # What the reader alone needs to know is not said in English again.
    assert "fair price" not in there


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/es/guide/brochures/tips-that-work", "What is your cash price for 90 generic 50 mg tablets?"),
        ("/es/guide/never-stop-alone", "I cannot pay for my azathioprine."),
        ("/es/guide/questions", "Can generic 50 mg tablets be used for my dose?"),
        ("/es/handout", "Can 50 mg tablets be used for my dose?"),
        ("/es/handout", "Which blood tests do I need, and where do they cost least?"),
    ],
)
def test_pages_and_paper_carry_the_english_sentence(get_page, path: str, sentence: str) -> None:
    assert sentence in english(get_page(path))
    assert english(get_page(path.removeprefix("/es"))) == ""


def test_places_say_in_english_what_to_ask_on_the_phone(get_page) -> None:
    assert "Do you have a sliding fee?" in english(get_page("/es/places", {"zip": "43004"}))
    assert english(get_page("/places", {"zip": "43004"})) == ""


def test_the_packet_has_the_questions_for_the_visit_in_both_languages(get_page) -> None:
    asked = answers(written_strength_mg="75", days_left="5") | {"option": ["cost-plus-drugs", "medicaid"]}
    own = get_page("/packet/print", asked)
    there = english(get_page("/es/packet/print", asked))
    for sentence in (
        "I have few tablets left. Can you send a short prescription to a pharmacy near me today?",
        "Can you fill in and sign your part of the form? It is for: Medicaid.",
        "Whom do I call, day or night, with fever or chills?",
        "Can 50 mg tablets be used for this dose?",
    ):
        assert (sentence in own.main) == (sentence in there), sentence
    assert "Whom do I call, day or night, with fever or chills?" in there
    assert "Can 50 mg tablets be used for this dose?" in there


def test_the_question_about_the_tablets_stands_in_english_on_the_results_and_on_the_page_of_a_dose(get_page) -> None:
    asked = answers(written_strength_mg="75")
    for path in ("/es/results", "/es/dose"):
        assert "Can 50 mg tablets be used for my dose?" in english(get_page(path, asked))
