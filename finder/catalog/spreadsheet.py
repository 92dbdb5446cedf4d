"""Files for spreadsheets: rows as CSV, with nothing in them that a spreadsheet would run."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

# A spreadsheet runs a cell that begins like this as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def without_formula(text: str) -> str:
    """The text with a quote mark before anything a spreadsheet would run."""
    return f"'{text}" if text.startswith(FORMULA) else text


def write_csv(out: TextIO, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a header and rows; texts lose what would run, ``None`` is blank."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(tuple(without_formula(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
