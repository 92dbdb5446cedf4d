"""The rows of an answer: what stands beside the name of a way."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from finder.catalog.listings import MOST_SHORT_LETTERS
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot
from finder.core.text import Text
from finder.store.snapshot_cache import current_snapshot
from finder.wording import words_in
from finder.wording.results import Results
from finder.wording.ways import Way
from tests.web.people import DAY


@pytest.fixture(scope="module")
def snapshot(shared_app: Flask) -> Snapshot:
    with shared_app.app_context():
        return current_snapshot()


def ways(snapshot: Snapshot, language: str) -> list[Way]:
    """Every way that may fit a person in Ohio."""
    plan = match(snapshot, Situation(state="OH"), Prescription(), date.fromisoformat(DAY))
    layout = Results(words_in(language), plan).ways
    spans = [way for span in layout.spans for way in span.ways]
    return [*layout.compared, *spans, *layout.reserve, *(way for group in layout.groups for way in group.ways)]


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_way_without_a_figure_says_its_cost_in_a_few_letters(snapshot: Snapshot, language: str) -> None:
    unpriced = [way for way in ways(snapshot, language) if not way.unit and way.pays]
    assert {way.pays for way in unpriced} >= {"Free" if language == "en" else "Gratis"}
    for way in unpriced:
        assert way.pays == snapshot.by_id[way.card.id].cost_short[language]
        assert len(way.pays) <= MOST_SHORT_LETTERS


def test_s2_what_may_not_have_the_tablets_says_no_cost_even_in_a_few_letters(snapshot: Snapshot) -> None:
    listing = next(snapshot.by_id[way.card.id] for way in ways(snapshot, "en") if way.card.call_first)
    told = replace(listing, cost_short=Text(en="Free", es="Gratis"))
    everywhere = tuple(told if row.id == listing.id else row for row in snapshot.everywhere)
    assert told in everywhere
    changed = replace(snapshot, everywhere=everywhere)
    assert next(way.pays for way in ways(changed, "en") if way.card.id == listing.id) == ""


def test_a_short_cost_stands_only_where_a_listing_has_a_cost_in_words_and_no_price(snapshot: Snapshot) -> None:
    short = [row for row in snapshot.by_id.values() if row.cost_short.original]
    assert len(short) > 10
    assert [row.id for row in short if row.pricing or not row.cost_in_words.original or not row.cost_short["es"]] == []
