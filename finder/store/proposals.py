"""Proposals: what a member wants to change in the catalogue, until another member decides."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, Session, mapped_column

from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.db import Base
from finder.store.column_types import Document, Moment, words
from finder.store.models import ListingRow

# Stands for a member's number where a feed or the files of a release propose: no member has it.
FEED = 0


class ProposalKind(StrEnum):
    """What is proposed."""

    EDIT = "edit"
    NEW = "new"
    RETIRE = "retire"
    PAUSE = "pause"
    REOPEN = "reopen"
    VERIFY = "verify"
    SOURCES_DIFFER = "sources_differ"
    REVERT = "revert"
    ROWS = "rows"


class Method(StrEnum):
    """How the facts were checked."""

    PHONE = "phone"
    SITE = "site"
    DOCUMENT = "document"


class State(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class RuleError(ValueError):
    """Something that nobody may do, or cannot be done now. ``key`` names the sentence to show."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


class ProposedChange(NamedTuple):
    """What a proposal says: what it is about, how that was, and how it shall be."""

    subject: str
    base: Any
    document: Record


class Proposal(Base):
    """One proposed change: the whole record as it shall be, and the record it started from.

    Members are kept as numbers; ``proposer`` is FEED for what came from files. ``answers`` are the reasons a
    reviewer typed for each group of changed answers.
    """

    __tablename__ = "change_proposal"
    __table_args__ = (
        sa.CheckConstraint(
            "decided_by IS NULL OR decided_by <> proposer OR kind = 'pause' OR state = 'withdrawn'", name="two_people"
        ),
        sa.CheckConstraint("(state = 'open') = (decided_by IS NULL)", name="decided"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ProposalKind] = mapped_column(words(ProposalKind))
    subject: Mapped[str] = mapped_column(sa.String(100), index=True)
    base_revision: Mapped[int]
    base: Mapped[Any] = mapped_column(Document, nullable=True)
    document: Mapped[dict[str, Any]] = mapped_column(Document)
    source: Mapped[str] = mapped_column(sa.Text)
    method: Mapped[Method] = mapped_column(words(Method))
    checked_on: Mapped[date]
    note: Mapped[str] = mapped_column(sa.Text)
    proposer: Mapped[int] = mapped_column(index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[State] = mapped_column(words(State), default=State.OPEN, index=True)
    decided_by: Mapped[int | None]
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    answers: Mapped[Any] = mapped_column(sa.JSON, default=dict)
    version: Mapped[int | None]

    @property
    def change(self) -> ProposedChange:
        """What it says, to be used when the session is over."""
        return ProposedChange(self.subject, self.base, self.document)

    @property
    def fingerprint(self) -> str:
        """A name for exactly what is proposed: a reviewer approves what was shown and nothing else."""
        return hashlib.sha256(f"{self.base_revision}\n{toml_text(self.document)}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """On what a proposal rests: who says so, where it was read or heard, how and on which day."""

    by: int
    source: str
    method: Method
    on: date
    note: str = ""


def listing_row(session: Session, subject: str, *, held: bool = False) -> ListingRow:
    """The listing as it is now; ``held`` until the end of the transaction. Raises RuleError when there is none."""
    row = session.get(ListingRow, subject, with_for_update=held or None, populate_existing=held)
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
        state=State.OPEN,
        reason="",
        answers={},
    )
    session.add(proposal)
    session.flush()
    return proposal


def _same_waits(session: Session, subject: str, document: Record, member: int, revision: int) -> Proposal | None:
    # Whoever else sends something for this listing waits here, so that the second click finds the first.
    session.get(ListingRow, subject, with_for_update=True)
    own = (row for row in waiting(session, subject) if row.proposer == member and row.base_revision == revision)
    return next((row for row in own if toml_text(row.document) == toml_text(document)), None)


def withdraw(session: Session, proposal_id: int, member: int) -> None:
    """Take one's own proposal back."""
    proposal = open_proposal(session, proposal_id)
    if proposal.proposer != member:
        raise RuleError("not_yours")
    decide(proposal, State.WITHDRAWN, member, "")


def reject(session: Session, proposal_id: int, member: int, reason: str) -> None:
    """Say no, with a reason that the proposer sees."""
    proposal = open_proposal(session, proposal_id)
    if proposal.proposer == member:
        raise RuleError("own_proposal")
    if not reason.strip():
        raise RuleError("reason_needed")
    decide(proposal, State.REJECTED, member, reason.strip())


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
    row = listing_row(session, proposal.subject, held=True)
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
    if proposal.state is not State.OPEN:
        raise RuleError("already_decided")
    return proposal


def decide(
    proposal: Proposal, state: State, member: int, reason: str, answers: Mapping[str, str] | None = None
) -> None:
    """Note who decided what."""
    proposal.state, proposal.decided_by, proposal.reason = state, member, reason
    proposal.decided_at = datetime.now(UTC)
    proposal.answers = dict(answers or {})


def waiting(session: Session, subject: str | None = None) -> list[Proposal]:
    """The open proposals, the oldest first; those of one listing when it is named."""
    asked = sa.select(Proposal).where(Proposal.state == State.OPEN).order_by(Proposal.id)
    return list(session.scalars(asked.where(Proposal.subject == subject) if subject else asked))


def made_by(session: Session, member: int, most: int = 50) -> list[Proposal]:
    """A member's own proposals, the newest first."""
    return list(
        session.scalars(sa.select(Proposal).where(Proposal.proposer == member).order_by(Proposal.id.desc()).limit(most))
    )
