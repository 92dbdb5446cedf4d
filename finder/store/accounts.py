"""The team's members: who they are, what they may do, and how their sessions end.

A member's sessions and links hang on ``fs_uniquifier``: a new one ends them all. That happens whenever
a password, a role, a second factor or the account itself changes, and at log-out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from math import ceil

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from finder.store.models import FORMER, Member, MemberRole

DAY_SECONDS = 24 * 60 * 60
# Six digits are few. So many wrong codes an account takes in so many seconds, whoever sends them and from wherever;
# a new password, browser or second factor does not begin the count anew.
MOST_WRONG_CODES = ((10, 15 * 60), (30, DAY_SECONDS))

_LETS_PEOPLE_IN = (Member.role == MemberRole.ADMIN, Member.active, Member.password.is_not(None))


class AccountError(RuntimeError):
    """A change that is not made; ``key`` is one of: known_address, last_admin, gone, still_open, forgotten."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def member_by_email(session: Session, email: str) -> Member | None:
    """The member with this address, in whatever case it is written."""
    return session.scalar(sa.select(Member).where(Member.email == tidy_address(email)))


def all_members(session: Session) -> Sequence[Member]:
    """Everybody, by address."""
    return session.scalars(sa.select(Member).order_by(Member.email)).all()


def admin_addresses(session: Session) -> list[str]:
    """Where admins read their mail."""
    return list(session.scalars(sa.select(Member.email).where(*_LETS_PEOPLE_IN).order_by(Member.id)))


def tidy_address(email: str) -> str:
    """One spelling for each address: nobody is invited twice as Ann@ and ann@."""
    return email.strip().lower()


def invite(session: Session, email: str, role: MemberRole) -> int:
    """Enter someone who may join; gives their number. Asked again before they have joined, the role is the new one.

    Raises AccountError known_address when they have joined, or were let go.
    """
    member = session.scalar(sa.select(Member).where(Member.email == tidy_address(email)).with_for_update())
    if member is not None and (member.password or not member.active):
        raise AccountError("known_address")
    if member is None:
        member = Member(email=tidy_address(email), active=True, invited_at=datetime.now(UTC))
        session.add(member)
    member.role = role
    member.end_sessions()
    try:
        session.flush()
    except IntegrityError:
        # Somebody else invited the same address at this moment.
        raise AccountError("known_address") from None
    return member.id


def set_password(session: Session, number: int, hashed: str, expected: str) -> bool:
    """Put a password in place. ``expected`` is the ``fs_uniquifier`` that allowed it; False when it is used up."""
    member = _member_to_change(session, number)
    if member.fs_uniquifier != expected or not member.active:
        return False
    member.password = hashed
    member.joined_at = member.joined_at or datetime.now(UTC)
    member.end_sessions()
    return True


def set_role(session: Session, number: int, role: MemberRole) -> None:
    """Give another role. Raises AccountError."""
    member = _member_to_change(session, number, keep_an_admin=role is not MemberRole.ADMIN)
    if member.role is not role:
        member.role = role
        member.end_sessions()


def set_active(session: Session, number: int, active: bool) -> None:
    """Let someone go, or back in. Raises AccountError."""
    member = _member_to_change(session, number, keep_an_admin=not active)
    if active and member.is_forgotten:
        raise AccountError("forgotten")
    member.active = active
    member.end_sessions()


def forget_member(session: Session, number: int) -> None:
    """Delete who someone was, once the account is closed; their number stays in the history. Raises AccountError."""
    member = _member_to_change(session, number)
    if member.active:
        raise AccountError("still_open")
    member.email = f"{FORMER}{member.id}"
    member.password, member.totp_secret, member.totp_counter = None, None, None
    member.recovery_codes, member.wrong_codes = [], []
    member.end_sessions()


def set_second_factor(
    session: Session, number: int, secret: str | None, counter: int | None, codes: Sequence[str]
) -> None:
    """Put a second factor in place, or with ``None`` take it away."""
    member = _member_to_change(session, number)
    member.totp_secret, member.totp_counter, member.recovery_codes = secret, counter, list(codes)
    member.end_sessions()


def set_recovery_codes(session: Session, number: int, codes: Sequence[str]) -> None:
    """New codes in place of the old ones."""
    _member_to_change(session, number).recovery_codes = list(codes)


def seconds_to_next_code(session: Session, number: int, now: float) -> int:
    """How long the account takes no code at all, after too many wrong ones; 0 when it takes one now.

    The member is locked until the change is written, so that many tries at once are counted one after the other.
    """
    wrong = sorted(_member_to_change(session, number).wrong_codes or [], reverse=True)
    free_again = [wrong[most - 1] + seconds for most, seconds in MOST_WRONG_CODES if len(wrong) >= most]
    return max(0, *(ceil(at - now) for at in [now, *free_again]))


def note_wrong_code(session: Session, number: int, now: float) -> None:
    """Count a wrong code."""
    member = _member_to_change(session, number)
    member.wrong_codes = [*(at for at in member.wrong_codes or [] if now - at < DAY_SECONDS), now]


def use_counter(session: Session, number: int, counter: int) -> bool:
    """Take note of a code from the app; False when it, or a later one, was used before."""
    member = _member_to_change(session, number)
    if member.totp_counter is not None and counter <= member.totp_counter:
        return False
    member.totp_counter = counter
    return True


def use_recovery_code(session: Session, number: int, code: str) -> bool:
    """Strike a recovery code off; False when there is none like it."""
    member = _member_to_change(session, number)
    if code not in member.recovery_codes:
        return False
    member.recovery_codes = [other for other in member.recovery_codes if other != code]
    return True


def end_sessions(session: Session, number: int) -> None:
    """Log a member out everywhere."""
    _member_to_change(session, number).end_sessions()


def _member_to_change(session: Session, number: int, keep_an_admin: bool = False) -> Member:
    """The member's row, locked until the change is written. ``keep_an_admin``: not if it is the last who can invite."""
    # Before the member's own row, in one order: two admins who take each other's role at once wait in turn.
    if keep_an_admin and _admins(session) == [number]:
        raise AccountError("last_admin")
    member = session.get(Member, number, with_for_update=True, populate_existing=True)
    if member is None:
        raise AccountError("gone")
    return member


def _admins(session: Session) -> list[int]:
    """Who can let people in, locked until the change is written."""
    return list(session.scalars(sa.select(Member.id).where(*_LETS_PEOPLE_IN).order_by(Member.id).with_for_update()))
