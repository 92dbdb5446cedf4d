"""The log of what admins did: who, to whom, what and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from finder.store.models import AdminAct, AdminActKind, Member, MemberRole

MOST_ACTS_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAct:
    """An act, with the addresses that its people have now; no address for a number that is nobody's any more."""

    number: int
    at: datetime
    kind: AdminActKind
    role: MemberRole | None
    actor: int | None
    actor_address: str | None
    member: int
    member_address: str | None


def note_act(
    session: Session, kind: AdminActKind, actor: int | None, member: int, role: MemberRole | None = None
) -> NamedAct:
    """Write down what is done in the same transaction; ``actor``: nobody for a command on the server."""
    row = AdminAct(at=datetime.now(UTC), actor=actor, member=member, kind=kind, role=role)
    session.add(row)
    session.flush()
    return _named(session, AdminAct.id == row.id)[0]


def newest_acts(session: Session, before: int | None = None) -> Sequence[NamedAct]:
    """The newest acts, or the newest of those before one, the newest first."""
    return _named(session, sa.true() if before is None else AdminAct.id < before)


def _named(session: Session, which: sa.ColumnElement[bool]) -> Sequence[NamedAct]:
    actor, member = aliased(Member), aliased(Member)
    # The number of an invitation that was deleted may be given again, to somebody who came after the act.
    found = (
        sa.select(
            AdminAct.id.label("number"),
            AdminAct.at,
            AdminAct.kind,
            AdminAct.role,
            AdminAct.actor,
            actor.email.label("actor_address"),
            AdminAct.member,
            member.email.label("member_address"),
        )
        .outerjoin(actor, sa.and_(actor.id == AdminAct.actor, actor.invited_at <= AdminAct.at))
        .outerjoin(member, sa.and_(member.id == AdminAct.member, member.invited_at <= AdminAct.at))
        .where(which)
        .order_by(AdminAct.id.desc())
        .limit(MOST_ACTS_SHOWN)
    )
    return [NamedAct(**row) for row in session.execute(found).mappings()]
