"""Where to apply in a state: the office, its phone and page, and when the Marketplace is open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from finder.core.contacts import StateContact
from finder.core.enrolment import EnrolmentPeriod
from finder.core.listing import Listing
from finder.core.snapshot import Facts
from finder.wording.words import Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office to apply at or ask; a text that no source gives is empty."""

    name: str
    phone: str
    url: str
    when: str
    source: str
    checked_on: date


def office(words: Words, listing: Listing, state: str | None, facts: Facts, on: date) -> Office | None:
    """The state's own office for a listing; ``None`` while the state is not told or none is on file."""
    contact = facts.contacts.get(state or "")
    if contact is None or not listing.state_contact:
        return None
    name, phone, url = _lines(contact)[listing.state_contact]
    if not (name or phone or url):
        return None
    when = enrolment(words, facts.enrolment, contact.state, on) if listing.open_enrolment else ""
    return Office(name=name, phone=phone, url=url, when=when, source=contact.source, checked_on=contact.checked_on)


def _lines(contact: StateContact) -> dict[str, tuple[str, str, str]]:
    medicaid = (contact.medicaid_phone, contact.medicaid_url)
    return {
        "medicaid": (contact.medicaid_name, *medicaid),
        # A state's Medicaid office takes CHIP applications too (42 CFR 457.340).
        "chip": (contact.chip_name or contact.medicaid_name, *medicaid),
        "marketplace": (contact.marketplace_name, contact.marketplace_phone, contact.marketplace_url),
        "ship": (contact.ship_name, contact.ship_phone, ""),
    }


def enrolment(words: Words, periods: Iterable[EnrolmentPeriod], state: str, on: date) -> str:
    """When the Marketplace takes everybody, and what holds outside those days; empty when no period is on file."""
    rows = sorted((row for row in periods if row.state == state), key=lambda row: row.opens)
    if not rows:
        return ""
    row = next((row for row in rows if row.closes >= on), rows[-1])
    if row.opens <= on <= row.closes:
        return words._("Open to everybody until %(closes)s, for a plan in %(year)s.", **_days(words, row))
    until_then = words._("Outside those days it takes you after a change such as the loss of other coverage. Ask.")
    if on < row.opens:
        opens = words._("Opens to everybody on %(opens)s, for a plan in %(year)s.", **_days(words, row))
        return f"{opens} {until_then}"
    closed = words._("Closed to most people since %(closes)s, for a plan in %(year)s.", **_days(words, row))
    return f"{closed} {until_then}"


def _days(words: Words, row: EnrolmentPeriod) -> dict[str, object]:
    return {"opens": words.day(row.opens), "closes": words.day(row.closes), "year": row.plan_year}
