"""NADAC: what pharmacies pay for a tablet, from data.medicaid.gov, as weekly or yearly CSV or as JSON.

A yearly file repeats every NDC once a week. Each price of each NDC is kept once, under the day from which it
holds; where weeks differ about such a day, the newest week is right. So it is where it goes back to an earlier day.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import TypeVar

from finder.catalog.problems import MistakeError, message
from finder.catalog.rows import Row
from finder.core.listing import Confidence
from finder.core.prices import BENCHMARK_SELLER, PriceKind
from finder.feeds.drug import believable, is_ours, is_tablet, product_named
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.json_records import Records
from finder.feeds.named_columns import CellTexts, NamedColumns, plain
from finder.feeds.source import SourceFile
from finder.feeds.values import day, dollars, milligrams, ndc11

NADAC_SOURCE = "https://data.medicaid.gov/"
BENCHMARK_NOTE = "Average price pharmacies pay per tablet, not a price a person can buy at."
DESCRIPTION, NDC_COLUMN, PRICE_COLUMN, STARTS, UNIT = (
    "ndc description",
    "ndc",
    "nadac per unit",
    "effective date",
    "pricing unit",
)
AS_OF_COLUMN = "as of date"
NEEDED_COLUMNS = (DESCRIPTION, NDC_COLUMN, PRICE_COLUMN, STARTS, UNIT)
NADAC_LISTS = ("results", "data")
PER_TABLET = "EA"

Take = Callable[[str], str]
_Value = TypeVar("_Value")


@dataclass
class _NewestWeek:
    """What is known of one NDC from one day on: the newest week, and its prices."""

    week: date
    product: str
    strength_mg: int
    prices: set[Decimal] = field(default_factory=set)


def read(source: SourceFile, report: ImportReport, _on: date) -> Iterator[Row]:
    """The prices of our tablets, as rows of the price table."""
    newest: dict[tuple[str, date], _NewestWeek] = {}
    for line, take in _json_rows(source, report) if source.is_json else _csv_rows(source, report):
        description = take(DESCRIPTION)
        if is_ours(description):
            _keep(newest, description, take, line, report)
    for (ndc, starts), found in sorted(newest.items(), key=lambda item: item[0]):
        for price in () if _is_withdrawn(newest, ndc, starts) else sorted(found.prices):
            yield _row(ndc, starts, found, price)


def _is_withdrawn(newest: dict[tuple[str, date], _NewestWeek], ndc: str, starts: date) -> bool:
    """Whether a newer week names an earlier day for the package: then the price of the later day was a mistake."""
    week = newest[ndc, starts].week
    return any(other == ndc and earlier < starts and found.week > week for (other, earlier), found in newest.items())


def _csv_rows(source: SourceFile, report: ImportReport) -> Iterator[tuple[int, Take]]:
    rows = NamedColumns(source.lines(report))
    _need(rows.missing(NEEDED_COLUMNS))
    description = rows.columns[DESCRIPTION]
    cells: CellTexts = []
    for cells in rows:
        # Nearly all rows are of other drugs: look at them as little as possible.
        if len(cells) > description and is_ours(cells[description]):
            if rows.fits(cells):
                yield rows.line, partial(rows.cell, cells)
            else:
                report.mistake(rows.line, message("cells", cells=len(cells), needed=rows.width))
    # Rows of other drugs may look as they like, but what comes after a last one that stops short is missing.
    if any(cells) and len(cells) < rows.width:
        raise FeedError(f"Line {rows.line}, the last one, stops short. Was the file cut off?")


def _json_rows(source: SourceFile, report: ImportReport) -> Iterator[tuple[int, Take]]:
    records = Records(source.pieces(), NADAC_LISTS)
    for line, record in records:
        if not isinstance(record, dict):
            raise FeedError(f"Line {line}: a row of the JSON must be an object with names.")
        named = {plain(name): "" if value is None else str(value).strip() for name, value in record.items()}
        _need([name for name in NEEDED_COLUMNS if name not in named])
        yield line, partial(_of_record, named)
    if not records.found_list:
        raise FeedError("This JSON has no list of 'results'. Is it an answer of the NADAC data store?")
    records.remark_part(records.rest.get("count"), report)


def _of_record(named: Mapping[str, str], name: str) -> str:
    return named.get(name, "")


def _need(missing: list[str]) -> None:
    if missing:
        raise FeedError(f"This is not a NADAC file: it has no column for {', '.join(missing)}.")


def _keep(
    newest: dict[tuple[str, date], _NewestWeek], description: str, take: Take, line: int, report: ImportReport
) -> None:
    unit, strength = take(UNIT).upper(), milligrams(description)
    if unit != PER_TABLET or strength is None or not is_tablet(description):
        report.remark(
            line, message("not_priced_by_tablet" if unit else "priced_by_nothing", cell=description, unit=unit)
        )
        return
    try:
        ndc, price, starts, week = _values(take)
    except MistakeError as mistake:
        report.mistake(line, mistake.message)
        return
    if date.min < week < starts:
        report.remark(line, message("price_to_come", cell=starts, week=week))
    found = newest.setdefault((ndc, starts), _NewestWeek(week, product_named(description), strength))
    if week > found.week:
        newest[ndc, starts] = found = _NewestWeek(week, product_named(description), strength)
    if week == found.week:
        found.prices.add(price)


def _values(take: Take) -> tuple[str, Decimal, date, date]:
    ndc = _converted_field("NDC", ndc11, take(NDC_COLUMN))
    price = _converted_field("NADAC Per Unit", dollars, take(PRICE_COLUMN))
    believable(price, 1)
    week = _converted_field("As of Date", day, take(AS_OF_COLUMN)) if take(AS_OF_COLUMN) else date.min
    return ndc, price, _converted_field("Effective Date", day, take(STARTS)), week


def _converted_field(name: str, convert: Callable[[str], _Value], text: str) -> _Value:
    try:
        return convert(text)
    except MistakeError as mistake:
        mistake.message = mistake.about(name)
        raise


def _row(ndc: str, starts: date, found: _NewestWeek, price: Decimal) -> Row:
    return {
        "kind": PriceKind.BENCHMARK,
        "seller": BENCHMARK_SELLER,
        "product": found.product,
        "ndc": ndc,
        "strength_mg": found.strength_mg,
        "quantity": 1,
        "days_supply": None,
        "price": price,
        "area": "US",
        "observed_on": starts,
        "source": NADAC_SOURCE,
        "confidence": Confidence.HIGH,
        "note": BENCHMARK_NOTE,
        "survey_week": found.week if found.week > date.min else None,
    }
