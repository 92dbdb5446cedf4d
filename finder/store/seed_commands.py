"""``seed`` and ``check-data``, and what commands share."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from finder.catalog import read_catalog
from finder.catalog.households import read_households
from finder.catalog.problems import in_order
from finder.core.snapshot import Snapshot
from finder.db import setting_up, write
from finder.store.exits import NOT_SET_UP, stop
from finder.store.review_commands import tallies
from finder.store.seed import Release, SeedRefusedError, read_whole, seed, shipped_folder, take_in_release
from finder.store.snapshot_cache import current_snapshot
from finder.wording.problems import problem_line

ALREADY_FILLED = "The database already holds a catalogue. Nothing was changed."


def snapshot_for_command() -> Snapshot:
    """The published catalogue; leaves with exit 2 and a sentence when there is none to read."""
    try:
        snapshot = current_snapshot()
    except SQLAlchemyError:
        stop(NOT_SET_UP)
    if not snapshot.by_id:
        stop("The database is empty. Run: flask --app wsgi seed")
    return snapshot


@click.command("seed")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
@with_appcontext
def seed_command(folder: Path | None) -> None:
    """Set up the database's tables, and fill it when it is empty. Later changes of the files become proposals.

    With FOLDER, which ``listings export`` wrote, an empty database is filled from there instead of seed_data.
    """
    release = None
    try:
        catalog = seed(folder or shipped_folder())
        if catalog is None and folder is None:
            files = read_whole(shipped_folder())
            with setting_up(), write() as session:
                release = take_in_release(session, files)
    except SeedRefusedError as error:
        refuse_files(error)
    except DBAPIError as error:
        # The first line alone: the next ones may quote what was to be written.
        said = str(error.orig).partition("\n")[0]
        stop(f"The database cannot be used: {said}. Look at DATABASE_URL, and whether the server runs.")
    if release is not None:
        _say(release)
    elif catalog is not None:
        zips = len(catalog.facts.zips)
        click.echo(f"Filled the database with {len(catalog.listings)} listings and {zips} ZIP codes.", err=True)
    else:
        click.echo(ALREADY_FILLED, err=True)


def _say(release: Release) -> None:
    click.echo(ALREADY_FILLED, err=True)
    if release.proposed:
        click.echo(f"New in the files, and proposed: {', '.join(release.proposed)}. See /team/proposals.", err=True)
    if release.urgent:
        click.echo(f"URGENT: a reviewer should decide today on {', '.join(release.urgent)}.", err=True)
    if release.left:
        click.echo(f"Not as in the files, and left so: {', '.join(release.left)}. See docs/upgrading.md.", err=True)


@click.command("check-data")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
@with_appcontext
def check_data_command(folder: Path | None) -> None:
    """List every mistake in the files of FOLDER (seed_data when not given), with file and line.

    Exit 0: no mistakes. 2: some.
    """
    folder = folder or shipped_folder()
    catalog = read_catalog(folder)
    households = read_households(folder, catalog)
    problems = in_order((*catalog.problems, *households.problems))
    if problems:
        stop(*map(problem_line, problems), f"Mistakes in {folder}: {len(problems)}.")
    listings, people = len(catalog.listings), len(households.rows)
    click.echo(f"No mistakes in {folder}: {listings} listings, {people} households.", err=True)
    for tally in tallies(catalog):
        click.echo(str(tally), err=True)


def refuse_files(error: SeedRefusedError) -> NoReturn:
    """Leave because files have mistakes, each of which is said."""
    stop(*map(problem_line, error.problems), f"Refused: {len(error.problems)} mistakes. Nothing was written.")
