"""The day it is for people in the United States: the only place that reads the clock for answers."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")


def today() -> date:
    """Today in America/New_York, which every answer uses unless it is given a day."""
    return datetime.now(ZONE).date()
