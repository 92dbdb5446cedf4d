"""Proposals: what a member wants to change in the catalogue, until another member decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.store.models import ListingRow, Method, Proposal, ProposalKind, ProposalState

# Stands for a member's number where a feed or the files of a release propose: no member has it.
FEED = 0


class RuleError(ValueError):
    """Something that nobody may do, or cannot be done now. ``key`` names the sentence to show."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """On what a proposal rests: who says so, where it was read or heard, how and on which day."""

    by: int
    source: str
    method: Method
    on: date
    note: str = ""


def listing_row(session: Session, subject: str, *, for_update: bool = False) -> ListingRow:
    """The listing as it is now; ``held`` until the end of the transaction. Raises RuleError when there is none."""
    row = session.get(ListingRow, subject, with_for_update=for_update or None, populate_existing=for_update)
    if row is None:
        raise RuleError("no_listing")
    return row


def propose(
    session: Session, kind: ProposalKind, subject: str, document: Record, checked: Verification, base: tuple[int, Any]
) -> Proposal:
    """Put a proposal down. ``base`` is the revision and record that the proposer looked at.

    Sent twice, by a second click or from a second window, it is still one proposal.
    """
    if not checked.source.strip():
        raise RuleError("source_needed")
    if base[1] is not None and toml_text(base[1]) == toml_text(document):
        raise RuleError("nothing_changed")
    proposal = _same_waits(session, subject, document, checked.by, base[0])
    if proposal is not None:
        return proposal
    proposal = Proposal(
        kind=kind,
        subject=subject,
        base_revision=base[0],
        base=base[1],
        document=document,
        source=checked.source.strip(),
        method=checked.method,
        checked_on=checked.on,
        note=checked.note.strip(),
        proposer=checked.by,
        made_at=datetime.now(UTC),
        state=ProposalState.OPEN,
        reason="",
        answers={},
    )
    session.add(proposal)
    session.flush()
    return proposal


def _same_waits(session: Session, subject: str, document: Record, member: int, revision: int) -> Proposal | None:
    # Whoever else sends something for this listing waits here, so that the second click finds the first.
    session.get(ListingRow, subject, with_for_update=True)
    same_start = (
        row for row in open_proposals(session, subject) if row.proposer == member and row.base_revision == revision
    )
    return next((row for row in same_start if toml_text(row.document) == toml_text(document)), None)


def withdraw(session: Session, proposal_id: int, member: int) -> None:
    """Take one's own proposal back."""
    proposal = open_proposal(session, proposal_id)
    if proposal.proposer != member:
        raise RuleError("not_yours")
    decide(proposal, ProposalState.WITHDRAWN, member, "")


def reject(session: Session, proposal_id: int, member: int, reason: str) -> None:
    """Say no, with a reason that the proposer sees."""
    proposal = open_proposal(session, proposal_id)
    if proposal.proposer == member:
        raise RuleError("own_proposal")
    if not reason.strip():
        raise RuleError("reason_needed")
    decide(proposal, ProposalState.REJECTED, member, reason.strip())


def rebase(
    session: Session, proposal_id: int, member: int, document: Record, revision: int, *, nothing_picked: bool = False
) -> Proposal:
    """Put the merged record in place of the old one, on top of the listing as it is now.

    Only the proposer picks. Where there was ``nothing_picked`` anybody may do it, and the proposer stays the same.
    What came with a release becomes the proposal of the member who picks, so that another one decides.
    """
    proposal = open_proposal(session, proposal_id)
    if proposal.proposer != member and not nothing_picked:
        if proposal.proposer != FEED:
            raise RuleError("not_yours")
        proposal.proposer = member
    row = listing_row(session, proposal.subject, for_update=True)
    if row.revision != revision:
        raise RuleError("changed_meanwhile")
    if toml_text(row.document) == toml_text(document):
        raise RuleError("nothing_changed")
    proposal.base_revision, proposal.base, proposal.document = row.revision, row.document, document
    return proposal


def open_proposal(session: Session, proposal_id: int) -> Proposal:
    """A proposal that waits for a decision, held until the end of the transaction. Raises RuleError."""
    proposal = session.get(Proposal, proposal_id, with_for_update=True, populate_existing=True)
    if proposal is None:
        raise RuleError("no_proposal")
    if proposal.state is not ProposalState.OPEN:
        raise RuleError("already_decided")
    return proposal


def decide(
    proposal: Proposal, state: ProposalState, member: int, reason: str, answers: Mapping[str, str] | None = None
) -> None:
    """Note who decided what."""
    proposal.state, proposal.decided_by, proposal.reason = state, member, reason
    proposal.decided_at = datetime.now(UTC)
    proposal.answers = dict(answers or {})


def open_proposals(session: Session, subject: str | None = None) -> list[Proposal]:
    """The open proposals, the oldest first; those of one listing when it is named."""
    query = sa.select(Proposal).where(Proposal.state == ProposalState.OPEN).order_by(Proposal.id)
    return list(session.scalars(query.where(Proposal.subject == subject) if subject else query))


def made_by(session: Session, member: int, most: int = 50) -> list[Proposal]:
    """A member's own proposals, the newest first."""
    return list(
        session.scalars(sa.select(Proposal).where(Proposal.proposer == member).order_by(Proposal.id.desc()).limit(most))
    )
