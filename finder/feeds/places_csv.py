"""Our own table of places as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finder.catalog.rows import Row
from finder.catalog.tables import PLACES
from finder.core.source_dates import UNDATED
from finder.feeds.import_report import ImportReport
from finder.feeds.own_csv import DayColumn, own_rows
from finder.feeds.source import SourceFile


def read(source: SourceFile, told: ImportReport, on: date) -> Iterator[Row]:
    """The rows without mistakes."""
    return own_rows(source, told, PLACES, DayColumn("checked_on", on), {"as_of": UNDATED})
