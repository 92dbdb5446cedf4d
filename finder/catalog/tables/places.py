"""Where things are: ZIP codes, and places that people can go to."""

from __future__ import annotations

from sys import intern

from finder.catalog.cells import (
    DAY,
    DEGREES,
    DIALED,
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
from finder.catalog.rows import Row, Table, column, maybe
from finder.catalog.tables.columns import CITED_COLUMNS
from finder.core.places import Place, PlaceKind, StillThere
from finder.core.snapshot import ZipArea

ZIPS = Table(
    name="zip_codes",
    columns=(
        column("zip", ZIP_CODE),
        column("state", STATE),
        maybe("latitude", DEGREES),
        maybe("longitude", DEGREES),
        maybe("other_states", STATE_SET),
        maybe("time_zone"),
    ),
    key=("zip",),
    make=lambda row: ZipArea(
        state=row["state"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        other_states=row["other_states"],
        time_zone=row["time_zone"],
    ),
    check=position,
)
# What thousands of places have alike is held once.
ALIKE = ("city", "state", "url", "run_by", "notes", "source", "as_of", "limited_to")


def _place(row: Row) -> Place:
    return Place(**{**row, **{name: intern(row[name]) for name in ALIKE}})


PLACES = Table(
    name="places",
    columns=(
        column("source_id", TEXT),
        column("name", TEXT),
        column("kind", member(PlaceKind)),
        maybe("run_by"),
        maybe("address"),
        maybe("city"),
        column("state", STATE),
        maybe("zip", LONG_ZIP, empty=""),
        maybe("phone"),
        maybe("phone_extension"),
        maybe("pharmacy_phone", DIALED, empty=""),
        maybe("url", URL, empty=""),
        maybe("latitude", FINE_DEGREES),
        maybe("longitude", FINE_DEGREES),
        maybe("languages"),
        maybe("hours"),
        maybe("fees"),
        maybe("notes"),
        *CITED_COLUMNS,
        maybe("name_seen_on", DAY),
        maybe("still_there", member(StillThere)),
        maybe("limited_to"),
        maybe("retired_on", DAY),
    ),
    key=("source_id",),
    make=_place,
    check=position,
    parted_by="state",
)
