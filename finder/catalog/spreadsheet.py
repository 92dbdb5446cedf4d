"""Files for spreadsheets: rows as CSV, with nothing in them that a spreadsheet would run.

What we write for people gets a quote mark before such a cell. Our own files and the packages made from them are read
back exactly, so there no text may begin like that in the first place (``values.text``).
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

# A spreadsheet runs a cell that begins like this as a formula; some also take the wide forms, or skip blanks before.
FORMULA = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")
BEFORE_IT = ("\t", "\r", "\n")


def is_formula(text: str) -> bool:
    """Whether a spreadsheet could run the cell."""
    return text.startswith(BEFORE_IT) or text.lstrip().startswith(FORMULA)


def without_formula(text: str) -> str:
    """The text with a quote mark before anything a spreadsheet would run."""
    return f"'{text}" if is_formula(text) else text


def plain(text: str) -> str:
    """The text without the signs that would make it a formula: for texts of others that we publish."""
    return text.lstrip("".join((*FORMULA, *BEFORE_IT, " "))) if is_formula(text) else text


def write_csv(out: TextIO, columns: Iterable[str], rows: Iterable[tuple[object, ...]]) -> None:
    """Write a header and rows; texts lose what would run, ``None`` is blank."""
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(tuple(without_formula(cell) if isinstance(cell, str) else cell for cell in row) for row in rows)
