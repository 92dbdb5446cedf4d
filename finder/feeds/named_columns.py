"""CSV files of others: columns are found by their names, however those are spelled, never by position."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

from finder.feeds.import_report import FeedError

CellTexts = list[str]


def plain(name: str) -> str:
    """A column's name without the ways in which spellings differ: case, underscores, spaces."""
    return " ".join(name.replace("_", " ").lower().split())


class NamedColumns:
    """The rows of a CSV file with a header. Raises FeedError when the text is not CSV."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._reader = csv.reader(lines, strict=True)
        names = [plain(name) for name in self._next() or ()]
        while names and not names[-1]:  # a header line that ends in a comma
            names.pop()
        self.width = len(names)
        self.columns = {name: at for at, name in reversed(list(enumerate(names)))}

    @property
    def line(self) -> int:
        """The line at which the last row ended."""
        return self._reader.line_num

    def __iter__(self) -> Iterator[CellTexts]:
        """Every row that is not blank."""
        while (cells := self._next()) is not None:
            if cells:
                yield cells

    def missing(self, needed: Iterable[str]) -> list[str]:
        """The names that the header does not have."""
        return [name for name in needed if name not in self.columns]

    def cell(self, cells: CellTexts, name: str) -> str:
        """What stands in a column, without spaces around; nothing when there is no such column."""
        at = self.columns.get(name)
        return cells[at].strip() if at is not None and at < len(cells) else ""

    def fits(self, cells: CellTexts) -> bool:
        """Whether a row has a cell for each name, and nothing beyond."""
        return len(cells) >= self.width and not any(cells[self.width :])

    def _next(self) -> CellTexts | None:
        try:
            return next(self._reader, None)
        except csv.Error as error:
            raise FeedError(f"Line {self._reader.line_num} is not CSV: {error}. Look for a missing quote.") from None
