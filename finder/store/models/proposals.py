"""Proposed changes, and how each was decided."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.db import Base
from finder.store.column_types import Document, Moment, words


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
    SMALL_FILES = "small_files"


class Method(StrEnum):
    """How the facts were checked."""

    PHONE = "phone"
    SITE = "site"
    DOCUMENT = "document"


class ProposalState(StrEnum):
    """Where a proposal stands."""

    OPEN = "open"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


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
    state: Mapped[ProposalState] = mapped_column(words(ProposalState), default=ProposalState.OPEN, index=True)
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
