"""The names of states and territories in the language of the page."""

from __future__ import annotations

from finder.answers.states import STATES_AND_TERRITORIES, ZIP_PLACES
from finder.wording.words import N_, Words

# Every name of the table in answers/states.py: languages call some states otherwise ("Nueva York").
STATE_NAMES = frozenset(
    {
        N_("Alabama"),
        N_("Alaska"),
        N_("American Samoa"),
        N_("Arizona"),
        N_("Arkansas"),
        N_("Armed Forces Americas"),
        N_("Armed Forces Europe"),
        N_("Armed Forces Pacific"),
        N_("California"),
        N_("Colorado"),
        N_("Connecticut"),
        N_("Delaware"),
        N_("District of Columbia"),
        N_("Florida"),
        N_("Georgia"),
        N_("Guam"),
        N_("Hawaii"),
        N_("Idaho"),
        N_("Illinois"),
        N_("Indiana"),
        N_("Iowa"),
        N_("Kansas"),
        N_("Kentucky"),
        N_("Louisiana"),
        N_("Maine"),
        N_("Marshall Islands"),
        N_("Maryland"),
        N_("Massachusetts"),
        N_("Michigan"),
        N_("Micronesia"),
        N_("Minnesota"),
        N_("Mississippi"),
        N_("Missouri"),
        N_("Montana"),
        N_("Nebraska"),
        N_("Nevada"),
        N_("New Hampshire"),
        N_("New Jersey"),
        N_("New Mexico"),
        N_("New York"),
        N_("North Carolina"),
        N_("North Dakota"),
        N_("Northern Mariana Islands"),
        N_("Ohio"),
        N_("Oklahoma"),
        N_("Oregon"),
        N_("Palau"),
        N_("Pennsylvania"),
        N_("Puerto Rico"),
        N_("Rhode Island"),
        N_("South Carolina"),
        N_("South Dakota"),
        N_("Tennessee"),
        N_("Texas"),
        N_("U.S. Virgin Islands"),
        N_("Utah"),
        N_("Vermont"),
        N_("Virginia"),
        N_("Washington"),
        N_("West Virginia"),
        N_("Wisconsin"),
        N_("Wyoming"),
    }
)


def state_name(words: Words, code: str) -> str:
    """The name of a state or territory; a code that is none stays as it is."""
    name = ZIP_PLACES.get(code, code)
    return words._(name) if name in STATE_NAMES else name


def state_names(words: Words, codes: tuple[str, ...] = tuple(STATES_AND_TERRITORIES)) -> dict[str, str]:
    """Names by code, in the order in which a reader looks for them."""
    named = {code: state_name(words, code) for code in codes}
    if words.language == "en":
        return named
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))
