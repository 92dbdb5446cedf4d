"""Where things are: ZIP codes, and places that people can go to."""

from __future__ import annotations

from finder.catalog.cells import (
    DAY,
    DEGREES,
    FINE_DEGREES,
    LONG_ZIP,
    STATE,
    STATE_SET,
    TEXT,
    URL,
    ZIP_CODE,
    member,
)
from finder.catalog.row_checks import position
from finder.catalog.rows import Column, Table, maybe, without
from finder.catalog.tables.columns import READ
from finder.core.places import Place, PlaceKind
from finder.core.snapshot import ZipArea

ZIPS = Table(
    "zip_codes",
    (
        Column("zip", ZIP_CODE),
        Column("state", STATE),
        maybe("latitude", DEGREES),
        maybe("longitude", DEGREES),
        maybe("other_states", STATE_SET),
        maybe("time_zone"),
    ),
    ("zip",),
    lambda row: ZipArea(row["state"], row["latitude"], row["longitude"], row["other_states"], row["time_zone"]),
    position,
)
PLACES = Table(
    "places",
    (
        Column("source_id", TEXT),
        Column("name", TEXT),
        Column("kind", member(PlaceKind)),
        maybe("run_by"),
        maybe("address"),
        maybe("city"),
        Column("state", STATE),
        Column("zip", LONG_ZIP, needed=False, empty=""),
        maybe("phone"),
        maybe("phone_extension"),
        Column("url", URL, needed=False, empty=""),
        maybe("latitude", FINE_DEGREES),
        maybe("longitude", FINE_DEGREES),
        maybe("languages"),
        maybe("hours"),
        maybe("fees"),
        maybe("notes"),
        *READ,
        maybe("limited_to"),
        maybe("retired_on", DAY),
    ),
    ("source_id",),
    without(Place),
    position,
)
