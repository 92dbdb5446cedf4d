"""How fresh our facts are, for everybody to see."""

from __future__ import annotations

from flask import render_template

from finder.clock import today
from finder.core.freshness import Aged
from finder.db import db
from finder.feeds.freshness import due
from finder.store.keeper import current_snapshot
from finder.store.linkchecks import visits
from finder.web.language import Pages, current_language
from finder.web.prices.book import TESTS
from finder.web.wording import Words, words_in
from finder.web.wording.labels import LAB_SELLERS
from finder.web.wording.words import N_

pages = Pages("freshness", __name__)

SORTS = {
    "listing": N_("Listing"),
    "price": N_("Price"),
    "blood_test": N_("Price of a blood test"),
    "limit": N_("Income limit"),
    "guideline": N_("Poverty guideline"),
    "contact": N_("State office"),
    "place": N_("Place"),
}
OUTCOMES = {
    "changed": N_("its source says something else now"),
    "failed": N_("its source does not answer"),
    "refused": N_("its source cannot be visited"),
}


@pages.get("/freshness")
def freshness() -> str:
    """What is past its shelf life, and which sources have changed or gone."""
    words, snapshot, on = words_in(current_language()), current_snapshot(), today()
    rows = due(snapshot, visits(db.session), on)
    return render_template(
        "freshness/freshness.html",
        words=words,
        on=on,
        rows=rows,
        by_id=snapshot.by_id,
        sorts=SORTS,
        outcomes=OUTCOMES,
        named=lambda age: _named(words, age),
    )


def _named(words: Words, age: Aged) -> str:
    """What a fact is about: a blood test by its seller and name, other facts by the id that the command shows too."""
    if age.sort != "blood_test":
        return age.id
    seller, _dash, test = age.id.rpartition("-")
    return f"{words._(LAB_SELLERS.get(seller, seller))}, {words._(TESTS.get(test, test))}"
