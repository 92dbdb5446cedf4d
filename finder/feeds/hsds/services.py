"""A listing as a service of the standard, with its costs, its documents and its rules."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from finder.catalog.catalog import Catalog
from finder.catalog.phones import phone_of
from finder.catalog.rows import Row
from finder.catalog.table_reader import Record
from finder.catalog.tables import PRICES
from finder.catalog.toml_text import toml_text
from finder.core.listing import Listing
from finder.core.prices import PRICE_KINDS
from finder.feeds.hsds.rows import LISTING_TAXONOMY, Tables, add, organization, phone, tag
from finder.feeds.hsds.standard import stable_id
from finder.languages import keys_of

STATUS = {"active": "active", "paused": "temporarily closed"}
NESTED_RULES = ("all_of", "any_of", "not")
COPIED_KEYS = (*keys_of("because"), "source", "checked_on")
SAID_APART = (*NESTED_RULES, *COPIED_KEYS)


def add_service(tables: Tables, listing: Listing, catalog: Catalog, prices: list[Row]) -> None:
    """The listing's service, and all that hangs on it."""
    number, record = stable_id("services", listing.id), catalog.records[listing.id]
    run_by = organization(tables, listing.sponsor.original or listing.name.original, listing.url)
    tables["services"].append({"id": number, "organization_id": run_by, **_columns(listing, record)})
    tag(tables, "service", number, LISTING_TAXONOMY, listing.kind.value)
    if listing.phone:
        phone(tables, "service_id", number, listing.phone, "")
    for language in listing.languages:
        add(tables, "languages", number, language, service_id=number, name=language)
    for document in listing.documents:
        said = catalog.facts.documents[document].original
        add(tables, "required_documents", number, document, service_id=number, document=said)
    for state in sorted(listing.states) or [""]:
        area = {"name": state, "extent": f"US-{state}", "extent_type": "state"} if state else {"name": "United States"}
        add(tables, "service_areas", number, state, service_id=number, **area)
    _costs(tables, number, prices)
    add(tables, "x_listings", number, service_id=number, listing_id=listing.id, record=toml_text(record))
    for path, rule in _rules(record.get("criteria", ()), "criteria"):
        add(tables, "x_criteria", number, path, service_id=number, path=path, **rule)


def _columns(listing: Listing, record: Record) -> dict[str, object]:
    """What the standard's own columns say of a listing."""
    return {
        "name": listing.name.original,
        "alternate_name": "; ".join(
            other for other in dict.fromkeys(listing.name.values()) if other != listing.name.original
        ),
        "description": listing.summary.original,
        "url": listing.url,
        "status": STATUS[listing.status.value],
        "application_process": "\n".join(step.original for step in listing.steps),
        "fees_description": listing.cost_in_words.original,
        "eligibility_description": "\n".join(rule.because.original for rule in listing.criteria if rule.because),
        **_ages(record),
        "assured_date": listing.checked_on,
        "licenses": listing.license.original,
        "alert": "\n".join(caution.original for caution in listing.cautions),
    }


def _ages(record: Record) -> dict[str, object]:
    """The ages that every rule of the listing allows; nothing where it has none."""
    rules = [rule for rule in record.get("criteria", ()) if rule.get("fact") == "age"]
    return {
        column: next((rule[limit] for rule in rules if limit in rule), None)
        for column, limit in (("minimum_age", "at_least"), ("maximum_age", "at_most"))
    }


def _costs(tables: Tables, number: str, prices: list[Row]) -> None:
    for row in prices:
        if not PRICE_KINDS[row["kind"]].is_for_people:
            continue
        much = f"{row['quantity']} tablets" if row["quantity"] else f"{row['days_supply']} days"
        strength = f" of {row['strength_mg']} mg" if row["strength_mg"] else ""
        add(
            tables,
            "cost_options",
            *(row[name] for name in PRICES.key),
            service_id=number,
            valid_from=row["observed_on"],
            option=f"{row['product']}: {much}{strength}",
            currency="USD",
            amount=row["price"],
            amount_description=f"{row['kind'].value} price, {row['area']}, from {_source_in_words(row['source'])}",
        )


def _source_in_words(source: str) -> str:
    """A source in the standard's plain words: an address, or who was called."""
    number = phone_of(source)
    return f"the phone {number}" if number else source


def _rules(rules: Iterable[Record], path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every rule by its path; ``rule`` has the whole of it, the other columns what most readers look for."""
    for at, rule in enumerate(rules):
        here = f"{path}.{at}"
        plain = {key: value for key, value in rule.items() if key not in SAID_APART}
        operators = [key for key in plain if key not in ("fact", "from", "to")]
        operator = operators[0] if operators else next((part for part in NESTED_RULES if part in rule), "")
        value = plain.get(operator, "")
        columns: dict[str, Any] = {name: rule.get(name, "") for name in COPIED_KEYS}
        columns |= {"fact": plain.get("fact", ""), "operator": operator}
        columns["value"] = ";".join(map(str, value)) if isinstance(value, list) else str(value)
        columns["rule"] = json.dumps(plain, default=str, ensure_ascii=False)
        yield here, columns
        for part in NESTED_RULES:
            yield from _rules(rule.get(part, ()), f"{here}.{part}")
