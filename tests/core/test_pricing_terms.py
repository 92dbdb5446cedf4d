"""What a fill costs under coverage, or at a price that the person was quoted."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from finder.core.costs import Cost
from finder.core.listing import Basis, Listing
from finder.core.prices import PriceBook, PriceKind
from finder.core.pricing import costs_by_way, pricing_on
from tests.core.test_pricing import amounts, cost, priced
from tests.factories import SOURCE, TODAY, cost_plus_prices, listing, price, pricing, rule


class TestCopay:
    def copay(self, days: int, **more: object) -> Cost:
        how = pricing(Basis.COPAY, **{"copay_low": Decimal(0), "copay_high": Decimal(4), **more})
        return priced(listing("medicaid", pricing=(how,)), (), days=days)

    @pytest.mark.parametrize(
        ("days", "copay_days", "high"), [(30, None, 4), (90, None, 4), (90, 30, 12), (31, 30, 8), (30, 90, 4)]
    )
    def test_a_copay_buys_a_number_of_days(self, days: int, copay_days: int | None, high: int) -> None:
        found = self.copay(days, copay_days=copay_days)
        assert (found.low, found.high) == (0, high)

    def test_a_premium_is_paid_by_the_month(self) -> None:
        found = self.copay(90, premium_per_month_low=Decimal(10), premium_per_month_high=Decimal(40))
        assert amounts(found)["premium"] == (30, 120)
        assert amounts(self.copay(30, premium_per_month_low=Decimal(10)))["premium"] == (10, 10)

    def test_a_copay_is_stale_after_a_year(self) -> None:
        assert not self.copay(30, checked_on=TODAY - timedelta(days=365)).stale
        assert self.copay(30, checked_on=TODAY - timedelta(days=366)).stale

    def test_a_copay_has_the_source_and_the_day_of_its_terms(self) -> None:
        checked_on = TODAY - timedelta(days=40)
        found = self.copay(30, checked_on=checked_on)
        assert (found.kind, found.observed_on, found.source) == (PriceKind.FIXED, checked_on, SOURCE)
        assert amounts(found) == {"copay": (0, 4)}

    def test_a_copay_of_which_one_end_is_not_known_is_no_price(self) -> None:
        for half in ({"copay_low": Decimal(0)}, {"copay_high": Decimal(4)}):
            assert cost(listing("plan", pricing=(pricing(Basis.COPAY, **half),)), ()) is None

    def test_a_share_of_an_unknown_price_is_named_beside_the_premium_and_never_zero(self) -> None:
        share = {"coinsurance_percent": Decimal(20), "copay_low": None, "copay_high": None}
        found = self.copay(30, premium_per_month_low=Decimal(10), **share)
        assert found.not_priced == ("coinsurance",)
        assert amounts(found)["premium"] == (10, 10)
        how = pricing(Basis.COPAY, coinsurance_percent=Decimal(20))
        assert cost(listing("plan", pricing=(how,)), ()) is None


class TestQuote:
    """What the person was told at a counter, for the fill they asked about."""

    def quote(self, days: int, low: Decimal | None = Decimal(21)) -> Cost | None:
        how = pricing(Basis.QUOTE, copay_low=low, copay_days=30)
        return cost(listing("counter", pricing=(how,)), (price("counter", "9.00", quantity=90),), days=days)

    def test_it_is_the_whole_price_seen_today(self) -> None:
        found = self.quote(30)
        assert found is not None
        assert amounts(found) == {"quote": (21, 21)}
        assert (found.days, found.kind, found.observed_on, found.stale) == (30, PriceKind.SEEN, TODAY, False)

    @pytest.mark.parametrize("days", [29, 31, 60, 90])
    def test_it_is_a_price_for_no_other_fill(self, days: int) -> None:
        assert self.quote(days) is None

    def test_a_quote_without_a_price_is_none(self) -> None:
        assert self.quote(30, low=None) is None


class TestByWay:
    @pytest.mark.parametrize("basis", [Basis.COPAY, Basis.QUOTE])
    def test_what_is_paid_whatever_the_tablets_is_not_compared_by_way(self, basis: Basis) -> None:
        how = pricing(basis, copay_low=Decimal(4), copay_high=Decimal(4), copay_days=30)
        found = costs_by_way(listing("cost-plus-drugs", pricing=(how,)), self.book(), 150, 30, TODAY)
        assert found == {}

    def test_a_listing_without_terms_has_no_costs_by_way(self) -> None:
        assert costs_by_way(listing("cost-plus-drugs"), self.book(), 150, 30, TODAY) == {}

    def book(self) -> PriceBook:
        return PriceBook.of(cost_plus_prices())


class TestTermsOfTheDay:
    def terms(self, *rows: object) -> Listing:
        return listing("plan", pricing=tuple(rows))

    def test_terms_for_everybody_are_not_those_for_some(self) -> None:
        poor = pricing(Basis.COPAY, copay_low=Decimal(0), criteria=(rule("income_per_month", "at_most", 900),))
        everybody = pricing(Basis.COPAY, copay_low=Decimal(9))
        assert pricing_on(self.terms(poor, everybody), TODAY) is everybody
        assert pricing_on(self.terms(poor), TODAY) is None

    def test_last_years_terms_end_when_this_years_begin(self) -> None:
        last, this = pricing(Basis.COPAY, ends=TODAY), pricing(Basis.COPAY, starts=TODAY)
        rows = self.terms(last, this)
        assert pricing_on(rows, TODAY) is this
        assert pricing_on(rows, TODAY - timedelta(days=1)) is last


def test_a_priced_listing_stays_priced_while_its_terms_hold() -> None:
    how = pricing(Basis.COPAY, copay_low=Decimal(0), copay_high=Decimal(4))
    assert priced(listing("plan", pricing=(how,)), ()).high == 4
