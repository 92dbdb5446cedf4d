"""Our catalogue as HSDS 3.0: a service for each listing, a location for each place, and tables of our own."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from finder.catalog.catalog import Catalog
from finder.catalog.emit import toml_text
from finder.catalog.reading import Record
from finder.catalog.tables import PLACES, PRICES, Row
from finder.catalog.writing import cells_of
from finder.core.listing import Kind, Listing
from finder.core.places import PlaceKind
from finder.core.prices import PriceKind
from finder.core.snapshot import PUBLISHED
from finder.feeds.hsds_tables import stable_id

Tables = dict[str, list[dict[str, Any]]]
STATUS = {"active": "active", "paused": "temporarily closed"}
# Which listing speaks for places of a kind; a charity pharmacy is a listing of its own, by its id.
NETWORK_OF = {
    PlaceKind.HEALTH_CENTER: "hrsa-health-centers",
    PlaceKind.LOOK_ALIKE: "hrsa-health-centers",
    PlaceKind.MOBILE: "hrsa-health-centers",
    PlaceKind.SCHOOL_SITE: "hrsa-health-centers",
    PlaceKind.FREE_CLINIC: "nafc-free-clinics",
}
KINDS, PLACE_KINDS = "finder-listing-kinds", "finder-place-kinds"
PARTS = ("all_of", "any_of", "not")
SAID_APART = (*PARTS, "because", "because_es", "source", "checked_on")


def tables_of(catalog: Catalog) -> Tables:
    """Every row of the package, in an order that is the same each time."""
    tables: Tables = defaultdict(list)
    _taxonomies(tables)
    prices: dict[str, list[Row]] = defaultdict(list)
    for row in catalog.rows.get(PRICES.name, ()):
        prices[row["seller"]].append(row)
    published = [listing for listing in catalog.listings if listing.status in PUBLISHED]
    for listing in published:
        _listing(tables, listing, catalog, prices[listing.id])
    for seller, rows in sorted(prices.items()):
        service = stable_id("services", seller) if any(row.id == seller for row in published) else ""
        for row in rows:
            key = [row[name] for name in PRICES.key]
            tables["x_prices"].append(
                {"id": stable_id("x_prices", *key), "service_id": service, **cells_of(PRICES, row)}
            )
    for row in catalog.rows.get(PLACES.name, ()):
        if row["retired_on"] is None:
            _place(tables, row, {listing.id for listing in published})
    # Who runs several things is written at each of them; the first counts.
    first = {row["id"]: row for row in reversed(tables["organizations"])}
    tables["organizations"] = list(first.values())[::-1]
    _describe(tables)
    return dict(tables)


def _taxonomies(tables: Tables) -> None:
    for taxonomy, what, kinds in ((KINDS, "kind of help", Kind), (PLACE_KINDS, "kind of place", PlaceKind)):
        parent = stable_id("taxonomies", taxonomy)
        tables["taxonomies"].append({"id": parent, "name": taxonomy, "description": f"Our words for each {what}"})
        for kind in kinds:
            term = {
                "id": stable_id("taxonomy_terms", taxonomy, kind.value),
                "code": kind.value,
                "name": kind.value.replace("_", " "),
                "description": f"A {what}",
                "taxonomy": taxonomy,
                "language": "en",
                "taxonomy_id": parent,
            }
            tables["taxonomy_terms"].append(term)


def _tag(tables: Tables, entity: str, link: str, taxonomy: str, code: str) -> None:
    term = stable_id("taxonomy_terms", taxonomy, code)
    tables["attributes"].append(
        {
            "id": stable_id("attributes", entity, link, code),
            "link_id": link,
            "taxonomy_term_id": term,
            "link_entity": entity,
            "value": code,
        }
    )


def _organization(tables: Tables, name: str, website: str = "") -> str:
    number = stable_id("organizations", name)
    row = {"id": number, "name": name, "description": f"{name} runs what is listed here.", "website": website}
    tables["organizations"].append(row)
    return number


def _listing(tables: Tables, listing: Listing, catalog: Catalog, prices: list[Row]) -> None:
    number, record = stable_id("services", listing.id), catalog.records[listing.id]
    ages = _ages(record)
    tables["services"].append(
        {
            "id": number,
            "organization_id": _organization(tables, listing.sponsor or listing.name.en, listing.url),
            "name": listing.name.en,
            "alternate_name": listing.name.es if listing.name.es != listing.name.en else "",
            "description": listing.summary.en,
            "url": listing.url,
            "status": STATUS[listing.status.value],
            "application_process": "\n".join(step.en for step in listing.steps),
            "fees_description": listing.cost_in_words.en,
            "eligibility_description": "\n".join(rule.because_en for rule in listing.criteria if rule.because_en),
            "minimum_age": ages[0],
            "maximum_age": ages[1],
            "assured_date": listing.checked_on,
            "licenses": listing.license.en,
            "alert": "\n".join(caution.en for caution in listing.cautions),
        }
    )
    _tag(tables, "service", number, KINDS, listing.kind.value)
    if listing.phone:
        _phone(tables, "service_id", number, listing.phone, "")
    for language in listing.languages:
        _add(tables, "languages", number, language, service_id=number, name=language)
    for document in listing.documents:
        said = catalog.facts.documents[document].en
        _add(tables, "required_documents", number, document, service_id=number, document=said)
    for state in sorted(listing.states) or [""]:
        area = {"name": state, "extent": f"US-{state}", "extent_type": "state"} if state else {"name": "United States"}
        _add(tables, "service_areas", number, state, service_id=number, **area)
    _costs(tables, number, prices)
    _add(tables, "x_listings", number, service_id=number, listing_id=listing.id, record=toml_text(record))
    for path, rule in _rules(record.get("criteria", ()), "criteria"):
        tables["x_criteria"].append(
            {"id": stable_id("x_criteria", number, path), "service_id": number, "path": path, **rule}
        )


def _ages(record: Record) -> tuple[object, object]:
    """The ages that every rule of the listing allows; nothing where it has none."""
    rules = [rule for rule in record.get("criteria", ()) if rule.get("fact") == "age"]
    low = next((rule["at_least"] for rule in rules if "at_least" in rule), None)
    return low, next((rule["at_most"] for rule in rules if "at_most" in rule), None)


def _add(tables: Tables, table: str, *key: object, **values: object) -> None:
    tables[table].append({"id": stable_id(table, *key), **values})


def _costs(tables: Tables, number: str, prices: list[Row]) -> None:
    for row in prices:
        if row["kind"] is PriceKind.BENCHMARK:
            continue
        much = f"{row['quantity']} tablets" if row["quantity"] else f"{row['days_supply']} days"
        strength = f" of {row['strength_mg']} mg" if row["strength_mg"] else ""
        _add(
            tables,
            "cost_options",
            *(row[name] for name in PRICES.key),
            service_id=number,
            valid_from=row["observed_on"],
            option=f"{row['product']}: {much}{strength}",
            currency="USD",
            amount=row["price"],
            amount_description=f"{row['kind'].value} price, {row['area']}, from {row['source']}",
        )


def _rules(rules: Iterable[Record], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every rule by its path; ``rule`` has the whole of it, the other columns what most readers look for."""
    for at, rule in enumerate(rules):
        here = f"{path}.{at}"
        plain = {key: value for key, value in rule.items() if key not in SAID_APART}
        operators = [key for key in plain if key not in ("fact", "from", "to")]
        operator = operators[0] if operators else next((part for part in PARTS if part in rule), "")
        value = plain.get(operator, "")
        told: dict[str, Any] = {name: rule.get(name, "") for name in ("because", "because_es", "source", "checked_on")}
        told |= {"fact": plain.get("fact", ""), "operator": operator}
        told["value"] = ";".join(map(str, value)) if isinstance(value, list) else str(value)
        told["rule"] = json.dumps(plain, default=str, ensure_ascii=False)
        yield here, told
        for part in PARTS:
            yield from _rules(rule.get(part, ()), f"{here}.{part}")


def _phone(tables: Tables, link: str, number: str, phone: str, extension: str) -> None:
    # The standard's extension is a number: what is none, or begins with a zero, survives in the words alone.
    is_number = extension.isdecimal() and not extension.startswith("0")
    _add(
        tables,
        "phones",
        number,
        phone,
        **{link: number},
        number=phone,
        extension=int(extension) if is_number else None,
        type="voice",
        description=f"Extension {extension}" if extension else "",
    )


def _place(tables: Tables, row: Row, listings: set[str]) -> None:
    number = stable_id("locations", row["source_id"])
    tables["locations"].append(
        {
            "id": number,
            "location_type": "physical",
            "url": row["url"],
            "organization_id": _organization(tables, row["run_by"] or row["name"]),
            "name": row["name"],
            "description": row["notes"],
            "latitude": row["latitude"],
            "longitude": row["longitude"],
            "external_identifier": row["source_id"],
            "external_identifier_type": "source_id of x_places",
        }
    )
    _tag(tables, "location", number, PLACE_KINDS, row["kind"].value)
    listing = NETWORK_OF.get(row["kind"], row["source_id"])
    if listing in listings:
        service = stable_id("services", listing)
        _add(tables, "service_at_location", service, number, service_id=service, location_id=number)
    # The standard wants all of an address; without it the city and state stand in our own table alone.
    if row["address"] and row["city"] and row["zip"]:
        _add(
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
    if row["phone"]:
        _phone(tables, "location_id", number, row["phone"], row["phone_extension"])
    if row["hours"]:
        _add(tables, "schedules", number, location_id=number, description=row["hours"])
    if row["languages"]:
        _add(tables, "languages", number, location_id=number, name=row["languages"])
    _add(tables, "x_places", number, location_id=number, **cells_of(PLACES, row))


def _describe(tables: Tables) -> None:
    for table in sorted(tables):
        _add(tables, "meta_table_descriptions", table, name=table, language="en", character_set="UTF-8")


def shown(value: object) -> str:
    """A value as a cell of CSV."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def by_key(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, list[Mapping[str, Any]]]:
    """Rows under the value of one of their columns."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[str(row.get(name, ""))].append(row)
    return found
