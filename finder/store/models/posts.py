"""Posts of the community board."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.db import Base
from finder.store.column_types import Moment, words


class PostKind(StrEnum):
    """What a post is. Questions and tips come from the public, answers from the team."""

    QUESTION = "question"
    TIP = "tip"
    ANSWER = "answer"


class PostState(StrEnum):
    """Where a post stands. ``closed``: it never showed; ``taken_down``: it did, and does no more."""

    OPEN = "open"
    APPROVED = "approved"
    CLOSED = "closed"
    TAKEN_DOWN = "taken_down"


class Post(Base):
    """One post. A question or tip is about one listing or topic; an answer is about the post it answers."""

    __tablename__ = "board_post"
    __table_args__ = (
        sa.CheckConstraint("(kind = 'answer') = (answers_to IS NOT NULL)", name="answer"),
        sa.CheckConstraint("(kind = 'answer') = (written_by IS NOT NULL)", name="nobody_named"),
        sa.CheckConstraint(
            "(answers_to IS NULL) = ((listing_id IS NULL) <> (topic_id IS NULL))"
            " AND (answers_to IS NULL OR listing_id IS NULL)",
            name="about_one_thing",
        ),
        sa.CheckConstraint("(state = 'open') = (decided_by IS NULL)", name="decided"),
        sa.CheckConstraint("state <> 'approved' OR written_by IS NULL OR decided_by <> written_by", name="two_people"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PostKind] = mapped_column(words(PostKind))
    answers_to: Mapped[int | None] = mapped_column(sa.ForeignKey("board_post.id", ondelete="CASCADE"), index=True)
    listing_id: Mapped[str | None] = mapped_column(sa.String(100), index=True)
    topic_id: Mapped[str | None] = mapped_column(sa.String(100), index=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    us_state: Mapped[str | None] = mapped_column(sa.String(2))
    said: Mapped[str] = mapped_column(sa.Text)
    made_at: Mapped[datetime] = mapped_column(Moment)
    written_by: Mapped[int | None]
    state: Mapped[PostState] = mapped_column(words(PostState), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[int | None]
    reason: Mapped[str] = mapped_column(sa.Text, default="")
