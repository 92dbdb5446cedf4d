"""The price book: every price is an observation with its kind, day, place and source.

Nothing is averaged: where sources differ on the same day, both are kept and the price is a range.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum, StrEnum
from itertools import groupby

from finder.core.kinds import complete

GENERIC = "azathioprine"
BENCHMARK_SELLER = "nadac"
# The drug by its names: the generic and the brands of the United States.
PRODUCT_NAMES = (GENERIC, "Imuran", "Azasan")
# No tablet of ours has cost a tenth of this; a price above it is a slip of the point.
MOST_DOLLARS_A_TABLET = 1000
# What NADAC says of one tablet has five places.
UNIT_PRICE_STEP = Decimal("0.00001")


class PriceKind(StrEnum):
    """What a number is.

    ``fixed``: posted by the seller. ``seen``: at a counter. ``benchmark``: what pharmacies or payers
    pay, not a price for people. ``derived``: our estimate. ``reported``: by people who paid it.
    """

    FIXED = "fixed"
    SEEN = "seen"
    BENCHMARK = "benchmark"
    DERIVED = "derived"
    REPORTED = "reported"


class PriceGroup(Enum):
    """As what prices of a kind are shown: as asked by sellers, paid by people, or paid by pharmacies and payers."""

    SELLERS = "sellers"
    PEOPLE = "people"
    BENCHMARKS = "benchmarks"


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceKindSpec:
    """What the program knows of a kind of price.

    ``sureness``: of a seller's prices, costs are worked out from the kind with the lowest; ``None``: from none of it.
    """

    shelf_life_days: int
    sureness: int | None
    group: PriceGroup

    @property
    def is_for_people(self) -> bool:
        """Whether a person can pay it."""
        return self.group is not PriceGroup.BENCHMARKS


PRICE_KINDS = complete(
    PriceKind,
    {
        PriceKind.FIXED: PriceKindSpec(shelf_life_days=180, sureness=1, group=PriceGroup.SELLERS),
        PriceKind.SEEN: PriceKindSpec(shelf_life_days=90, sureness=2, group=PriceGroup.SELLERS),
        PriceKind.DERIVED: PriceKindSpec(shelf_life_days=180, sureness=3, group=PriceGroup.SELLERS),
        PriceKind.REPORTED: PriceKindSpec(shelf_life_days=90, sureness=4, group=PriceGroup.PEOPLE),
        PriceKind.BENCHMARK: PriceKindSpec(shelf_life_days=60, sureness=None, group=PriceGroup.BENCHMARKS),
    },
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """One observed price, in dollars, for a quantity of tablets or for a number of days.

    ``people``: how many people told one of kind ``reported``; ``None`` for any other.
    """

    kind: PriceKind
    seller: str
    product: str
    ndc: str
    strength_mg: int | None
    quantity: int | None
    days_supply: int | None
    price: Decimal
    area: str
    observed_on: date
    source: str
    confidence: str
    people: int | None = None

    @property
    def unit_price(self) -> Decimal | None:
        """Dollars a tablet; ``None`` for a price by days, which says nothing about one tablet."""
        return self.price / self.quantity if self.quantity else None

    def is_stale(self, on: date) -> bool:
        """Whether the price is past the shelf life of its kind on ``on``."""
        return on > self.observed_on + timedelta(days=PRICE_KINDS[self.kind].shelf_life_days)

    @property
    def series(self) -> tuple[object, ...]:
        """What has one current price: seller, product, kind, strength, quantity or days' supply, and area."""
        return (
            self.seller,
            self.product,
            self.kind,
            self.strength_mg,
            self.quantity or 0,
            self.days_supply or 0,
            self.area,
        )


@dataclass(frozen=True, slots=True)
class PriceBook:
    """All observations, oldest first within a series."""

    rows: tuple[Price, ...]
    by_seller: dict[str, tuple[tuple[Price, ...], ...]]

    @classmethod
    def of(cls, prices: Iterable[Price]) -> PriceBook:
        """Order and index the observations."""
        rows = tuple(sorted(prices, key=_order))
        by_seller: dict[str, list[tuple[Price, ...]]] = {}
        for _, series in groupby(rows, key=lambda row: row.series):
            kept = tuple(series)
            by_seller.setdefault(kept[0].seller, []).append(kept)
        return cls(rows, {seller: tuple(series) for seller, series in by_seller.items()})

    def current(self, on: date, seller: str | None = None) -> tuple[Price, ...]:
        """The newest prices of every series on ``on``; more than one where sources of one day differ."""
        sellers = self.by_seller.values() if seller is None else (self.by_seller.get(seller, ()),)
        return tuple(row for every in sellers for series in every for row in _newest(series, on))

    def benchmark_per_tablet(self, strength_mg: int, on: date) -> Price | None:
        """The newest NADAC price of one generic tablet: what pharmacies pay, not a price for people."""
        rows = [
            row
            for row in self.current(on, BENCHMARK_SELLER)
            if (row.product, row.strength_mg) == (GENERIC, strength_mg)
        ]
        return max(rows, key=lambda row: (row.observed_on, row.price), default=None)

    def benchmark_history(self, strength_mg: int, on: date) -> tuple[Price, ...]:
        """Every NADAC price of one generic tablet up to ``on``, oldest first."""
        return tuple(
            row
            for series in self.by_seller.get(BENCHMARK_SELLER, ())
            for row in series
            if (row.product, row.strength_mg) == (GENERIC, strength_mg) and row.observed_on <= on
        )


def _newest(series: Sequence[Price], on: date) -> Sequence[Price]:
    """The different prices of the newest day of one series, up to ``on``.

    A benchmark is published by NDC. One written without an NDC was quoted by somebody else, rounded or dated by
    the day of a file, so it counts only where no NDC has a price within its shelf life.
    """
    told = series[: bisect_right(series, on, key=lambda row: row.observed_on)]
    if not told:
        return ()
    newest = told[-1]
    if newest.kind is PriceKind.BENCHMARK:
        first_hand = next((row for row in reversed(told) if row.ndc), None)
        newest = newest if first_hand is None or first_hand.is_stale(on) else first_hand
    same_day = [
        row
        for row in told[bisect_left(told, newest.observed_on, key=lambda row: row.observed_on) :]
        if row.observed_on == newest.observed_on and bool(row.ndc) >= bool(newest.ndc)
    ]
    return list({row.price: row for row in reversed(same_day)}.values())[::-1]


def _order(row: Price) -> tuple[object, ...]:
    return (
        row.seller,
        row.product,
        row.kind,
        row.strength_mg or 0,
        row.quantity or 0,
        row.days_supply or 0,
        row.area,
        row.observed_on,
        row.ndc,
        row.price,
        row.source,
    )


NATIONAL = "US"
