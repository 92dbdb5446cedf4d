"""Who takes care of a listing."""

from __future__ import annotations

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.db import Base
from finder.store.column_types import Moment


class Care(Base):
    """Who is taking care of a listing, and what came of it so far."""

    __tablename__ = "care"

    subject: Mapped[str] = mapped_column(sa.String(100), primary_key=True)
    taken_by: Mapped[int | None]
    taken_until: Mapped[datetime | None] = mapped_column(Moment)
    try_again_on: Mapped[date | None]
    tries: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(sa.Text, default="")

    def holder(self, now: datetime) -> int | None:
        """Who has it at ``now``; a hold that ran out counts for nothing."""
        return self.taken_by if self.taken_until is not None and now < self.taken_until else None
