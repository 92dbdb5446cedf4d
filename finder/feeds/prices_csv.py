"""Our own price table as CSV: the columns of seed_data/prices.csv, or those that ``prices list`` writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finder.catalog.rows import Row
from finder.catalog.tables import PRICES
from finder.core.listing import Confidence
from finder.feeds.import_report import ImportReport
from finder.feeds.own_csv import DayColumn, own_rows
from finder.feeds.source import SourceFile

# A list does not say how sure a price is. Medium is shown as an estimate where something is worked out from it.
CELLS_NOT_TOLD = {"confidence": Confidence.MEDIUM.value}
# It follows from the price and the quantity.
PASSED_OVER = ("unit_price",)


def read(source: SourceFile, told: ImportReport, on: date) -> Iterator[Row]:
    """The rows without mistakes."""
    return own_rows(source, told, PRICES, DayColumn("observed_on", on), CELLS_NOT_TOLD, PASSED_OVER)
