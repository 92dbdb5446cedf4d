"""``listings export|import``: our own files, or an HSDS package."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DatabaseError

from finder.catalog import write_catalog
from finder.clock import today
from finder.db import db, write
from finder.feeds.hsds.hsds_commands import export_hsds, propose_listings
from finder.feeds.import_command import printed_report
from finder.feeds.import_report import FeedError
from finder.store.accounts import member_by_email
from finder.store.exits import refuse, refuse_without_database
from finder.store.proposals import RuleError
from finder.store.records import catalog_in
from finder.store.seed import SeedRefusedError, import_catalog, read_whole
from finder.store.seed_commands import refuse_files

FORMATS = click.Choice(["files", "hsds"])


@click.group("listings")
def listings_group() -> None:
    """The listings: write them from the database, or take them in."""


@listings_group.command("export")
@click.argument("target", type=click.Path(path_type=Path))
@click.option("--format", "form", type=FORMATS, default="files", show_default=True)
@with_appcontext
def export_command(target: Path, form: str) -> None:
    """Write everything to the folder TARGET, in the form that is committed as seed_data.

    With --format hsds: an Open Referral HSDS 3.0 package, as a folder, or as a zip when TARGET is named so.
    """
    try:
        if form == "hsds":
            services, locations = export_hsds(target)
            click.echo(f"Wrote {services:,} services and {locations:,} locations to {target}.", err=True)
            return
        catalog = catalog_in(db.session)
        write_catalog(catalog, target)
    except OSError as error:
        refuse(f"{target} cannot be written: {error.strerror}.")
    except DatabaseError as error:
        refuse_without_database(error)
    click.echo(f"Wrote {len(catalog.records)} listings and their tables to {target}.", err=True)


@listings_group.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--format", "form", type=FORMATS, default="files", show_default=True)
@click.option("--as", "email", help="hsds: the member in whose name its listings are proposed.")
@with_appcontext
def import_command(source: Path, form: str, email: str | None) -> None:
    """Take in the folder SOURCE: all of it, or nothing when it has a mistake.

    With --format hsds: a package. Its listings become proposals, which a second person approves.
    """
    if form == "hsds":
        _propose(source, email)
        return
    if not source.is_dir():
        refuse(f"{source} is not a folder.")
    try:
        catalog = read_whole(source)
        with write() as session:
            changed = import_catalog(session, catalog)
    except SeedRefusedError as error:
        refuse_files(error)
    except DatabaseError as error:
        refuse_without_database(error)
    click.echo(f"Took in {source}: {changed} listings and tables changed.", err=True)


def _propose(source: Path, email: str | None) -> None:
    try:
        member = member_by_email(db.session, email) if email else None
    except DatabaseError as error:
        refuse_without_database(error)
    if member is None:
        refuse("Say with --as whose proposals these are: the e-mail of a member of the team.")
    try:
        with printed_report(source.name) as report:
            made = propose_listings(source, report, member.id, today())
    except (FeedError, RuleError) as error:
        refuse(error)
    click.echo(f"Made {made:,} proposals. A second person approves them.", err=True)
