"""A third language is data: a row of the table, a catalogue and translated files, no line of Python and no template."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.pseudo.making import make, spoken
from tests.pseudo.pages import foreign
from tests.pseudo.running import read_pages

# Pages of what somebody sent in, which a new site has none of.
SENT_IN_FIRST = {
    "/xx/team/board/<int:number>",
    "/xx/team/listings/<subject>/back-before/<int:version>",
    "/xx/team/places/<path:source_id>",
    "/xx/team/proposals/<int:number>",
    "/xx/team/proposals/<int:number>/merge",
}
ALL = os.environ.get("PSEUDO_PAGES") == "all"


def test_every_page_of_a_third_language_is_in_it(tmp_path: Path) -> None:
    found = read_pages(*make(tmp_path), tmp_path / "pseudo.sqlite")
    assert found["pages"] > (200 if ALL else 70)
    assert set(found["unread"]) <= SENT_IN_FIRST
    assert found["left"] == {}
    assert found["typed"] == {}


def test_a_text_in_the_pseudo_language_is_longer_and_keeps_its_values() -> None:
    said = spoken("Call %(name)s first, or write to help@example.org about <b>the price</b>: {fact:weekly}")
    for kept in ("%(name)s", "help@example.org", "<b>", "</b>", "{fact:weekly}", "עולם"):
        assert kept in said
    text = "Ask what it costs."
    assert len(spoken(text)) >= 1.3 * len(text)
    assert spoken(text).endswith(".")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Cáll fírst lölö.", False),
        ("Cáll Rx Outreach fírst.", False),
        ("Cáll first.", True),
        ("Rx Outreaches", True),
        ("www.example.org 50 mg", False),
    ],
)
def test_a_word_of_another_language_is_found(text: str, left: bool) -> None:
    assert foreign(text, ["rx outreach"]) is left
