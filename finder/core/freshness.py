"""Shelf life: how long each kind of fact may be shown before somebody checks it again.

A fact ages by the older of two days: the one of which its source speaks, and the one on which we read it. Counted on
the day that is asked about. Staleness marks facts and breaks ties; it never hides anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from finder.core.criteria import Criterion
from finder.core.listing import Kind, Listing
from finder.core.places import PLACE_KINDS, Place
from finder.core.prices import GENERIC, PRICE_KINDS, PriceKind
from finder.core.shelf_life import LAW_DAYS, LISTING_DAYS, PROGRAM_DAYS
from finder.core.snapshot import Facts, Snapshot
from finder.core.source_dates import UNDATED, first_day_of

# What changes every January or so: a source without a date of its own may be of any year, and counts as old at once.
YEARLY_FACTS = frozenset({"limit", "guideline", "enrolment"})
# More places than this of one source came from a list, and nobody calls them one by one.
MOST_BY_HAND = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class FactAge:
    """One fact: what it is, its id, when it was checked, how long that holds, and the addresses it rests on.

    ``as_of`` is the day, month or year of which its source speaks, or "undated".
    ``parts`` are the words that its id is made of, for pages that name it in a sentence.
    """

    sort: str
    id: str
    checked_on: date
    days: int
    sources: tuple[str, ...]
    parts: tuple[str, ...] = ()
    as_of: str = UNDATED

    @property
    def counted_from(self) -> date:
        """The older of the two days; before either where an undated source tells what changes every year."""
        speaks_of = first_day_of(self.as_of)
        if speaks_of is None:
            return self.checked_on - timedelta(days=self.days + 1) if self.sort in YEARLY_FACTS else self.checked_on
        return min(speaks_of, self.checked_on)

    @property
    def due_on(self) -> date:
        """The last day on which it is fresh."""
        return self.counted_from + timedelta(days=self.days)

    @property
    def look_again_on(self) -> date:
        """The last day on which our own reading of it is fresh, however old its source is."""
        return self.checked_on + timedelta(days=self.days)

    def is_stale(self, on: date) -> bool:
        """Whether it is past its shelf life on ``on``."""
        return on > self.due_on


def listing_age(listing: Listing) -> FactAge:
    """The age of a listing as a whole: what the program said itself, or the newest of its sources, speaks for it."""
    addresses = [source.url for source in listing.sources] + ([listing.url] if listing.url else [])
    days = LISTING_DAYS[listing.kind]
    return FactAge(
        sort="listing",
        id=listing.id,
        checked_on=listing.checked_on,
        days=days,
        sources=tuple(dict.fromkeys(addresses)),
        as_of=_newest_source(listing),
    )


def _newest_source(listing: Listing) -> str:
    if listing.as_of is not None:
        return listing.as_of.isoformat()
    dated = [(day, source.dated) for source in listing.sources if (day := first_day_of(source.dated)) is not None]
    return max(dated)[0].isoformat() if dated else UNDATED


def first_due(listing: Listing) -> FactAge:
    """What has to be checked first: the listing as a whole, one of its rules, or one of its prices.

    A fund's status may change within days; its rules are as lasting as those of any program.
    """
    law = listing.kind is Kind.PUBLIC_COVERAGE
    found = [listing_age(listing)]
    for rule in _single(listing.criteria):
        if rule.checked_on is not None:
            found.append(
                FactAge(
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
            FactAge(sort="prices", id=listing.id, checked_on=price.checked_on, days=days, sources=(price.source,))
        )
    return min(found, key=lambda age: age.due_on)


def _single(rules: Iterable[Criterion]) -> Iterator[Criterion]:
    for rule in rules:
        yield rule
        yield from _single(rule.parts)


def ages(snapshot: Snapshot, on: date) -> Iterator[FactAge]:
    """Every published fact with its age: listings, prices, what states do, the guide, safety facts and places."""
    yield from (listing_age(listing) for listing in snapshot.by_id.values())
    yield from _prices(snapshot.facts, on)
    yield from _figures(snapshot.facts, on)
    yield from _of_states(snapshot.facts)
    yield from _sentences(snapshot.facts)
    yield from _places(snapshot.facts.places.places)


def _places(places: Iterable[Place]) -> Iterator[FactAge]:
    """Each place; of a long list, the list: it is read again as a whole."""
    by_source: dict[str, list[Place]] = {}
    for place in places:
        by_source.setdefault(place.source, []).append(place)
    for source, rows in by_source.items():
        days = min(PLACE_KINDS[row.kind].shelf_life_days for row in rows)
        if len(rows) > MOST_BY_HAND:
            oldest = min(rows, key=lambda row: row.speaks_of)
            yield _age_by_check("place_list", source, oldest, days, (source, str(len(rows))))
        else:
            for row in rows:
                yield _age_by_check("place", row.source_id, row, days, (row.name, row.city, row.state))


def _prices(facts: Facts, on: date) -> Iterator[FactAge]:
    for price in facts.prices.current(on):
        parts = (price.seller, "" if price.product == GENERIC else price.product, str(price.strength_mg or "all"))
        name = "-".join(filter(None, (*parts, str(price.quantity or price.days_supply))))
        yield _age_by_observation(
            "price", name, price.observed_on, PRICE_KINDS[price.kind].shelf_life_days, price.source, parts
        )
    for lab in facts.labs:
        test = (lab.seller, lab.test)
        yield _age_by_observation(
            "blood_test", "-".join(test), lab.observed_on, PRICE_KINDS[lab.kind].shelf_life_days, lab.source, test
        )
    for rule in facts.lab_rules:
        yield _age_by_observation("lab_rule", rule.state, rule.observed_on, LAW_DAYS, rule.source, (rule.state,))
    for fee in facts.fees:
        name = f"{fee.state}-{fee.payer}"
        yield _age_by_check("fee", name, fee, LAW_DAYS, (fee.state,))
    for product in facts.products:
        name = f"{product.product}-{product.strength_mg}-{product.labeler}-{product.ndc}"
        parts = (product.product, f"{product.strength_mg} mg", product.labeler)
        yield _age_by_check("product", name, product, LAW_DAYS, parts)


class _Fact(Protocol):
    """What was read at a source: the day of which that speaks, and the day on which it was read."""

    @property
    def source(self) -> str: ...

    @property
    def as_of(self) -> str: ...

    @property
    def checked_on(self) -> date: ...


def _age_by_check(sort: str, name: str, fact: _Fact, days: int, parts: tuple[str, ...] = ()) -> FactAge:
    return FactAge(
        sort=sort,
        id=name,
        checked_on=fact.checked_on,
        days=days,
        sources=(fact.source,),
        parts=parts,
        as_of=fact.as_of,
    )


def _age_by_observation(sort: str, name: str, day: date, days: int, source: str, parts: tuple[str, ...]) -> FactAge:
    """What was seen on a day: its source speaks of that day."""
    return FactAge(sort=sort, id=name, checked_on=day, days=days, sources=(source,), parts=parts, as_of=day.isoformat())


def _figures(facts: Facts, on: date) -> Iterator[FactAge]:
    """Limits and guidelines in force on the day."""
    for rows in facts.tables.rows.values():
        for limit in rows:
            if (limit.starts is None or limit.starts <= on) and (limit.ends is None or on < limit.ends):
                name = f"{limit.table}-{limit.group}-{limit.state}"
                yield _age_by_check("limit", name, limit, LAW_DAYS, (limit.state, limit.table, limit.group))
    for guideline in facts.guidelines.rows:
        if guideline.starts <= on < guideline.ends:
            name = f"{guideline.year}-{guideline.region}"
            yield _age_by_check("guideline", name, guideline, LAW_DAYS, (str(guideline.year),))


def _of_states(facts: Facts) -> Iterator[FactAge]:
    """Offices, facts, and the newest days to enroll of each state."""
    for contact in facts.contacts.values():
        yield _age_by_check("contact", contact.state, contact, PROGRAM_DAYS, (contact.state,))
    for fact in facts.state_facts:
        name = f"{fact.state}-{fact.subject}"
        yield _age_by_check("state_fact", name, fact, PROGRAM_DAYS, (fact.state, fact.subject))
    newest = {row.state: row for row in sorted(facts.enrolment, key=lambda row: row.plan_year)}
    for row in newest.values():
        name = f"{row.state}-{row.plan_year}"
        yield _age_by_check("enrolment", name, row, LAW_DAYS, (row.state, str(row.plan_year)))


def _sentences(facts: Facts) -> Iterator[FactAge]:
    """What the guide says, and the sentences about safety and rights."""
    for fact in facts.safety.values():
        yield FactAge(
            sort="safety_fact",
            id=fact.id,
            checked_on=fact.checked_on,
            days=LAW_DAYS,
            sources=(fact.source,),
            as_of=fact.dated,
        )
    for said in facts.guide.facts.values():
        yield FactAge(
            sort="guide_fact",
            id=said.id,
            checked_on=said.checked_on,
            days=LAW_DAYS,
            sources=(said.source,),
            as_of=said.dated,
        )


def stale_facts(snapshot: Snapshot, on: date) -> list[FactAge]:
    """What is past its shelf life, the longest overdue first."""
    return sorted(
        (age for age in ages(snapshot, on) if age.is_stale(on)), key=lambda age: (age.due_on, age.sort, age.id)
    )
