"""What people say they paid, in words: the lowest and the highest of at least three, and how many they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from finder.core.listing import Listing
from finder.core.prices import PRICE_KINDS, PriceGroup
from finder.core.snapshot import Snapshot
from finder.wording import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class PaidRow:
    """One range in words."""

    seller: str
    listing: Listing | None
    what: str
    span: str
    people: int
    month: str
    stale: bool


def paid_rows(words: Words, snapshot: Snapshot, on: date, seller: str | None = None) -> list[PaidRow]:
    """The current ranges, of one seller where it is named."""
    current = [
        row for row in snapshot.facts.prices.current(on, seller) if PRICE_KINDS[row.kind].group is PriceGroup.PEOPLE
    ]
    found = []
    for _, group in groupby(current, key=lambda row: row.series):
        rows = list(group)
        listing = snapshot.by_id.get(rows[0].seller)
        found.append(
            PaidRow(
                seller=words.text(listing.name) if listing else rows[0].seller,
                listing=listing,
                what=words._(
                    "%(count)s tablets of %(strength)s mg", count=rows[0].quantity, strength=rows[0].strength_mg
                ),
                span=words.span(min(row.price for row in rows), max(row.price for row in rows)),
                people=rows[0].people or 0,
                month=words.month(rows[0].observed_on),
                stale=rows[0].is_stale(on),
            )
        )
    return found
