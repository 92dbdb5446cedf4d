"""One caseload: rows of answers, each matched by the same engine as the pages."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from finder.answers.columns import Answers, read_answers
from finder.caseload.header import CASE, Header, HeaderError, read_header
from finder.caseload.json_parts import only_printable
from finder.catalog.spreadsheet import without_formula
from finder.core.matches import Match, Plan
from finder.core.matching import match
from finder.core.snapshot import Snapshot
from finder.core.tablet_question import plan_remarks
from finder.wording import Words, remarks
from finder.wording.answer_errors import sentence_with_value
from finder.wording.questions import COLUMN_NAMES as NAMES
from finder.wording.reasons import reasons

if TYPE_CHECKING:
    from _csv import Reader as CsvReader

OUTPUT = (
    "case",
    "rank",
    "listing",
    "kind",
    "verdict",
    "cost_per_month_low",
    "cost_per_month_high",
    "first_year_low",
    "first_year_high",
    "reasons",
    "missing",
    "rules_as_of",
    "remarks",
)
MOST_IN_A_CELL = 1000


@dataclass(frozen=True, slots=True)
class Case:
    """One row of the file: its line, its label, and its answers or the sentences that say what is wrong."""

    line: int
    label: str
    answers: Answers | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Caseload:
    """An open caseload file: its header, and its rows as they are read."""

    header: Header
    cases: Iterator[Case]


def lines_in(data: bytes, words: Words) -> list[str]:
    """The lines of a file. Raises HeaderError when it is not UTF-8 text."""
    try:
        # Not str.splitlines: it also breaks lines inside cells, at form feeds and the like.
        return list(io.StringIO(data.decode("utf-8-sig"), newline=""))
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        message = words._("Line %(line)s is not UTF-8 text. Save the file as CSV UTF-8.", line=line)
        raise HeaderError(message) from None


def read_caseload(lines: Iterable[str], snapshot: Snapshot, words: Words) -> Caseload:
    """Open a caseload. Raises HeaderError when the file is refused as a whole; rows are read one by one."""
    reader = csv.reader(lines, strict=True)
    try:
        header_cells = next(reader, None)
    except csv.Error:
        raise HeaderError(words._("Line 1 is not CSV. Save the file as CSV, with commas.")) from None
    if header_cells is None:
        raise HeaderError(words._('The file is empty. Its first line names the columns, "case" among them.'))
    if header_cells:
        header_cells[0] = header_cells[0].removeprefix("\ufeff")
    header = read_header(header_cells, words)
    return Caseload(header, _cases(reader, header, snapshot, words))


def case_at(line: int, lines: Sequence[str], header: Header, snapshot: Snapshot, words: Words) -> Case:
    """The case that begins at a line where ``read_caseload`` found one."""
    cells = next(csv.reader((lines[at] for at in range(line - 1, len(lines))), strict=True))
    return _case(line, cells, header, snapshot, words)


def _cases(reader: CsvReader, header: Header, snapshot: Snapshot, words: Words) -> Iterator[Case]:
    line = reader.line_num + 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            # A quote mark that is wrong within its line harms that line alone; one left open, all that follows.
            alone = reader.line_num == line
            yield Case(line, "", None, (_not_csv(alone, words),))
            if not alone:
                return
            line += 1
            continue
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _case(line, cells, header, snapshot, words)
        line = reader.line_num + 1


def _not_csv(alone: bool, words: Words) -> str:
    if alone:
        return words._("This is not CSV: check the quote marks, and shorten long cells.")
    return words._("This is not CSV: check the quote marks. The rest of the file was not read.")


def _case(line: int, cells: list[str], header: Header, snapshot: Snapshot, words: Words) -> Case:
    if len(cells) == header.width + header.spare and not any(cell.strip() for cell in cells[header.width :]):
        cells = cells[: header.width]
    if len(cells) != header.width:
        return Case(line, "", None, (_wrong_width(len(cells), header.width, words),))
    texts_by_column = {name: (only_printable(cells[at]),) for name, at in header.positions.items()}
    label = texts_by_column.pop(CASE)[0].strip()
    if any(len(texts[0]) > MOST_IN_A_CELL for texts in texts_by_column.values()) or len(label) > MOST_IN_A_CELL:
        long = words._("A cell has more than %(most)s characters. Shorten it.", most=MOST_IN_A_CELL)
        return Case(line, "", None, (long,))
    _ = words._
    problems: tuple[str, ...] = () if label else (words._('"case" is blank. Give the row a label of your own.'),)
    answers = read_answers(texts_by_column, snapshot.facts.zips, from_table=True)
    problems += tuple(
        f"{name}: {sentence_with_value(words, name, error, '; '.join(texts_by_column.get(name, ())))}"
        for name, error in answers.errors.items()
    )
    return Case(line, label, None if problems else answers, problems)


def _wrong_width(cells: int, width: int, words: Words) -> str:
    return words._(
        "This row has %(cells)s cells; the header has %(width)s. Check for missing or extra commas.",
        cells=cells,
        width=width,
    )


def screen(
    case: Case, snapshot: Snapshot, on: date, words: Words, best: int | None = None
) -> Iterator[tuple[str, ...]]:
    """The rows of one case: every listing that can apply where it lives, best first, at most ``best``."""
    answers = case.answers
    if answers is None:
        return
    plan = match(snapshot, answers.situation, answers.prescription, on)
    yield from rows_of(case.label, plan, words, best, remarks_of(answers, plan, words))


def remarks_of(answers: Answers | None, plan: Plan, words: Words) -> str:
    """What is to be said about a case, in one cell: about its answers, and about its tablets."""
    found = (*(answers.remarks if answers else ()), *plan_remarks(plan))
    return " | ".join(remarks.sentence(words, remark) for remark in found)


def rows_of(label: str, plan: Plan, words: Words, best: int | None = None, said: str = "") -> Iterator[tuple[str, ...]]:
    """The rows of one plan, at most ``best``; ``said`` are the remarks on the case."""
    for rank, row in enumerate(plan.matches[:best], start=1):
        yield (*_row(label, rank, row, plan, words), said)


def _row(label: str, rank: int, row: Match, plan: Plan, words: Words) -> tuple[str, ...]:
    per_month = row.cost.per_month if row.cost else (None, None)
    year = row.first_year.total if row.first_year else (None, None)
    return (
        without_formula(label),
        str(rank),
        row.listing.id,
        row.listing.kind.value,
        row.verdict.name.lower(),
        *(_amount(value) for value in (*per_month, *year)),
        " | ".join(reason.sentence for reason in reasons(words, row.findings)),
        ";".join(name for name in row.missing if name in NAMES),
        plan.on.isoformat(),
    )


def _amount(value: Decimal | None) -> str:
    return "" if value is None else Words.plain(value)
