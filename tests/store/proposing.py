"""Members and proposals as the tests of the store need them."""

from __future__ import annotations

from datetime import date
from typing import Any

from finder.catalog.table_reader import Record
from finder.db import write
from finder.store.history import rows_of
from finder.store.models import HistoryRow, ListingRow, Method, Proposal, ProposalKind, Published
from finder.store.proposals import Verification, listing_row, propose
from finder.store.publishing import Decision, approve

ANA, BEN, CARA = 1, 2, 3
SOURCE = "https://example.org/rules"


def checked(by: int = ANA, source: str = SOURCE) -> Verification:
    return Verification(by=by, source=source, method=Method.PHONE, on=date(2026, 11, 20))


def edited(subject: str = "good", by: int = ANA, **changes: Any) -> int:
    """The number of a proposal that changes fields of a listing as it is now; ``None`` takes one out."""
    with write() as session:
        row = listing_row(session, subject)
        document = {key: value for key, value in (row.document | changes).items() if value is not None}
        base = (row.revision, row.document)
        return propose(session, ProposalKind.EDIT, subject, document, checked(by), base).id


def seen(proposal: int) -> str:
    """The name of what a reviewer sees."""
    with write() as session:
        return session.get_one(Proposal, proposal).fingerprint


def approved(proposal: int, by: int = BEN, **reasons: str) -> int:
    return approve(proposal, Decision(by, seen(proposal), reasons))


def record(subject: str = "good") -> Record:
    with write() as session:
        return dict(listing_row(session, subject).document)


def revision(subject: str = "good") -> int:
    with write() as session:
        return session.get_one(ListingRow, subject).revision


def version() -> int:
    with write() as session:
        return session.get_one(Published, 1).version


def history(subject: str = "good") -> list[HistoryRow]:
    with write() as session:
        rows = rows_of(session, subject)
        session.expunge_all()
        return rows
