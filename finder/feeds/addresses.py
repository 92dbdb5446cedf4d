"""Addresses as feeds write them: states, ZIP codes, telephone numbers, web addresses and positions."""

from __future__ import annotations

import re

import us

from finder.answers.states import STATE_CODES
from finder.catalog.positions import is_in_country
from finder.catalog.problems import MistakeError, did_you_mean

ADDRESS_ZIP = re.compile(r"(\d{3,5})(?:-(\d{4}))?|(\d{5})(\d{4})")
PHONE = re.compile(
    r"(?:\+?1[\s.-]*)?\(?([2-9]\d{2})\)?[\s.-]*([2-9]\d{2})[\s.-]*(\d{4})(?:[\s,;]*(?:x|ext\.?|extension)[\s.:#]*(\d{1,8}))?",
    re.IGNORECASE,
)
WEB = re.compile(r"https?://[^\s/@:.?#]+(?:\.[^\s/@:.?#]+)+\.?(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
PLACES_AFTER_POINT = 6
# States in free association, which the list of states leaves out.
ASSOCIATED_STATES = {
    "palau": "PW",
    "marshall islands": "MH",
    "federated states of micronesia": "FM",
    "micronesia": "FM",
}


def state_of(text: str) -> str:
    """Two letters, from those or from a state's name. Raises MistakeError."""
    if text.upper() in STATE_CODES:
        return text.upper()
    # Two letters would be looked up by sound, and "XX" must not become a state.
    named = us.states.lookup(text, field="name") if len(text) > 2 else None
    found = str(named.abbr) if named else ASSOCIATED_STATES.get(text.lower().removeprefix("republic of "))
    if found is None:
        raise MistakeError("not_a_state", cell=text, hint=did_you_mean(text, sorted(STATE_CODES)))
    return found


def zip_of(text: str) -> str:
    """12345 or 12345-6789, with the zeros that a spreadsheet took; nothing when it is no ZIP code."""
    found = ADDRESS_ZIP.fullmatch(text)
    if found is None:
        return ""
    five, four = found[1] or found[3], found[2] or found[4]
    return five.zfill(5) + (f"-{four}" if four else "")


def phone_of(text: str) -> tuple[str, str]:
    """The number as 614-555-0100 and its extension; nothing for a number that nobody can have.

    Area and exchange begin with 2 to 9.
    """
    found = PHONE.fullmatch(text)
    return ("-".join(found.group(1, 2, 3)), found[4] or "") if found else ("", "")


def web_address(text: str) -> str:
    """With https:// where no scheme is told; nothing for anything but a web page."""
    address = text if SCHEME.match(text) else f"https://{text}"
    scheme, _, rest = address.partition("://")
    return f"{scheme.lower()}://{rest}" if WEB.fullmatch(address) else ""


def position_of(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Both in degrees; neither when one is missing or they lie abroad. Never swapped. Raises MistakeError."""
    if not latitude or not longitude:
        return None, None
    try:
        lat, lon = float(latitude), float(longitude)
    except ValueError:
        raise MistakeError("position_not_numbers", cell=latitude, other_cell=longitude) from None
    if not is_in_country(lat, lon):
        return None, None
    return round(lat, PLACES_AFTER_POINT), round(lon, PLACES_AFTER_POINT)
