from __future__ import annotations

from finder.answers.states import STATES_AND_TERRITORIES, ZIP_PLACES
from finder.wording import words_in
from finder.wording.states import STATE_NAMES, state_name, state_names

ENGLISH, SPANISH = words_in("en"), words_in("es")


def test_states_have_their_spanish_names_in_the_order_of_the_alphabet() -> None:
    assert state_name(SPANISH, "NY") == "Nueva York"
    assert state_name(ENGLISH, "NY") == "New York"
    assert state_name(SPANISH, "OH") == "Ohio"
    assert state_name(SPANISH, "XX") == "XX"
    assert list(state_names(ENGLISH).items()) == list(STATES_AND_TERRITORIES.items())
    names = [name.casefold() for name in state_names(SPANISH).values()]
    assert names == sorted(names)
    assert set(state_names(SPANISH)) == set(STATES_AND_TERRITORIES)


def test_every_state_can_be_translated() -> None:
    assert set(ZIP_PLACES.values()) == STATE_NAMES


def test_the_choices_of_the_form_are_in_the_language_of_the_page(get_page) -> None:
    assert "Nueva York" in get_page("/es/").main
    assert "New York" not in get_page("/es/").main
    assert "New York" in get_page("/").main
