"""What a proposal changes for people, as a reviewer reads it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from threading import Lock

from flask import current_app

from finder.catalog.tables import PRICES
from finder.clock import today
from finder.core.dose import SMALLEST_FIRST_MG
from finder.store.impact import Impact, ImpactGroup
from finder.store.models import Proposal
from finder.store.publishing import impact_of
from finder.store.row_changes import book_with, table_of
from finder.store.sample_people import Person
from finder.store.snapshot_cache import current_snapshot
from finder.wording import Words
from finder.wording.proposal_words import VERDICT_WORDS
from finder.wording.words import N_

STORIES = 3
MOST_IMPACTS_KEPT = 16
_lock = Lock()


@dataclass(kw_only=True)
class Effect:
    """One line: which listing, what becomes of what, and for how many. ``key`` is set where a reason is needed."""

    listing: str
    what: str
    change: str
    stored: list[Person] = field(default_factory=list)
    made_up: int = 0
    key: str = ""

    @property
    def stories(self) -> list[str]:
        """A few of the stored households, in their own words."""
        return [person.story for person in self.stored[:STORIES]]


EFFECT_NAMES = {"verdict": N_("Answer"), "cost": N_("Cost of a month"), "place": N_("Place in the list")}


def impact_for(proposal: Proposal) -> Impact:
    """The impact, worked out once in an app for a version, a proposal and a day."""
    snapshot = current_snapshot()
    cache: dict[tuple[object, ...], Impact] = current_app.extensions.setdefault("impacts", {})
    key = (snapshot.version, proposal.id, proposal.fingerprint, today())
    with _lock:
        if key in cache:
            return cache[key]
    impact = impact_of(proposal, snapshot, today())
    with _lock:
        while len(cache) >= MOST_IMPACTS_KEPT:
            cache.pop(next(iter(cache)))
        cache[key] = impact
    return impact


def estimates_changed(words: Words, proposal: Proposal) -> list[str]:
    """What our estimates of a fair price are made from, where the proposal changes it: one line a strength."""
    if table_of(proposal.subject) is not PRICES:
        return []
    prices, on = current_snapshot().facts.prices, today()
    proposed = book_with(prices, proposal.change)
    lines = []
    for mg in SMALLEST_FIRST_MG:
        old, new = (book.benchmark_per_tablet(mg, on) for book in (prices, proposed))
        before, after = (f"${price.price}" if price else words._("no price") for price in (old, new))
        if before != after:
            paid = words._("What pharmacies pay for one tablet of %(strength)s mg", strength=mg)
            lines.append(f"{paid}: {_arrow(words, before, after)}")
    return lines


def effect_rows(words: Words, impact: Impact, proposed: Mapping[str, str]) -> list[Effect]:
    """The groups in words: answers first, then costs, then places; the largest first.

    ``proposed`` names what is not published yet.
    """
    reasons = impact.needs_reasons
    names = {**proposed, **{row.id: words.text(row.name) for row in current_snapshot().by_id.values()}}
    lines: dict[tuple[str, str, str], Effect] = {}
    for group, people in impact.groups.items():
        change, name = CHANGE_WORDS[group.what](words, group), names.get(group.listing, group.listing)
        line = lines.setdefault(
            (group.listing, group.what, change), Effect(listing=name, what=group.what, change=change)
        )
        line.stored += [person for person in people if person.story]
        line.made_up += sum(not person.story for person in people)
        if group.what == "verdict" and group.key in reasons:
            line.key = group.key
    order = list(EFFECT_NAMES)
    return sorted(lines.values(), key=lambda line: (order.index(line.what), -len(line.stored) - line.made_up))


def _verdict(words: Words, group: ImpactGroup) -> str:
    return _arrow(words, words._(VERDICT_WORDS[group.before]), words._(VERDICT_WORDS[group.after]))


def _cost(words: Words, group: ImpactGroup) -> str:
    if not group.before or not group.after:
        return words._("A price where there was none") if group.after else words._("No price any more")
    lower = Decimal(group.after) < Decimal(group.before)
    return words._("Lower than before") if lower else words._("Higher than before")


def _place(words: Words, group: ImpactGroup) -> str:
    def place_text(place: str) -> str:
        return words._("after the first five") if place == "later" else words._("place %(number)s", number=place)

    return _arrow(words, place_text(group.before), place_text(group.after))


def _arrow(words: Words, before: str, after: str) -> str:
    return words._("before: %(before)s; after: %(after)s", before=before, after=after)


CHANGE_WORDS = {"verdict": _verdict, "cost": _cost, "place": _place}
