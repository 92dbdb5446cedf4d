"""What a fill and a year cost: every total here can be added again by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.costs import DAYS_PER_MONTH, LONG_FILL_DAYS, Cost, Part, YearCost, cents, year_cost
from finder.core.prices import PriceKind
from tests.factories import TODAY

TWENTY, THIRTY_THREE = Decimal(20), Decimal(33)


def fill(*parts: Part, days: int = 30) -> Cost:
    return Cost(days=days, parts=parts, kind=PriceKind.FIXED, observed_on=TODAY, source="", stale=False)


class TestFill:
    TABLETS = Part("tablets", Decimal(10), Decimal(12))
    SHIPPING = Part("shipping", Decimal(5), Decimal(8))
    NOT_PRICED = Part("shipping", None, None)

    def test_a_fill_is_the_sum_of_its_parts_from_the_least_to_the_most(self) -> None:
        found = fill(self.TABLETS, self.SHIPPING)
        assert (found.low, found.high, found.not_priced) == (15, 20, ())

    def test_a_part_without_a_price_is_named_and_adds_nothing(self) -> None:
        found = fill(self.TABLETS, self.NOT_PRICED)
        assert (found.low, found.high, found.not_priced) == (10, 12, ("shipping",))
        assert fill(self.NOT_PRICED).low == 0

    def test_shipping_is_left_out_where_ways_to_fill_are_compared(self) -> None:
        assert fill(self.TABLETS, self.SHIPPING).high_before_shipping == 12
        assert fill(self.TABLETS, Part("coinsurance", None, None)).high_before_shipping == 12

    @pytest.mark.parametrize(("days", "month"), [(30, (15, 20)), (90, (5, Decimal(20) / 3)), (15, (30, 40))])
    def test_a_month_is_30_days_of_the_fill(self, days: int, month: tuple[Decimal, Decimal]) -> None:
        low, high = fill(self.TABLETS, self.SHIPPING, days=days).per_month
        assert low == month[0]
        assert abs(high - month[1]) < Decimal("1e-20")

    def test_a_fill_is_as_written_and_without_membership_unless_said(self) -> None:
        found = fill(self.TABLETS)
        assert (found.as_written, found.by_days, found.membership_per_year) == (True, False, 0)


def test_a_long_fill_is_three_months() -> None:
    assert LONG_FILL_DAYS == 3 * DAYS_PER_MONTH == 90


class TestYear:
    def year(self, per_fill: str, counts: int, days: int = 30, membership: str = "0") -> YearCost:
        part = Part("tablets", Decimal(per_fill), Decimal(per_fill))
        found = Cost(
            days=days,
            parts=(part,),
            kind=PriceKind.FIXED,
            observed_on=TODAY,
            source="",
            stale=False,
            membership_per_year=Decimal(membership),
        )
        return year_cost(found, (TWENTY, THIRTY_THREE), counts)

    def test_the_first_year_is_12_months_of_tablets_and_17_counts(self) -> None:
        year = self.year("10.28", 17)
        assert year.tablets == (Decimal("123.36"), Decimal("123.36"))
        assert year.blood_tests == (340, 561)
        assert year.total == (Decimal("463.36"), Decimal("684.36"))

    def test_a_later_year_has_12_counts(self) -> None:
        assert self.year("10.28", 12).blood_tests == (240, 396)

    def test_a_fill_of_90_days_is_scaled_to_a_month(self) -> None:
        assert self.year("30.00", 0, days=90).tablets == (120, 120)

    def test_a_membership_is_paid_once_a_year(self) -> None:
        assert self.year("10.00", 0, membership="36.00").tablets == (156, 156)

    @given(st.decimals("0.01", "999.99", places=2), st.sampled_from([7, 28, 30, 31, 90]))
    def test_nothing_is_rounded_before_the_end(self, per_fill: Decimal, days: int) -> None:
        year = self.year(str(per_fill), 0, days=days)
        assert abs(year.tablets[0] * days - per_fill * 360) < Decimal("1e-15")


@pytest.mark.parametrize(("exact", "shown"), [("21.2151", "21.22"), ("0.005", "0.01"), ("0.0049", "0.00"), ("5", "5")])
def test_money_is_rounded_half_up_to_the_cent(exact: str, shown: str) -> None:
    assert cents(Decimal(exact)) == Decimal(shown)
