"""The blood tests that go with the drug: how many, and what one costs in cash.

The schedule is the US label's (Laboratory Tests); prices are in ``seed_data/labs.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from finder.core.prices import PRICE_KINDS, PriceKind
from finder.core.text import Text

BLOOD_COUNT = "cbc"


@dataclass(frozen=True, slots=True, kw_only=True)
class LabPrice:
    """What one test costs at a seller, in dollars; ``order_fee`` comes on top once an order."""

    test: str
    cpt: str
    seller: str
    price_low: Decimal
    price_high: Decimal
    order_fee: Decimal | None
    kind: PriceKind
    where: str
    not_in: frozenset[str]
    observed_on: date
    source: str
    confidence: str
    note: str = ""

    @property
    def is_for_people(self) -> bool:
        """Whether a person can pay it: a benchmark is what others pay."""
        return PRICE_KINDS[self.kind].is_for_people

    def is_stale(self, on: date) -> bool:
        """Whether the price is past the shelf life of its kind on ``on``."""
        return on > self.observed_on + timedelta(days=PRICE_KINDS[self.kind].shelf_life_days)

    @property
    def all_in(self) -> tuple[Decimal, Decimal]:
        """Low and high with the order fee, where one was read."""
        fee = self.order_fee or Decimal(0)
        return self.price_low + fee, self.price_high + fee


@dataclass(frozen=True, slots=True, kw_only=True)
class LabRule:
    """What one state says about ordering a blood test for yourself."""

    state: str
    rule: str
    observed_on: date
    source: str
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveredTest:
    """What one blood count costs with coverage that says so itself, in dollars."""

    insurance: frozenset[str]
    low: Decimal
    high: Decimal
    source: str
    checked_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Monitoring:
    """The labelled blood counts, and the sellers whose cash prices our yearly figure is made from.

    ``first_year`` holds counts for month 1, months 2-3 and the rest of the year. ``sellers`` sell
    online; ``local_sellers`` stand in where a state does not let them. ``covered`` has what coverage pays.
    """

    first_year: tuple[int, int, int]
    later_year: int
    sellers: tuple[str, ...]
    local_sellers: tuple[str, ...]
    leaves_out: tuple[Text, ...]
    source: str
    checked_on: date
    covered: tuple[CoveredTest, ...] = ()

    def counts(self, starting: bool | None, told: int | None = None) -> int:
        """Blood counts in the coming year: as told, else the label's; starting is assumed when not told."""
        if told is not None:
            return told
        return self.later_year if starting is False else sum(self.first_year)


@dataclass(frozen=True, slots=True)
class BloodTestPrice:
    """The cash price of one blood count, low and high, and the prices it was made from."""

    low: Decimal
    high: Decimal
    made_from: tuple[LabPrice, ...]

    def stale_since(self, on: date) -> date | None:
        """The day of the oldest price that it was made from, where that is past its shelf life; ``None`` otherwise."""
        return min((row.observed_on for row in self.made_from if row.is_stale(on)), default=None)


def cash_blood_test(
    monitoring: Monitoring, labs: Iterable[LabPrice], on: date, state: str | None = None
) -> BloodTestPrice | None:
    """What one blood count costs in cash where the person lives; ``None`` when no price is on file."""
    counts = blood_count_prices(labs, on)
    open_here = [row for row in counts if row.seller in monitoring.sellers and state not in row.not_in]
    used = open_here or [row for row in counts if row.seller in monitoring.local_sellers]
    if not used:
        return None
    return BloodTestPrice(min(row.all_in[0] for row in used), max(row.all_in[1] for row in used), tuple(used))


def blood_count_prices(labs: Iterable[LabPrice], on: date) -> list[LabPrice]:
    """Each seller's newest prices of a blood count on a day."""
    return _newest_by_seller(row for row in labs if row.test == BLOOD_COUNT and row.observed_on <= on)


def _newest_by_seller(rows: Iterable[LabPrice]) -> list[LabPrice]:
    """The rows of each seller's newest day; more than one where sources of that day differ."""
    known = tuple(rows)
    newest: dict[str, date] = {}
    for row in known:
        newest[row.seller] = max(row.observed_on, newest.get(row.seller, row.observed_on))
    return [row for row in known if row.observed_on == newest[row.seller]]
