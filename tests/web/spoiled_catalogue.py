"""The catalogue with something added to every text that somebody wrote, in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from finder.catalog.catalog import Catalog
from finder.core.nearby import PlaceIndex
from finder.core.prices import PriceBook
from finder.core.text import Text

# Written by people although they may be one word. Other words without a blank are keys.
_NAMES = """
address admin_note city chip_name fees hours labeler languages limited_to marketplace_name medicaid_name name note notes
phone phone_extension run_by ship_name sponsor title
"""
NAMES = frozenset(_NAMES.split())


def spoiled_catalogue(catalog: Catalog, added: str) -> Catalog:
    """The catalogue with ``added`` after every text."""
    facts = catalog.facts
    changed = {
        "places": PlaceIndex.of((_spoiled(row, added) for row in facts.places.places), facts.zips),
        "prices": PriceBook.of(_spoiled(row, added) for row in facts.prices.rows),
    }
    for name in ("products", "labs", "lab_rules", "contacts", "state_facts", "guide", "safety", "documents", "fees"):
        changed[name] = _spoiled(getattr(facts, name), added)
    for name in ("monitoring", "enrolment", "phrases"):
        changed[name] = _spoiled(getattr(facts, name), added)
    return replace(catalog, listings=_spoiled(catalog.listings, added), facts=replace(facts, **changed))


def _spoiled(value: Any, added: str, name: str = "") -> Any:
    if isinstance(value, Text):
        return Text(**{language: said + added for language, said in value.items()})
    if type(value) is str:
        return value + added if value and (name in NAMES or " " in value) else value
    if isinstance(value, Mapping):
        return {key: _spoiled(one, added, name) for key, one in value.items()}
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_spoiled(one, added, name) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value,
            **{one.name: _spoiled(getattr(value, one.name), added, one.name) for one in fields(value) if one.init},
        )
    return value
