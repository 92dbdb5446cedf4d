"""The time zones of states, for what is counted in days of the person: tablets, calendars, deadlines.

Rules and prices keep the day in New York. Source: the IANA time zone database; which ZIP codes have another zone than
most of their state stands in ``zip_codes.csv``.
"""

from __future__ import annotations

from finder.core.situation import Situation
from finder.core.snapshot import ZipArea

EASTERN, CENTRAL, MOUNTAIN, PACIFIC = "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"
ZONES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("CT", "DC", "DE", "GA", "MA", "MD", "ME", "NC", "NH", "NJ", "NY"), (EASTERN,)),
    **dict.fromkeys(("OH", "PA", "RI", "SC", "VA", "VT", "WV"), (EASTERN,)),
    **dict.fromkeys(("FL", "KY"), (EASTERN, CENTRAL)),
    "IN": ("America/Indiana/Indianapolis", CENTRAL),
    "MI": ("America/Detroit", CENTRAL),
    **dict.fromkeys(("AL", "AR", "IA", "IL", "LA", "MN", "MO", "MS", "OK", "WI"), (CENTRAL,)),
    "TN": (CENTRAL, EASTERN),
    **dict.fromkeys(("KS", "ND", "NE", "SD", "TX"), (CENTRAL, MOUNTAIN)),
    **dict.fromkeys(("CO", "MT", "NM", "UT", "WY"), (MOUNTAIN,)),
    "AZ": ("America/Phoenix", MOUNTAIN),
    "ID": ("America/Boise", PACIFIC),
    **dict.fromkeys(("CA", "NV", "WA"), (PACIFIC,)),
    "OR": (PACIFIC, "America/Boise"),
    "AK": ("America/Anchorage", "America/Adak"),
    "HI": ("Pacific/Honolulu",),
    "AS": ("Pacific/Pago_Pago",),
    "GU": ("Pacific/Guam",),
    "MP": ("Pacific/Saipan",),
    "PR": ("America/Puerto_Rico",),
    "VI": ("America/St_Thomas",),
}
EVERYWHERE = tuple(dict.fromkeys(zone for zones in ZONES.values() for zone in zones))


def possible_zones(situation: Situation, area: ZipArea | None) -> tuple[str, ...]:
    """Every time zone that the person may live in: one by the ZIP code, else those of the state, else all."""
    if area is not None and situation.state == area.state and area.state in ZONES:
        return (area.time_zone or ZONES[area.state][0],)
    return ZONES.get(situation.state or "", EVERYWHERE)
