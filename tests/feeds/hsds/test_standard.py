"""Our export beside the tables of HSDS 3.0 itself, as the standard's data package and JSON schemas have them.

``samples/hsds_3_0.json`` has the names, kinds and links of those tables that we fill, and what nests in what.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from flask import Flask

from finder.db import db
from finder.feeds.hsds.export import tables_of
from finder.feeds.hsds.writer import package
from finder.store.records import catalog_in
from tests.conftest import close
from tests.feeds.reading import SAMPLES

STANDARD = json.loads((SAMPLES / "hsds_3_0.json").read_text(encoding="utf-8"))
OURS = re.compile(r"x_\w+")


class Kind(NamedTuple):
    """What one field of the standard may hold."""

    words: tuple[str, ...]
    choices: tuple[str, ...]


def kind(table: str, name: str) -> Kind:
    words, _, choices = STANDARD[table]["fields"][name].partition(": ")
    return Kind(tuple(words.split()), tuple(choices.split(" | ")) if choices else ())


def _address(text: str) -> None:
    parts = urlsplit(text)
    assert parts.scheme in ("http", "https")
    assert parts.netloc


READ: dict[str, Callable[[str], object]] = {
    "uuid": UUID,
    "uri": _address,
    "date": date.fromisoformat,
    "number": Decimal,
}


def check(table: str, name: str, text: str) -> None:
    """Fails when the value is not what the standard says of the field."""
    what = kind(table, name)
    assert text or "required" not in what.words, (table, name)
    if not text:
        return
    for word in what.words:
        if word in READ:
            READ[word](text)
    assert not what.choices or text in what.choices, (table, name, text)


@pytest.fixture(scope="module")
def files(
    make_app: Callable[..., Flask], seeded_database: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The export, with places that have all an address needs beside those that do not."""
    database = tmp_path_factory.mktemp("standard") / "own.sqlite"
    database.write_bytes(seeded_database.read_bytes())
    app = make_app(database)
    taken = app.test_cli_runner().invoke(args=["places", "import", "places-csv", str(SAMPLES / "places.csv")])
    assert taken.exit_code == 0, taken.stderr
    with app.app_context():
        written = dict(package(tables_of(catalog_in(db.session))))
    close(app)
    return written


def described(files: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    told = json.loads(files["datapackage.json"])
    return {resource["name"]: resource for resource in told["resources"]}


def rows(files: Mapping[str, str], path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(files[path])))


def test_every_table_is_described_as_the_standard_describes_it(files: dict[str, str]) -> None:
    ours = {name: resource for name, resource in described(files).items() if not OURS.fullmatch(name)}
    assert set(ours) <= set(STANDARD)
    assert {"organization", "service", "location", "address", "phone", "schedule", "cost_option"} <= set(ours)
    for name, resource in ours.items():
        assert resource["path"] == STANDARD[name]["path"]
        fields = {field["name"]: field for field in resource["schema"]["fields"]}
        assert list(fields) == list(STANDARD[name]["fields"])
        for field, told in fields.items():
            limits = told.get("constraints", {})
            words = [told["type"], told.get("format"), *(word for word in ("required", "unique") if limits.get(word))]
            assert (tuple(filter(None, words)), tuple(limits.get("enum", ()))) == kind(name, field), (name, field)
        links = {key["fields"]: key["reference"]["resource"] for key in resource["schema"]["foreignKeys"]}
        assert links == {field: table for field, table in STANDARD[name]["links"].items() if table in ours}


def test_every_cell_is_what_the_standard_says_it_must_be(files: dict[str, str]) -> None:
    for name, resource in described(files).items():
        if OURS.fullmatch(name):
            continue
        for row in rows(files, resource["path"]):
            for field, text in row.items():
                check(name, field, text)


def test_what_must_be_unique_is_and_every_link_leads_somewhere(files: dict[str, str]) -> None:
    told = described(files)
    ids = {name: [row["id"] for row in rows(files, resource["path"])] for name, resource in told.items()}
    for name, resource in told.items():
        held = rows(files, resource["path"])
        assert len(set(ids[name])) == len(held), name
        for field in resource["schema"]["fields"]:
            values = [row[field["name"]] for row in held if row[field["name"]]]
            if field.get("constraints", {}).get("unique"):
                assert len(set(values)) == len(values), (name, field["name"])
        for key in resource["schema"]["foreignKeys"]:
            linked = {row[key["fields"]] for row in held} - {""}
            assert linked <= set(ids[key["reference"]["resource"]]), (name, key)


def walk(value: Any, table: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object of the nested form with the table that it is a row of."""
    yield table, value
    for name, below in value.items():
        if name in STANDARD[table]["nests"]:
            for child in below if isinstance(below, list) else [below]:
                yield from walk(child, STANDARD[table]["nests"][name])


@pytest.mark.parametrize("table", ["service", "organization"])
def test_the_nested_form_holds_the_same_tables_where_the_standard_nests_them(files: dict[str, str], table: str) -> None:
    seen = set()
    for record in json.loads(files[f"{table}s.json"]):
        for name, row in walk(record, table):
            seen.add(name)
            fields = STANDARD[name]["fields"]
            unknown = {key for key in row if key not in fields and key not in STANDARD[name]["nests"]}
            assert all(map(OURS.fullmatch, unknown)), (name, unknown)
            for key in fields.keys() & row.keys():
                assert isinstance(row[key], int | float if "number" in kind(name, key).words else str), (name, key)
                check(name, key, str(row[key]))
            # What the row's own place says already is not said twice.
            said = {key for key in row if not key.endswith("_id")}
            needed = {key for key in fields if "required" in kind(name, key).words and not key.endswith("_id")}
            assert needed <= said, (name, needed - said)
    assert {"service", "location", "phone", "attribute", "taxonomy_term", "address"} <= seen
