"""The tables of a package nested as JSON: each thing with all that hangs on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from finder.feeds.hsds.rows import Tables
from finder.feeds.hsds.standard import NUMBER_COLUMNS

# What hangs on a service and on a location, by the column that says so.
ATTACHED_TABLES = {
    "service_id": (
        *("phones", "schedules", "languages", "cost_options", "required_documents", "service_areas"),
        *("x_listings", "x_criteria", "x_prices"),
    ),
    "location_id": ("addresses", "phones", "schedules", "languages", "x_places"),
}


def nest(tables: Tables) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The standard's service_full and organization_full: each thing with all that hangs on it."""
    hanging = _AttachedRows(tables)
    locations = {row["id"]: hanging.whole(row, "location_id") for row in tables.get("locations", ())}
    joined = by_key(tables.get("service_at_location", ()), "service_id")
    services = []
    for row in tables.get("services", ()):
        places = [
            _plain(join, "service_id") | {"location": locations[join["location_id"]]}
            for join in joined.get(row["id"], ())
        ]
        services.append(hanging.whole(row, "service_id") | ({"service_at_locations": places} if places else {}))
    organizations = {row["id"]: _plain(row) for row in tables.get("organizations", ())}
    run = by_key(services, "organization_id")
    owned = by_key(locations.values(), "organization_id")
    full = [
        row | {name: found[key] for name, found in (("services", run), ("locations", owned)) if key in found}
        for key, row in organizations.items()
    ]
    return [service | {"organization": organizations[service["organization_id"]]} for service in services], full


class _AttachedRows:
    """The rows that hang on services and locations, and the marks of anything."""

    def __init__(self, tables: Tables) -> None:
        self.terms = {row["id"]: _plain(row) for row in tables.get("taxonomy_terms", ())}
        self.tags = by_key(tables.get("attributes", ()), "link_id")
        self.rows = {
            link: {name: by_key(tables.get(name, ()), link) for name in names}
            for link, names in ATTACHED_TABLES.items()
        }

    def whole(self, row: Mapping[str, Any], link: str) -> dict[str, Any]:
        """A row with all that names it in the column ``link``, and its marks."""
        found = _plain(row)
        for name, rows in self.rows[link].items():
            if below := rows.get(row["id"]):
                found[name] = [_plain(child, link) for child in below]
        if tags := self.tags.get(row["id"]):
            found["attributes"] = [
                _plain(tag, "link_id") | {"taxonomy_term": self.terms[tag["taxonomy_term_id"]]} for tag in tags
            ]
        return found


def _plain(row: Mapping[str, Any], but: str = "") -> dict[str, Any]:
    """A row without empty values, and without the id that its place in the JSON says already."""
    return {name: _value(name, value) for name, value in row.items() if value not in ("", None) and name != but}


def _value(name: str, value: Any) -> Any:
    if name in NUMBER_COLUMNS and not isinstance(value, str):
        return float(value) if value != int(value) else int(value)
    return cell_text(value) if not isinstance(value, int | float | list | dict) else value


def cell_text(value: object) -> str:
    """A value as a cell of CSV."""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)


def by_key(rows: Iterable[Mapping[str, Any]], name: str) -> dict[str, list[Mapping[str, Any]]]:
    """Rows under the value of one of their columns."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        found[str(row.get(name, ""))].append(row)
    return found
