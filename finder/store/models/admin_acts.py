"""What admins did to accounts: rows that are only ever added."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy.orm import Mapped, mapped_column

from finder.db import Base
from finder.store.column_types import Moment, words
from finder.store.models.members import MemberRole


class AdminActKind(StrEnum):
    """What was done."""

    INVITED = "invited"
    ROLE = "role"
    CLOSED = "closed"
    OPENED = "opened"
    ERASED = "erased"
    NO_SECOND_FACTOR = "no_second_factor"
    PASSWORD_LINK = "password_link"  # noqa: S105 - a word, no password


class AdminAct(Base):
    """One act. ``actor`` and ``member`` are numbers of members; nobody acted where it was a command on the server."""

    __tablename__ = "admin_act"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    actor: Mapped[int | None]
    member: Mapped[int]
    kind: Mapped[AdminActKind] = mapped_column(words(AdminActKind))
    role: Mapped[MemberRole | None] = mapped_column(words(MemberRole))
