"""Whom to call in a state: Medicaid, CHIP, the Marketplace and the free Medicare counsellors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from finder.core.places import Place, PlaceKind

# Where people of states without an exchange of their own choose a plan.
FEDERAL_EXCHANGE = "https://www.healthcare.gov/"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateContact:
    """One state's offices. Text that no source gives is empty."""

    state: str
    medicaid_name: str
    medicaid_url: str
    medicaid_phone: str
    chip_name: str
    marketplace_name: str
    marketplace_url: str
    marketplace_phone: str
    ship_name: str
    ship_phone: str
    source: str
    as_of: str
    checked_on: date
    confidence: str
    note: str = ""


def number_to_call(place: Place, contacts: Mapping[str, StateContact]) -> str:
    """The phone of a place; of a Medicaid office without one on file, its state's Medicaid line."""
    if place.phone or place.kind is not PlaceKind.MEDICAID_OFFICE or place.state not in contacts:
        return place.phone
    return contacts[place.state].medicaid_phone
