"""States and territories: their postal codes and names."""

from __future__ import annotations

import us

from finder.answers.plain_text import plain
from finder.answers.typed_words import meanings_of
from finder.core.poverty import TERRITORIES

STATES = {state.abbr: state.name for state in us.states.STATES} | {"DC": "District of Columbia"}
STATES_AND_TERRITORIES = STATES | {
    "AS": "American Samoa",
    "GU": "Guam",
    "MP": "Northern Mariana Islands",
    "PR": "Puerto Rico",
    "VI": "U.S. Virgin Islands",
}
PLACE_OF_NAME = {plain(name): code for code, name in STATES_AND_TERRITORIES.items()} | meanings_of("states")
# These have ZIP codes, but no state's programs apply there: they are told by ZIP code and never chosen.
ZIP_PLACES = STATES_AND_TERRITORIES | {
    "AA": "Armed Forces Americas",
    "AE": "Armed Forces Europe",
    "AP": "Armed Forces Pacific",
    "FM": "Micronesia",
    "MH": "Marshall Islands",
    "PW": "Palau",
}
# Every code that our files may hold.
STATE_CODES = TERRITORIES | frozenset(STATES)
