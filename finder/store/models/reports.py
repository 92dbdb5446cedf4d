"""What visitors told us."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from finder.catalog.cells import PRICE
from finder.db import Base
from finder.store.column_types import ExactText, Moment, words


class ReportKind(StrEnum):
    """What a report is about."""

    NOT_HONOURED = "not_honoured"
    PAID = "paid"
    WRONG = "wrong"
    SUGGESTION = "suggestion"


class ReportState(StrEnum):
    """Where a report stands. ``accepted``: it is right; a price paid then counts."""

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"


class Report(Base):
    """One report. ``contact`` is there only while it is open, and only when the person gave one."""

    __tablename__ = "public_report"
    __table_args__ = (
        sa.CheckConstraint("(state = 'open') = (closed_by IS NULL)", name="closed"),
        sa.CheckConstraint("state = 'open' OR contact IS NULL", name="contact_deleted"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[ReportKind] = mapped_column(words(ReportKind))
    listing_id: Mapped[str | None] = mapped_column(sa.String(100), index=True)
    language: Mapped[str] = mapped_column(sa.String(2))
    said: Mapped[str] = mapped_column(sa.Text)
    contact: Mapped[str | None] = mapped_column(sa.Text)
    price: Mapped[Decimal | None] = mapped_column(ExactText(PRICE))
    strength_mg: Mapped[int | None]
    quantity: Mapped[int | None]
    paid_on: Mapped[date | None]
    made_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[ReportState] = mapped_column(words(ReportState), index=True)
    closed_at: Mapped[datetime | None] = mapped_column(Moment)
    closed_by: Mapped[int | None]


class PassedOn(Base):
    """The words of an open report that volunteers may read: what a reviewer left of them. They go when it is closed."""

    __tablename__ = "report_passed_on"

    report_id: Mapped[int] = mapped_column(
        sa.ForeignKey("public_report.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    said: Mapped[str] = mapped_column(sa.Text)
    passed_by: Mapped[int]
    passed_at: Mapped[datetime] = mapped_column(Moment)
