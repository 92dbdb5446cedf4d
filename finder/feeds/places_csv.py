"""Our own table of places as CSV."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finder.catalog.rows import Row
from finder.catalog.tables import PLACES
from finder.feeds.import_report import Told
from finder.feeds.own_csv import Checked, own_rows
from finder.feeds.source import Source


def read(source: Source, told: Told, on: date) -> Iterator[Row]:
    """The rows without mistakes."""
    return own_rows(source, told, PLACES, Checked("checked_on", on))
