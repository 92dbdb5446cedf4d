"""The fair-price estimate at a local counter."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from finder.core.costs import cents
from finder.core.fair_price import fair_price
from finder.core.prices import PriceBook
from tests.factories import TODAY, fee, nadac

BOOK = PriceBook.of([nadac("0.13239")])


def test_s1_a_fair_price_for_90_tablets_of_50_mg_is_21_to_25_dollars() -> None:
    estimate = fair_price(BOOK, [fee()], 50, 90, TODAY)
    assert estimate is not None
    assert (cents(estimate.low), cents(estimate.high)) == (Decimal("21.22"), Decimal("25.12"))


def test_the_fee_of_the_state_comes_before_the_national_range() -> None:
    estimate = fair_price(BOOK, [fee(), fee("AL", "10.64", "10.64")], 50, 90, TODAY, "AL")
    assert estimate is not None
    assert cents(estimate.low) == cents(estimate.high) == Decimal("22.56")


def test_another_payers_fee_is_not_used() -> None:
    other = fee("OH", "1.00", "1.00", payer="medicaid_mco")
    estimate = fair_price(BOOK, [fee(), other], 50, 90, TODAY, "OH")
    assert estimate is not None
    assert estimate.fee.state == "US"


def test_a_fee_is_not_used_before_its_first_day() -> None:
    later = fee("AL", "99.00", "99.00", starts=TODAY + timedelta(days=1))
    older = fee("AL", "10.64", "10.64", starts=TODAY)
    estimate = fair_price(BOOK, [fee(), older, later], 50, 90, TODAY, "AL")
    assert estimate is not None
    assert estimate.fee == older
    estimate = fair_price(BOOK, [fee(), later], 50, 90, TODAY, "AL")
    assert estimate is not None
    assert estimate.fee.state == "US"


def test_without_a_benchmark_or_a_fee_there_is_no_estimate() -> None:
    assert fair_price(PriceBook.of([]), [fee()], 50, 90, TODAY) is None
    assert fair_price(BOOK, [fee("AL")], 50, 90, TODAY, "OH") is None
    assert fair_price(BOOK, [fee()], 75, 90, TODAY) is None


@pytest.mark.parametrize(
    ("quantity", "about"), [(90, (20, 25)), (360, (55, 60)), (600, (90, 95)), (900, (130, 130)), (1, (10, 15))]
)
def test_an_estimate_is_said_in_steps_of_5_dollars_and_of_10_from_100_on(quantity: int, about: tuple[int, int]) -> None:
    estimate = fair_price(BOOK, [fee()], 50, quantity, TODAY)
    assert estimate is not None
    assert estimate.about == about
    assert estimate.far_above == 2 * about[0]
