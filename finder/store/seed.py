"""Filling an empty database, and taking in a folder of files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from flask import current_app
from sqlalchemy.orm import Session

from finder.catalog import Catalog, Problem, read_catalog
from finder.catalog.catalog import build
from finder.catalog.small_facts import CAME_LATER
from finder.clock import today
from finder.config import ROOT
from finder.db import db, setting_up, write
from finder.store.records import add_small, listings_in, rows_in, save, small_in, version_in
from finder.store.releases import note_shipped, note_shipped_small, propose_release, propose_small_release
from finder.store.schema import upgrade
from finder.store.small_file_changes import URGENT_FILES


class SeedRefusedError(RuntimeError):
    """Files with mistakes; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} mistakes")
        self.problems = problems


def shipped_folder() -> Path:
    """The folder that a new installation starts from."""
    return Path(current_app.config.get("SEED_DATA", ROOT / "seed_data"))


class Release(NamedTuple):
    """What a release's files have otherwise: what was proposed, what of it is urgent, and tables left alone."""

    proposed: list[str]
    urgent: list[str]
    left: list[str]


def seed(folder: Path) -> Catalog | None:
    """Bring the database's tables up to date and fill it when it is empty. Of several at once, one after the other.

    Gives what was filled in; ``None`` when the database holds a catalogue already, which stays as it is.
    Raises SeedRefusedError when the files have mistakes.
    """
    with setting_up():
        upgrade()
        if version_in(db.session) is not None:
            return None
        catalog = read_whole(folder)
        with write() as session:
            if version_in(session) is not None:
                return None
            save(session, catalog)
            note_shipped(session, catalog.records)
            note_shipped_small(session, catalog.small)
    return catalog


def take_in_release(session: Session, catalog: Catalog) -> Release:
    """Propose what a newer release says in listings and small files, and add the small files that older ones had not.

    What the database holds is not touched.
    """
    proposed = propose_release(session, catalog.records)
    add_small(session, {name: catalog.small[name] for name in CAME_LATER if name in catalog.small})
    small = propose_small_release(session, catalog.small, today())
    rows = rows_in(session)
    left = [name for name, content in catalog.rows.items() if rows[name] != content]
    return Release([*proposed, *small], [name for name in small if name in URGENT_FILES], left)


def import_catalog(session: Session, catalog: Catalog) -> int:
    """Take in what a folder of files says. Listings and topics of the guide that have no file there stay as they are.

    Gives the number of listings, small files and tables that changed. Raises SeedRefusedError when what is there
    already does not go with it.
    """
    together = {**listings_in(session), **catalog.records}
    small = {**small_in(session), **catalog.small}
    return save(session, _whole(build(together, small, catalog.rows)))


def read_whole(folder: Path) -> Catalog:
    """The catalogue in a folder of files. Raises SeedRefusedError when they have mistakes."""
    return _whole(read_catalog(folder))


def _whole(catalog: Catalog) -> Catalog:
    if catalog.problems:
        raise SeedRefusedError(catalog.problems)
    return catalog
