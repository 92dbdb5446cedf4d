"""The names of states and territories in the language of the page."""

from __future__ import annotations

from finder.answers.states import PLACES, ZIP_PLACES
from finder.wording.words import N_, Words

# Those that have a name of their own in Spanish; the others are called alike in both languages.
TRANSLATED = frozenset(
    {
        N_("American Samoa"),
        N_("Armed Forces Americas"),
        N_("Armed Forces Europe"),
        N_("Armed Forces Pacific"),
        N_("District of Columbia"),
        N_("Hawaii"),
        N_("Louisiana"),
        N_("Marshall Islands"),
        N_("Mississippi"),
        N_("Missouri"),
        N_("New Hampshire"),
        N_("New Jersey"),
        N_("New Mexico"),
        N_("New York"),
        N_("North Carolina"),
        N_("North Dakota"),
        N_("Northern Mariana Islands"),
        N_("Oregon"),
        N_("Palau"),
        N_("Pennsylvania"),
        N_("South Carolina"),
        N_("South Dakota"),
        N_("U.S. Virgin Islands"),
        N_("West Virginia"),
    }
)


def state_name(words: Words, code: str) -> str:
    """The name of a state or territory; a code that is none stays as it is."""
    name = ZIP_PLACES.get(code, code)
    return words._(name) if name in TRANSLATED else name


def state_names(words: Words, codes: tuple[str, ...] = tuple(PLACES)) -> dict[str, str]:
    """Names by code, in the order in which a reader looks for them."""
    named = {code: state_name(words, code) for code in codes}
    if words.language == "en":
        return named
    return dict(sorted(named.items(), key=lambda item: item[1].casefold()))
