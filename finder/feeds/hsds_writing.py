"""Writing an HSDS package: datapackage.json, a CSV file a table, and the same nested as JSON; a folder or a zip."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from finder.feeds.hsds_export import Tables, by_key, shown
from finder.feeds.hsds_tables import COLUMNS, LINKS, NUMBERS, VERSION, field_of, resource_of

# So that the same catalogue makes the same zip.
NO_TIME = (1980, 1, 1, 0, 0, 0)
CHILDREN = {"phones", "schedules", "languages"}


def package(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every file of the package: its name and text."""
    yield "datapackage.json", _json(_description(tables))
    for table in COLUMNS:
        if table in tables:
            yield f"{table}.csv", _csv(table, tables[table])
    services, organizations = nested(tables)
    yield "services.json", _json(services)
    yield "organizations.json", _json(organizations)


def write_package(tables: Tables, target: Path) -> None:
    """Write to ``target``: a zip when it is named so, else a folder."""
    if target.suffix.lower() != ".zip":
        target.mkdir(parents=True, exist_ok=True)
        for name, text in package(tables):
            (target / name).write_bytes(text.encode())
        return
    with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as unfinished:
        try:
            with zipfile.ZipFile(unfinished.file, "w", zipfile.ZIP_DEFLATED) as archive:
                for name, text in package(tables):
                    archive.writestr(zipfile.ZipInfo(name, NO_TIME), text.encode(), zipfile.ZIP_DEFLATED)
            unfinished.close()
            os.chmod(unfinished.name, 0o644)  # noqa: PTH101 - public data, unlike a temporary file
            Path(unfinished.name).replace(target)
        except BaseException:
            Path(unfinished.name).unlink(missing_ok=True)
            raise


def _json(value: object) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"


def _csv(table: str, rows: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS[table])
    writer.writerows([shown(row.get(name)) for name in COLUMNS[table]] for row in rows)
    return out.getvalue()


def _description(tables: Tables) -> dict[str, Any]:
    """What the package holds, as a tabular data package says it."""
    return {
        "name": "azathioprine-cost-finder",
        "title": "Azathioprine Cost Finder",
        "profile": "tabular-data-package",
        "version": VERSION,
        "resources": [
            {
                "name": resource_of(table),
                "path": f"{table}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {
                    "primaryKey": "id",
                    "fields": [field_of(table, name) for name in COLUMNS[table]],
                    "foreignKeys": [
                        {"fields": name, "reference": {"resource": resource_of(LINKS[name]), "fields": "id"}}
                        for name in COLUMNS[table]
                        if LINKS.get(name) in tables
                    ],
                },
            }
            for table in COLUMNS
            if table in tables
        ],
    }


def nested(tables: Tables) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The standard's service_full and organization_full: each thing with all that hangs on it."""
    terms = {row["id"]: _plain(row) for row in tables.get("taxonomy_terms", ())}
    tags = by_key(tables.get("attributes", ()), "link_id")

    def whole(row: Mapping[str, Any], link: str, children: Mapping[str, str]) -> dict[str, Any]:
        found = _plain(row)
        for name in children:
            below = held[name, link].get(row["id"], ())
            if below:
                found[name] = [_plain(child, link) for child in below]
        marks = [
            _plain(tag, "link_id") | {"taxonomy_term": terms[tag["taxonomy_term_id"]]}
            for tag in tags.get(row["id"], ())
        ]
        return found | ({"attributes": marks} if marks else {})

    of_services = ("phones", "schedules", "languages", "cost_options", "required_documents", "service_areas")
    of_services += ("x_listings", "x_criteria", "x_prices")
    of_locations = ("addresses", "phones", "schedules", "languages", "x_places")
    held = {(name, "service_id"): by_key(tables.get(name, ()), "service_id") for name in of_services}
    held |= {(name, "location_id"): by_key(tables.get(name, ()), "location_id") for name in of_locations}
    locations = {
        row["id"]: whole(row, "location_id", dict.fromkeys(of_locations, "")) for row in tables.get("locations", ())
    }
    joined = by_key(tables.get("service_at_location", ()), "service_id")
    services = []
    for row in tables.get("services", ()):
        service = whole(row, "service_id", dict.fromkeys(of_services, ""))
        places = [
            _plain(join, "service_id") | {"location": locations[join["location_id"]]}
            for join in joined.get(row["id"], ())
        ]
        services.append(service | ({"service_at_locations": places} if places else {}))
    organizations = {row["id"]: _plain(row) for row in tables.get("organizations", ())}
    run = by_key(services, "organization_id")
    owned = by_key(locations.values(), "organization_id")
    full = [
        row | {name: found[key] for name, found in (("services", run), ("locations", owned)) if key in found}
        for key, row in organizations.items()
    ]
    return [service | {"organization": organizations[service["organization_id"]]} for service in services], full


def _plain(row: Mapping[str, Any], but: str = "") -> dict[str, Any]:
    """A row without empty values, and without the id that its place in the JSON says already."""
    return {name: _value(name, value) for name, value in row.items() if value not in ("", None) and name != but}


def _value(name: str, value: Any) -> Any:
    if name in NUMBERS and not isinstance(value, str):
        return float(value) if value != int(value) else int(value)
    return shown(value) if not isinstance(value, int | float | list | dict) else value
