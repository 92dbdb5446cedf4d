"""For how many days a fact holds: every kind of listing has a shelf life, and what changes fast has a short one."""

from __future__ import annotations

from finder.core.listing import Kind
from finder.core.places import PLACE_KINDS
from finder.core.prices import PRICE_KINDS, PriceKind
from finder.core.shelf_life import FUND_DAYS, LAW_DAYS, LISTING_DAYS, PROGRAM_DAYS


def test_every_kind_of_listing_has_a_shelf_life() -> None:
    assert set(LISTING_DAYS) == set(Kind)


def test_what_changes_fast_is_checked_often() -> None:
    assert FUND_DAYS < PROGRAM_DAYS < LAW_DAYS <= min(spec.shelf_life_days for spec in PLACE_KINDS.values())
    days = {kind: spec.shelf_life_days for kind, spec in PRICE_KINDS.items()}
    assert days[PriceKind.BENCHMARK] < days[PriceKind.SEEN] == days[PriceKind.REPORTED] < days[PriceKind.FIXED]
