"""The day it is for people in the United States: the only place that reads the clock for answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/New_York")


def today() -> date:
    """Today in America/New_York, which every answer uses unless it is given a day."""
    return datetime.now(ZONE).date()


def earliest_today(zones: Iterable[str]) -> date:
    """Today where the person lives; of several possible days the earliest, so that no tablets seem to last longer."""
    now = datetime.now(UTC)
    return min(now.astimezone(ZoneInfo(zone)).date() for zone in zones)
