"""Whom to call in a state: Medicaid, CHIP, the Marketplace and the free Medicare counsellors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

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
