"""What members propose beside edits: a new listing, another status, another day, a second source."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import Session

from finder.catalog.table_reader import Record
from finder.core.listing import Status
from finder.core.text import Text
from finder.languages import LANGUAGES, keys_of
from finder.store.models import ListingRow, Method, Proposal, ProposalKind
from finder.store.proposals import RuleError, Verification, listing_row, propose


def propose_new(session: Session, document: Record, checked: Verification) -> Proposal:
    """Propose a listing that is not there yet."""
    if session.get(ListingRow, document["id"]) is not None:
        raise RuleError("id_taken")
    return propose(session, ProposalKind.NEW, document["id"], document, checked, (0, None))


STATUS_OF = {
    ProposalKind.RETIRE: Status.RETIRED,
    ProposalKind.PAUSE: Status.PAUSED,
    ProposalKind.REOPEN: Status.ACTIVE,
}


# From where each step leads. A pause publishes, so it is not for what was never published.
STEPS_FROM = {
    ProposalKind.RETIRE: {Status.ACTIVE, Status.PAUSED, Status.UNVERIFIED},
    ProposalKind.PAUSE: {Status.ACTIVE},
    ProposalKind.REOPEN: {Status.PAUSED, Status.UNVERIFIED, Status.RETIRED},
}


def propose_status(session: Session, kind: ProposalKind, subject: str, checked: Verification) -> Proposal:
    """Propose to retire, pause or reopen a listing."""
    row = listing_row(session, subject)
    if row.status not in STEPS_FROM[kind]:
        raise RuleError("not_now")
    document = {**row.document, "status": STATUS_OF[kind].value}
    return propose(session, kind, subject, document, checked, (row.revision, row.document))


def propose_verify(session: Session, subject: str, checked: Verification, *, rules: bool, prices: bool) -> Proposal:
    """Propose that nothing changed but the day on which it was checked.

    What the program said itself speaks of that day; a document speaks of its own.
    """
    row = listing_row(session, subject)
    document = record_checked_on(row.document, checked.on, rules=rules, prices=prices)
    if checked.method is not Method.DOCUMENT:
        document["as_of"] = max(checked.on, document.get("as_of", checked.on))
    return propose(session, ProposalKind.VERIFY, subject, document, checked, (row.revision, row.document))


def record_checked_on(record: Record, on: date, *, rules: bool, prices: bool) -> Record:
    """The record checked on ``on``, and its rules and prices too where they were looked at. No date goes back."""
    document = {**record, "checked_on": max(on, record["checked_on"])}
    for key, wanted in (("criteria", rules), ("pricing", prices)):
        if wanted and key in record:
            document[key] = [_entry_checked_on(entry, on) for entry in record[key]]
    return document


def _entry_checked_on(entry: Record, on: date) -> Record:
    parts = {
        key: [_entry_checked_on(part, on) for part in value]
        for key, value in entry.items()
        if key in ("any_of", "all_of", "not", "criteria")
    }
    return {**entry, "checked_on": max(on, entry["checked_on"]), **parts}


def propose_differ(session: Session, subject: str, words: Text, source: Record, checked: Verification) -> Proposal:
    """Propose to keep a second source that disagrees, and to say so on the page."""
    row = listing_row(session, subject)
    old = row.document
    document = {
        **old,
        **{key: [*old.get(key, ()), words[code]] for code, key in zip(LANGUAGES, keys_of("notes"), strict=True)},
        "sources": [*old.get("sources", ()), source],
    }
    return propose(session, ProposalKind.SOURCES_DIFFER, subject, document, checked, (row.revision, old))
