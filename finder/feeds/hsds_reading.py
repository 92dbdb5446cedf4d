"""Reading an HSDS package of anybody's: folder, zip or JSON, of 3.0, or of the older vintages by their headings."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from finder.feeds.columns import NamedColumns
from finder.feeds.records import Records
from finder.feeds.source import Source
from finder.feeds.told import FeedError, Told

MOST_BYTES = 1 << 30
# What each table is called in files and in JSON, in the plural, the singular and by older vintages.
NAMES = {
    "organizations": ("organizations", "organization"),
    "services": ("services", "service"),
    "locations": ("locations", "location"),
    "service_at_location": ("service_at_location", "service_at_locations", "services_at_location"),
    "addresses": ("addresses", "address", "physical_addresses", "physical_address"),
    "phones": ("phones", "phone"),
    "schedules": ("schedules", "schedule", "regular_schedules", "regular_schedule"),
    "languages": ("languages", "language"),
    "x_places": ("x_places",),
    "x_listings": ("x_listings",),
}
TABLE_OF = {name: table for table, names in NAMES.items() for name in names}
OLDER = {"physical_addresses", "regular_schedules", "mail_addresses", "physical_address", "regular_schedule"}
LISTS = {*TABLE_OF, "contents", "data", "items"}
# The column by which a row hangs on what it is nested in.
LINKS = {
    "organizations": "organization_id",
    "services": "service_id",
    "locations": "location_id",
    "service_at_location": "service_at_location_id",
}


class Line(NamedTuple):
    """One row: the file and line it stands in, and its values without spaces around."""

    file: str
    line: int
    values: dict[str, str]


Package = dict[str, list[Line]]


def read_package(path: Path, told: Told) -> Package:
    """All rows of the tables that we read. Raises FeedError when it is no HSDS package."""
    found: Package = defaultdict(list)
    if path.suffix.lower() == ".json":
        with path.open("rb") as stream:
            _read_json(path.name, stream, found)
    else:
        files = _files(path)
        named = {PurePosixPath(name).stem.lower() for name, _ in files}
        for name, stream in files:
            with stream:
                _read_csv(name, stream, found, told)
        _say_vintage(named, found, told)
    if not found["locations"] and not found["services"]:
        raise FeedError("This is not an HSDS package: it has no table of locations or services.")
    return found


def _files(path: Path) -> list[tuple[str, BinaryIO]]:
    """The CSV files by name, opened. Nothing of a zip is written to disk."""
    if path.is_dir():
        return [(file.name, file.open("rb")) for file in sorted(path.glob("*.csv"))]
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError):
        raise FeedError(f"{path.name} is neither a folder, a zip nor a .json file.") from None
    with archive:
        entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
        if sum(entry.file_size for entry in entries) > MOST_BYTES:
            raise FeedError("This package is larger than a gigabyte.")
        return [(PurePosixPath(entry.filename).name, io.BytesIO(archive.read(entry))) for entry in entries]


def _read_csv(name: str, stream: BinaryIO, found: Package, told: Told) -> None:
    table = TABLE_OF.get(PurePosixPath(name).stem.lower())
    if table is None:
        return
    # The remarks of one file must not carry the name of another.
    here = Told(name)
    try:
        columns = NamedColumns(Source(name, stream).lines(here))
    except FeedError as error:
        if str(error) == "The file is empty.":
            return
        raise FeedError(f"{name}: {error}") from None
    headings = {at: heading.replace(" ", "_") for heading, at in columns.columns.items()}
    for cells in columns:
        values = {headings[at]: _unquoted(cell) for at, cell in enumerate(cells) if at in headings and cell.strip()}
        found[table].append(Line(name, columns.line, values))
    told.remarks += here.remarks
    told.remark_count += here.remark_count


def _unquoted(cell: str) -> str:
    """Without spaces, and without the quote marks that the standard's own example of a phone has."""
    text = cell.strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text


def _say_vintage(named: set[str], found: Package, told: Told) -> None:
    old_keys = any("location_id" in line.values for line in found["services"])
    if named & OLDER or old_keys or any("virtual" in line.values for line in found["locations"]):
        told.remark(1, "This package is of an older vintage than HSDS 3.0 (1.x, 2.x or Ohana); its names are read too.")


def _read_json(name: str, stream: BinaryIO, found: Package) -> None:
    records = Records(Source(name, stream).pieces(), LISTS)
    for line, record in records:
        if isinstance(record, dict):
            _take(name, line, _kind_of(record), record, found, {})
    if not records.found_list and records.rest:
        _take(name, 1, _kind_of(records.rest), records.rest, found, {})
    seen: dict[tuple[str, str], Line] = {}
    for table, lines in found.items():
        # The same organization or location is nested, with all that hangs on it, in each of its services.
        found[table] = [row for row in lines if seen.setdefault((table, str(row.values)), row) is row]


def _kind_of(record: dict[str, Any]) -> str:
    if "location_type" in record or "addresses" in record or "latitude" in record:
        return "locations"
    return "organizations" if "services" in record or "locations" in record else "services"


def _take(name: str, line: int, table: str, record: dict[str, Any], found: Package, links: dict[str, str]) -> None:
    values = {key: _text(value) for key, value in record.items() if not isinstance(value, dict | list)}
    values = {key: value for key, value in values.items() if value}
    here = {LINKS[table]: values["id"]} if table in LINKS and "id" in values else {}
    for key, below in record.items():
        if key in TABLE_OF and isinstance(below, dict | list):
            for child in _dicts(below):
                inner = TABLE_OF[key]
                if isinstance(below, dict) and inner in LINKS and child.get("id"):
                    values.setdefault(LINKS[inner], _text(child["id"]))
                    _take(name, line, inner, child, found, {})
                else:
                    _take(name, line, inner, child, found, here)
    found[table].append(Line(name, line, {**links, **values}))


def _dicts(below: dict[str, Any] | list[Any]) -> Iterator[dict[str, Any]]:
    yield from (child for child in (below if isinstance(below, list) else [below]) if isinstance(child, dict))


def _text(value: object) -> str:
    return "" if value is None else _unquoted(str(value))
