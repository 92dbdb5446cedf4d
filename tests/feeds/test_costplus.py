"""Cost Plus Drugs: the API's answer and the collected catalogue."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal

import pytest

from finder.core.prices import PriceKind
from finder.feeds.import_report import FeedError
from tests.feeds.reading import TODAY, column, read_bytes, read_sample, remarked, said


def test_the_catalogues_price_is_for_30_tablets_whatever_the_stock_bottle() -> None:
    rows, told = read_sample("costplus", "costplus_catalogue.json")
    assert column(rows, "strength_mg", "quantity", "price", "kind") == [
        (50, 30, Decimal("6.76"), PriceKind.FIXED),
        (75, 30, Decimal("116.02"), PriceKind.FIXED),
        (100, 30, Decimal("93.18"), PriceKind.FIXED),
    ]
    assert told.mistakes == []


def test_the_catalogue_is_dated_by_the_day_it_was_collected() -> None:
    rows, _ = read_sample("costplus", "costplus_catalogue.json")
    assert set(column(rows, "observed_on")) == {date(2026, 7, 20)}


def test_generic_products_that_carry_a_brands_name_stay_generic() -> None:
    for name in ("costplus_catalogue.json", "costplus_api.json"):
        assert set(column(read_sample("costplus", name)[0], "product")) == {"azathioprine"}


def test_a_unit_price_with_or_without_a_dollar_sign_or_as_a_number_becomes_an_estimate_for_30() -> None:
    rows, _ = read_sample("costplus", "costplus_api.json")
    assert column(rows, "strength_mg", "quantity", "price", "kind") == [
        (50, 30, Decimal("9.85"), PriceKind.DERIVED),
        (75, 90, Decimal("338.06"), PriceKind.FIXED),
        (100, 30, Decimal("93.18"), PriceKind.DERIVED),
    ]
    assert set(column(rows, "observed_on")) == {TODAY}


def test_ten_digits_are_not_taken_for_an_ndc() -> None:
    rows, _ = read_sample("costplus", "costplus_api.json")
    assert column(rows, "ndc") == ["68382000301", "", ""]


def test_rows_with_an_error_and_products_that_are_away_are_told() -> None:
    assert remarked(read_sample("costplus", "costplus_api.json")[1]) == [
        (5, "azathioprine-25mg: the seller answers 'Invalid quantity'. Left out.")
    ]
    assert remarked(read_sample("costplus", "costplus_catalogue.json")[1]) == [
        (5, "azathioprine-25mg-tablet is not available now. Left out.")
    ]


@pytest.mark.parametrize("price", ["six dollars", "-6.76", "0", True, [], {"a": 1}])
def test_a_price_that_is_none_is_a_mistake(price: object) -> None:
    record = {"slug": "azathioprine-50mg-tablet", "form": "Tablet", "strength": "50mg", "our_price": price}
    rows, told = read_bytes("costplus", json.dumps({"medications": [record]}).encode())
    assert rows == []
    assert said(told)[0][1].startswith("'our_price' must be")


def test_a_day_that_cannot_be_read_is_a_mistake() -> None:
    _, told = read_bytes("costplus", b'{"scraped_at": "yesterday", "medications": []}')
    assert said(told)[0][1].startswith("'scraped_at' must be a date")


def test_another_file_is_refused() -> None:
    with pytest.raises(FeedError, match="'results' or 'medications'"):
        read_bytes("costplus", b'{"data": []}')


def site(**changes: object) -> bytes:
    """A page of the site's own answer, with the two tablets as two variants of one product."""
    tablets = [
        {"priceCalculation": 6.76, "metafields": {"form": "Tablet", "strength": "50mg", "package_size": "500"}},
        {"priceCalculation": "116.02", "metafields": {"form": "Tablet", "strength": "75mg", "package_size": "100"}},
    ]
    product = {
        "name": "Azathioprine",
        "slug": "azathioprine",
        "isAvailable": True,
        "metafields": {"brandGeneric": "Generic", "brandName": "Azasan"},
        "variants": tablets,
        **changes,
    }
    edges = [{"node": {"name": "Imatinib", "variants": tablets}}, {"node": product}]
    return json.dumps({"data": {"products": {"totalCount": 2, "edges": edges}}}).encode()


def test_the_sites_own_answer_has_a_price_for_30_tablets_in_every_variant() -> None:
    for page in (site(), b"[" + site() + b"]"):
        rows, told = read_bytes("costplus", page)
        assert column(rows, "product", "strength_mg", "quantity", "price", "kind") == [
            ("azathioprine", 50, 30, Decimal("6.76"), PriceKind.FIXED),
            ("azathioprine", 75, 30, Decimal("116.02"), PriceKind.FIXED),
        ]
        assert (told.mistakes, told.remarks) == ([], [])


def test_a_product_that_the_site_does_not_sell_now_has_no_price() -> None:
    rows, told = read_bytes("costplus", site(isAvailable=False))
    assert rows == []
    assert len(told.remarks) == 2


def test_a_pill_without_a_form_is_a_tablet() -> None:
    record = {"medication_name": "Azathioprine", "strength": "50mg", "pill_nonpill": "Pill", "unit_price": "$0.0587"}
    rows, _ = read_bytes("costplus", json.dumps({"results": [record]}).encode())
    assert column(rows, "quantity", "price") == [(30, Decimal("6.76"))]


def test_a_price_beyond_belief_is_a_mistake() -> None:
    record = {"medication_name": "Azathioprine", "strength": "50mg", "form": "Tablet", "unit_price": "5870"}
    _, told = read_bytes("costplus", json.dumps({"results": [record]}).encode())
    assert said(told) == [(1, "$176,105.00 cannot be the price of 30 tablets.")]
