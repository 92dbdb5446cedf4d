"""Whom to call in a state: no office without a source, and no number that is not one."""

from __future__ import annotations

import re

from finder.answers.states import STATES
from finder.core.contacts import StateContact
from tests.core.shipped import SNAPSHOT
from tests.factories import SOURCE, TODAY

CONTACTS = SNAPSHOT.facts.contacts


def test_a_contact_has_no_note_unless_one_is_given() -> None:
    nothing_known = {"medicaid_name": "", "medicaid_url": "", "medicaid_phone": "", "chip_name": ""}
    marketplace = {"marketplace_name": "", "marketplace_url": "", "marketplace_phone": ""}
    found = StateContact(
        state="OH",
        **nothing_known,
        **marketplace,
        ship_name="",
        ship_phone="",
        source=SOURCE,
        as_of="undated",
        checked_on=TODAY,
        confidence="high",
    )
    assert (found.state, found.note) == ("OH", "")


def test_every_state_has_its_offices_with_a_source() -> None:
    assert [state for state in STATES if state not in CONTACTS or not CONTACTS[state].source] == []
    assert [state for state, row in CONTACTS.items() if row.state != state] == []


def test_what_is_shown_as_a_phone_number_is_one_or_is_left_out() -> None:
    phones = [
        phone
        for row in CONTACTS.values()
        for phone in (row.medicaid_phone, row.marketplace_phone, row.ship_phone)
        if phone
    ]
    assert phones
    assert [phone for phone in phones if len(re.sub(r"\D", "", phone)) < 10] == []
