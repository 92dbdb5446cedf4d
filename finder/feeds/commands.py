"""``prices import|list`` and ``places import|near``. Data alone goes to stdout, everything else to stderr."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from finder.catalog.cells import ZIP_PLUS_FOUR
from finder.catalog.spreadsheet import write_csv
from finder.clock import today
from finder.core.places import Near, PlaceKind
from finder.core.prices import PriceKind
from finder.feeds.importing import FEEDS, Feed, Outcome, Target, Wishes, take_in
from finder.feeds.price_table import COLUMNS, price_rows
from finder.feeds.progress import Progress
from finder.feeds.source import Source
from finder.feeds.told import FeedError, Told
from finder.store.commands import snapshot_for_command, standard_output

REFUSED = 2
SHOWN = 50
PLACE_COLUMNS = (
    *("name", "kind", "distance_miles", "address", "city", "state", "zip", "phone"),
    *("source", "checked_on"),
)
HSDS = "hsds"
FEED_NAMES = [*FEEDS, HSDS]

Command = Callable[..., Any]


@click.group("prices")
def prices_group() -> None:
    """Prices: take in a feed, or list what is on file."""


@click.group("places")
def places_group() -> None:
    """Places: take in a feed, or find those near a ZIP code."""


def _import_options(command: Command) -> Command:
    """What both imports can be asked."""
    for option in (
        click.argument("file", required=False),
        click.argument("feed", type=click.Choice(FEED_NAMES)),
        click.option("--url", help="Download the file from here instead (https, and the feeds' own hosts only)."),
        click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day of a file that does not say it."),
        click.option("--dry-run", is_flag=True, help="Say what would change, and write nothing."),
        click.option("--propose", is_flag=True, help="Make a proposal of what changes; a reviewer publishes it."),
    ):
        command = option(command)
    return command


@prices_group.command("import")
@_import_options
@with_appcontext
def import_prices(
    feed: str, file: str | None, url: str | None, on: datetime | None, dry_run: bool, propose: bool
) -> None:
    """Take in FILE ("-" is standard input) of FEED: all of it, or nothing when a row has a mistake.

    Exit 0: done. 2: refused, nothing written.
    """
    _import(feed, (Target.PRICES, Target.PRODUCTS), file, url, Wishes(_day(on), dry_run, propose=propose))


@places_group.command("import")
@_import_options
@click.option("--part", is_flag=True, help="The file is a part of the list: retire nothing.")
@click.option("--retire-many", is_flag=True, help="The file is whole, even if very many places are gone.")
@click.option("--kind", type=click.Choice([kind.value for kind in PlaceKind]), help="hsds: what its places are.")
@click.option("--source", default="", help="hsds: the address of whoever publishes the package.")
@with_appcontext
def import_places(
    feed: str,
    file: str | None,
    url: str | None,
    on: datetime | None,
    dry_run: bool,
    propose: bool,
    part: bool,
    retire_many: bool,
    kind: str | None,
    source: str,
) -> None:
    """Take in FILE ("-" is standard input) of FEED: all of it, or nothing when a row has a mistake.

    Exit 0: done. 2: refused, nothing written.
    """
    wishes = Wishes(_day(on), dry_run, part, retire_many, propose)
    if feed == HSDS:
        _import_package(file, url, kind, source, wishes)
    else:
        _import(feed, (Target.PLACES,), file, url, wishes)


@prices_group.command("list")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="As of this day (YYYY-MM-DD); today when not given.")
@click.option("--strength", type=click.IntRange(min=1), help="Tablets of this many mg only.")
@click.option("--kind", type=click.Choice([kind.value for kind in PriceKind]), help="This kind of price only.")
@click.option("--all", "every", is_flag=True, help="Every observation up to the day, not the current ones alone.")
@click.option("--format", "_form", type=click.Choice(["csv"]), default="csv", show_default=True)
@with_appcontext
def list_prices(on: datetime | None, strength: int | None, kind: str | None, every: bool, _form: str) -> None:
    """List the current price per seller, product, kind, strength, quantity or days' supply, and area, as CSV."""
    day, book = _day(on), snapshot_for_command().facts.prices
    wanted = price_rows(book, day, every=every, strength_mg=strength, kind=kind)
    if not wanted:
        what = f" of {strength} mg tablets" if strength else ""
        click.echo(f"There is no{f' {kind}' if kind else ''} price{what} on file for {day}.", err=True)
    with standard_output() as out:
        write_csv(out, COLUMNS, wanted)


@places_group.command("near")
@click.argument("zip_code", metavar="ZIP")
@click.option("--within", type=click.FloatRange(min=0), help="Miles. Without it: as far as needed.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--format", "_form", type=click.Choice(["csv"]), default="csv", show_default=True)
@with_appcontext
def near(zip_code: str, within: float | None, limit: int, _form: str) -> None:
    """List the places near ZIP as CSV, those for students or residents only at the end.

    A ZIP code without a position gets the places of its state, without distances.
    """
    index, code = snapshot_for_command().facts.places, zip_code[:5]
    if not ZIP_PLUS_FOUR.fullmatch(zip_code):
        _refuse(f"{zip_code!r} is not a ZIP code. Write five digits, like 43004.")
    states = index.states_of(code)
    if not states:
        _refuse(f"The ZIP code {code} is not known.")
    found = index.near(code, within, limit)
    if found and not index.has_position(code):
        click.echo(f"The position of {code} is not known. These places are in {', '.join(sorted(states))}.", err=True)
    elif not found:
        click.echo(f"No place is on file near {code}.", err=True)
    with standard_output() as out:
        write_csv(out, PLACE_COLUMNS, map(_place_cells, found))


def _import(name: str, targets: tuple[Target, ...], file: str | None, url: str | None, wishes: Wishes) -> None:
    try:
        feed = _feed(name, targets)
        with _opened(file, url) as source:
            told = Told(source.name)
            try:
                outcome = take_in(feed, source, told, wishes)
            finally:
                _tell(told)
    except FeedError as error:
        _refuse(f"Refused: {error} Nothing was written.")
    except DatabaseError as error:
        _refuse(f"The database did not take it ({type(error).__name__}). Has it been set up with the seed command?")
    click.echo(_summary(outcome, feed.target, wishes), err=True)


def _import_package(file: str | None, url: str | None, kind: str | None, source: str, wishes: Wishes) -> None:
    """A package is a folder, a zip or a JSON file on this computer."""
    # Imported here, so that other commands do not load it.
    from finder.feeds.hsds_commands import import_places as take_in_package

    if file is None or url is not None or not Path(file).exists():
        _refuse("Refused: Give the folder, zip or JSON file of an HSDS package. Nothing was written.")
    told = Told(Path(file).name)
    try:
        outcome = take_in_package(Path(file), told, kind, source, wishes)
    except FeedError as error:
        _tell(told)
        _refuse(f"Refused: {error} Nothing was written.")
    except DatabaseError as error:
        _refuse(f"The database did not take it ({type(error).__name__}). Has it been set up with the seed command?")
    _tell(told)
    click.echo(_summary(outcome, Target.PLACES, wishes), err=True)


def _feed(name: str, targets: tuple[Target, ...]) -> Feed:
    feed = FEEDS.get(name)
    if feed is None:
        raise FeedError(f"Files of the feed {name} are not taken in by this command.")
    if feed.target not in targets:
        group = "places" if feed.target is Target.PLACES else "prices"
        raise FeedError(f"{name} is a feed of {group}. Use: {group} import {name} FILE.")
    return feed


@contextmanager
def _opened(file: str | None, url: str | None) -> Iterator[Source]:
    if (file is None) == (url is None):
        raise FeedError("Give a FILE, or --url, and not both.")
    if url is not None:
        # Imported here, so that other commands do not load an HTTP client.
        from finder.feeds.fetching import fetch

        with Progress("downloaded") as progress, fetch(url, progress=progress) as stream:
            yield _source(url, stream)
    elif file == "-":
        yield _source("standard input", sys.stdin.buffer)
    else:
        path = Path(str(file))
        try:
            stream, size = path.open("rb"), path.stat().st_size
        except OSError as error:
            raise FeedError(f"{file} cannot be read: {error.strerror}.") from None
        with stream:
            yield _source(path.name, stream, size)


def _source(name: str, stream: BinaryIO, size: int = 0) -> Source:
    return Source(name, stream, Progress("read", size))


def _tell(told: Told) -> None:
    for problems, count, what in (
        (told.remarks, told.remark_count, "remarks"),
        (told.mistakes, told.mistake_count, "mistakes"),
    ):
        for problem in problems[:SHOWN]:
            click.echo(str(problem), err=True)
        if count > SHOWN:
            click.echo(f"... and {count - SHOWN:,} more {what}.", err=True)


def _summary(outcome: Outcome, target: Target, wishes: Wishes) -> str:
    changes, what = outcome.changes, target.value
    if not outcome.rows:
        return "The file has no row of ours. Nothing was changed."
    if outcome.turned_down:
        return (
            f"Read {outcome.rows:,} {what} of ours. A reviewer did not take the same changes: "
            f"{outcome.turned_down!r}. Nothing was proposed. Without --propose they are taken in."
        )
    if not any(changes):
        return f"Read {outcome.rows:,} {what} of ours. All are on file already. Nothing was changed."
    done = f"{changes.added:,} added, {changes.changed:,} changed, {changes.retired:,} retired"
    said = "Proposed; a reviewer decides:" if wishes.propose else "Done:"
    said = "Nothing was written (dry run); there would be" if wishes.dry_run else said
    return f"Read {outcome.rows:,} {what} of ours. {said} {done}."


def _place_cells(near: Near) -> tuple[object, ...]:
    place = near.place
    miles = None if near.miles is None else f"{near.miles:.1f}"
    phone, where = place.phone_with_extension, (place.address, place.city, place.state, place.zip)
    return place.name, place.kind.value, miles, *where, phone, place.source, place.checked_on


def _day(on: datetime | None) -> date:
    return on.date() if on else today()


def _refuse(sentence: str) -> NoReturn:
    click.echo(sentence, err=True)
    sys.exit(REFUSED)
