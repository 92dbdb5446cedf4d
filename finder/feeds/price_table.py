"""Prices as the rows of ``prices list``, for the command and for the page's files alike."""

from __future__ import annotations

from datetime import date

from finder.core.prices import UNIT_PRICE_STEP, Price, PriceBook

PRICE_COLUMNS = (
    *("kind", "seller", "product", "ndc", "strength_mg", "quantity", "days_supply"),
    *("price", "unit_price", "area", "observed_on", "source"),
)


def price_rows(
    book: PriceBook, on: date, *, every: bool = False, strength_mg: int | None = None, kind: str | None = None
) -> list[tuple[object, ...]]:
    """The current price of every series on a day, or (``every``) each observation up to that day."""
    rows = [row for row in book.rows if row.observed_on <= on] if every else book.current(on)
    return [_cells(row) for row in rows if strength_mg in (None, row.strength_mg) and kind in (None, row.kind.value)]


def _cells(row: Price) -> tuple[object, ...]:
    unit = "" if row.unit_price is None else row.unit_price.quantize(UNIT_PRICE_STEP)
    return (
        row.kind.value,
        row.seller,
        row.product,
        row.ndc,
        row.strength_mg,
        row.quantity,
        row.days_supply,
        row.price,
        unit,
        row.area,
        row.observed_on,
        row.source,
    )
