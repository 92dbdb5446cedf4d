"""Reading an HSDS package of anybody's: folder, zip or JSON, of 3.0, or of the older vintages by their headings."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple

from finder.catalog.problems import message
from finder.feeds.import_report import EmptyFileError, FeedError, ImportReport
from finder.feeds.json_records import Records
from finder.feeds.named_columns import NamedColumns
from finder.feeds.source import SourceFile

MOST_PACKAGE_BYTES = 256 << 20
# All of a large state's directory; what a zip of a few bytes claims to hold must not fill the memory.
MOST_PACKAGE_ROWS = 1_000_000
# What each table is called in files and in JSON, in the plural, the singular and by older vintages.
TABLE_NAMES = {
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
TABLE_OF = {name: table for table, names in TABLE_NAMES.items() for name in names}
OLDER_NAMES = {"physical_addresses", "regular_schedules", "mail_addresses", "physical_address", "regular_schedule"}
LIST_KEYS = {*TABLE_OF, "contents", "data", "items"}
# The column by which a row hangs on what it is nested in.
PARENT_COLUMNS = {
    "organizations": "organization_id",
    "services": "service_id",
    "locations": "location_id",
    "service_at_location": "service_at_location_id",
}


class HsdsRow(NamedTuple):
    """One row: the file and line it stands in, and its values without spaces around."""

    file: str
    line: int
    values: dict[str, str]


Package = dict[str, list[HsdsRow]]
Opener = Callable[[], BinaryIO]


class _Rows(Package):
    """The rows of each table, no more of them than a directory can have."""

    def __init__(self) -> None:
        self.count = 0

    def __missing__(self, table: str) -> list[HsdsRow]:
        return self.setdefault(table, [])

    def add(self, table: str, line: HsdsRow) -> None:
        self.count += 1
        if self.count > MOST_PACKAGE_ROWS:
            raise FeedError(f"This package has more than {MOST_PACKAGE_ROWS:,} rows.")
        self[table].append(line)


def read_package(path: Path, report: ImportReport) -> Package:
    """All rows of the tables that we read. Raises FeedError when it is no HSDS package."""
    try:
        found = _read(path, report)
    except OSError as error:
        raise FeedError(f"{path.name} cannot be read: {error.strerror or type(error).__name__}.") from None
    if not found["locations"] and not found["services"]:
        raise FeedError("This is not an HSDS package: it has no table of locations or services.")
    return found


def _read(path: Path, report: ImportReport) -> _Rows:
    found = _Rows()
    if path.suffix.lower() == ".json" and not path.is_dir():
        _not_larger(path.stat().st_size)
        with path.open("rb") as stream:
            _read_json(path.name, stream, found)
    elif path.is_dir():
        files = sorted(file for file in path.glob("*.csv") if file.is_file())
        _not_larger(sum(file.stat().st_size for file in files))
        _read_files([(file.name, _opener(file)) for file in files], found, report)
    else:
        _read_zip(path, found, report)
    return found


def _opener(file: Path) -> Opener:
    return lambda: file.open("rb")


def _not_larger(size: int) -> None:
    if size > MOST_PACKAGE_BYTES:
        raise FeedError(f"This package is larger than {MOST_PACKAGE_BYTES >> 20} megabytes.")


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> BinaryIO:
    return io.BytesIO(archive.read(entry))


def _read_zip(path: Path, found: _Rows, report: ImportReport) -> None:
    """Nothing of a zip is written to disk; one file of it at a time is in memory."""
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [entry for entry in archive.infolist() if entry.filename.lower().endswith(".csv")]
            _not_larger(sum(entry.file_size for entry in entries))
            names = [PurePosixPath(entry.filename).name for entry in entries]
            openers: list[Opener] = [partial(_unpack, archive, entry) for entry in entries]
            _read_files(list(zip(names, openers, strict=True)), found, report)
    except zipfile.BadZipFile:
        whole = "is damaged" if zipfile.is_zipfile(path) else "is neither a folder, a zip nor a .json file"
        raise FeedError(f"{path.name} {whole}.") from None
    except (zlib.error, EOFError, NotImplementedError):
        raise FeedError(f"{path.name} is damaged, or packed in a way that is not known here.") from None
    except RuntimeError:
        raise FeedError(f"{path.name} is locked with a password. Unpack it first.") from None


def _read_files(files: list[tuple[str, Opener]], found: _Rows, report: ImportReport) -> None:
    named: dict[str, str] = {}
    for name, opener in files:
        table = TABLE_OF.get(PurePosixPath(name).stem.lower())
        if table is None:
            continue
        if table in named.values():
            raise FeedError(f"The table {table} is in this package twice. Keep one of them.")
        named[PurePosixPath(name).stem.lower()] = table
        with opener() as stream:
            _read_csv(name, table, stream, found, report)
    _say_vintage(set(named), found, report)


def _read_csv(name: str, table: str, stream: BinaryIO, found: _Rows, report: ImportReport) -> None:
    # The remarks of one file must not carry the name of another.
    here = ImportReport(file=name)
    try:
        _take_rows(name, table, NamedColumns(SourceFile(name, stream).lines(here)), found)
    except EmptyFileError:
        return
    except FeedError as error:
        raise FeedError(f"{name}: {error}") from None
    report.remarks += here.remarks
    report.remark_count += here.remark_count


def _take_rows(name: str, table: str, columns: NamedColumns, found: _Rows) -> None:
    headings = {at: heading.replace(" ", "_") for heading, at in columns.columns.items()}
    for cells in columns:
        values = {
            headings[at]: _without_quotes(cell) for at, cell in enumerate(cells) if at in headings and cell.strip()
        }
        found.add(table, HsdsRow(name, columns.line, values))


def _without_quotes(cell: str) -> str:
    """Without spaces, and without the quote marks that the standard's own example of a phone has."""
    text = cell.strip()
    return text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == '"' else text


def _say_vintage(named: set[str], found: Package, report: ImportReport) -> None:
    old_keys = any("location_id" in line.values for line in found["services"])
    if named & OLDER_NAMES or old_keys or any("virtual" in line.values for line in found["locations"]):
        report.remark(1, message("older_package"))


def _read_json(name: str, stream: BinaryIO, found: _Rows) -> None:
    records = Records(SourceFile(name, stream).pieces(), LIST_KEYS)
    for line, record in records:
        if isinstance(record, dict):
            _take(name, line, _kind_of(record), record, found, {})
    if not records.found_list and records.rest:
        _take(name, 1, _kind_of(records.rest), records.rest, found, {})
    seen: dict[tuple[str, str], HsdsRow] = {}
    for table, lines in found.items():
        # The same organization or location is nested, with all that hangs on it, in each of its services.
        found[table] = [row for row in lines if seen.setdefault((table, str(row.values)), row) is row]


def _kind_of(record: dict[str, Any]) -> str:
    if "location_type" in record or "addresses" in record or "latitude" in record:
        return "locations"
    return "organizations" if "services" in record or "locations" in record else "services"


def _take(name: str, line: int, table: str, record: dict[str, Any], found: _Rows, links: dict[str, str]) -> None:
    values = {key: _text(value) for key, value in record.items() if not isinstance(value, dict | list)}
    values = {key: value for key, value in values.items() if value}
    here = {PARENT_COLUMNS[table]: values["id"]} if table in PARENT_COLUMNS and "id" in values else {}
    for key, below in record.items():
        if key in TABLE_OF and isinstance(below, dict | list):
            for child in _dicts(below):
                inner = TABLE_OF[key]
                if isinstance(below, dict) and inner in PARENT_COLUMNS and child.get("id"):
                    values.setdefault(PARENT_COLUMNS[inner], _text(child["id"]))
                    _take(name, line, inner, child, found, {})
                else:
                    _take(name, line, inner, child, found, here)
    found.add(table, HsdsRow(name, line, {**links, **values}))


def _dicts(below: dict[str, Any] | list[Any]) -> Iterator[dict[str, Any]]:
    yield from (child for child in (below if isinstance(below, list) else [below]) if isinstance(child, dict))


def _text(value: object) -> str:
    return "" if value is None else _without_quotes(str(value))
