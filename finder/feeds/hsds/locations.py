"""A place as a location of the standard, with its address, phone and hours."""

from __future__ import annotations

from finder.catalog.export import cells_of
from finder.catalog.rows import Row
from finder.catalog.tables import PLACES
from finder.core.places import PlaceKind
from finder.feeds.hsds.rows import PLACE_KINDS, Tables, add, organization, phone, tag
from finder.feeds.hsds.standard import stable_id

# Which listing speaks for places of a kind; a charity pharmacy is a listing of its own, by its id.
NETWORK_OF = {
    PlaceKind.HEALTH_CENTER: "hrsa-health-centers",
    PlaceKind.LOOK_ALIKE: "hrsa-health-centers",
    PlaceKind.MOBILE: "hrsa-health-centers",
    PlaceKind.SCHOOL_SITE: "hrsa-health-centers",
    PlaceKind.FREE_CLINIC: "nafc-free-clinics",
}


def add_location(tables: Tables, row: Row, listings: set[str]) -> None:
    """The place's location, and all that hangs on it. ``listings`` are the ids of those that are given out."""
    number = stable_id("locations", row["source_id"])
    tables["locations"].append(
        {
            "id": number,
            "location_type": "physical",
            "url": row["url"],
            "organization_id": organization(tables, row["run_by"] or row["name"]),
            "name": row["name"],
            "description": row["notes"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "external_identifier": row["source_id"],
            "external_identifier_type": "source_id of x_places",
        }
    )
    tag(tables, "location", number, PLACE_KINDS, row["kind"].value)
    listing = NETWORK_OF.get(row["kind"], row["source_id"])
    if listing in listings:
        service = stable_id("services", listing)
        add(tables, "service_at_location", service, number, service_id=service, location_id=number)
    _add_address(tables, row, number)
    if row["phone"]:
        phone(tables, "location_id", number, row["phone"], row["phone_extension"])
    if row["hours"]:
        add(tables, "schedules", number, location_id=number, description=row["hours"])
    if row["languages"]:
        add(tables, "languages", number, location_id=number, name=row["languages"])
    add(tables, "x_places", number, location_id=number, **cells_of(PLACES, row))


def _add_address(tables: Tables, row: Row, number: str) -> None:
    # The standard wants all of an address; without it the city and state stand in our own table alone.
    if row["address"] and row["city"] and row["zip"]:
        add(
            tables,
            "addresses",
            number,
            location_id=number,
            address_1=row["address"],
            city=row["city"],
            state_province=row["state"],
            postal_code=row["zip"],
            country="US",
            address_type="physical",
        )
