"""The day of which a source speaks: a day, a month or a year as it stands there, or nothing."""

from __future__ import annotations

import re
from datetime import date

UNDATED = "undated"
DATE_IN_TEXT = re.compile(r"\b((?:19|20)\d\d)(?:-(\d\d))?(?:-(\d\d))?\b")


def first_day_of(as_of: str) -> date | None:
    """The first day that a source's own date can mean: "2026-03" is March 1, "2026" January 1; ``None``: undated."""
    found = DATE_IN_TEXT.search(as_of)
    if found is None:
        return None
    year, month, day = (int(part or 1) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return date(year, 1, 1)
