"""A place: how old it is, and how it is dialled."""

from __future__ import annotations

from datetime import date

from tests.core.test_nearby import place


def test_a_place_is_stale_after_a_year() -> None:
    checked = place(checked_on=date(2025, 11, 23))
    assert not checked.is_stale(date(2026, 11, 23))
    assert checked.is_stale(date(2026, 11, 24))


def test_an_extension_is_dialled_after_the_number() -> None:
    assert place(phone="614-555-0100", phone_extension="012").phone_with_extension == "614-555-0100 x012"
    assert place(phone="614-555-0100").phone_with_extension == "614-555-0100"


def test_a_place_is_as_old_as_what_its_source_speaks_of_not_as_our_reading_of_it() -> None:
    listed = place(as_of="2021-01-05", checked_on=date(2026, 11, 30))
    assert listed.speaks_of == date(2021, 1, 5)
    assert listed.is_stale(date(2026, 12, 1))
    assert place(as_of="undated", checked_on=date(2026, 11, 30)).speaks_of == date(2026, 11, 30)
