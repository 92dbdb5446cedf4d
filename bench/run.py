"""Everything in order: databases, the seeded catalogue, then the same with a large one."""

from __future__ import annotations

import io
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from statistics import median
from typing import NamedTuple

from flask import Flask

from bench import caseload, desk, matching, meanwhile, nearby, pages, serving
from bench.apps import settings
from bench.figures import Figure
from bench.listings import with_more
from bench.people import Household, households
from finder import create_app
from finder.catalog import Catalog
from finder.clock import today
from finder.core.situation import Situation
from finder.core.snapshot import Snapshot
from finder.db import alembic, db, write
from finder.store.records import save
from finder.store.seed import seed, shipped_folder
from finder.store.snapshot_cache import build_snapshot

HOME = "OH"
SNAPSHOT_AT_MOST_S = 2
GROWTH_AT_MOST_PERCENT = 50


class Sizes(NamedTuple):
    """How much is measured."""

    matched: int
    screened: int
    tabled: int
    posted: int
    people: int
    listings: int
    at_home: int
    places: int
    looked_near: int


FULL = Sizes(
    matched=2000,
    screened=10_000,
    tabled=200,
    posted=100,
    people=50,
    listings=20_000,
    at_home=200,
    places=20_000,
    looked_near=500,
)
QUICK_SIZES = Sizes(
    matched=20, screened=20, tabled=10, posted=10, people=5, listings=300, at_home=100, places=200, looked_near=10
)


@contextmanager
def app_on(database: Path) -> Iterator[Flask]:
    """A finder on a database file, with its context; its connections are closed at the end."""
    database.parent.mkdir(exist_ok=True)
    # Its log is written, as anywhere, but nobody reads it here.
    app = create_app({**settings(database), "LOG_STREAM": io.StringIO()})
    with app.app_context():
        try:
            yield app
        finally:
            db.engine.dispose()


def run(folder: Path, sizes: Sizes) -> Iterator[Figure]:
    """Every figure, as it is measured, with databases in ``folder``."""
    on, database = today(), folder / "seeded" / "finder.sqlite"
    with app_on(database) as app:
        catalog = seed(shipped_folder())
        if catalog is None:
            raise RuntimeError("the throwaway database is not empty")
        start = time.monotonic()
        _version, snapshot = build_snapshot(db.engine)
        yield Figure("snapshot built from the database", time.monotonic() - start, "s", most=SNAPSHOT_AT_MOST_S)
        people = households(sizes.matched, snapshot)
        fresh = [catalog.snapshot("fresh") for _ in range(matching.ROUNDS)]
        yield from matching.figures(snapshot, fresh, people, on)
        yield from nearby.figures(snapshot, sizes.places, sizes.looked_near, on)
        some = people[: sizes.people]
        yield from pages.figures(app.test_client(), some)
        plain = pages.results(app.test_client(), some, "/results", "identity")
    yield from serving.figures(database, some, sizes.posted, round(median(plain)))
    many = households(sizes.screened, snapshot)
    yield from caseload.figures(database, many, folder)
    yield from desk.figures(database, many[: sizes.tabled], many, folder)
    yield from meanwhile.figures(database, some, many, folder)
    yield from large(catalog, database, folder, sizes, on)


def large(catalog: Catalog, seeded: Path, folder: Path, sizes: Sizes, on: date) -> Iterator[Figure]:
    """What a search costs in a much larger catalogue, against one that holds only the listings that can apply."""
    near = with_more(catalog, len(catalog.records) + sizes.at_home - _at_home(catalog), HOME, sizes.at_home)
    every = with_more(catalog, sizes.listings, HOME, sizes.at_home)
    people = households(sizes.people, catalog.snapshot(""), HOME)
    found: list[tuple[float, float]] = []
    for name, tried_catalog in (
        ("seeded", catalog),
        (f"{sizes.at_home} apply", near),
        (f"{sizes.listings:,} on file", every),
    ):
        database = (
            seeded
            if tried_catalog is catalog
            else _database_with(tried_catalog, folder / str(len(tried_catalog.records)) / "finder.sqlite")
        )
        found.append((_match_ms(tried_catalog.snapshot(name), people, on), _post_ms(database, people, sizes.posted)))
        judged, size = _at_home(tried_catalog), len(tried_catalog.records)
        yield Figure(f"{size:,} listings, {judged} apply in {HOME}: matched", found[-1][0], "ms")
        yield Figure(f"{size:,} listings, {judged} apply in {HOME}: POST /results", found[-1][1], "ms")
    for what, before, same, after in zip(("matched", "POST /results"), *found, strict=True):
        name = f"{what}: growth from {len(near.records)} to {sizes.listings:,}, the same apply"
        yield Figure(name, growth(same, after), "%", most=GROWTH_AT_MOST_PERCENT)
        yield Figure(f"  growth from the seeded catalogue, where {_at_home(catalog)} apply", growth(before, after), "%")


def growth(before: float, after: float) -> float:
    """In percent."""
    return 100 * (after / before - 1)


def _at_home(catalog: Catalog) -> int:
    return len(list(catalog.snapshot("").that_can_apply(Situation(state=HOME))))


def _match_ms(snapshot: Snapshot, people: Sequence[Household], on: date) -> float:
    return median(matching.each_ms(snapshot, matching.read(people, snapshot), on))


def _post_ms(database: Path, people: Sequence[Household], requests: int) -> float:
    return serving.of_finder(database, people, requests).cpu_ms


def _database_with(catalog: Catalog, database: Path) -> Path:
    """The catalogue in a database of its own."""
    with app_on(database):
        alembic.upgrade()
        with write() as session:
            save(session, catalog)
    return database
