"""A place in words: its kind, distance, address and a link that names the place alone."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from markupsafe import Markup

from finder.core.kinds import complete
from finder.core.places import NearPlace, Place, PlaceKind
from finder.core.text import Phrases, Text
from finder.wording.words import N_, Words

MAP = "https://www.openstreetmap.org/search"
PLACE_KIND_WORDS = complete(
    PlaceKind,
    {
        PlaceKind.HEALTH_CENTER: N_("Health center"),
        PlaceKind.LOOK_ALIKE: N_("Health center (look-alike)"),
        PlaceKind.MOBILE: N_("Mobile clinic: its address is where it is kept"),
        PlaceKind.SCHOOL_SITE: N_("School clinic: may see students only"),
        PlaceKind.FREE_CLINIC: N_("Free clinic"),
        PlaceKind.CHARITY_PHARMACY: N_("Charity pharmacy"),
    },
)


# Whom alone a place may see, as the importers of places name them.
LIMITED_TO_WORDS = {"students": N_("students"), "residents": N_("residents")}


END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
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
    hours: str
    fees: str
    notes: str


def place_row(words: Words, near: NearPlace, phrases: Phrases, on: date) -> PlaceRow:
    """One place, ready to print; ``phrases`` translates what is often written about places."""
    place = near.place
    line = ", ".join(part for part in (place.address, place.city, f"{place.state} {place.zip}".strip()) if part)
    return PlaceRow(
        place=place,
        name=softened(place.name),
        run_by=softened(place.run_by),
        limited_to=words._(LIMITED_TO_WORDS[place.limited_to])
        if place.limited_to in LIMITED_TO_WORDS
        else place.limited_to,
        kind=words._(PLACE_KIND_WORDS[place.kind]),
        distance=words._("%(miles)s miles", miles=f"{near.miles:.1f}") if near.miles is not None else "",
        address=line,
        directions=f"{MAP}?{urlencode({'query': line})}" if place.address else "",
        stale=place.is_stale(on),
        hours=_note_in_words(words, phrases.place_notes, place.hours),
        fees=_note_in_words(words, phrases.place_notes, place.fees),
        notes=_note_in_words(words, phrases.place_notes, place.notes),
    )


def _note_in_words(words: Words, notes: Mapping[str, Text], text: str) -> str:
    """What somebody wrote about a place: each sentence in the language of the page if we know it, else as English."""
    return Markup(" ").join(words.phrase(notes, sentence) for sentence in END.split(text) if sentence)


def softened(name: str) -> str:
    """A name that a feed SHOUTS in capitals, written as people write it; other names as they are."""
    return string.capwords(name) if name.isupper() else name
