"""How old facts are, and when somebody must check them again."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from finder.core.freshness import YEARLY_FACTS, FactAge, ages, listing_age, stale_facts
from finder.core.listing import Confidence, Kind, Role, Source, Status
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


class TestTheDayOfItsSource:
    def aged(self, sort: str, as_of: str, days: int = 180) -> FactAge:
        return FactAge(sort=sort, id="a", checked_on=TODAY, days=days, sources=(), as_of=as_of)

    def test_a_fact_ages_by_the_older_of_two_days(self) -> None:
        assert self.aged("contact", "2026-05").due_on == date(2026, 5, 1) + timedelta(days=180)
        assert self.aged("contact", "2030").due_on == TODAY + timedelta(days=180)

    def test_a_source_without_a_date_counts_as_old_at_once_for_what_changes_every_year(self) -> None:
        for sort in YEARLY_FACTS:
            assert self.aged(sort, "undated").is_stale(TODAY)
        assert not self.aged("contact", "undated").is_stale(TODAY)
        assert self.aged("limit", "undated").look_again_on == TODAY + timedelta(days=180)

    def test_a_listing_goes_by_its_newest_source_until_the_program_itself_was_asked(self) -> None:
        old = [
            Source("https://example.org/", dated, Confidence.HIGH, "") for dated in ("2019", "2024-06-03", "undated")
        ]
        found = replace(listing(), sources=tuple(old))
        assert listing_age(found).as_of == "2024-06-03"
        assert listing_age(found).is_stale(TODAY)
        assert not listing_age(replace(found, as_of=TODAY)).is_stale(TODAY)

    def test_every_kind_of_fact_ages(self) -> None:
        assert {age.sort for age in ages(SNAPSHOT, TODAY)} == {
            *("listing", "price", "blood_test", "lab_rule", "fee", "product", "limit", "guideline", "contact"),
            *("state_fact", "enrolment", "safety_fact", "guide_fact", "place", "place_list"),
        }

    def test_listings_that_rest_on_sources_of_2024_or_older_are_marked(self) -> None:
        on = date(2026, 11, 30)
        shown = [row for row in SNAPSHOT.by_id.values() if row.role is Role.OPTION and row.status is Status.ACTIVE]
        old = {row.id for row in shown if listing_age(row).as_of < "2025" and listing_age(row).as_of != "undated"}
        assert len(old) > 20
        assert {row.id for row in shown if listing_age(row).is_stale(on)} >= old

    def test_a_guideline_of_the_year_is_fresh_until_the_year_is_over(self) -> None:
        def stale(on: date) -> set[str]:
            return {age.id for age in stale_facts(SNAPSHOT, on) if age.sort == "guideline"}

        assert stale(date(2026, 12, 31)) == set()
        assert "2026-contiguous_us_dc" in stale(date(2027, 1, 20))
