"""Some rows of a table as a member edits them: what was typed, what is on file, what is wrong."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from io import StringIO

from flask_babel import gettext as _

from finder.answers.columns import COLUMNS
from finder.answers.errors import AnswerError
from finder.catalog.export import cells_of, csv_text
from finder.catalog.folder import read_rows
from finder.catalog.phones import phone_source
from finder.catalog.problems import Notes
from finder.catalog.rows import Row, Table
from finder.catalog.tables import PRICES
from finder.store.row_history import Cells, key_of
from finder.web.team.maintain.blueprint import posted_text, words
from finder.wording.problems import in_forms

MOST_ROWS_IN_FORM = 60
DAY_COLUMNS = ("observed_on", "checked_on", "retired_on")


@dataclass(frozen=True, kw_only=True)
class RowSheet:
    """Some rows of a table. ``same``: the cells that all have alike, and nobody changes.

    ``start``: those that a new row begins with.
    """

    table: Table
    name: str
    on_file: tuple[Row, ...]
    same: Cells
    start: Cells = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """A name for the rows as they are, to notice that somebody changed them."""
        return hashlib.sha256(csv_text(self.table, self.on_file).encode()).hexdigest()[:16]

    @property
    def columns_to_fill(self) -> list[str]:
        """The columns that the form has."""
        return [name for name in self.table.headings if name not in self.same]

    def typed(self) -> list[Cells]:
        """The rows as they were sent, without those that were taken out."""
        count = posted_text("rows-count")
        rows = range(min(int(count), MOST_ROWS_IN_FORM) if count.isdecimal() and len(count) < 4 else 0)
        return [
            {
                **{
                    name: _as_files_write(self.table, name, posted_text(f"rows-{at}-{name}"))
                    for name in self.columns_to_fill
                },
                **self.same,
            }
            for at in rows
            if not posted_text(f"rows-{at}-drop")
        ]

    def with_theirs(self, rows: list[Cells]) -> list[Cells]:
        """What was typed, then what somebody else put in meanwhile: sent again, it takes nothing out unseen."""
        typed = {key_of(self.table, cells) for cells in rows}
        on_file = (cells_of(self.table, row) for row in self.on_file)
        return [*rows, *(cells for cells in on_file if key_of(self.table, cells) not in typed)]

    def now_on_file(self, rows: list[Cells]) -> dict[str, str]:
        """Beside each field of a row that both have, what is on file where that differs from what was typed."""
        on_file = {key_of(self.table, cells): cells for cells in (cells_of(self.table, row) for row in self.on_file)}
        return {
            f"rows-{at}-{name}": _("On file now: %(text)s", text=theirs[name] or _("nothing"))
            for at, cells in enumerate(rows)
            if (theirs := on_file.get(key_of(self.table, cells))) is not None
            for name in self.columns_to_fill
            if theirs[name] != cells[name]
        }

    def blank(self) -> Cells:
        """A new row."""
        return {**dict.fromkeys(self.table.headings, ""), **self.start, **self.same}

    def read(self, rows: list[Cells]) -> tuple[list[Row], dict[str, str]]:
        """The rows, and what is wrong with them by the id of the field; read as strictly as our files."""
        found: list[Row] = []
        wrong: dict[str, str] = {}
        for at, cells in enumerate(rows):
            out = StringIO(csv_text(self.table, ()))
            out.seek(0, 2)
            out.write(",".join('"' + cells[name].replace('"', '""') + '"' for name in self.table.headings) + "\n")
            out.seek(0)
            notes = Notes(self.table.file)
            found += read_rows(out, self.table, notes)
            for problem in notes.problems:
                column = problem.message.field
                place = f"rows-{at}-{column}" if column in self.columns_to_fill else f"rows-{at}"
                wrong.setdefault(place, in_forms(words(), problem.message))
        return found, wrong


def _as_files_write(table: Table, name: str, text: str) -> str:
    """A price without its dollar sign; a day as 11/23/2026 and a phone that was called in the way of our files."""
    if name == "source" and table is PRICES:
        return phone_source(text) or text
    if name == "price":
        return text.removeprefix("$").strip()
    if name in DAY_COLUMNS and text:
        try:
            return str(COLUMNS["lost_coverage_on"].read(text))
        except AnswerError:
            return text
    return text
