"""Shelf life: how long each kind of fact may be shown before somebody checks it again.

Counted on the day that is asked about. Staleness marks facts and breaks ties; it never hides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from finder.core.criteria import Criterion
from finder.core.listing import Kind, Listing
from finder.core.places import PLACE_KINDS
from finder.core.prices import GENERIC, PRICE_KINDS, PriceKind
from finder.core.shelf_life import LAW_DAYS, LISTING_DAYS, PROGRAM_DAYS
from finder.core.snapshot import Facts, Snapshot


class Aged(NamedTuple):
    """One fact: what it is, its id, when it was checked, how long that holds, and the addresses it rests on.

    ``parts`` are the words that its id is made of, for pages that name it in a sentence.
    """

    sort: str
    id: str
    checked_on: date
    days: int
    sources: tuple[str, ...]
    parts: tuple[str, ...] = ()

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
    days = LISTING_DAYS[listing.kind]
    return Aged("listing", listing.id, listing.checked_on, days, tuple(dict.fromkeys(addresses)))


def first_due(listing: Listing) -> Aged:
    """What has to be checked first: the listing as a whole, one of its rules, or one of its prices.

    A fund's status may change within days; its rules are as lasting as those of any program.
    """
    law = listing.kind is Kind.PUBLIC_COVERAGE
    found = [listing_age(listing)]
    for rule in _single(listing.criteria):
        if rule.checked_on is not None:
            found.append(Aged("rules", listing.id, rule.checked_on, LAW_DAYS if law else PROGRAM_DAYS, (rule.source,)))
    for price in listing.pricing:
        days = LAW_DAYS if law else PRICE_KINDS[PriceKind.FIXED].shelf_life_days
        found.append(Aged("prices", listing.id, price.checked_on, days, (price.source,)))
    return min(found, key=lambda age: age.due_on)


def _single(rules: Iterable[Criterion]) -> Iterator[Criterion]:
    for rule in rules:
        yield rule
        yield from _single(rule.parts)


def ages(snapshot: Snapshot, on: date) -> Iterator[Aged]:
    """Every published fact with its age: listings, current prices, blood tests, limits, guidelines and places."""
    yield from (listing_age(listing) for listing in snapshot.by_id.values())
    yield from _prices(snapshot.facts, on)
    yield from _rules(snapshot.facts, on)
    for contact in snapshot.facts.contacts.values():
        yield Aged("contact", contact.state, contact.checked_on, PROGRAM_DAYS, (contact.source,))
    for fact in snapshot.facts.state_facts:
        yield Aged("state_fact", f"{fact.state}-{fact.subject}", fact.checked_on, PROGRAM_DAYS, (fact.source,))
    for place in snapshot.facts.places.places:
        parts = (place.name, place.city, place.state)
        yield Aged(
            "place", place.source_id, place.checked_on, PLACE_KINDS[place.kind].shelf_life_days, (place.source,), parts
        )


def _prices(facts: Facts, on: date) -> Iterator[Aged]:
    for price in facts.prices.current(on):
        parts = (price.seller, "" if price.product == GENERIC else price.product, str(price.strength_mg or "all"))
        name = "-".join(filter(None, (*parts, str(price.quantity or price.days_supply))))
        yield Aged("price", name, price.observed_on, PRICE_KINDS[price.kind].shelf_life_days, (price.source,), parts)
    for lab in facts.labs:
        test = (lab.seller, lab.test)
        yield Aged(
            "blood_test", "-".join(test), lab.observed_on, PRICE_KINDS[lab.kind].shelf_life_days, (lab.source,), test
        )


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


def stale_facts(snapshot: Snapshot, on: date) -> list[Aged]:
    """What is past its shelf life, the longest overdue first."""
    return sorted(
        (age for age in ages(snapshot, on) if age.is_stale(on)), key=lambda age: (age.due_on, age.sort, age.id)
    )
