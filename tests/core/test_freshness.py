"""How old facts are, and when somebody must check them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from finder.core.freshness import ages, listing_age, stale_facts
from finder.core.listing import Kind
from tests.core.shipped import SNAPSHOT
from tests.factories import TODAY, listing


@pytest.mark.parametrize(
    ("kind", "days"),
    [
        (Kind.MAIL_ORDER_PHARMACY, 180),
        (Kind.COPAY_FOUNDATION, 14),
        (Kind.TRANSPLANT_FUND, 14),
        (Kind.PUBLIC_COVERAGE, 365),
    ],
)
def test_a_listing_is_stale_on_the_day_after_its_shelf_life(kind: Kind, days: int) -> None:
    age = listing_age(replace(listing(), kind=kind))
    assert not age.is_stale(TODAY + timedelta(days=days))
    assert age.is_stale(TODAY + timedelta(days=days + 1))


def test_every_published_fact_of_the_shipped_catalogue_has_a_source_to_visit() -> None:
    without = [age.id for age in ages(SNAPSHOT, date(2026, 11, 23)) if not age.sources]
    assert without == []


def test_the_longest_overdue_comes_first_and_fresh_facts_are_not_listed() -> None:
    on = date(2026, 11, 23)
    found = stale_facts(SNAPSHOT, on)
    assert found == sorted(found, key=lambda age: (age.due_on, age.sort, age.id))
    assert all(age.due_on < on for age in found)
    assert "nadac-Imuran-50-1" in {age.id for age in found}
    assert "cost-plus-drugs" not in {age.id for age in found}
