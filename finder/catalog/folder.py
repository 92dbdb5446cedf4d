"""Reading a folder of our files into a catalogue."""

from __future__ import annotations

import csv
import io
import re
import tomllib
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from finder.catalog.catalog import Catalog, FileNotes, build, listing_file
from finder.catalog.export import in_order
from finder.catalog.guide import FILES, TOPICS
from finder.catalog.key_lines import key_lines
from finder.catalog.problems import MistakeError, Notes, message
from finder.catalog.rows import Row, Table
from finder.catalog.small_facts import CAME_LATER, SMALL
from finder.catalog.table_reader import Record
from finder.catalog.tables import TABLES
from finder.core.listing import Confidence

Turns = dict[tuple[object, ...], list[tuple[date, date, int]]]
AT_LINE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def read_catalog(folder: Path) -> Catalog:
    """Read everything. Nothing stops at a mistake: ``Catalog.problems`` has them all."""
    places = FileNotes()
    records = {
        path.stem: toml_record(path, places.of(listing_file(path.stem)))
        for path in sorted(folder.glob("programs/*.toml"))
    }
    topics = (f"{TOPICS}{path.stem}" for path in sorted(folder.glob(f"{TOPICS}*.toml")))
    known = (name for name in SMALL if name not in CAME_LATER or (folder / f"{name}.toml").exists())
    names = (*known, *FILES, *topics)
    small = {name: toml_record(folder / f"{name}.toml", places.of(f"{name}.toml")) for name in names}
    rows = {table.name: in_order(table, _rows(folder, table, places)) for table in TABLES}
    return build(
        {stem: record for stem, record in records.items() if record is not None},
        {name: record for name, record in small.items() if record is not None},
        rows,
        places,
    )


def _text(path: Path, notes: Notes) -> str | None:
    """The file's text; ``None`` when it cannot be read, which is noted."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        notes.add((), message("no_file"))
    except UnicodeDecodeError as error:
        notes.lines = {(): error.object.count(b"\n", 0, error.start) + 1}
        notes.add((), message("not_utf8"))
    return None


def toml_record(path: Path, notes: Notes) -> Record | None:
    """The file as a record, numbers exact; ``None`` when it is not TOML, which is noted. ``notes`` learns its lines."""
    text = _text(path, notes)
    if text is None:
        return None
    try:
        record = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        found = AT_LINE.search(str(error))
        line = int(found[1]) if found and found[1] else len(text.splitlines())
        notes.lines = {(): line}
        notes.add((), message("not_toml", error=AT_LINE.sub("", str(error))))
        return None
    except RecursionError:
        notes.lines = {(): 1}
        notes.add((), message("toml_too_deep"))
        return None
    notes.lines = {(): 1, **key_lines(text)}
    return record


def _rows(folder: Path, table: Table, places: FileNotes) -> Iterator[Row]:
    """All rows of a table. In a table of parts, a row is noted that stands in two files or in the wrong one."""
    if not table.parted_by:
        yield from _csv(folder / table.file, table, places.of(table.file))
        return
    seen: dict[object, str] = {}
    for path in sorted(folder.glob(table.file)):
        name = table.file_of(path.stem)
        for row in _csv(path, table, places.of(name)):
            part, key = str(row[table.parted_by]), tuple(row[column] for column in table.key)
            if part != path.stem:
                places.of(name).add((), message("row_of_another_file", file=table.file_of(part)))
            if (other := seen.setdefault(key, name)) != name:
                places.of(name).add((), message("row_in_two_files", file=other, columns=table.key))
            yield row


def _csv(path: Path, table: Table, notes: Notes) -> Iterator[Row]:
    text = _text(path, notes)
    return iter(()) if text is None else read_rows(io.StringIO(text), table, notes)


def read_rows(lines: Iterable[str], table: Table, notes: Notes) -> Iterator[Row]:
    """The rows of a CSV file without mistakes, one at a time; each mistake is noted with its line."""
    reader = csv.reader(lines, strict=True)
    try:
        if next(reader, None) != table.headings:
            notes.lines = {(): 1}
            notes.add((), message("wrong_heading", headings=",".join(table.headings)))
            return
        yield from checked_rows(((reader.line_num, cells) for cells in reader), table, notes)
    except csv.Error as error:
        notes.lines = {(): reader.line_num}
        notes.add((), message("not_csv", error=str(error)))


def _take_turns(row: Row, line: int, turns: Turns, table: Table, notes: Notes) -> None:
    """Note that this row and an earlier one of its kind hold on the same day."""
    span = (row["starts"] or date.min, row["ends"] or date.max)
    others = turns.setdefault(tuple(row[name] for name in table.unique_per_day), [])
    for starts, ends, other in others:
        if starts < span[1] and span[0] < ends:
            notes.add((), message("same_days", line=other))
            break
    others.append((*span, line))


def checked_rows(numbered: Iterable[tuple[int, list[str]]], table: Table, notes: Notes) -> Iterator[Row]:
    """The rows without mistakes, from lines and the cells of all columns in their order."""
    seen: dict[tuple[object, ...], int] = {}
    turns: Turns = {}
    for line, cells in numbered:
        notes.lines = {(): line}
        row = _row(cells, table, notes)
        if row is None:
            continue
        first_line = seen.setdefault(tuple(row[name] for name in table.key), line)
        if first_line != line:
            notes.add((), message("row_twice", line=first_line, columns=table.key))
        elif table.unique_per_day and row["confidence"] is not Confidence.LOW:
            _take_turns(row, line, turns, table, notes)
        yield row


def _row(cells: list[str], table: Table, notes: Notes) -> Row | None:
    if len(cells) != len(table.columns):
        notes.add((), message("cells", cells=len(cells), needed=len(table.columns)))
        return None
    row: Row = {}
    good = True
    for text, column in zip(cells, table.columns, strict=True):
        try:
            if text:
                row[column.name] = column.cell.read(text)
            elif column.needed:
                raise MistakeError("empty")
            else:
                row[column.name] = column.empty
        except MistakeError as mistake:
            notes.add((), mistake.about(column.heading))
            good = False
    wrong = table.check(row) if good else None
    if wrong:
        notes.add((), wrong)
    return row if good and not wrong else None
