"""Rows that services and locations of a package both have: who runs it, its phones, what it is tagged with."""

from __future__ import annotations

from typing import Any

from finder.feeds.hsds.standard import stable_id

Tables = dict[str, list[dict[str, Any]]]
LISTING_TAXONOMY, PLACE_TAXONOMY = "finder-listing-kinds", "finder-place-kinds"


def add(tables: Tables, table: str, *key: object, **values: object) -> None:
    """A row of a table, whose id is made from ``key``."""
    tables[table].append({"id": stable_id(table, *key), **values})


def organization(tables: Tables, name: str, website: str = "") -> str:
    """The id of whoever runs something, written at each thing it runs."""
    number = stable_id("organizations", name)
    row = {"id": number, "name": name, "description": f"{name} runs what is listed here.", "website": website}
    tables["organizations"].append(row)
    return number


def phone(tables: Tables, link: str, number: str, phone: str, extension: str) -> None:
    """A telephone number of whatever ``link`` names."""
    # The standard's extension is a number: what is none, or begins with a zero, survives in the words alone.
    is_number = extension.isdecimal() and not extension.startswith("0")
    add(
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


def tag(tables: Tables, entity: str, link: str, taxonomy: str, code: str) -> None:
    """A mark on a service or a location: one of our own kinds."""
    term = stable_id("taxonomy_terms", taxonomy, code)
    add(tables, "attributes", entity, link, code, link_id=link, taxonomy_term_id=term, link_entity=entity, value=code)
