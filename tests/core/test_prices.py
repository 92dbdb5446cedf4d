"""The price book."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from finder.core.prices import PRICE_KINDS, Price, PriceBook, PriceKind
from tests.factories import TODAY, nadac, price

JULY, AUGUST = date(2026, 7, 1), date(2026, 8, 1)


class TestCurrent:
    def test_each_series_has_its_newest_price(self) -> None:
        book = PriceBook.of([price(amount="9.00", observed_on=AUGUST), price(amount="12.00", observed_on=JULY)])
        assert [row.price for row in book.current(TODAY)] == [Decimal("9.00")]

    def test_a_price_of_the_future_is_not_current(self) -> None:
        book = PriceBook.of([price(amount="9.00", observed_on=AUGUST), price(amount="12.00", observed_on=JULY)])
        assert [row.price for row in book.current(AUGUST - timedelta(days=1))] == [Decimal("12.00")]
        assert book.current(JULY - timedelta(days=1)) == ()

    def test_sources_of_one_day_that_differ_are_both_kept_and_equal_ones_once(self) -> None:
        rows = [price(amount="9.00", source="a"), price(amount="9.50", source="b"), price(amount="9.00", source="c")]
        assert {row.price for row in PriceBook.of(rows).current(TODAY)} == {Decimal("9.00"), Decimal("9.50")}
        assert len(PriceBook.of(rows).current(TODAY)) == 2

    @pytest.mark.parametrize(
        "other",
        [
            {"seller": "b-pharmacy"},
            {"product": "Imuran"},
            {"kind": PriceKind.SEEN},
            {"strength_mg": 100},
            {"quantity": 90},
            {"quantity": None, "days_supply": 30},
            {"area": "OH"},
        ],
    )
    def test_seller_product_kind_strength_quantity_days_and_area_are_series_of_their_own(
        self, other: dict[str, object]
    ) -> None:
        older = price(**{"seller": "a-pharmacy", **other, "observed_on": JULY})
        book = PriceBook.of([price(observed_on=AUGUST), older])
        assert older in book.current(TODAY)
        assert len(book.current(TODAY)) == 2

    def test_of_several_ndcs_of_a_benchmark_the_newest_day_wins(self) -> None:
        book = PriceBook.of([nadac("0.14", ndc="1", observed_on=JULY), nadac("0.13", ndc="2", observed_on=AUGUST)])
        assert [row.price for row in book.current(TODAY, "nadac")] == [Decimal("0.13")]

    def test_an_ndc_with_an_old_price_does_not_lead_nor_do_two_prices_become_one(self) -> None:
        rows = [
            nadac("10.48", 75, ndc="68682023101", observed_on=JULY),
            nadac("8.77", 75, ndc="68382011901", observed_on=AUGUST),
            nadac("8.80", 75, ndc="60219203601", observed_on=AUGUST),
        ]
        assert {row.price for row in PriceBook.of(rows).current(TODAY)} == {Decimal("8.77"), Decimal("8.80")}

    def test_a_quoted_benchmark_does_not_push_out_a_published_one_that_is_still_good(self) -> None:
        published = nadac("0.13124", ndc="68382000301", observed_on=AUGUST)
        quoted = nadac("0.13", observed_on=AUGUST + timedelta(days=7))
        book = PriceBook.of([published, quoted])
        good_until = AUGUST + timedelta(days=PRICE_KINDS[PriceKind.BENCHMARK].shelf_life_days)
        assert book.current(good_until) == (published,)
        assert book.benchmark_per_tablet(50, good_until) == published
        assert book.current(good_until + timedelta(days=1)) == (quoted,)

    def test_a_quote_of_the_same_day_is_not_shown_beside_the_published_price(self) -> None:
        published, quoted = nadac("0.18765", ndc="68382000301"), nadac("0.19")
        assert PriceBook.of([published, quoted]).current(TODAY) == (published,)

    def test_the_benchmark_of_any_day_is_the_newest_up_to_it(self) -> None:
        rows = [nadac(str(day), ndc="1", observed_on=date(2026, 7, day)) for day in (1, 8, 15, 22)]
        book = PriceBook.of(rows)
        found = {day: book.benchmark_per_tablet(50, date(2026, 7, day)) for day in (1, 7, 8, 21, 31)}
        assert {day: row and int(row.price) for day, row in found.items()} == {1: 1, 7: 1, 8: 8, 21: 15, 31: 22}
        assert book.benchmark_per_tablet(50, date(2026, 6, 30)) is None

    @given(st.permutations([price(amount=str(n), observed_on=TODAY - timedelta(days=n % 3)) for n in range(6)]))
    def test_the_order_in_which_prices_were_read_does_not_matter(self, rows: list[Price]) -> None:
        assert PriceBook.of(rows).current(TODAY) == PriceBook.of(reversed(rows)).current(TODAY)


@pytest.mark.parametrize(("kind", "days"), [(kind, spec.shelf_life_days) for kind, spec in PRICE_KINDS.items()])
def test_a_price_is_stale_the_day_after_its_shelf_life(kind: PriceKind, days: int) -> None:
    row = price(kind=kind, observed_on=JULY)
    assert not row.is_stale(JULY + timedelta(days=days))
    assert row.is_stale(JULY + timedelta(days=days + 1))


def test_shelf_lives_are_180_days_posted_90_at_a_counter_and_60_for_a_benchmark() -> None:
    kinds = (PriceKind.FIXED, PriceKind.SEEN, PriceKind.BENCHMARK)
    assert [PRICE_KINDS[kind].shelf_life_days for kind in kinds] == [180, 90, 60]


def test_a_price_by_days_says_nothing_about_one_tablet() -> None:
    assert price(quantity=None, days_supply=30).unit_price is None
    assert price(amount="12.00", quantity=30).unit_price == Decimal("0.4")


class TestBenchmark:
    ROWS = (
        nadac("0.13239", 50, AUGUST),
        nadac("0.20", 50, JULY),
        nadac("2.97369", 100, AUGUST),
        nadac("7.66346", 75, AUGUST),
        nadac("8.89", 50, AUGUST, product="Imuran"),
        price("medicaid-paid", "0.28", kind=PriceKind.BENCHMARK, quantity=1, observed_on=AUGUST),
    )

    @pytest.mark.parametrize(("strength", "amount"), [(50, "0.13239"), (75, "7.66346"), (100, "2.97369")])
    def test_a_benchmark_is_that_of_its_strength_and_never_an_average(self, strength: int, amount: str) -> None:
        row = PriceBook.of(self.ROWS).benchmark_per_tablet(strength, TODAY)
        assert row is not None
        assert row.price == Decimal(amount)

    def test_a_strength_without_a_benchmark_has_none(self) -> None:
        assert PriceBook.of(self.ROWS).benchmark_per_tablet(25, TODAY) is None

    def test_the_benchmark_is_the_one_known_on_the_day(self) -> None:
        row = PriceBook.of(self.ROWS).benchmark_per_tablet(50, AUGUST - timedelta(days=1))
        assert row is not None
        assert row.price == Decimal("0.20")
