"""A place as a location of the standard, with its address, phone and hours."""

from __future__ import annotations

from collections.abc import Collection

from finder.catalog.export import cells_of
from finder.catalog.rows import Row
from finder.catalog.tables import PLACES
from finder.core.listing import Listing
from finder.core.places import PLACE_KINDS
from finder.feeds.hsds.rows import PLACE_TAXONOMY, Tables, add, organization, phone, tag
from finder.feeds.hsds.standard import stable_id


def add_location(tables: Tables, row: Row, listings: Collection[Listing]) -> None:
    """The place's location, and all that hangs on it. ``listings`` are those that are given out."""
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
    tag(tables, "location", number, PLACE_TAXONOMY, row["kind"].value)
    listing = _listing_of(row, listings)
    if listing is not None:
        service = stable_id("services", listing.id)
        add(tables, "service_at_location", service, number, service_id=service, location_id=number)
    _add_address(tables, row, number)
    if row["phone"]:
        phone(tables, "location_id", number, row["phone"], row["phone_extension"])
    if row["hours"]:
        add(tables, "schedules", number, location_id=number, description=row["hours"])
    if row["languages"]:
        add(tables, "languages", number, location_id=number, name=row["languages"])
    add(tables, "x_places", number, location_id=number, **cells_of(PLACES, row))


def _listing_of(row: Row, listings: Collection[Listing]) -> Listing | None:
    """The place's own listing, or that of the network which speaks for places of its kind."""
    if PLACE_KINDS[row["kind"]].is_a_listing:
        return next((listing for listing in listings if listing.id == row["source_id"]), None)
    return next((listing for listing in listings if row["kind"] in listing.places), None)


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
