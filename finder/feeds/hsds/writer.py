"""Writing an HSDS package: datapackage.json, a CSV file a table, and the same nested as JSON; a folder or a zip."""

from __future__ import annotations

import csv
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from finder.feeds.hsds.nested_json import cell_text, nest
from finder.feeds.hsds.rows import Tables
from finder.feeds.hsds.standard import HSDS_COLUMNS, HSDS_VERSION, LINKED_TABLES, field_of, resource_of

# So that the same catalogue makes the same zip.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def package(tables: Tables) -> Iterator[tuple[str, str]]:
    """Every file of the package: its name and text."""
    yield "datapackage.json", _json(_description(tables))
    for table in HSDS_COLUMNS:
        if table in tables:
            yield f"{table}.csv", _csv(table, tables[table])
    services, organizations = nest(tables)
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
    writer.writerow(HSDS_COLUMNS[table])
    writer.writerows([cell_text(row.get(name)) for name in HSDS_COLUMNS[table]] for row in rows)
    return out.getvalue()


def _description(tables: Tables) -> dict[str, Any]:
    """What the package holds, as a tabular data package says it."""
    return {
        "name": "azathioprine-cost-finder",
        "title": "Azathioprine Cost Finder",
        "profile": "tabular-data-package",
        "version": HSDS_VERSION,
        "resources": [
            {
                "name": resource_of(table),
                "path": f"{table}.csv",
                "profile": "tabular-data-resource",
                "encoding": "utf-8",
                "schema": {
                    "primaryKey": "id",
                    "fields": [field_of(table, name) for name in HSDS_COLUMNS[table]],
                    "foreignKeys": [
                        {"fields": name, "reference": {"resource": resource_of(LINKED_TABLES[name]), "fields": "id"}}
                        for name in HSDS_COLUMNS[table]
                        if LINKED_TABLES.get(name) in tables
                    ],
                },
            }
            for table in HSDS_COLUMNS
            if table in tables
        ],
    }
