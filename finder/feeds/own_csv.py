"""Our own tables as CSV files that people made: columns in any order, those that may be empty left out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from finder.catalog.folder import checked_rows
from finder.catalog.problems import Notes, message
from finder.catalog.rows import Row, Table
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.named_columns import NamedColumns, plain
from finder.feeds.source import SourceFile

NO_DEFAULTS: Mapping[str, str] = MappingProxyType({})


class DayColumn(NamedTuple):
    """The column that says when a row was seen or checked, and the day on which the file is read."""

    column: str
    on: date


def own_rows(
    source: SourceFile,
    report: ImportReport,
    table: Table,
    checked: DayColumn,
    not_told: Mapping[str, str] = NO_DEFAULTS,
    passed_over: Collection[str] = (),
) -> Iterator[Row]:
    """The rows of one of our own tables, with its mistakes told, and a remark where nobody can have been yet.

    ``not_told`` has the cells of columns that the file may lack though they are needed; ``passed_over`` names columns
    that it may have though they are not ours.
    """
    rows, notes = NamedColumns(source.lines(report)), Notes(source.name)
    _check_columns(rows, table, not_told, passed_over)
    for row in checked_rows(_numbered_rows(rows, table, not_told, report), table, notes):
        if row[checked.column] > checked.on:
            # Until that day a price is not shown, and no newer check of a place is believed.
            report.remark(rows.line, message("day_to_come", checked.column, day=row[checked.column]))
        yield row
        _hand_over(notes, report)
    _hand_over(notes, report)


def _check_columns(rows: NamedColumns, table: Table, not_told: Mapping[str, str], passed_over: Collection[str]) -> None:
    needed = [column.heading for column in table.columns if column.needed and column.heading not in not_told]
    missing = [heading for heading in needed if plain(heading) not in rows.columns]
    unknown = [name for name in rows.columns if name not in map(plain, (*table.headings, *passed_over))]
    if missing or unknown:
        wrong = f"it has no column {', '.join(missing)}" if missing else f"we know no column {', '.join(unknown)}"
        raise FeedError(f"This is not a file of {table.name}: {wrong}. The columns are: {','.join(table.headings)}.")


def _numbered_rows(
    rows: NamedColumns, table: Table, not_told: Mapping[str, str], report: ImportReport
) -> Iterator[tuple[int, list[str]]]:
    wanted = [(rows.columns.get(plain(heading)), not_told.get(heading, "")) for heading in table.headings]
    for cells in filter(any, rows):
        if rows.fits(cells):
            yield rows.line, [absent if at is None else cells[at] for at, absent in wanted]
        else:
            report.mistake(rows.line, message("cells", cells=len(cells), needed=rows.width))


def _hand_over(notes: Notes, report: ImportReport) -> None:
    for problem in notes.problems:
        report.mistake(problem.line, problem.message)
    notes.problems.clear()
