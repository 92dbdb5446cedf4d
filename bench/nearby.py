"""A search for places near a ZIP code, without the web."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from statistics import median

from bench.figures import Figure
from bench.matching import ROUNDS, cpu_seconds
from finder.core.nearby import PlaceIndex
from finder.core.places import Place, PlaceKind
from finder.core.snapshot import Snapshot, ZipArea

ONE_AT_MOST_MS = 5
# About as far as places lie from the middle of their ZIP code.
SPREAD_DEGREES = 0.05


def figures(snapshot: Snapshot, count: int, searches: int, on: date) -> Iterator[Figure]:
    """The nearest places of ``count`` made-up ones, from ``searches`` ZIP codes all over the country."""
    chance = random.Random(11)  # noqa: S311 - the same places in every run
    known = [(code, area) for code, area in snapshot.facts.zips.items() if area.latitude is not None]
    places = [_place(number, where, chance, on) for number, where in enumerate(chance.choices(known, k=count))]
    index = PlaceIndex.of(places, dict(known))
    codes = [code for code, _area in chance.sample(known, searches)]
    rounds = range(ROUNDS)
    each = [1000 * min(cpu_seconds(lambda code=code: index.near(code)) for _ in rounds) for code in codes]
    yield Figure(f"nearest of {count:,} places (median)", median(each), "ms", most=ONE_AT_MOST_MS)
    yield Figure("  the slowest of them", max(each), "ms", most=ONE_AT_MOST_MS)


def _place(number: int, where: tuple[str, ZipArea], chance: random.Random, on: date) -> Place:
    code, area = where
    return Place(
        source_id=f"bench-{number}",
        name=f"Place {number}",
        kind=PlaceKind.HEALTH_CENTER,
        run_by="",
        address="",
        city="",
        state=area.state,
        zip=code,
        phone="",
        phone_extension="",
        url="",
        latitude=(area.latitude or 0) + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES),
        longitude=(area.longitude or 0) + chance.uniform(-SPREAD_DEGREES, SPREAD_DEGREES),
        languages="",
        hours="",
        fees="",
        notes="",
        source="https://example.org",
        as_of=on.isoformat(),
        checked_on=on,
    )
