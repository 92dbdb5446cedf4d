"""Where the sentences of the guide come from: each part of a page rests on a fact with a source and a date."""

from __future__ import annotations

import re
from datetime import date

import pytest
from flask import Flask

from finder.core.guide import Guide, SectionKind, Text
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.page import CitedSource
from tests.web.conftest import Page

# What we keep of people: a promise of ours, which the page on privacy tells whole.
OUR_PROMISES = {"privacy"}
DATED = re.compile(r"undated|(circa )?\d{4}(-\d{2}(-\d{2})?)?(-\d{4})?")
COPIED = (("Copy of a label: warnings",), ("Warnings",))
FIGURE = re.compile(r"\d")
# Figures that claim nothing, or name what a fact beside them tells: numbers to call, tablets, how long a fill lasts.
PLAIN = re.compile(
    r"\b911\b|\b211\b|NUDT15|(50|75|100) mg|90 generic|(30|90) days|than 14\b|[$]1-2|[$]4|72-hour|55 or older"
)


@pytest.fixture(scope="module")
def guide(shared_app: Flask) -> Guide:
    with shared_app.app_context():
        return current_snapshot().facts.guide


def test_every_part_of_a_topic_rests_on_a_source_or_says_that_it_is_our_own_rule(guide: Guide) -> None:
    bare = {
        f"{topic.id} {part.id}"
        for topic in guide.topics
        for part in topic.sections
        if part.kind is not SectionKind.SAY and not topic.own_since and not guide.sources(part.body, part.facts)
    }
    assert bare == set()


def test_every_answer_and_every_face_of_a_brochure_rests_on_a_source(guide: Guide) -> None:
    assert {row.id for row in guide.faq if not guide.sources(row.answer, row.facts)} == OUR_PROMISES
    faces = [(row.id, panel) for row in guide.brochures for panel in row.panels]
    assert [(name, panel.heading.original) for name, panel in faces if not guide.sources(panel.body, panel.facts)] == []


def test_a_figure_stands_in_a_fact_and_not_in_a_text_beside_it(guide: Guide) -> None:
    topics = [text for topic in guide.topics for text in topic.texts if not topic.own_since]
    texts: list[Text] = [*topics, *(text for row in guide.faq for text in row.answer)]
    loose = [text.original for text in texts if FIGURE.search(PLAIN.sub("", re.sub(r"\{[^}]*\}", "", text.original)))]
    assert loose == []


def test_every_fact_says_when_its_source_was_written_or_that_it_does_not_tell(guide: Guide) -> None:
    assert {name: fact.dated for name, fact in guide.facts.items() if not DATED.fullmatch(fact.dated)} == {}
    assert all(fact.checked_on >= date(2026, 11, 1) for fact in guide.facts.values())


def test_our_own_rules_end_with_the_day_they_were_checked(guide: Guide, guide_pages: dict[str, Page]) -> None:
    own = [topic.id for topic in guide.topics if topic.own_since]
    assert {"how-we-rank", "how-to-read-our-answers", "who-pays-whom"} <= set(own)
    for name in own:
        said = guide_pages[f"/guide/{name}"].main
        assert "These are our own rules." in said or "Our own rules and words are on this page too." in said, name


def test_paper_says_what_a_source_is_a_copy_of() -> None:
    made = [
        CitedSource(
            url="https://www.example.org/x", sections=said, dated="2025", checked_on=date(2026, 11, 26), secondary=True
        )
        for said in COPIED
    ]
    assert [source.on_paper for source in made] == ["Copy of a label (2025) *", "example.org (2025) *"]
