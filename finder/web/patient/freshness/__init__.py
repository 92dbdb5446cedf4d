"""How fresh our facts are, for everybody to see."""

from __future__ import annotations

from flask import render_template

from finder.answers.states import STATES_AND_TERRITORIES
from finder.clock import today
from finder.core.freshness import FactAge
from finder.core.snapshot import Snapshot
from finder.core.statefacts import StateSubject
from finder.db import db
from finder.feeds.freshness_command import DueFact, due_facts
from finder.store.link_checks import visits
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.insurance.state_page import LIMIT_GROUPS
from finder.web.patient.prices.price_page import SURVEYS, TESTS
from finder.web.shared.language import Pages, current_language
from finder.web.shared.template_helpers import source_name
from finder.wording import Words, words_in
from finder.wording.labels import FACT_SORTS, LAB_SELLERS
from finder.wording.state_facts import SUBJECTS
from finder.wording.states import state_name
from finder.wording.words import N_

pages = Pages("freshness", __name__)

OUTCOMES = {
    "changed": N_("its source says something else now"),
    "failed": N_("its source does not answer"),
    "refused": N_("its source cannot be visited"),
}
# Facts whose first part is a state, or "US" for all of them.
OF_STATES = frozenset({"limit", "fee", "contact", "state_fact", "enrolment", "lab_rule"})
LIMIT_NAMES = LIMIT_GROUPS | {
    ("medicaid", "aged_disabled"): N_("Medicaid: 65 or older, or with a disability"),
    ("medicaid_or_chip", "child"): N_("Medicaid or CHIP: children"),
}

MOST_FACTS_SHOWN = 200


def _name(words: Words, snapshot: Snapshot, age: FactAge) -> str:
    """A fact in words; its id where nothing better is on file."""
    if age.sort == "listing":
        return words.text(snapshot.by_id[age.id].name)
    if age.sort == "price":
        seller, product, strength = age.parts
        listing = snapshot.by_id.get(seller)
        name = words.text(listing.name) if listing else words._(SURVEYS.get(seller, seller))
        tablets = words._("all strengths") if strength == "all" else f"{strength} mg"
        return ", ".join(filter(None, (name, product, tablets)))
    if age.sort == "blood_test":
        seller, test = age.parts
        return f"{words._(TESTS.get(test, test))}, {words._(LAB_SELLERS.get(seller, seller))}"
    if age.sort in ("guide_fact", "safety_fact"):
        facts = snapshot.facts.guide.facts if age.sort == "guide_fact" else snapshot.facts.safety
        return words.text(facts[age.id].statement)
    if age.sort == "place_list":
        source, count = age.parts
        return words._("%(list)s: %(count)s places", list=source_name(words, source), count=f"{int(count):,}")
    if age.sort in OF_STATES:
        return _of_state(words, *age.parts)
    return ", ".join(filter(None, age.parts)) or age.id


def _of_state(words: Words, state: str, *about: str) -> str:
    """A state, and what about it: a group of people with a limit, a subject, a plan year."""
    name = state_name(words, state) if state in STATES_AND_TERRITORIES else ""
    if len(about) == 2:
        what = words._(LIMIT_NAMES[about[0], about[1]])
    elif about and about[0] in SUBJECTS:
        what = words._(SUBJECTS[StateSubject(about[0])])
    else:
        what = ", ".join(about)
    return ", ".join(filter(None, (name, what)))


def _by_sort(rows: list[tuple[DueFact, str]]) -> list[tuple[str, list[tuple[DueFact, str]]]]:
    """The rows of each sort of fact that waits, the oldest first in each."""
    found = ((sort, [row for row in rows if row[0].age.sort == sort]) for sort in FACT_SORTS)
    return [(sort, group) for sort, group in found if group]


@pages.get("/freshness")
def freshness() -> str:
    """What is past its shelf life, and which sources have changed or gone."""
    words, snapshot, on = words_in(current_language()), current_snapshot(), today()
    rows = due_facts(snapshot, visits(db.session), on)
    return render_template(
        "freshness/freshness.html",
        words=words,
        on=on,
        count=len(rows),
        shown=min(len(rows), MOST_FACTS_SHOWN),
        by_sort=_by_sort([(row, _name(words, snapshot, row.age)) for row in rows[:MOST_FACTS_SHOWN]]),
        sorts=FACT_SORTS,
        outcomes=OUTCOMES,
    )
