"""Our own price table as CSV: the columns of seed_data/prices.csv."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from finder.catalog.folder import read_rows
from finder.catalog.problems import Notes
from finder.catalog.tables import PRICES, Row, Table
from finder.feeds.source import Source
from finder.feeds.told import Told


def read(source: Source, told: Told, _on: date) -> Iterator[Row]:
    """The rows without mistakes."""
    return own_rows(source, told, PRICES)


def own_rows(source: Source, told: Told, table: Table) -> Iterator[Row]:
    """The rows of one of our own tables, with its mistakes told."""
    notes = Notes(source.name)
    for row in read_rows(source.lines(told), table, notes):
        yield row
        _hand_over(notes, told)
    _hand_over(notes, told)


def _hand_over(notes: Notes, told: Told) -> None:
    for problem in notes.problems:
        told.mistake(problem.line, problem.message)
    notes.problems.clear()
