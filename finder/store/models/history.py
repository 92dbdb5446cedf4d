"""What changed: one row for each changed field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.db import Base
from finder.store.column_types import Document, Moment
from finder.store.models.proposals import Proposal


class HistoryRow(Base):
    """One changed field. ``actor`` is a member's number; nobody for what a command took in."""

    __tablename__ = "change_history"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[int | None]
    subject: Mapped[str] = mapped_column(sa.String(100), index=True)
    field: Mapped[str] = mapped_column(sa.Text)
    old: Mapped[Any] = mapped_column(Document, nullable=True)
    new: Mapped[Any] = mapped_column(Document, nullable=True)
    source: Mapped[str] = mapped_column(sa.Text)
    proposal_id: Mapped[int | None] = mapped_column(sa.ForeignKey(Proposal.id))
    version: Mapped[int]
