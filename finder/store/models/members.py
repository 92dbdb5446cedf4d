"""Members of the team."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_security import RoleMixin, UserMixin
from sqlalchemy.orm import Mapped, mapped_column

from finder.db import Base
from finder.store.column_types import Moment, words

# In place of the address of someone who is gone. No address: it has no @.
FORMER = "former-member-"


class MemberRole(StrEnum):
    """What a member may do; each role may do all that the ones before it may."""

    VOLUNTEER = "volunteer"
    REVIEWER = "reviewer"
    ADMIN = "admin"

    @property
    def rank(self) -> int:
        """0 for the role that may do least."""
        return list(MemberRole).index(self)

    @property
    def needs_second_factor(self) -> bool:
        """Whoever can publish or let people in proves twice who they are."""
        return self is not MemberRole.VOLUNTEER


class KnownRole(RoleMixin):
    """A role as Flask-Security names it; ours are words of the program, not rows."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.permissions = None


class Member(Base, UserMixin):
    """Someone of the team. Without a password: invited, not yet here."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(sa.String(254), unique=True)
    password: Mapped[str | None] = mapped_column(sa.Text)
    role: Mapped[MemberRole] = mapped_column(words(MemberRole))
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(sa.String(64), unique=True)
    # The secret is sealed with a key that is not in the database; the codes are kept as keyed hashes.
    totp_secret: Mapped[str | None] = mapped_column(sa.Text)
    totp_counter: Mapped[int | None]
    recovery_codes: Mapped[list[str]] = mapped_column(sa.JSON, default=list)
    # When wrong codes were tried in the last day, in seconds since 1970; NULL in rows from before this was counted.
    wrong_codes: Mapped[list[float] | None] = mapped_column(sa.JSON, default=list)
    invited_at: Mapped[datetime] = mapped_column(Moment)
    joined_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def roles(self) -> list[KnownRole]:  # type: ignore[override]  # the library would keep them as rows
        """The role and those beneath it, for Flask-Security."""
        return [KnownRole(role.value) for role in MemberRole if self.may_act_as(role)]

    def may_act_as(self, role: MemberRole) -> bool:
        """Whether the member's role includes this one."""
        return self.role.rank >= role.rank

    def end_sessions(self) -> None:
        """Every session and link made before this moment is void."""
        self.fs_uniquifier = uuid.uuid4().hex

    @property
    def is_forgotten(self) -> bool:
        """Whether all that is left is a number."""
        return self.email.startswith(FORMER)
