"""A place in words: its kind, distance, address and a link that names the place alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from finder.core.contacts import number_to_call
from finder.core.kinds import complete
from finder.core.nearby import NearPlace
from finder.core.places import Place, PlaceKind, StillThere
from finder.core.readable_names import readable_name
from finder.core.snapshot import Facts
from finder.core.source_dates import first_day_of
from finder.core.text import Text
from finder.wording.words import N_, Words

MAP = "https://www.openstreetmap.org/search"


class PlaceKindWords(NamedTuple):
    """A kind of place in words: its name, who may go there, and what to ask."""

    name: str
    who: str
    ask: str


AT_A_CLINIC = N_("Can I get azathioprine 50 mg here, and what would I pay? Do you have a sliding fee? When can I come?")
ANYBODY = N_("Anybody may come. The fee goes by income.")
PLACE_KIND_WORDS = complete(
    PlaceKind,
    {
        PlaceKind.HEALTH_CENTER: PlaceKindWords(N_("Health center"), ANYBODY, AT_A_CLINIC),
        PlaceKind.LOOK_ALIKE: PlaceKindWords(N_("Health center (look-alike)"), ANYBODY, AT_A_CLINIC),
        PlaceKind.MOBILE: PlaceKindWords(N_("Mobile clinic: its address is where it is kept"), ANYBODY, AT_A_CLINIC),
        PlaceKind.SCHOOL_SITE: PlaceKindWords(
            N_("School clinic: may see students only"), N_("It may see students only."), AT_A_CLINIC
        ),
        PlaceKind.FREE_CLINIC: PlaceKindWords(
            N_("Free clinic"), N_("People without insurance or with a low income. Ask who may come."), AT_A_CLINIC
        ),
        PlaceKind.CHARITY_PHARMACY: PlaceKindWords(
            N_("Charity pharmacy"), N_("People without insurance or with a low income. Ask who may come."), AT_A_CLINIC
        ),
        PlaceKind.IHS_TRIBAL: PlaceKindWords(
            N_("Indian health clinic"),
            N_("For American Indian and Alaska Native people who may use Indian health care."),
            N_("May I use this clinic? Does its pharmacy have azathioprine 50 mg? Can you do my blood tests?"),
        ),
        PlaceKind.VA_FACILITY: PlaceKindWords(
            N_("VA site"),
            N_("For veterans who have VA health care, or who apply for it."),
            N_("I am a veteran. How do I sign up, and how soon can I see a doctor? Can VA fill my azathioprine?"),
        ),
        PlaceKind.MEDICAID_OFFICE: PlaceKindWords(
            N_("Medicaid office"),
            N_("For anybody who wants to apply for Medicaid. You can apply by phone or on the web too."),
            N_(
                "Can I apply for Medicaid here? What papers do I bring? "
                "I am running out of a medicine: is there a faster way?"
            ),
        ),
    },
)
# How sure it is that a place of an older list is still there; nothing is said of others.
DOUBT_WORDS = complete(
    StillThere,
    {
        StillThere.HIGH: N_("Call before you go."),
        StillThere.MEDIUM: N_("May have moved: call."),
        StillThere.LOW: N_("May have moved or closed: call."),
    },
)

# Whom alone a place may see, as the importers of places name them.
LIMITED_TO_WORDS = {
    "students": N_("students"),
    "residents": N_("residents"),
    "children": N_("children and young people, by its name"),
    "women": N_("women, by its name"),
    "older": N_("older people in its program"),
}


END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """One place in words; ``directions`` names the place alone, never where the person is.

    ``age`` says of when it is, ``seen`` that a newer list still named it, ``doubt`` that it may be gone.
    """

    place: Place
    name: str
    run_by: str
    limited_to: str
    kind: str
    distance: str
    address: str
    directions: str
    phone: str
    stale: bool
    age: str
    seen: str
    doubt: str
    hours: str
    fees: str
    notes: str


def place_row(words: Words, near: NearPlace, facts: Facts, on: date) -> PlaceRow:
    """One place, ready to print."""
    place, notes = near.place, facts.phrases.place_notes
    line = ", ".join(part for part in (place.address, place.city, f"{place.state} {place.zip}".strip()) if part)
    limited_to = LIMITED_TO_WORDS.get(place.limited_to)
    return PlaceRow(
        place=place,
        name=readable_name(place.name),
        run_by=readable_name(place.run_by),
        limited_to=words._(limited_to) if limited_to else place.limited_to,
        kind=words._(PLACE_KIND_WORDS[place.kind].name),
        distance=words._("%(miles)s miles", miles=f"{near.miles:.1f}") if near.miles is not None else "",
        address=line,
        directions=f"{MAP}?{urlencode({'query': line})}" if place.address else "",
        phone=number_to_call(place, facts.contacts),
        stale=place.is_stale(on),
        age=_age(words, place),
        seen=_name_seen(words, place),
        doubt=words._(DOUBT_WORDS[place.still_there]) if place.still_there else "",
        hours=_note_in_words(words, notes, place.hours),
        fees=_note_in_words(words, notes, place.fees),
        notes=_note_in_words(words, notes, place.notes),
    )


def _age(words: Words, place: Place) -> str:
    month = words.month(place.speaks_of)
    if first_day_of(place.as_of):
        return words._("listed %(month)s", month=month)
    return words._("checked %(month)s", month=month)


def _name_seen(words: Words, place: Place) -> str:
    """That its name alone stood on a newer list; nothing is said of its address and phone."""
    if place.name_seen_on is None:
        return ""
    return words._("Its name was still on the list in %(month)s.", month=words.month(place.name_seen_on))


def _note_in_words(words: Words, notes: Mapping[str, Text], text: str) -> str:
    """What somebody wrote about a place: each sentence in the language of the page if we know it, else as English."""
    return Markup(" ").join(words.phrase(notes, sentence) for sentence in END.split(text) if sentence)
