"""openFDA's NDC directory (JSON): which packages of our tablets are on the market, and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from finder.catalog.problems import MistakeError, message
from finder.catalog.rows import Row
from finder.catalog.spreadsheet import plain
from finder.core.listing import Confidence
from finder.core.source_dates import UNDATED
from finder.feeds.drug import is_ours, is_tablet, product_named
from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.json_records import Records
from finder.feeds.source import SourceFile
from finder.feeds.values import day, milligrams, ndc11

OPENFDA_SOURCE = 'https://api.fda.gov/drug/ndc.json?search=product_ndc:"{}"'
OPENFDA_LISTS = ("results",)
PRODUCT_NDC = re.compile(r"\d{4,5}-\d{3,4}")
# "100 BLISTER PACK in 1 CARTON (..)  / 1 TABLET in 1 BLISTER PACK (..)": 100 x 1 tablets.
PACKAGE_COUNT = re.compile(r"(?:^|/)\s*(\d+) [A-Z]")


def read(source: SourceFile, report: ImportReport, on: date) -> Iterator[Row]:
    """The packages, as rows of the product table. What is no longer listed on ``on`` is not marketed."""
    records = Records(source.pieces(), OPENFDA_LISTS)
    if not source.is_json:
        raise FeedError("The openFDA directory is JSON. This file is not.")
    found = [(line, record) for line, record in records if _is_wanted(record)]
    if not records.found_list:
        error = records.rest.get("error")
        said = error.get("message", "") if isinstance(error, dict) else ""
        raise FeedError(f"This JSON has no list of 'results'. {said}".strip())
    meta = records.rest.get("meta")
    results = meta.get("results") if isinstance(meta, dict) else None
    records.remark_part(results.get("total") if isinstance(results, dict) else None, report)
    checked_on = _update_day(meta, on)
    for line, record in found:
        yield from _rows(record, line, report, checked_on, on)


def _is_wanted(record: object) -> bool:
    if not isinstance(record, dict):
        return False
    return is_ours(f"{record.get('generic_name')} {record.get('brand_name')}")


def _update_day(meta: object, on: date) -> date:
    try:
        return day(str(meta["last_updated"])) if isinstance(meta, dict) else on
    except (KeyError, MistakeError):
        return on


def _rows(record: Mapping[str, Any], line: int, report: ImportReport, checked_on: date, on: date) -> Iterator[Row]:
    number = str(record.get("product_ndc", ""))
    # The strengths under "openfda" are those of the whole label; the product's own stand here.
    ingredients = [part for part in record.get("active_ingredients") or () if isinstance(part, dict)]
    named = " ".join(str(part.get("name", "")) for part in ingredients)
    strength = milligrams(str(ingredients[0].get("strength", ""))) if len(ingredients) == 1 else None
    if strength is None or not is_tablet(f"{record.get('dosage_form')} {named}"):
        report.remark(line, message("not_one_tablet" if number else "product_not_one_tablet", name=number))
        return
    if not PRODUCT_NDC.fullmatch(number):
        report.mistake(line, message("not_a_product_ndc", "product_ndc", cell=number))
        return
    try:
        ends = day(str(record["listing_expiration_date"])) if record.get("listing_expiration_date") else None
        packages = list(_packages(record, on))
    except MistakeError as mistake:
        report.mistake(line, mistake.message.within(number))
        return
    if not packages:
        report.remark(line, message("no_package_sold", name=number))
    for ndc, tablets, sold in packages:
        yield {
            "product": product_named(str(record.get("brand_name") or "")),
            "strength_mg": strength,
            "labeler": plain(" ".join(str(record.get("labeler_name") or "").split())) or "Not named",
            "ndc": ndc,
            "scored": "",
            "marketed": "yes" if sold and (ends is None or ends >= on) else "no",
            "hard_to_find": False,
            "source": OPENFDA_SOURCE.format(number),
            "as_of": UNDATED,
            "checked_on": checked_on,
            "confidence": Confidence.HIGH,
            "note": _note(tablets, ends),
        }


def _packages(record: Mapping[str, Any], on: date) -> Iterator[tuple[str, int, bool]]:
    """Each package that is sold: its NDC, its tablets (0 when not told), and whether it is still made on ``on``."""
    for package in record.get("packaging") or ():
        if not isinstance(package, dict) or package.get("sample") is True:
            continue
        number = str(package.get("package_ndc", ""))
        if "-" not in number:
            raise MistakeError("ndc_without_hyphens", "package_ndc", cell=number)
        ended = package.get("marketing_end_date") or record.get("marketing_end_date")
        yield ndc11(number), _tablets(str(package.get("description", ""))), not ended or day(str(ended)) >= on


def _tablets(description: str) -> int:
    if not is_tablet(description):
        return 0
    tablets = 1
    for count in PACKAGE_COUNT.findall(re.sub(r"\([^)]*\)", "", description)):
        tablets *= int(count)
    return tablets


def _note(tablets: int, ends: date | None) -> str:
    package = f"Package of {tablets}" if tablets else "Package"
    return f"{package}, listed until {ends}." if ends else f"{package}."
