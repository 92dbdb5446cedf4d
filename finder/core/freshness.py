"""Shelf life: how long each kind of fact may be shown before somebody checks it again.

Counted on the day that is asked about. Staleness marks facts and breaks ties; it never hides anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from finder.core.listing import Kind, Listing
from finder.core.places import SHELF_LIFE_DAYS as PLACE_DAYS
from finder.core.prices import SHELF_LIFE_DAYS as PRICE_DAYS
from finder.core.snapshot import Facts, Snapshot

PROGRAM_DAYS = 180
# Funds open and close within weeks.
FUND_DAYS = 14
LAW_DAYS = 365
LISTING_DAYS = {
    Kind.COPAY_FOUNDATION: FUND_DAYS,
    Kind.TRANSPLANT_FUND: FUND_DAYS,
    Kind.PUBLIC_COVERAGE: LAW_DAYS,
}


class Aged(NamedTuple):
    """One fact: what it is, its id, when it was checked, how long that holds, and the addresses it rests on."""

    sort: str
    id: str
    checked_on: date
    days: int
    sources: tuple[str, ...]

    @property
    def due_on(self) -> date:
        """The last day on which it is fresh."""
        return self.checked_on + timedelta(days=self.days)

    def is_stale(self, on: date) -> bool:
        """Whether it is past its shelf life on ``on``."""
        return on > self.due_on


def listing_age(listing: Listing) -> Aged:
    """The age of a listing as a whole."""
    addresses = [source.url for source in listing.sources] + ([listing.url] if listing.url else [])
    days = LISTING_DAYS.get(listing.kind, PROGRAM_DAYS)
    return Aged("listing", listing.id, listing.checked_on, days, tuple(dict.fromkeys(addresses)))


def ages(snapshot: Snapshot, on: date) -> Iterator[Aged]:
    """Every published fact with its age: listings, current prices, blood tests, limits, guidelines and places."""
    yield from (listing_age(listing) for listing in snapshot.by_id.values())
    yield from _prices(snapshot.facts, on)
    yield from _rules(snapshot.facts, on)
    for contact in snapshot.facts.contacts.values():
        yield Aged("contact", contact.state, contact.checked_on, PROGRAM_DAYS, (contact.source,))
    for place in snapshot.facts.places.places:
        yield Aged("place", place.source_id, place.checked_on, PLACE_DAYS, (place.source,))


def _prices(facts: Facts, on: date) -> Iterator[Aged]:
    for price in facts.prices.current(on):
        name = "-".join(str(part) for part in (price.seller, price.strength_mg, price.quantity or price.days_supply))
        yield Aged("price", name, price.observed_on, PRICE_DAYS[price.kind], (price.source,))
    for lab in facts.labs:
        yield Aged("blood_test", f"{lab.seller}-{lab.test}", lab.observed_on, PRICE_DAYS[lab.kind], (lab.source,))


def _rules(facts: Facts, on: date) -> Iterator[Aged]:
    """Laws and figures in force on the day."""
    for rows in facts.tables.rows.values():
        for limit in rows:
            if (limit.starts is None or limit.starts <= on) and (limit.ends is None or on < limit.ends):
                name = f"{limit.table}-{limit.group}-{limit.state}"
                yield Aged("limit", name, limit.checked_on, LAW_DAYS, (limit.source,))
    for guideline in facts.guidelines.rows:
        if guideline.starts <= on < guideline.ends:
            name = f"{guideline.year}-{guideline.region}"
            yield Aged("guideline", name, guideline.checked_on, LAW_DAYS, (guideline.source,))


def stale(snapshot: Snapshot, on: date) -> list[Aged]:
    """What is past its shelf life, the longest overdue first."""
    return sorted(
        (age for age in ages(snapshot, on) if age.is_stale(on)), key=lambda age: (age.due_on, age.sort, age.id)
    )
