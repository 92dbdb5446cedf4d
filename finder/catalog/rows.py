"""A file of rows: its columns, what makes a row unique, what is wrong with one, and what it becomes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from finder.catalog.cells import NDC, TEXT, Cell
from finder.catalog.problems import Message
from finder.languages import LANGUAGES

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its heading, its kind of cell, whether it may be empty, and the value then.

    ``translation``: it holds the words of a text in another language than the original.
    """

    heading: str
    cell: Cell
    needed: bool = True
    empty: Any = None
    translation: bool = False

    @property
    def name(self) -> str:
        """The column's name in code; ``from`` and ``to`` are words of the language."""
        return {"from": "starts", "to": "ends"}.get(self.heading, self.heading)


def _fine(_row: Row) -> Message | None:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One file. ``make`` turns a row into what the core reads; ``check`` says what is wrong with a whole row.

    Rows alike in ``unique_per_day`` take turns: no two of them hold on the same day. A large table is ``parted_by`` a
    column: a folder of its name has one file for each value.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    make: Callable[[Row], Any]
    check: Callable[[Row], Message | None] = _fine
    unique_per_day: tuple[str, ...] = ()
    parted_by: str = ""

    @property
    def file(self) -> str:
        """The file's name in the folder; for a table in parts, the pattern of theirs."""
        return self.file_of("*")

    def file_of(self, part: object) -> str:
        """The file that has the rows with ``part`` in the column by which the table is parted."""
        return f"{self.name}/{part}.csv" if self.parted_by else f"{self.name}.csv"

    @property
    def headings(self) -> list[str]:
        """The first line of the file."""
        return [row.heading for row in self.columns]


def column(heading: str, cell: Cell) -> Column:
    """A column that every row fills."""
    return Column(heading=heading, cell=cell)


def maybe(heading: str, cell: Cell = TEXT, empty: Any = None) -> Column:
    """A column that may be empty: ``empty`` then, or where it is not given no text, or nothing on file."""
    if empty is None and cell in (TEXT, NDC):
        empty = ""
    return Column(heading=heading, cell=cell, needed=False, empty=empty)


def text_columns(heading: str) -> tuple[Column, ...]:
    """The columns of a text that may be empty, one for each language."""
    suffixes = [language.suffix for language in LANGUAGES.values()]
    return tuple(replace(maybe(heading + suffix), translation=bool(suffix)) for suffix in suffixes)


def without(kind: Callable[..., Any], *names: str) -> Callable[[Row], Any]:
    """Make a core object from a row, leaving out columns that only people read."""
    return lambda row: kind(**{name: value for name, value in row.items() if name not in names})
