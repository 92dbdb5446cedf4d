"""The whole catalogue as records (what files and the database hold) and as core objects (what is searched)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from finder.catalog import tables
from finder.catalog.checks import check_references
from finder.catalog.evidence_checks import check_savings
from finder.catalog.guide import guide_of
from finder.catalog.listings import listing_of
from finder.catalog.problems import Notes, Problem, in_order
from finder.catalog.rows import Row, Table
from finder.catalog.small_facts import NO_MONITORING, SMALL
from finder.catalog.table_reader import Record
from finder.catalog.translations import reviewed_in
from finder.core.guide import Guide
from finder.core.listing import Confidence, Listing
from finder.core.nearby import PlaceIndex
from finder.core.poverty import Guidelines
from finder.core.prices import PriceBook
from finder.core.reviews import Reviews
from finder.core.snapshot import Facts, Snapshot
from finder.core.tables import StateTables
from finder.core.text import Phrases


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """Everything on file. ``listings`` and ``facts`` leave out what has mistakes; ``problems`` says what those are."""

    records: Mapping[str, Record]
    small: Mapping[str, Record]
    rows: Mapping[str, tuple[Row, ...]]
    listings: tuple[Listing, ...]
    facts: Facts
    problems: tuple[Problem, ...] = ()

    def snapshot(self, version: str) -> Snapshot:
        """What a search reads."""
        return Snapshot.of(version, self.listings, self.facts)


@dataclass
class FileNotes:
    """The notes of every file, made when first asked for."""

    by_file: dict[str, Notes] = field(default_factory=dict)

    def of(self, file: str) -> Notes:
        """The notes of one file."""
        return self.by_file.setdefault(file, Notes(file))

    def problems(self) -> tuple[Problem, ...]:
        """All problems, in the order of files and lines."""
        return in_order(problem for notes in self.by_file.values() for problem in notes.problems)


def listing_file(stem: str) -> str:
    """Where a listing stands in the folder."""
    return f"programs/{stem}.toml"


def build(
    records: Mapping[str, Record],
    small: Mapping[str, Record],
    rows: Mapping[str, tuple[Row, ...]],
    places: FileNotes | None = None,
) -> Catalog:
    """Turn records into the catalogue. ``records`` is by file name, which is the listing's id."""
    places = places or FileNotes()
    listings = [listing_of(record, places.of(listing_file(stem))) for stem, record in records.items()]
    said = {name: read(small[name], places.of(f"{name}.toml")) for name, read in SMALL.items() if name in small}
    check_savings(records, rows, lambda stem: places.of(listing_file(stem)))
    check_references(records, said.get("documents", {}), rows, lambda stem: places.of(listing_file(stem)))
    guide = guide_of(small, said.get("safety_facts", {}), places.of)
    reviews = said.get("reviews", Reviews())
    pairs = zip(listings, records.values(), strict=True)
    read = (replace(row, reviewed_in=reviewed_in(record, reviews)) for row, record in pairs if row is not None)
    whole = tuple(sorted(read, key=lambda row: row.id))
    return Catalog(
        records=records,
        small=small,
        rows=rows,
        listings=whole,
        facts=_facts(said, rows, guide),
        problems=places.problems(),
    )


def _facts(said: Mapping[str, Any], rows: Mapping[str, tuple[Row, ...]], guide: Guide) -> Facts:
    def made(table: Table) -> Iterable[Any]:
        return (table.make(row) for row in rows.get(table.name, ()) if row.get("confidence") is not Confidence.LOW)

    zips = {row["zip"]: tables.ZIPS.make(row) for row in rows.get(tables.ZIPS.name, ())}
    safety = {key: fact for key, fact in said.get("safety_facts", {}).items() if fact.confidence is not Confidence.LOW}
    return Facts(
        guidelines=Guidelines.of(made(tables.POVERTY)),
        tables=StateTables.of(made(tables.LIMITS)),
        prices=PriceBook.of(made(tables.PRICES)),
        fees=tuple(made(tables.FEES)),
        labs=tuple(made(tables.LABS)),
        lab_rules=tuple(made(tables.LAB_RULES)),
        monitoring=said.get("monitoring", NO_MONITORING),
        enrolment=tuple(made(tables.ENROLMENT)),
        products=tuple(made(tables.PRODUCTS)),
        documents=said.get("documents", {}),
        safety=safety,
        zips=zips,
        contacts={contact.state: contact for contact in made(tables.CONTACTS)},
        state_facts=tuple(made(tables.STATE_FACTS)),
        places=PlaceIndex.of(made(tables.PLACES), zips),
        guide=guide,
        phrases=said.get("phrases", Phrases()),
        reviews=said.get("reviews", Reviews()),
    )
