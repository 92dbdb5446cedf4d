"""What a listing costs for a prescription: itemised, as a range, rounded only when shown.

A month is 30 days and a year is 12 of them, so that every total can be re-added by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from finder.core.dose import DoseWay
from finder.core.prices import PriceKind
from finder.core.situation import MONTHS_PER_YEAR

DAYS_PER_MONTH = 30
DEFAULT_DAYS_SUPPLY = 30
LONG_FILL_DAYS = 90
ZERO = Decimal(0)
CENT = Decimal("0.01")


class Part(NamedTuple):
    """One line of a bill in dollars; ``None`` means not priced, which is not the same as free."""

    name: str
    low: Decimal | None
    high: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """One fill of ``days`` days at one listing, with what its numbers are and how old they are.

    ``as_written`` is False when the tablets are of another strength than the prescription says.
    """

    days: int
    parts: tuple[Part, ...]
    kind: PriceKind
    observed_on: date
    source: str
    stale: bool
    way: DoseWay | None = None
    as_written: bool = True
    membership_per_year: Decimal = ZERO
    by_days: bool = False

    @property
    def low(self) -> Decimal:
        """The least one fill can cost, in dollars, priced parts only."""
        return sum((part.low for part in self.parts if part.low is not None), ZERO)

    @property
    def high(self) -> Decimal:
        """The most one fill can cost, in dollars, priced parts only."""
        return sum((part.high for part in self.parts if part.high is not None), ZERO)

    @property
    def high_before_shipping(self) -> Decimal:
        """The most one fill can cost without shipping, which is paid once an order whatever the tablets."""
        return sum((part.high for part in self.parts if part.high is not None and part.name != "shipping"), ZERO)

    @property
    def not_priced(self) -> tuple[str, ...]:
        """The names of parts that come on top and have no price on file."""
        return tuple(part.name for part in self.parts if part.low is None)

    @property
    def has_premium(self) -> bool:
        """Whether it is paid by the month, whatever is filled."""
        return any(part.name == "premium" for part in self.parts)

    @property
    def per_month(self) -> tuple[Decimal, Decimal]:
        """Low and high, scaled to 30 days."""
        scale = Decimal(DAYS_PER_MONTH) / self.days
        return self.low * scale, self.high * scale


class YearCost(NamedTuple):
    """A year of tablets and blood tests in dollars: low and high of each."""

    tablets: tuple[Decimal, Decimal]
    blood_tests: tuple[Decimal, Decimal]
    counts: int

    @property
    def total(self) -> tuple[Decimal, Decimal]:
        """Tablets and blood tests together."""
        return self.tablets[0] + self.blood_tests[0], self.tablets[1] + self.blood_tests[1]


def cents(amount: Decimal) -> Decimal:
    """Rounded to the cent, half up; only for showing."""
    return amount.quantize(CENT, ROUND_HALF_UP)


def year_cost(cost: Cost, blood_test: tuple[Decimal, Decimal], counts: int) -> YearCost:
    """A year at this cost with ``counts`` blood tests at ``blood_test`` dollars (low, high) each."""
    low, high = cost.per_month
    fee = cost.membership_per_year
    return YearCost(
        (low * MONTHS_PER_YEAR + fee, high * MONTHS_PER_YEAR + fee),
        (blood_test[0] * counts, blood_test[1] * counts),
        counts,
    )
