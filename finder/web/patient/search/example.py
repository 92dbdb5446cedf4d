"""The answer of a sample household, for the first page: worked out as anybody's, once a day for each catalogue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flask import current_app, render_template
from markupsafe import Markup

from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot
from finder.wording import Words
from finder.wording.results import Results

EXAMPLES_EXTENSION = "examples"
MOST_EXAMPLES_KEPT = 8
EXAMPLE_SITUATION = Situation(
    state="OH",
    household_size=1,
    income=Decimal(1500),
    income_period="month",
    insurance=frozenset({"none"}),
)
EXAMPLE_PRESCRIPTION = Prescription(daily_dose_mg=Decimal(150), days_left=30)


def example(snapshot: Snapshot, words: Words, on: date) -> Markup:
    """The answer in a language on a day, as a box of the first page."""
    cache: dict[tuple[str, str, date], Markup] = current_app.extensions.setdefault(EXAMPLES_EXTENSION, {})
    key = (snapshot.version, words.language, on)
    if key not in cache:
        if len(cache) >= MOST_EXAMPLES_KEPT:
            cache.clear()
        answer = Results(words, match(snapshot, EXAMPLE_SITUATION, EXAMPLE_PRESCRIPTION, on))
        html = render_template("search/form/example.html", answer=answer)
        cache[key] = Markup(html)  # noqa: S704 - our own template, which escapes the listings' texts
    return cache[key]
