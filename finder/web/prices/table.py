"""Prices as rows of a file: the columns of `prices list`."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from datetime import date
from io import StringIO

from finder.core.prices import Price, PriceBook
from finder.web.caseload.screening import without_formula

COLUMNS = (
    "kind",
    "seller",
    "product",
    "ndc",
    "strength_mg",
    "quantity",
    "days_supply",
    "price",
    "unit_price",
    "area",
    "observed_on",
    "source",
)


def price_rows(
    book: PriceBook, on: date, *, current: bool = True, strength_mg: int | None = None, kind: str | None = None
) -> list[tuple[str, ...]]:
    """The prices on a day: the current one of every series, or every observation up to that day."""
    rows = book.current(on) if current else tuple(row for row in book.rows if row.observed_on <= on)
    wanted = (
        row
        for row in rows
        if (strength_mg is None or row.strength_mg == strength_mg) and (kind is None or row.kind.value == kind)
    )
    return [_row(price) for price in wanted]


def _row(price: Price) -> tuple[str, ...]:
    unit = price.unit_price
    return (
        price.kind.value,
        without_formula(price.seller),
        without_formula(price.product),
        price.ndc,
        _blank(price.strength_mg),
        _blank(price.quantity),
        _blank(price.days_supply),
        f"{price.price:f}",
        "" if unit is None else f"{unit:.5f}",
        price.area,
        price.observed_on.isoformat(),
        without_formula(price.source),
    )


def _blank(value: int | None) -> str:
    return "" if value is None else str(value)


def to_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """The rows with their header, as CSV."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()
