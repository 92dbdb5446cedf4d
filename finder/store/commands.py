"""``seed``, ``check-data`` and ``listings export|import``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from finder.catalog import Problem, read_catalog, write_catalog
from finder.catalog.households import read_households
from finder.core.snapshot import Snapshot
from finder.store.keeper import current_snapshot
from finder.store.seeding import RefusedError, import_folder, seed, shipped, stored_catalog

REFUSED = 2


def snapshot_for_command() -> Snapshot:
    """The published catalogue; leaves with exit 2 and a sentence when there is none to read."""
    try:
        snapshot = current_snapshot()
    except SQLAlchemyError:
        _refuse_in_words("The database cannot be read, or is not set up yet.")
    if not snapshot.by_id:
        _refuse_in_words("The database is empty.")
    return snapshot


def _refuse_in_words(sentence: str) -> NoReturn:
    click.echo(f"{sentence} Run: flask --app wsgi seed", err=True)
    sys.exit(REFUSED)


@click.command("seed")
@with_appcontext
def seed_command() -> None:
    """Set up the database's tables, and fill it when it is empty."""
    try:
        catalog = seed(shipped())
    except RefusedError as error:
        _refuse(error)
    if catalog is None:
        click.echo("The database already holds a catalogue. Nothing was changed.", err=True)
    else:
        zips = len(catalog.facts.zips)
        click.echo(f"Filled the database with {len(catalog.listings)} listings and {zips} ZIP codes.", err=True)


@click.command("check-data")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), required=False)
@with_appcontext
def check_data_command(folder: Path | None) -> None:
    """List every mistake in the files of FOLDER (seed_data when not given), with file and line.

    Exit 0: no mistakes. 2: some.
    """
    folder = folder or shipped()
    catalog = read_catalog(folder)
    households = read_households(folder, catalog)
    problems = tuple(sorted((*catalog.problems, *households.problems)))
    if problems:
        _list(problems)
        click.echo(f"Mistakes in {folder}: {len(problems)}.", err=True)
        sys.exit(REFUSED)
    listings, people = len(catalog.listings), len(households.rows)
    click.echo(f"No mistakes in {folder}: {listings} listings, {people} households.", err=True)


@click.group("listings")
def listings_group() -> None:
    """Our own files: write them from the database, or take them in."""


@listings_group.command("export")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@with_appcontext
def export_command(folder: Path) -> None:
    """Write everything to FOLDER, in the form that is committed as seed_data."""
    catalog = stored_catalog()
    write_catalog(catalog, folder)
    click.echo(f"Wrote {len(catalog.records)} listings and their tables to {folder}.", err=True)


@listings_group.command("import")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True))
@with_appcontext
def import_command(folder: Path) -> None:
    """Take in FOLDER: all of it, or nothing when it has a mistake."""
    try:
        changed = import_folder(folder)
    except RefusedError as error:
        _refuse(error)
    click.echo(f"Took in {folder}: {changed} listings and tables changed.", err=True)


def _refuse(error: RefusedError) -> NoReturn:
    _list(error.problems)
    click.echo(f"Refused: {len(error.problems)} mistakes. Nothing was written.", err=True)
    sys.exit(REFUSED)


def _list(problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        click.echo(str(problem), err=True)
