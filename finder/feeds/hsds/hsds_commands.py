"""``listings export --format hsds``, ``listings import --format hsds`` and ``places import hsds``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from finder.catalog.catalog import FileNotes, build, listing_file
from finder.catalog.problems import message
from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.core.places import PlaceKind
from finder.db import db, write
from finder.feeds.hsds.export import tables_of
from finder.feeds.hsds.places import PackageFacts, places
from finder.feeds.hsds.reader import HsdsRow, read_package
from finder.feeds.hsds.writer import write_package
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.importer import Feed, ImportOptions, ImportOutcome, Target, take_in_rows
from finder.store.member_proposals import propose_new
from finder.store.models import ListingRow, Method, ProposalKind
from finder.store.proposals import Verification, open_proposals, propose
from finder.store.records import catalog_in


def export_hsds(target: Path) -> tuple[int, int]:
    """Write the package; how many services and locations it has."""
    tables = tables_of(catalog_in(db.session))
    write_package(tables, target)
    return len(tables.get("services", ())), len(tables.get("locations", ()))


def import_places(
    path: Path, report: ImportReport, kind: str | None, source: str, options: ImportOptions
) -> ImportOutcome:
    """Take in the places of a package: all of them, or none. Raises FeedError."""
    wanted = PackageFacts(PlaceKind(kind) if kind else None, source, options.on)
    rows = list(places(read_package(path, report), report, wanted))
    return take_in_rows(Feed("hsds", lambda *_: iter(rows), Target.PLACES), rows, report, options)


def propose_listings(path: Path, report: ImportReport, member: int, on: date) -> int:
    """Make a proposal of every listing of ours that the package has differently; the number of proposals.

    Services of others have no rules and no Spanish, so they become no listings; they are remarked.
    """
    package = read_package(path, report)
    records = _records(package.get("x_listings", ()), report)
    _check(records, report)
    if report.mistakes:
        raise FeedError(f"The package's listings have mistakes: {report.mistake_count:,}.")
    foreign = len(package["services"]) - len(records)
    if foreign > 0:
        report.remark(1, message("foreign_services", services=f"{foreign:,}"))
    checked = Verification(by=member, source=path.name, method=Method.DOCUMENT, on=on)
    made = 0
    with write() as session:
        for _, record in records.values():
            row = session.get(ListingRow, record["id"])
            same = [toml_text(other.document) for other in open_proposals(session, record["id"])]
            if toml_text(record) in same or (row is not None and toml_text(row.document) == toml_text(record)):
                continue
            if row is None:
                propose_new(session, record, checked)
            else:
                base = (row.revision, row.document)
                propose(session, ProposalKind.EDIT, record["id"], record, checked, base)
            made += 1
    return made


def _records(lines: Iterable[HsdsRow], report: ImportReport) -> dict[str, tuple[HsdsRow, Record]]:
    """The listings by id, each with the line that it stands in."""
    found: dict[str, tuple[HsdsRow, Record]] = {}
    for line in lines:
        try:
            record = tomllib.loads(line.values.get("record", ""), parse_float=Decimal)
        except tomllib.TOMLDecodeError as error:
            report.mistake(line.line, message("record_not_toml", "record", error=str(error)))
            continue
        if record.get("id") != line.values.get("listing_id"):
            report.mistake(line.line, message("record_of_another_listing"))
            continue
        earlier = found.setdefault(record["id"], (line, record))
        if earlier[0] is not line:
            report.mistake(line.line, message("listing_twice", id=record["id"], line=earlier[0].line))
    return found


def _check(records: Mapping[str, tuple[HsdsRow, Record]], report: ImportReport) -> None:
    """Tell what our own files' rules say of the records: nothing that they refuse is kept, not even as a proposal."""
    catalog, places = catalog_in(db.session), FileNotes()
    build(
        {**catalog.records, **{key: record for key, (_, record) in records.items()}},
        catalog.small,
        catalog.rows,
        places,
    )
    for key, (line, _) in records.items():
        for problem in places.of(listing_file(key)).problems:
            if problem not in catalog.problems:
                report.mistake(line.line, problem.message.within(key))
