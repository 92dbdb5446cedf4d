"""The labelled blood counts and their cash price."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from finder.core.monitoring import cash_blood_test
from tests.factories import TODAY, lab_price, monitoring


@pytest.mark.parametrize(
    ("starting", "told", "counts"),
    [(True, None, 17), (None, None, 17), (False, None, 12), (True, 6, 6), (False, 6, 6), (True, 0, 0)],
)
def test_s13_there_are_17_counts_in_the_first_year_then_12_unless_told_otherwise(
    starting: bool | None, told: int | None, counts: int
) -> None:
    assert monitoring().counts(starting, told) == counts


def test_s13_the_first_year_names_what_it_leaves_out() -> None:
    assert [text.original for text in monitoring().leaves_out] == ["Visits", "Liver tests", "A gene test"]


ONLINE = frozenset({"NY", "NJ", "RI"})
LABS = (
    lab_price("a-lab", "20.00", not_in=ONLINE),
    lab_price("b-lab", "27.00", not_in=ONLINE, order_fee=Decimal("6.00")),
    lab_price("a-counter", "20.00", "50.00"),
    lab_price("a-hospital", "100.00"),
    lab_price("a-lab", "1.00", test="cmp"),
)


@pytest.mark.parametrize(
    ("state", "low", "high"), [("OH", 20, 33), (None, 20, 33), ("NY", 20, 50), ("NJ", 20, 50), ("RI", 20, 50)]
)
def test_a_blood_count_is_priced_at_sellers_open_where_the_person_lives(state: str | None, low: int, high: int) -> None:
    found = cash_blood_test(monitoring(), LABS, TODAY, state)
    assert found is not None
    assert (found.low, found.high) == (low, high)


def test_an_older_price_of_the_same_seller_gives_way_to_the_newer() -> None:
    older = lab_price("a-lab", "5.00", observed_on=TODAY - timedelta(days=30))
    found = cash_blood_test(monitoring(), [older, *LABS], TODAY)
    assert found is not None
    assert found.low == 20


def test_two_prices_of_one_day_are_a_range() -> None:
    found = cash_blood_test(monitoring(), [lab_price("a-lab", "20.00"), lab_price("a-lab", "22.00")], TODAY)
    assert found is not None
    assert (found.low, found.high) == (20, 22)


def test_a_price_of_the_future_is_not_used() -> None:
    assert cash_blood_test(monitoring(), LABS, TODAY - timedelta(days=1)) is None


def test_without_a_price_there_is_none_rather_than_zero() -> None:
    assert cash_blood_test(monitoring(), [lab_price("a-hospital", "100.00")], TODAY) is None
