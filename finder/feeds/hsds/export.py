"""Our catalogue as HSDS 3.0: a service for each listing, a location for each place, and tables of our own."""

from __future__ import annotations

from collections import defaultdict

from finder.catalog.catalog import Catalog
from finder.catalog.export import cells_of
from finder.catalog.rows import Row
from finder.catalog.tables import PLACES, PRICES
from finder.core.listing import Kind
from finder.core.places import PlaceKind
from finder.core.snapshot import PUBLISHED_STATUSES
from finder.feeds.hsds.locations import add_location
from finder.feeds.hsds.rows import LISTING_TAXONOMY, PLACE_TAXONOMY, Tables, add
from finder.feeds.hsds.services import add_service
from finder.feeds.hsds.standard import stable_id


def tables_of(catalog: Catalog) -> Tables:
    """Every row of the package, in an order that is the same each time."""
    tables: Tables = defaultdict(list)
    _taxonomies(tables)
    prices: dict[str, list[Row]] = defaultdict(list)
    for row in catalog.rows.get(PRICES.name, ()):
        prices[row["seller"]].append(row)
    published = [listing for listing in catalog.listings if listing.status in PUBLISHED_STATUSES]
    for listing in published:
        add_service(tables, listing, catalog, prices[listing.id])
    listed = {listing.id for listing in published}
    for seller, rows in sorted(prices.items()):
        service = stable_id("services", seller) if seller in listed else ""
        for row in rows:
            key = [row[name] for name in PRICES.key]
            add(tables, "x_prices", *key, service_id=service, **cells_of(PRICES, row))
    for row in catalog.rows.get(PLACES.name, ()):
        if row["retired_on"] is None:
            add_location(tables, row, published)
    # Who runs several things is written at each of them; the first counts.
    first_rows = {row["id"]: row for row in reversed(tables["organizations"])}
    tables["organizations"] = list(first_rows.values())[::-1]
    _describe(tables)
    return dict(tables)


def _taxonomies(tables: Tables) -> None:
    for taxonomy, what, kinds in (
        (LISTING_TAXONOMY, "kind of help", Kind),
        (PLACE_TAXONOMY, "kind of place", PlaceKind),
    ):
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


def _describe(tables: Tables) -> None:
    for table in sorted(tables):
        add(tables, "meta_table_descriptions", table, name=table, language="en", character_set="UTF-8")
