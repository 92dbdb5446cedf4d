"""Our estimate of a fair price at a local counter: what pharmacies pay for tablets, and a fee for filling."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from finder.core.prices import NATIONAL, Price, PriceBook

SMALL_STEP, LARGE_STEP, FROM_HERE_LARGE = Decimal(5), Decimal(10), Decimal(100)
FEE_PAYER = "medicaid_ffs"


@dataclass(frozen=True, slots=True, kw_only=True)
class DispensingFee:
    """What a payer pays a pharmacy for filling one prescription, in dollars: low and high."""

    state: str
    payer: str
    fee_low: Decimal
    fee_high: Decimal
    starts: date | None
    source: str
    as_of: str
    checked_on: date
    confidence: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FairPrice:
    """Our estimate of a fair price at a local counter: benchmark x tablets + dispensing fee. Not an offer."""

    strength_mg: int
    quantity: int
    low: Decimal
    high: Decimal
    benchmark: Price
    fee: DispensingFee

    @property
    def about(self) -> tuple[Decimal, Decimal]:
        """Low and high as an estimate is said: in steps of $5, or of $10 from $100 on."""
        return _in_steps(self.low), _in_steps(self.high)

    @property
    def far_above(self) -> Decimal:
        """A quote above this is far above our estimate: twice its low end."""
        return 2 * self.about[0]


def _in_steps(amount: Decimal) -> Decimal:
    step = SMALL_STEP if amount < FROM_HERE_LARGE else LARGE_STEP
    return max((amount / step).quantize(Decimal(1), ROUND_HALF_UP), Decimal(1)) * step


def fair_price(
    book: PriceBook, fees: Iterable[DispensingFee], strength_mg: int, quantity: int, on: date, state: str | None = None
) -> FairPrice | None:
    """The fair-price estimate for ``quantity`` generic tablets; ``None`` without a benchmark or fee on file."""
    benchmark = book.benchmark_per_tablet(strength_mg, on)
    in_force = [fee for fee in fees if fee.payer == FEE_PAYER and (fee.starts or date.min) <= on]
    by_state = {fee.state: fee for fee in sorted(in_force, key=lambda fee: fee.starts or date.min)}
    fee = by_state.get(state or NATIONAL) or by_state.get(NATIONAL)
    if benchmark is None or fee is None:
        return None
    tablets = benchmark.price * quantity
    return FairPrice(
        strength_mg=strength_mg,
        quantity=quantity,
        low=tablets + fee.fee_low,
        high=tablets + fee.fee_high,
        benchmark=benchmark,
        fee=fee,
    )
