"""Values as feeds write them: dates, dollars, strengths and NDCs. Raises MistakeError."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from finder.catalog.cells import PRICE
from finder.catalog.problems import MistakeError

AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ].*)?")
COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
FEED_DOLLARS = re.compile(r"\$? ?(\d+|\d*\.\d+|\d+\.\d*|[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?)")
FEED_MILLIGRAMS = re.compile(r"(\d+(?:\.\d+)?) ?mg\b", re.IGNORECASE)
# A file that went through a spreadsheet: the number became a decimal.
POINT_ZERO = re.compile(r"(\d+)\.0")
NDC_DIGITS = 11
NDC_SHAPES = {(4, 4, 2), (5, 3, 2), (5, 4, 1), (5, 4, 2)}
YEARS = range(1990, 2101)


def day(text: str) -> date:
    """A date: 04/23/2025, 2025-04-23 (a time may follow) or 20250423."""
    if found := AMERICAN.fullmatch(text):
        month, of_month, year = map(int, found.groups())
    elif found := ISO.fullmatch(text) or COMPACT.fullmatch(text):
        year, month, of_month = map(int, found.groups())
    else:
        raise MistakeError("not_a_feed_date", cell=text)
    try:
        day = date(year, month, of_month)
    except ValueError:
        raise MistakeError("no_such_day", cell=text) from None
    if day.year not in YEARS:
        raise MistakeError("no_such_year", year=day.year)
    return day


def dollars(value: object) -> Decimal:
    """An amount above zero, with or without a dollar sign."""
    found = FEED_DOLLARS.fullmatch(str(value).strip()) if isinstance(value, str | int | Decimal) else None
    if found is None or isinstance(value, bool):
        raise MistakeError("not_dollars", cell=value)
    return Decimal(PRICE.read(found[1].replace(",", "")))


def milligrams(text: str) -> int | None:
    """The strength that a text names; ``None`` when it names none, several, or a part of a milligram."""
    found = {Decimal(number) for number in FEED_MILLIGRAMS.findall(text)}
    if len(found) != 1:
        return None
    (strength,) = found
    return int(strength) if strength == int(strength) and strength > 0 else None


def ndc11(text: str) -> str:
    """An NDC as eleven digits. Hyphens say where a zero is missing; without them zeros were lost at the left."""
    parts = text.split("-")
    if not all(part.isascii() and part.isdecimal() for part in parts):
        bare = POINT_ZERO.fullmatch(text)
        if bare is None:
            raise MistakeError("ndc_changed_by_spreadsheet", cell=text)
        parts = [bare[1]]
    if len(parts) == 1:
        if len(parts[0]) > NDC_DIGITS or not parts[0].strip("0"):
            raise MistakeError("not_eleven_digits", cell=text)
        return parts[0].zfill(NDC_DIGITS)
    if tuple(map(len, parts)) not in NDC_SHAPES:
        raise MistakeError("not_parts_of_an_ndc", cell=text)
    labeler, product, package = parts
    return labeler.zfill(5) + product.zfill(4) + package.zfill(2)
