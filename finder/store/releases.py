"""What a newer release's files say otherwise: proposals like those of members, so that no edit is ever overwritten.

The last shipped record of each listing and small file is kept. Only what the files changed since then is proposed, on
top of what the database holds; what volunteers changed meanwhile stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from sqlalchemy.orm import Session

from finder.catalog.catalog import listing_file
from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.store.history import record_after, rows_of
from finder.store.member_proposals import propose_new
from finder.store.merge import merge_records
from finder.store.models import ListingRow, Method, Proposal, ProposalKind, ProposalState, ShippedListing
from finder.store.proposals import FEED, Verification, decide, open_proposals, propose
from finder.store.records import small_in
from finder.store.small_file_changes import SMALL_PREFIX, group_of, records_of, side_of


def note_shipped(session: Session, records: Mapping[str, Record]) -> None:
    """Remember what the files say."""
    for subject, record in records.items():
        row = session.get(ShippedListing, subject)
        if row is None:
            session.add(ShippedListing(id=subject, document=record))
        elif toml_text(row.document) != toml_text(record):
            row.document = record


def propose_release(session: Session, records: Mapping[str, Record]) -> list[str]:
    """Propose what the files changed since they were last looked at; the ids of these listings."""
    proposed = [subject for subject, record in records.items() if _propose_release(session, subject, record)]
    note_shipped(session, records)
    return proposed


def note_shipped_small(session: Session, small: Mapping[str, Record]) -> None:
    """Remember what the small files say."""
    note_shipped(session, {SMALL_PREFIX + name: record for name, record in small.items()})


def propose_small_release(session: Session, small: Mapping[str, Record], on: date) -> list[str]:
    """Propose what the small files changed since they were last looked at; the names of these files."""
    groups = dict.fromkeys(map(group_of, small))
    found = [
        name
        for group in groups
        for name in _propose_group(session, group, {key: small[key] for key in small if group_of(key) == group}, on)
    ]
    note_shipped_small(session, small)
    return found


def _propose_group(session: Session, group: str, files: Mapping[str, Record], on: date) -> list[str]:
    subject = SMALL_PREFIX + group
    stored = small_in(session)
    pending = next((other for other in open_proposals(session, subject) if other.proposer == FEED), None)
    undecided = records_of(pending.document) if pending is not None else {}
    wanted: dict[str, Record] = {}
    news: list[str] = []
    for name, record in files.items():
        start = undecided.get(name, stored.get(name))
        shipped = session.get(ShippedListing, SMALL_PREFIX + name)
        before = shipped.document if shipped else None
        if before == record:
            after = start
        else:
            after = (before and start and merge_records(before, record, start, {})) or record
            news += [name] if after != start else []
        if after is not None and after != stored.get(name):
            wanted[name] = after
    if news:
        if pending is not None:
            # The release before is not decided yet: what is new comes on top of it, in one proposal.
            decide(pending, ProposalState.WITHDRAWN, FEED, "")
        base = side_of({name: stored[name] for name in wanted if name in stored})
        checked = Verification(by=FEED, source="seed_data", method=Method.DOCUMENT, on=on)
        propose(session, ProposalKind.SMALL_FILES, subject, side_of(wanted), checked, (0, base))
    return news


def _propose_release(session: Session, subject: str, record: Record) -> bool:
    row = session.get(ListingRow, subject)
    before = _last_release(session, row, subject)
    if (before is not None and _same(before, record)) or (row is not None and _same(row.document, record)):
        return False
    proposal = next((other for other in open_proposals(session, subject) if other.proposer == FEED), None)
    if proposal is not None:
        # The release before is not decided yet: what is new comes on top of it.
        proposal.document = (before and merge_records(before, record, proposal.document, {})) or record
    elif row is None:
        propose_new(session, record, _release_verification(record))
    else:
        return _edit(session, row, before, record) is not None
    return True


def _edit(session: Session, row: ListingRow, before: Record | None, record: Record) -> Proposal | None:
    """A proposal on top of what the database holds; where both changed the same part, one that has to be merged."""
    base: tuple[int, Record] = (row.revision, row.document)
    if before is not None:
        whole = merge_records(before, record, row.document, {})
        if whole is not None and _same(whole, row.document):
            return None
        if whole is None:
            # Older than any revision, so that a member has to look at both versions.
            base = (0, before)
        record = whole or record
    return propose(session, ProposalKind.EDIT, row.id, record, _release_verification(record), base)


def _release_verification(record: Record) -> Verification:
    return Verification(by=FEED, source=listing_file(record["id"]), method=Method.DOCUMENT, on=record["checked_on"])


def _last_release(session: Session, row: ListingRow | None, subject: str) -> Record | None:
    """The files' last record. A database that is older than this table knows it from its history."""
    shipped = session.get(ShippedListing, subject)
    if shipped is not None or row is None:
        return shipped.document if shipped else None
    rows = rows_of(session, subject)
    taken_in = next((one for one in rows if one.actor is None and one.proposal_id is None), None)
    return record_after(row.document, rows, taken_in.at) if taken_in else None


def _same(one: Record, other: Record) -> bool:
    return toml_text(one) == toml_text(other)
