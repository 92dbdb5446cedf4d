"""Writing a catalogue as a folder of files, in the one canonical form that is committed."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

from finder.catalog.catalog import Catalog, listing_file
from finder.catalog.guide import TOPICS
from finder.catalog.rows import Column, Row, Table
from finder.catalog.tables import TABLES
from finder.catalog.toml_text import toml_text


def exported_files(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Every file of the folder: its name and its text."""
    for stem, record in catalog.records.items():
        yield listing_file(stem), toml_text(record)
    for name, record in catalog.small.items():
        yield f"{name}.toml", toml_text(record, kind_of_file(name))
    for table in TABLES:
        yield from _csv_files(table, catalog.rows.get(table.name, ()))


def _csv_files(table: Table, rows: Iterable[Row]) -> Iterator[tuple[str, str]]:
    """The table as one file, or as its parts."""
    if not table.parted_by:
        yield table.file, csv_text(table, rows)
        return
    parts: dict[object, list[Row]] = {}
    for row in rows:
        parts.setdefault(row[table.parted_by], []).append(row)
    for part, its_rows in parts.items():
        yield table.file_of(part), csv_text(table, its_rows)


def write_catalog(catalog: Catalog, folder: Path) -> None:
    """Write every file; that of a listing, a topic or a part of a table that is no longer there is removed."""
    texts = dict(exported_files(catalog))
    for pattern in (listing_file("*"), f"{TOPICS}*.toml", *(table.file for table in TABLES if table.parted_by)):
        (folder / pattern).parent.mkdir(parents=True, exist_ok=True)
        for path in folder.glob(pattern):
            if path.relative_to(folder).as_posix() not in texts:
                path.unlink()
    for name, text in texts.items():
        (folder / name).write_bytes(text.encode())


def kind_of_file(name: str) -> str:
    """The layout of a small file: its name, and one for all topics of the guide."""
    return "guide/topic" if name.startswith(TOPICS) else name


def csv_text(table: Table, rows: Iterable[Row]) -> str:
    """The table as CSV, rows in the order of their columns."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(table.headings)
    for row in in_order(table, rows):
        writer.writerow(cells_of(table, row).values())
    return out.getvalue()


def cells_of(table: Table, row: Row) -> dict[str, str]:
    """A row as its file writes it, by heading."""
    return {column.heading: _cell(row[column.name], column) for column in table.columns}


def row_from(table: Table, cells: Mapping[str, str]) -> Row:
    """The row that ``cells_of`` wrote. A column that came later is empty. Raises MistakeError for a wrong cell."""
    return {
        column.name: column.cell.read(text) if (text := cells.get(column.heading, "")) else column.empty
        for column in table.columns
    }


def in_order(table: Table, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows in the order in which the file has them."""
    # A key of one column is never empty nor there twice; other rows may tie.
    if len(table.key) == 1:
        return tuple(sorted(rows, key=itemgetter(table.key[0])))
    names = tuple(dict.fromkeys((*table.key, *(column.name for column in table.columns))))
    return tuple(sorted(rows, key=lambda row: tuple(_sortable(row[name]) for name in names)))


def _cell(value: object, column: Column) -> str:
    return "" if value == column.empty else column.cell.write(value)


def _sortable(value: object) -> tuple[object, ...]:
    """Empty cells first, numbers and dates by size, sets by their members."""
    if value is None:
        return (False,)
    return (True, tuple(sorted(value)) if isinstance(value, frozenset) else value)
