"""Cost Plus Drugs: the answer of its API, and the catalogue of its site, collected or as the site answers (all JSON).

The API's ``unit_price`` has the markup but not the pharmacy's fee; ``requested_quote`` has both. The catalogue's
``our_price`` (``priceCalculation`` on the site) is for 30 tablets with the fee, whatever the size of the bottle that
the pharmacy keeps in stock. No price has the shipping in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, TypeGuard

from finder.catalog.problems import MistakeError, message
from finder.catalog.rows import Row
from finder.core.costs import CENT
from finder.core.listing import Confidence
from finder.core.prices import GENERIC, PriceKind
from finder.feeds.drug import believable, is_ours, is_tablet, product_named
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.json_records import Records
from finder.feeds.source import SourceFile
from finder.feeds.values import NDC_DIGITS, day, dollars, milligrams

SELLER = "cost-plus-drugs"
API = "https://us-central1-costplusdrugs-publicapi.cloudfunctions.net/main"
SITE = "https://www.costplusdrugs.com/"
COSTPLUS_LISTS = ("results", "medications")
FEE = Decimal("5.00")
QUOTED_TABLETS = 30
POSTED_NOTE = "Posted price with markup and $5 fee, without shipping."
QUOTE_NOTE = "The seller's quote with markup and fee, without shipping."
WORKED_OUT = "Our estimate: unit price with markup ({}) x 30 + $5 fee, without shipping."

CostPlusRecord = Mapping[str, Any]


def read(source: SourceFile, report: ImportReport, on: date) -> Iterator[Row]:
    """The prices of our tablets. A file that does not say when it was collected needs ``on`` to be told."""
    if not source.is_json:
        raise FeedError("The Cost Plus list is JSON. This file is not.")
    records = Records(source.pieces(), COSTPLUS_LISTS)
    listed = [(line, part) for line, record in records for part in _parts(record) if _is_ours(part)]
    found = [*listed, *((1, part) for part in _parts(records.rest) if _is_ours(part))]
    if not records.found_list and not _products(records.rest):
        raise FeedError("This JSON has no list of 'results' or 'medications'. Is it the list of Cost Plus Drugs?")
    records.remark_part(records.rest.get("count"), report)
    seen_on = _collection_day(records.rest, report, on)
    for line, record in found:
        try:
            row = _row(record, line, report, seen_on)
        except MistakeError as mistake:
            report.mistake(line, mistake.message)
        else:
            if row is not None:
                yield row


def _inside(value: object, *keys: str) -> Any:
    """What stands under the keys, one below the other; nothing where there is no such thing."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def _products(page: object) -> list[Any]:
    """The products of one page of the site's own answer."""
    edges = _inside(page, "data", "products", "edges")
    return [_inside(edge, "node") for edge in edges] if isinstance(edges, list) else []


def _parts(record: object) -> Iterator[object]:
    """A record as it is; of a page of the site's own answer each variant of each product, in the collected form."""
    if _inside(record, "data") is None:
        yield record
    for product in _products(record):
        for variant in _inside(product, "variants") or ():
            metafields = {**(_inside(variant, "metafields") or {}), **(_inside(product, "metafields") or {})}
            yield {
                "slug": metafields.get("slug") or _inside(product, "slug"),
                "name": _inside(product, "name"),
                "brand_name": metafields.get("brandName"),
                "brand_generic": metafields.get("brandGeneric"),
                "form": metafields.get("form"),
                "pill_nonpill": metafields.get("pillNonPill"),
                "strength": metafields.get("strength"),
                "our_price": _inside(variant, "priceCalculation"),
                "is_available": _inside(product, "isAvailable") is not False and metafields.get("is_active") != "false",
            }


def _is_ours(record: object) -> TypeGuard[Mapping[str, Any]]:
    if not isinstance(record, dict):
        return False
    return is_ours(" ".join(str(record.get(key) or "") for key in ("medication_name", "name", "brand_name", "slug")))


def _collection_day(rest: Mapping[str, Any], report: ImportReport, on: date) -> date:
    """When the list was collected: as it says, else the day that whoever brings it gives."""
    for key in ("scraped_at", "generated_at"):
        if rest.get(key):
            try:
                return day(str(rest[key]))
            except MistakeError as mistake:
                report.mistake(1, mistake.about(key))
                return on
    if not report.is_day_told:
        raise FeedError("The file does not say on which day it was collected. Give the day: --on YYYY-MM-DD.")
    return on


def _row(record: CostPlusRecord, line: int, report: ImportReport, seen_on: date) -> Row | None:
    """The row of one medication; ``None`` where there is none, which is remarked."""
    name = str(record.get("slug") or record.get("medication_name") or record.get("name"))
    if record.get("error_message"):
        report.remark(line, message("seller_answers", cell=str(record["error_message"])).within(name))
        return None
    strength = milligrams(str(record.get("strength") or ""))
    if strength is None or not _is_tablet(record, name):
        report.remark(line, message("not_one_tablet", name=name))
        return None
    if record.get("is_available") is False:
        report.remark(line, message("not_available", name=name))
        return None
    priced = _price_of(record)
    if priced is None:
        report.remark(line, message("no_price", name=name))
        return None
    kind, quantity, price, note = priced
    believable(price, quantity)
    return {
        "kind": kind,
        "seller": SELLER,
        "product": _product(record),
        "ndc": _ndc(record),
        "strength_mg": strength,
        "quantity": quantity,
        "days_supply": None,
        "price": price,
        "area": "US",
        "observed_on": seen_on,
        "source": _source(record),
        "confidence": Confidence.MEDIUM,
        "note": note,
        "survey_week": None,
    }


def _is_tablet(record: CostPlusRecord, name: str) -> bool:
    """By its form and name; where no form is told a pill is one, for there are no capsules of this drug."""
    form = record.get("form") or ("tablet" if record.get("pill_nonpill") == "Pill" else "")
    return is_tablet(f"{form} {name}".replace("-", " "))


def _price_of(record: CostPlusRecord) -> tuple[PriceKind, int, Decimal, str] | None:
    if _has(record, "our_price"):
        return PriceKind.FIXED, QUOTED_TABLETS, _dollars(record, "our_price"), POSTED_NOTE
    if _has(record, "requested_quote") and _has(record, "requested_quote_units"):
        return PriceKind.FIXED, _units(record), _dollars(record, "requested_quote"), QUOTE_NOTE
    if _has(record, "unit_price"):
        unit = _convert(record, "unit_price", dollars)
        whole = (unit * QUOTED_TABLETS + FEE).quantize(CENT, ROUND_HALF_UP)
        return PriceKind.DERIVED, QUOTED_TABLETS, whole, WORKED_OUT.format(unit)
    return None


def _has(record: CostPlusRecord, key: str) -> bool:
    return record.get(key) not in (None, "")


def _dollars(record: CostPlusRecord, key: str) -> Decimal:
    """A whole price, to the cent."""
    return _convert(record, key, dollars).quantize(CENT, ROUND_HALF_UP)


def _units(record: CostPlusRecord) -> int:
    units = _convert(record, "requested_quote_units", dollars)
    if units != int(units):
        raise MistakeError("not_whole", "requested_quote_units", value=units)
    return int(units)


def _convert(record: CostPlusRecord, key: str, convert: Callable[[object], Decimal]) -> Decimal:
    try:
        return convert(record[key])
    except MistakeError as mistake:
        mistake.message = mistake.about(key)
        raise


def _product(record: CostPlusRecord) -> str:
    """The brand only where the record says so: generic ones carry a brand's name too."""
    is_brand = str(record.get("brand_generic") or "").strip().lower() == "brand"
    return product_named(str(record.get("brand_name") or "")) if is_brand else GENERIC


def _ndc(record: CostPlusRecord) -> str:
    """Eleven digits; ten could stand for three different numbers."""
    digits = str(record.get("ndc") or "").replace("-", "")
    return digits if len(digits) == NDC_DIGITS and digits.isdecimal() else ""


def _source(record: CostPlusRecord) -> str:
    address = str(record.get("url") or "")
    if address.startswith("https://") and " " not in address:
        return address
    return API if _has(record, "unit_price") else SITE
