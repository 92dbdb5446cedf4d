"""Taking a feed in: everything is read and checked first, then written in one short transaction, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import NamedTuple

from sqlalchemy.orm import Session

from finder.catalog.rows import Row
from finder.catalog.tables import PLACES, PRICES, PRODUCTS
from finder.db import db, write
from finder.feeds import costplus, hrsa, nadac, openfda_ndc, places_csv, prices_csv
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.source import SourceFile
from finder.store.models import Method
from finder.store.observations import (
    NOT_WHOLE,
    Changes,
    Whole,
    add_places,
    add_prices,
    newest_place,
    put_places,
    put_products,
    starter_count,
)
from finder.store.proposals import FEED, Verification
from finder.store.row_proposals import propose_rows, try_out, turned_down

# A list that was cut off must not close the country's health centers.
MANY_GONE = 500
MANY_GONE_SHARE = 0.2
# What a reviewer can look through on one page.
MOST_PROPOSED = 1000


class Target(Enum):
    """Which table a feed fills."""

    PRICES = "prices"
    PRODUCTS = "products"
    PLACES = "places"


FILE_OF = {Target.PRICES: PRICES, Target.PRODUCTS: PRODUCTS, Target.PLACES: PLACES}


class Feed(NamedTuple):
    """One feed. ``whole`` names the source whose full list each file is, and what that takes the place of."""

    name: str
    read: Callable[[SourceFile, ImportReport, date], Iterator[Row]]
    target: Target
    whole: Whole = NOT_WHOLE


_ALL = (
    Feed("nadac", nadac.read, Target.PRICES),
    Feed("openfda-ndc", openfda_ndc.read, Target.PRODUCTS),
    Feed("costplus", costplus.read, Target.PRICES),
    Feed("prices-csv", prices_csv.read, Target.PRICES),
    Feed("hrsa", hrsa.read, Target.PLACES, Whole((hrsa.HRSA_SOURCE, hrsa.OLDER_SOURCE), hrsa.STARTERS)),
    Feed("places-csv", places_csv.read, Target.PLACES),
)
FEEDS = {feed.name: feed for feed in _ALL}


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """What the person asked for. ``part``: the file is a part of the list, so nothing is retired.

    ``propose``: nothing is written but a proposal, which a reviewer decides.
    """

    on: date
    is_day_told: bool = False
    dry_run: bool = False
    part: bool = False
    retire_many: bool = False
    propose: bool = False


class ImportOutcome(NamedTuple):
    """How many rows of the file are ours, and what became of them; ``turned_down`` says why they are not proposed."""

    rows: int
    changes: Changes
    turned_down: str = ""


def take_in(feed: Feed, source: SourceFile, report: ImportReport, options: ImportOptions) -> ImportOutcome:
    """Read, check and write. Raises FeedError, and then nothing was written."""
    report.is_day_told = options.is_day_told
    return take_in_rows(feed, list(feed.read(source, report, options.on)), report, options)


def take_in_rows(feed: Feed, rows: list[Row], report: ImportReport, options: ImportOptions) -> ImportOutcome:
    """The same for rows that are read already."""
    if report.mistakes:
        raise FeedError(
            f"{report.mistake_count:,} {'row has a mistake' if report.mistake_count == 1 else 'rows have mistakes'}."
        )
    if options.dry_run:
        with Session(db.engine) as session:
            outcome = ImportOutcome(len(rows), _put_file(feed, session, rows, report, options))
            session.rollback()
        return outcome
    with write() as session:
        if options.propose:
            return _propose(feed, session, rows, report, options)
        return ImportOutcome(len(rows), _put_file(feed, session, rows, report, options, report.file))


def _propose(
    feed: Feed, session: Session, rows: list[Row], report: ImportReport, options: ImportOptions
) -> ImportOutcome:
    """Make a proposal of what would change; nobody of the team stands behind it."""
    outcome = Changes()

    def put(session: Session) -> None:
        nonlocal outcome
        outcome = _put_file(feed, session, rows, report, options)

    table = FILE_OF[feed.target]
    tried = try_out(session, table, put)
    rows_named = max(len(tried.old), len(tried.new))
    if rows_named > MOST_PROPOSED:
        raise FeedError(
            f"This would change {rows_named:,} rows, more than a person can look through. "
            "Take the file in without --propose."
        )
    no = turned_down(session, feed.name, table, tried)
    if no is not None:
        return ImportOutcome(len(rows), Changes(), no.reason)
    checked = Verification(by=FEED, source=report.file, method=Method.DOCUMENT, on=options.on)
    propose_rows(session, feed.name, table, tried, checked)
    return ImportOutcome(len(rows), outcome)


def _put_file(
    feed: Feed, session: Session, rows: list[Row], report: ImportReport, options: ImportOptions, noted: str = ""
) -> Changes:
    """``noted`` is what the history names as the source; a try leaves none."""
    if feed.target is Target.PRICES:
        return add_prices(session, rows, noted)
    if feed.target is Target.PRODUCTS:
        return put_products(session, rows, noted)
    if report.is_undated:
        return add_places(session, rows, noted)
    if feed.whole is NOT_WHOLE:
        return put_places(session, rows, noted)
    return _put_whole_list(feed.whole, session, rows, options, noted)


def _put_whole_list(whole: Whole, session: Session, rows: list[Row], options: ImportOptions, noted: str) -> Changes:
    if not rows:
        raise FeedError("The file has no site that sees patients.")
    count, newest = newest_place(session, whole.sources[0])
    starters = starter_count(session, whole)
    listed_on = max(row["checked_on"] for row in rows)
    if newest is not None and listed_on < newest:
        raise FeedError(f"The file is of {listed_on}, and a newer one, of {newest}, is on file already.")
    changes = put_places(session, rows, noted, NOT_WHOLE if options.part else whole)
    # The first list retires the whole starter directory, so it must be about as long.
    is_short = len(rows) < starters * (1 - MANY_GONE_SHARE)
    many_gone = changes.retired - starters > max(MANY_GONE, count * MANY_GONE_SHARE)
    if changes.retired > MANY_GONE and (is_short or many_gone) and not options.retire_many:
        raise FeedError(
            f"This file would retire {changes.retired:,} of {count + starters:,} places. "
            "If it is whole, add --retire-many; if it is a part of the list, add --part."
        )
    return changes
