"""The last visit to each address of a source."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.db import Base


class VisitOutcome(StrEnum):
    """What a visit found. ``changed``: the page says something else than at the visit before."""

    SAME = "same"
    CHANGED = "changed"
    FAILED = "failed"
    REFUSED = "refused"


class LinkCheck(Base):
    """The last visit to one address."""

    __tablename__ = "link_check"

    url: Mapped[str] = mapped_column(sa.Text, primary_key=True)
    checked_on: Mapped[date]
    outcome: Mapped[str] = mapped_column(sa.String(20))
    detail: Mapped[str] = mapped_column(sa.Text)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
