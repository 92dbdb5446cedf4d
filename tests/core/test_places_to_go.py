"""Which places a person is shown: care that anybody may use, and before it what is for this person alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.nearby import PlaceIndex
from finder.core.places import PlaceKind
from finder.core.places_to_go import kinds_for, places_to_go
from finder.core.situation import Prescription, Situation
from finder.core.snapshot import Snapshot
from tests.core.shipped import CATALOG
from tests.core.test_nearby import ZIPS, place

ON = date(2026, 11, 23)
PLACES = [
    place("center", 39.97, -83.0),
    place("other-center", 39.99, -83.0),
    place("va", 40.1, -83.0, kind=PlaceKind.VA_FACILITY),
    place("ihs", 40.1, -83.0, kind=PlaceKind.IHS_TRIBAL),
    place("office", 39.98, -83.0, kind=PlaceKind.MEDICAID_OFFICE),
]
SNAPSHOT = Snapshot.of(
    "places", CATALOG.listings, replace(CATALOG.facts, places=PlaceIndex.of(PLACES, {**CATALOG.facts.zips, **ZIPS}))
)
HOME = Situation(zip="43215", state="OH", age=40, household_size=1, citizenship="citizen", income_period="month")


def plan(**told: object) -> Plan:
    return match(SNAPSHOT, replace(HOME, **told), Prescription(), ON)  # type: ignore[arg-type]  # names of answers


@pytest.mark.parametrize(
    ("told", "first"),
    [
        ({}, "center"),
        ({"veteran": False, "tribal_member": False}, "center"),
        ({"veteran": True}, "va"),
        ({"insurance": frozenset({"va"})}, "va"),
        ({"tribal_member": True}, "ihs"),
        ({"insurance": frozenset({"ihs"})}, "ihs"),
    ],
)
def test_care_for_some_people_comes_first_for_them_and_is_shown_to_nobody_else(
    told: dict[str, object], first: str
) -> None:
    found = [near.place.source_id for near in places_to_go(plan(**told), 3)]
    assert found[0] == first
    assert "center" in found
    assert ("va" in found, "ihs" in found) == (first == "va", first == "ihs")


def test_a_medicaid_office_is_shown_where_medicaid_is_worth_applying_for() -> None:
    assert PlaceKind.MEDICAID_OFFICE in kinds_for(plan(income=Decimal(900)))
    assert PlaceKind.MEDICAID_OFFICE not in kinds_for(plan(income=Decimal(9000)))
    assert PlaceKind.MEDICAID_OFFICE not in kinds_for(plan(income=Decimal(900), insurance=frozenset({"medicaid"})))


def test_without_a_zip_code_no_place_is_shown() -> None:
    assert places_to_go(plan(zip=None), 3) == ()


def test_no_more_places_are_shown_than_asked_for() -> None:
    assert len(places_to_go(plan(veteran=True, tribal_member=True), 3)) == 3
