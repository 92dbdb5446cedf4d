"""One caseload: rows of answers, each matched by the same engine as the pages."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from finder.catalog.answers import Answers, read_answers
from finder.core.matching import Match, Plan, match
from finder.core.snapshot import Snapshot
from finder.web.caseload.columns import CASE, Header, HeaderError, read_header
from finder.web.wording import Words
from finder.web.wording.errors import sentence
from finder.web.wording.labels import COLUMNS as NAMES
from finder.web.wording.reasons import reasons

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
)
MOST_IN_A_CELL = 1000
# A spreadsheet runs a cell that begins like this as a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


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


def read_caseload(lines: Iterable[str], snapshot: Snapshot, words: Words) -> Caseload:
    """Open a caseload. Raises HeaderError when the file is refused as a whole; rows are read one by one."""
    reader = csv.reader(lines, strict=True)
    try:
        first = next(reader, None)
    except csv.Error as error:
        raise HeaderError(f"Line 1 is not CSV: {error}. Save the file as CSV, with commas.") from None
    if first is None:
        raise HeaderError('The file is empty. Its first line names the columns, "case" among them.')
    first[0] = first[0].removeprefix("\ufeff") if first else ""
    header = read_header(first)
    return Caseload(header, _cases(reader, header, snapshot, words))


def _cases(reader: Iterator[list[str]], header: Header, snapshot: Snapshot, words: Words) -> Iterator[Case]:
    line = reader.line_num + 1  # type: ignore[attr-defined]
    while True:
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield Case(line, "", None, (f"This is not CSV: {error}. The rest of the file was not read.",))
            return
        if cells is None:
            return
        if any(cell.strip() for cell in cells):
            yield _case(line, cells, header, snapshot, words)
        line = reader.line_num + 1  # type: ignore[attr-defined]


def _case(line: int, cells: list[str], header: Header, snapshot: Snapshot, words: Words) -> Case:
    if len(cells) != header.width:
        told = f"This row has {len(cells)} cells; the header has {header.width}. Check for missing or extra commas."
        return Case(line, "", None, (told,))
    told = {name: (cells[at],) for name, at in header.positions.items()}
    label = told.pop(CASE)[0].strip()
    if any(len(texts[0]) > MOST_IN_A_CELL for texts in told.values()) or len(label) > MOST_IN_A_CELL:
        return Case(line, "", None, (f"A cell has more than {MOST_IN_A_CELL} characters. Shorten it.",))
    problems = () if label else ('"case" is blank. Give the row a label of your own.',)
    answers = read_answers(told, snapshot.facts.zips)
    problems += tuple(f"{name}: {sentence(words, name, error)}" for name, error in answers.errors.items())
    return Case(line, label, None if problems else answers, problems)


def screen(
    case: Case, snapshot: Snapshot, on: date, words: Words, best: int | None = None
) -> Iterator[tuple[str, ...]]:
    """The rows of one case: every listing that can apply where it lives, best first, at most ``best``."""
    answers = case.answers
    if answers is None:
        return
    plan = match(snapshot, answers.situation, answers.prescription, on)
    for rank, row in enumerate(plan.matches[:best], start=1):
        yield _row(case.label, rank, row, plan, words)


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


def without_formula(text: str) -> str:
    """The text with a quote mark before anything a spreadsheet would run."""
    return f"'{text}" if text.startswith(FORMULA) else text
