"""A listing as data: its words in a language, and the days on which a price of it holds."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from finder.core.listing import Basis, Text
from tests.factories import TODAY, listing, pricing

BEFORE, AFTER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "language", "words"),
    [
        (Text("Call", "Llame"), "en", "Call"),
        (Text("Call", "Llame"), "es", "Llame"),
        (Text("Call"), "es", "Call"),
        (Text("", "Llame"), "en", ""),
    ],
)
def test_words_are_in_the_language_and_in_english_until_they_are_translated(
    text: Text, language: str, words: str
) -> None:
    assert text.in_language(language) == words


def test_who_runs_it_is_translated_only_where_it_is_no_name() -> None:
    agencies = listing(sponsor="State agencies", sponsor_es="Agencias estatales")
    assert [agencies.run_by(language) for language in ("en", "es")] == ["State agencies", "Agencias estatales"]
    assert listing(sponsor="Rx Outreach").run_by("es") == "Rx Outreach"


@pytest.mark.parametrize(
    ("starts", "ends", "in_force"),
    [
        (None, None, True),
        (TODAY, None, True),
        (AFTER, None, False),
        (None, AFTER, True),
        (None, TODAY, False),
        (BEFORE, AFTER, True),
    ],
)
def test_a_price_holds_from_its_first_day_until_the_day_before_its_end(
    starts: date | None, ends: date | None, in_force: bool
) -> None:
    assert pricing(Basis.COPAY, starts=starts, ends=ends).in_force(TODAY) is in_force
