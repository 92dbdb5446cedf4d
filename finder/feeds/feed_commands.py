"""``prices import|list`` and ``places import|near``. Data alone goes to stdout, everything else to stderr."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import click
from flask.cli import with_appcontext

from finder.catalog.cells import ZIP_PLUS_FOUR
from finder.catalog.spreadsheet import write_csv
from finder.clock import today
from finder.core.nearby import NearPlace
from finder.core.places import PlaceKind
from finder.core.prices import PriceKind
from finder.feeds.import_command import import_feed, import_package
from finder.feeds.importer import FEEDS, ImportOptions, Target
from finder.feeds.price_table import PRICE_COLUMNS, price_rows
from finder.store.command_output import standard_output
from finder.store.exits import stop
from finder.store.seed_commands import snapshot_for_command

PLACE_COLUMNS = (
    *("name", "kind", "distance_miles", "address", "city", "state", "zip", "phone"),
    *("source", "checked_on", "as_of", "name_seen_on", "still_there", "limited_to"),
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
    import_feed(
        feed,
        (Target.PRICES, Target.PRODUCTS),
        file,
        url,
        ImportOptions(on=_day(on), is_day_told=on is not None, dry_run=dry_run, propose=propose),
    )


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
    options = ImportOptions(
        on=_day(on), is_day_told=on is not None, dry_run=dry_run, part=part, retire_many=retire_many, propose=propose
    )
    if feed == HSDS:
        import_package(file, url, kind, source, options)
    else:
        import_feed(feed, (Target.PLACES,), file, url, options)


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
        write_csv(out, PRICE_COLUMNS, wanted)


@places_group.command("near")
@click.argument("zip_code", metavar="ZIP")
@click.option("--within", type=click.FloatRange(min=0), help="Miles. Without it: as far as needed.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True)
@click.option("--kind", type=click.Choice([kind.value for kind in PlaceKind]), help="Without it: all open to all.")
@click.option("--format", "_form", type=click.Choice(["csv"]), default="csv", show_default=True)
@with_appcontext
def near(zip_code: str, within: float | None, limit: int, kind: str | None, _form: str) -> None:
    """List the places near ZIP as CSV, those for students or residents only at the end.

    A ZIP code without a position gets the places of its state, without distances.
    """
    index, code = snapshot_for_command().facts.places, zip_code[:5]
    if not ZIP_PLUS_FOUR.fullmatch(zip_code):
        stop(f"{zip_code!r} is not a ZIP code. Write five digits, like 43004.")
    states = index.states_of(code)
    if not states:
        stop(f"The ZIP code {code} is not known.")
    found = index.near(code, within, limit, PlaceKind(kind) if kind else None)
    if found and not index.has_position(code):
        click.echo(f"The position of {code} is not known. These places are in {', '.join(sorted(states))}.", err=True)
    elif not found:
        click.echo(f"No place is on file near {code}.", err=True)
    with standard_output() as out:
        write_csv(out, PLACE_COLUMNS, map(_place_cells, found))


def _place_cells(near: NearPlace) -> tuple[object, ...]:
    place = near.place
    miles = None if near.miles is None else f"{near.miles:.1f}"
    phone, where = place.phone_with_extension, (place.address, place.city, place.state, place.zip)
    rests_on = (place.source, place.checked_on, place.as_of, place.name_seen_on, place.still_there)
    return place.name, place.kind.value, miles, *where, phone, *rests_on, place.limited_to


def _day(on: datetime | None) -> date:
    return on.date() if on else today()
