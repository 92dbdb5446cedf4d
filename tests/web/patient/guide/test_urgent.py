"""A person in danger finds whom to call, and finds all of it (docs/safety.md S5)."""

from __future__ import annotations

import pytest
from flask import Flask

from finder.core.guide import Guide, facts_in
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.faq_search import find
from tests.web.conftest import Page
from tests.web.people import said

# Signs as people type them, with a comma between.
_IN_DANGER = """
cannot breathe, I can't breathe, short of breath, chest pain, allergic reaction, allergy, hives, my face is
swollen, swelling, passed out, fainted, seizure, stroke, confused, numb, cant see, vision, black stools, blood
in stool, bleeding, bruises, jaundice, dark urine, belly pain, stomach pain, throwing up, pancreatitis, night
sweats, lump, mouth sores, pneumonia, very tired, no puedo respirar, falta de aire, dolor de pecho, reacción
alérgica, ronchas, cara hinchada, me desmaye, convulsiones, derrame cerebral, confusion, no veo, heces negras,
sangrado, moretones, ojos amarillos, dolor de barriga, vomito, sudores de noche, bulto, llagas en la boca, i cut myself
and it wont stop bleeding, nosebleed, stiff neck, rash all over, i feel terrible, me siento mal, no para de sangrar
"""
IN_DANGER = [" ".join(sign.split()) for sign in _IN_DANGER.split(",")]


@pytest.fixture(scope="module")
def guide(shared_app: Flask) -> Guide:
    with shared_app.app_context():
        return current_snapshot().facts.guide


@pytest.mark.parametrize("asked", IN_DANGER)
def test_s5_a_sign_of_danger_finds_whom_to_call_first(guide: Guide, asked: str) -> None:
    assert find(guide, asked)[0].id == "urgent-signs"


def test_s5_wherever_fever_is_told_so_is_where_to_go_when_nobody_answers(guide: Guide) -> None:
    told = {topic.id: topic.texts for topic in guide.topics}
    told |= {row.id: row.answer for row in guide.faq}
    told |= {f"{row.id} {panel.heading.original}": panel.body for row in guide.brochures for panel in row.panels}
    quoted = {place: {fact for text in texts for fact in facts_in(text.original)} for place, texts in told.items()}
    with_fever = {place for place, facts in quoted.items() if "fever_now" in facts}
    assert {"side-effects", "infections-sun-vaccines", "urgent-signs", "fever", "cold"} <= with_fever
    assert {place for place in with_fever if "fever_er" not in quoted[place]} == set()


def test_s5_fever_is_told_word_for_word(guide: Guide) -> None:
    said = f"{guide.facts['fever_now'].statement.original} {guide.facts['fever_er'].statement.original}"
    assert said == (
        "Fever of 100.4 F (38 C) or chills: call now, day or night. No answer or getting worse: go to an "
        "emergency room. It must check and stabilize you even if you cannot pay; it may bill you, so ask for "
        "financial assistance."
    )


def test_what_is_said_at_the_counter_stands_in_english_beside_the_spanish(guide_pages: dict[str, Page]) -> None:
    page = guide_pages["/es/guide/running-out"]
    beside = [said(row) for row in page.all("span") if row.get("lang") == "en"]
    assert any("What is your cash price for 90 generic 50 mg tablets?" in text for text in beside)
    assert "¿Cuál es su precio en efectivo por 90 tabletas genéricas de 50 mg?" in page.main
    assert not [row for row in guide_pages["/guide/running-out"].one("main").iter("span") if row.get("lang") == "en"]


def test_s5_a_search_always_says_first_when_to_call_911(get_page) -> None:
    for query in ("stroke", "zzzz", "price"):
        main = get_page("/guide/faq", {"q": query}).main
        assert "Call 911" in main.split("Answers found")[0].split("We found no answer")[0]
