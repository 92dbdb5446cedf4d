"""What a fill costs at a seller, worked out from its prices and terms: every total can be added again by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from finder.core.costs import Cost
from finder.core.dose import DoseWay, ways
from finder.core.listing import Basis, Listing
from finder.core.prices import Price, PriceBook, PriceKind
from finder.core.pricing import cost_of, costs_by_way, ways_as_written
from tests.factories import (
    TODAY,
    cost_plus,
    cost_plus_prices,
    listing,
    price,
    pricing,
    rx_outreach,
    rx_outreach_prices,
)


def cost(
    seller: Listing, rows: tuple[Price, ...], dose: int = 150, written: int | None = 50, days: int = 30
) -> Cost | None:
    return cost_of(seller, PriceBook.of(rows), dose, written, days, TODAY)


def priced(seller: Listing, rows: tuple[Price, ...], dose: int = 150, written: int | None = 50, days: int = 30) -> Cost:
    found = cost(seller, rows, dose, written, days)
    assert found is not None
    return found


def amounts(found: Cost) -> dict[str, tuple[Decimal | None, Decimal | None]]:
    return {part.name: (part.low, part.high) for part in found.parts}


class TestFormula:
    """A posted price of $6.76 for 30 tablets holds a $5 fee: $1.76 for 30 tablets."""

    @pytest.mark.parametrize(
        ("dose", "days", "tablets", "posted"),
        [(50, 30, "1.76", "6.76"), (100, 30, "3.52", "8.52"), (150, 30, "5.28", "10.28"), (150, 90, "15.84", "20.84")],
    )
    def test_tablets_are_priced_by_quantity_with_one_fee_a_fill_and_5_dollars_shipping(
        self, dose: int, days: int, tablets: str, posted: str
    ) -> None:
        found = priced(cost_plus(), cost_plus_prices(), dose=dose, days=days)
        assert amounts(found) == {
            "tablets": (Decimal(tablets), Decimal(tablets)),
            "pharmacy_fee": (5, 5),
            "shipping": (5, 5),
        }
        assert found.low == found.high == Decimal(posted) + 5

    def test_two_75_mg_tablets_a_day_cost_227_dollars_for_30_days(self) -> None:
        found = priced(cost_plus(), cost_plus_prices(), written=75)
        assert found.low - 5 == Decimal("227.04")
        assert found.way == DoseWay(((75, 2),))

    def test_a_total_worked_out_from_another_quantity_is_our_estimate(self) -> None:
        assert priced(cost_plus(), cost_plus_prices(), dose=50).kind is PriceKind.FIXED
        assert priced(cost_plus(), cost_plus_prices(), dose=150).kind is PriceKind.DERIVED

    def test_a_mixed_way_is_our_estimate_where_one_of_its_strengths_is(self) -> None:
        # 75 mg as one 50 and one 25 mg tablet a day: 30 of each. 25 mg is posted for 100 tablets alone.
        rows = (*cost_plus_prices(), price("cost-plus-drugs", "15.00", strength_mg=25, quantity=100))
        by_way = costs_by_way(cost_plus(), PriceBook.of(rows), 75, 30, TODAY)
        assert by_way[DoseWay(((50, 1), (25, 1)))].kind is PriceKind.DERIVED
        assert by_way[DoseWay(((75, 1),))].kind is PriceKind.FIXED

    def test_of_two_quantities_as_near_the_smaller_is_used(self) -> None:
        rows = tuple(price("cost-plus-drugs", amount, quantity=n) for n, amount in ((60, "11.00"), (120, "14.00")))
        assert amounts(priced(cost_plus(), rows))["tablets"] == (9, 9)  # 90 tablets at $6 for 60

    def test_the_posted_price_of_the_nearest_quantity_is_used(self) -> None:
        rows = (*cost_plus_prices(), price("cost-plus-drugs", "8.00", quantity=100))
        found = priced(cost_plus(), rows, dose=150, days=30)  # 90 tablets: nearer to 100 than to 30
        assert amounts(found)["tablets"] == (Decimal("2.70"), Decimal("2.70"))

    def test_each_strength_of_a_mixed_way_has_its_own_fee_and_shipping_is_paid_once(self) -> None:
        found = costs_by_way(cost_plus(), PriceBook.of(cost_plus_prices()), 150, 30, TODAY)[
            DoseWay(((100, 1), (50, 1)))
        ]
        assert amounts(found)["pharmacy_fee"] == (10, 10)
        assert amounts(found)["shipping"] == (5, 5)
        assert found.low == Decimal("88.18") + Decimal("1.76") + 10 + 5

    def test_halves_are_priced_as_whole_tablets_to_buy(self) -> None:
        by_way = costs_by_way(cost_plus(), PriceBook.of(cost_plus_prices()), 75, 30, TODAY)
        assert amounts(by_way[DoseWay(((50, 1),), half_mg=50)])["tablets"] == (Decimal("2.64"), Decimal("2.64"))
        assert amounts(by_way[DoseWay(((75, 1),))])["tablets"] == (Decimal("111.02"), Decimal("111.02"))

    def test_s4_halves_are_never_chosen_to_save_money(self) -> None:
        for written in (None, 75):
            found = priced(cost_plus(), cost_plus_prices(), dose=75, written=written)
            assert found.way == DoseWay(((75, 1),))
        no_75 = tuple(row for row in cost_plus_prices() if row.strength_mg != 75)
        assert cost(cost_plus(), no_75, dose=75, written=None) is None
        assert cost(cost_plus(), no_75, dose=75, written=75) is None

    def test_a_prescription_written_for_halves_is_priced_as_written(self) -> None:
        found = priced(cost_plus(), cost_plus_prices(), dose=75, written=50)
        assert (found.way, found.as_written) == (DoseWay(((50, 1),), half_mg=50), True)


class TestExactQuantities:
    SHOP = listing(pricing=(pricing(Basis.TABLETS, shipping=Decimal(0)),))

    def test_a_price_list_prices_only_the_quantities_it_posts(self) -> None:
        assert priced(self.SHOP, (price(quantity=90, amount="14.00"),)).low == 14
        assert cost(self.SHOP, (price(quantity=30),)) is None

    def test_sources_of_one_day_that_differ_make_a_range(self) -> None:
        rows = (price(quantity=90, amount="14.00", source="a"), price(quantity=90, amount="17.00", source="b"))
        found = priced(self.SHOP, rows)
        assert (found.low, found.high, found.source) == (14, 17, "b")
        assert priced(self.SHOP, tuple(replace(row, source="ba"[n]) for n, row in enumerate(rows))).source == "a"

    def test_brand_prices_and_prices_of_one_area_are_not_mixed_with_generic_ones_of_the_country(self) -> None:
        assert cost(self.SHOP, (price(quantity=90, product="Imuran"),)) is None
        assert cost(self.SHOP, (price(quantity=90, area="OH"),)) is None

    def test_a_strength_that_is_not_on_the_list_leaves_a_mixed_way_without_a_cost(self) -> None:
        rows = (price(quantity=30, strength_mg=100, amount="9.00"),)
        assert cost(self.SHOP, rows, dose=150, written=100) is None

    def test_a_prescription_is_filled_in_the_cheapest_way_that_is_as_written(self) -> None:
        amounts_of_30 = {100: "9.00", 75: "20.00", 50: "3.00", 25: "4.00"}
        rows = tuple(price(amount=amount, strength_mg=mg) for mg, amount in amounts_of_30.items())
        found = priced(self.SHOP, rows, dose=175, written=100)
        assert (found.way, found.low, found.as_written) == (DoseWay(((100, 1), (50, 1), (25, 1))), 16, True)

    def test_a_prescription_for_halves_alone_is_not_filled_with_a_second_strength(self) -> None:
        rows = tuple(price(strength_mg=mg) for mg in (100, 50))
        assert priced(self.SHOP, rows, dose=150, written=100).as_written is False

    def test_another_strength_than_written_is_marked(self) -> None:
        rows = (price(quantity=90, amount="14.00"),)
        assert priced(self.SHOP, rows, written=75).as_written is False
        assert priced(self.SHOP, rows, written=50).as_written is True
        assert priced(self.SHOP, rows, written=None).as_written is True

    def test_a_strength_that_was_not_told_is_priced_by_the_cheapest_whole_tablets(self) -> None:
        rows = (price(quantity=90, amount="14.00"), price(quantity=60, strength_mg=75, amount="200.00"))
        assert priced(self.SHOP, rows, written=None).way == DoseWay(((50, 3),))


class TestDaysSupply:
    """Rx Outreach posts $12 for 30 days and $20 for 90 days, and does not say for how many tablets a day."""

    @pytest.mark.parametrize(
        ("dose", "days", "low", "high"),
        [(50, 30, 12, 12), (50, 90, 20, 20), (150, 30, 12, 36), (150, 90, 20, 60), (100, 60, 24, 48), (75, 30, 12, 24)],
    )
    def test_s3_more_than_one_tablet_a_day_is_a_range_up_to_the_price_times_the_tablets(
        self, dose: int, days: int, low: int, high: int
    ) -> None:
        found = priced(rx_outreach(), rx_outreach_prices(), dose=dose, days=days)
        assert (found.low, found.high, found.by_days) == (low, high, True)
        assert found.not_priced == ()

    def test_s3_of_two_sellers_the_cheaper_at_the_top_of_its_range_is_chosen(self) -> None:
        rows = (*rx_outreach_prices(), price("rx-outreach", "30.00", strength_mg=75, quantity=None, days_supply=30))
        found = priced(rx_outreach(), rows, dose=150, written=None)  # 2 x 75 mg: 30 to 60; 3 x 50 mg: 12 to 36
        assert (found.way, found.high) == (DoseWay(((50, 3),)), 36)

    def test_s3_a_part_of_a_tablet_a_day_counts_as_a_whole_one_and_less_than_one_as_one(self) -> None:
        by_way = costs_by_way(rx_outreach(), PriceBook.of(rx_outreach_prices()), 75, 30, TODAY)
        assert {way: (found.low, found.high) for way, found in by_way.items()} == {
            DoseWay(((50, 1),), half_mg=50): (12, 24)
        }
        half = costs_by_way(rx_outreach(), PriceBook.of(rx_outreach_prices()), 25, 30, TODAY)
        assert [(found.low, found.high) for found in half.values()] == [(12, 12)]

    def test_a_price_by_days_is_posted_and_not_our_estimate(self) -> None:
        assert priced(rx_outreach(), rx_outreach_prices(), dose=150, days=90).kind is PriceKind.FIXED
        assert priced(cost_plus(), cost_plus_prices()).by_days is False

    def test_prices_of_one_day_that_differ_widen_the_range(self) -> None:
        rows = (*rx_outreach_prices(), price("rx-outreach", "14.00", quantity=None, days_supply=30, source="other"))
        rows = tuple(replace(row, observed_on=TODAY) for row in rows)
        found = priced(rx_outreach(), rows, dose=50, days=30)
        assert (found.low, found.high) == (12, 14)

    def test_a_number_of_days_that_the_list_cannot_make_is_not_priced(self) -> None:
        assert cost(rx_outreach(), rx_outreach_prices(), days=45) is None


class TestParts:
    def test_a_part_without_a_price_is_named_and_never_zero(self) -> None:
        shop = listing(pricing=(pricing(Basis.TABLETS),))
        found = priced(shop, (price(quantity=90),))
        assert found.not_priced == ("shipping",)
        assert amounts(found)["shipping"] == (None, None)

    def test_shipping_that_is_included_is_priced_at_zero(self) -> None:
        shop = listing(pricing=(pricing(Basis.TABLETS, shipping=Decimal(0)),))
        assert priced(shop, (price(quantity=90),)).not_priced == ()

    def test_shipping_may_be_a_range(self) -> None:
        shop = listing(pricing=(pricing(Basis.TABLETS, shipping=Decimal("5.00"), shipping_high=Decimal("5.25")),))
        found = priced(shop, (price(quantity=90, amount="12.00"),))
        assert (found.low, found.high) == (17, Decimal("17.25"))

    def test_without_a_price_there_is_no_cost_rather_than_zero(self) -> None:
        assert cost(listing(), ()) is None
        assert cost(cost_plus(), ()) is None
        assert cost(listing(pricing=(pricing(Basis.COPAY),)), ()) is None

    @pytest.mark.parametrize(
        ("starts", "ends", "known"),
        [
            (TODAY, None, True),
            (TODAY + timedelta(days=1), None, False),
            (None, TODAY, False),
            (None, TODAY + timedelta(days=1), True),
        ],
    )
    def test_pricing_applies_from_its_first_day_until_the_day_before_its_last(
        self, starts: date | None, ends: date | None, known: bool
    ) -> None:
        shop = listing(pricing=(pricing(Basis.TABLETS, starts=starts, ends=ends),))
        assert (cost(shop, (price(quantity=90),)) is not None) is known

    def test_a_membership_is_no_part_of_one_fill_and_stands_beside_it(self) -> None:
        shop = listing(pricing=(pricing(Basis.TABLETS, membership_per_year=Decimal(36), shipping=Decimal(0)),))
        found = priced(shop, (price(quantity=90, amount="10.00"),))
        assert (found.low, found.membership_per_year) == (10, 36)


class TestAge:
    def test_a_cost_is_as_old_as_the_oldest_price_in_it(self) -> None:
        rows = (
            price("cost-plus-drugs", "6.76", observed_on=date(2026, 3, 1)),
            price("cost-plus-drugs", "93.18", strength_mg=100, observed_on=date(2026, 7, 20), source="newer"),
        )
        found = costs_by_way(cost_plus(), PriceBook.of(rows), 150, 30, TODAY)[DoseWay(((100, 1), (50, 1)))]
        assert (found.observed_on, found.stale) == (date(2026, 3, 1), True)

    @pytest.mark.parametrize(("age", "stale"), [(180, False), (181, True)])
    def test_a_stale_price_still_gives_a_cost_and_says_so(self, age: int, stale: bool) -> None:
        found = priced(cost_plus(), cost_plus_prices(TODAY - timedelta(days=age)))
        assert found.stale is stale

    def test_one_stale_price_makes_the_cost_stale_and_all_are_fresh_otherwise(self) -> None:
        ways_of_150 = DoseWay(((100, 1), (50, 1)))
        for old, stale in ((TODAY - timedelta(days=181), True), (TODAY, False)):
            rows = (
                price("cost-plus-drugs", "6.76", observed_on=old),
                price("cost-plus-drugs", "93.18", strength_mg=100),
            )
            found = costs_by_way(cost_plus(), PriceBook.of(rows), 150, 30, TODAY)[ways_of_150]
            assert (found.stale, found.observed_on) == (stale, old)


class TestKinds:
    SHOP = listing(pricing=(pricing(Basis.TABLETS, shipping=Decimal(0)),))

    def test_of_several_weaker_kinds_the_surest_is_used(self) -> None:
        surest_first = (PriceKind.FIXED, PriceKind.SEEN, PriceKind.DERIVED, PriceKind.REPORTED)
        rows = [price(quantity=90, amount=str(10 + n), kind=kind) for n, kind in enumerate(surest_first)]
        for first, kind in enumerate(surest_first):
            found = priced(self.SHOP, tuple(rows[first:]))
            assert (found.kind, found.low, found.high) == (kind, 10 + first, 10 + first)

    def test_what_pharmacies_pay_is_never_a_price_for_people(self) -> None:
        assert cost(self.SHOP, (price(quantity=90, kind=PriceKind.BENCHMARK),)) is None

    @pytest.mark.parametrize("weaker", [PriceKind.SEEN, PriceKind.DERIVED, PriceKind.REPORTED])
    def test_a_posted_price_is_not_mixed_with_weaker_kinds(self, weaker: PriceKind) -> None:
        rows = (price(quantity=90, amount="14.00"), price(quantity=90, amount="3.00", kind=weaker))
        found = priced(self.SHOP, rows)
        assert (found.low, found.high, found.kind) == (14, 14, PriceKind.FIXED)

    @pytest.mark.parametrize("kind", [PriceKind.SEEN, PriceKind.DERIVED, PriceKind.REPORTED])
    def test_a_weaker_kind_is_used_where_nothing_is_posted_and_named(self, kind: PriceKind) -> None:
        assert priced(self.SHOP, (price(quantity=90, kind=kind),)).kind is kind


@pytest.mark.parametrize(
    ("dose", "written", "first"),
    [
        (150, 50, DoseWay(((50, 3),))),
        (150, 75, DoseWay(((75, 2),))),
        (75, 50, DoseWay(((50, 1),), half_mg=50)),
        (125, 100, DoseWay(((100, 1), (25, 1)))),
        (25, 50, DoseWay((), half_mg=50)),
    ],
)
def test_a_prescription_is_filled_with_the_strength_it_is_written_for(dose: int, written: int, first: DoseWay) -> None:
    assert ways_as_written(dose, written)[0] == first


def test_a_strength_that_was_not_told_leaves_every_whole_tablet_way_open() -> None:
    assert ways_as_written(150, None) == ways(150)
