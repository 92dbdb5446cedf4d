"""A place in words: its kind, distance, address and a link that names the place alone."""

from __future__ import annotations

import string
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from finder.core.places import Near, Place, PlaceKind
from finder.web.wording.words import N_, Words

MAP = "https://www.openstreetmap.org/search"
KINDS = {
    PlaceKind.HEALTH_CENTER: N_("Health center"),
    PlaceKind.LOOK_ALIKE: N_("Health center (look-alike)"),
    PlaceKind.MOBILE: N_("Mobile clinic: its address is where it is kept"),
    PlaceKind.SCHOOL_SITE: N_("School clinic: may see students only"),
    PlaceKind.FREE_CLINIC: N_("Free clinic"),
    PlaceKind.CHARITY_PHARMACY: N_("Charity pharmacy"),
}


# Whom alone a place may see, as the importers of places name them.
LIMITED_TO = {"students": N_("students"), "residents": N_("residents")}


class PlaceRow(NamedTuple):
    """One place in words; ``directions`` names the place alone, never where the person is."""

    place: Place
    name: str
    run_by: str
    limited_to: str
    kind: str
    distance: str
    address: str
    directions: str
    stale: bool


def place_row(words: Words, near: Near, on: date) -> PlaceRow:
    """One place, ready to print."""
    place = near.place
    line = ", ".join(part for part in (place.address, place.city, f"{place.state} {place.zip}".strip()) if part)
    return PlaceRow(
        place,
        softened(place.name),
        softened(place.run_by),
        words._(LIMITED_TO[place.limited_to]) if place.limited_to in LIMITED_TO else place.limited_to,
        words._(KINDS[place.kind]),
        words._("%(miles)s miles", miles=f"{near.miles:.1f}") if near.miles is not None else "",
        line,
        f"{MAP}?{urlencode({'query': line})}" if place.address else "",
        place.is_stale(on),
    )


def softened(name: str) -> str:
    """A name that a feed SHOUTS in capitals, written as people write it; other names as they are."""
    return string.capwords(name) if name.isupper() else name
