"""For how many days a fact holds: every kind of price has a shelf life, and what changes fast has a short one."""

from __future__ import annotations

from finder.core.listing import Kind
from finder.core.prices import PriceKind
from finder.core.shelf_life import FUND_DAYS, LAW_DAYS, LISTING_DAYS, PLACE_DAYS, PRICE_DAYS, PROGRAM_DAYS


def test_every_kind_of_price_has_a_shelf_life() -> None:
    assert set(PRICE_DAYS) == {kind.value for kind in PriceKind}


def test_a_listing_with_a_shelf_life_of_its_own_is_of_a_kind_that_exists() -> None:
    assert set(LISTING_DAYS) <= {kind.value for kind in Kind}


def test_what_changes_fast_is_checked_often() -> None:
    assert FUND_DAYS < PROGRAM_DAYS < LAW_DAYS <= PLACE_DAYS
    assert PRICE_DAYS["benchmark"] < PRICE_DAYS["seen"] == PRICE_DAYS["reported"] < PRICE_DAYS["fixed"]
