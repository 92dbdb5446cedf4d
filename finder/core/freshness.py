"""Shelf life: how long each kind of fact may be shown before somebody checks it again.

Counted on the day that is asked about. Staleness marks facts and breaks ties; it never hides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from finder.core.criteria import Criterion
from finder.core.listing import Kind, Listing
from finder.core.places import PLACE_KINDS
from finder.core.prices import GENERIC, PRICE_KINDS, PriceKind
from finder.core.shelf_life import LAW_DAYS, LISTING_DAYS, PROGRAM_DAYS
from finder.core.snapshot import Facts, Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Aged:
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
    return Aged(
        sort="listing", id=listing.id, checked_on=listing.checked_on, days=days, sources=tuple(dict.fromkeys(addresses))
    )


def first_due(listing: Listing) -> Aged:
    """What has to be checked first: the listing as a whole, one of its rules, or one of its prices.

    A fund's status may change within days; its rules are as lasting as those of any program.
    """
    law = listing.kind is Kind.PUBLIC_COVERAGE
    found = [listing_age(listing)]
    for rule in _single(listing.criteria):
        if rule.checked_on is not None:
            found.append(
                Aged(
                    sort="rules",
                    id=listing.id,
                    checked_on=rule.checked_on,
                    days=LAW_DAYS if law else PROGRAM_DAYS,
                    sources=(rule.source,),
                )
            )
    for price in listing.pricing:
        days = LAW_DAYS if law else PRICE_KINDS[PriceKind.FIXED].shelf_life_days
        found.append(
            Aged(sort="prices", id=listing.id, checked_on=price.checked_on, days=days, sources=(price.source,))
        )
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
        yield Aged(
            sort="contact",
            id=contact.state,
            checked_on=contact.checked_on,
            days=PROGRAM_DAYS,
            sources=(contact.source,),
        )
    for fact in snapshot.facts.state_facts:
        yield Aged(
            sort="state_fact",
            id=f"{fact.state}-{fact.subject}",
            checked_on=fact.checked_on,
            days=PROGRAM_DAYS,
            sources=(fact.source,),
        )
    for place in snapshot.facts.places.places:
        parts = (place.name, place.city, place.state)
        yield Aged(
            sort="place",
            id=place.source_id,
            checked_on=place.checked_on,
            days=PLACE_KINDS[place.kind].shelf_life_days,
            sources=(place.source,),
            parts=parts,
        )


def _prices(facts: Facts, on: date) -> Iterator[Aged]:
    for price in facts.prices.current(on):
        parts = (price.seller, "" if price.product == GENERIC else price.product, str(price.strength_mg or "all"))
        name = "-".join(filter(None, (*parts, str(price.quantity or price.days_supply))))
        yield Aged(
            sort="price",
            id=name,
            checked_on=price.observed_on,
            days=PRICE_KINDS[price.kind].shelf_life_days,
            sources=(price.source,),
            parts=parts,
        )
    for lab in facts.labs:
        test = (lab.seller, lab.test)
        yield Aged(
            sort="blood_test",
            id="-".join(test),
            checked_on=lab.observed_on,
            days=PRICE_KINDS[lab.kind].shelf_life_days,
            sources=(lab.source,),
            parts=test,
        )


def _rules(facts: Facts, on: date) -> Iterator[Aged]:
    """Laws and figures in force on the day."""
    for rows in facts.tables.rows.values():
        for limit in rows:
            if (limit.starts is None or limit.starts <= on) and (limit.ends is None or on < limit.ends):
                name = f"{limit.table}-{limit.group}-{limit.state}"
                yield Aged(sort="limit", id=name, checked_on=limit.checked_on, days=LAW_DAYS, sources=(limit.source,))
    for guideline in facts.guidelines.rows:
        if guideline.starts <= on < guideline.ends:
            name = f"{guideline.year}-{guideline.region}"
            yield Aged(
                sort="guideline", id=name, checked_on=guideline.checked_on, days=LAW_DAYS, sources=(guideline.source,)
            )


def stale_facts(snapshot: Snapshot, on: date) -> list[Aged]:
    """What is past its shelf life, the longest overdue first."""
    return sorted(
        (age for age in ages(snapshot, on) if age.is_stale(on)), key=lambda age: (age.due_on, age.sort, age.id)
    )
