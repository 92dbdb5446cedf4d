"""What is deleted when its time is over. The privacy page says the same times, from here."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Session

from finder.db import Base
from finder.store.models import Member, Post, PostKind, PostState, Report, ReportKind, ReportState
from finder.store.posts import SHOWN_POST_DAYS
from finder.store.records import publish

CLOSED_REPORT_DAYS = 180
OPEN_REPORT_DAYS = 365
INVITATION_DAYS = 60
# How long a browser of a member is known; see finder/web/team/accounts/known_devices.py.
DEVICE_DAYS = 90
# Words that were refused may say who somebody is: they go soon.
CLOSED_POST_DAYS = 30
OPEN_POST_DAYS = 180

# A column of moments, also where a row may have none.
_Day = InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]


class DeletedCounts(NamedTuple):
    """How many of each were deleted."""

    closed_reports: int
    open_reports: int
    invitations: int
    posts: int


def forget(session: Session, now: datetime | None = None) -> DeletedCounts:
    """Delete reports and posts that were closed, or lay open, for too long, and invitations that nobody took up.

    A post that shows goes in its time too; its answers go with it. The history of listings stays: it names members
    by a number alone.
    """
    now = now or datetime.now(UTC)

    def older_than(column: _Day, days: int) -> sa.ColumnElement[bool]:
        return column <= now - timedelta(days=days)

    closed = (Report.state != ReportState.OPEN) & older_than(Report.closed_at, CLOSED_REPORT_DAYS)
    left_open = (Report.state == ReportState.OPEN) & older_than(Report.made_at, OPEN_REPORT_DAYS)
    invited = Member.password.is_(None) & Member.joined_at.is_(None) & older_than(Member.invited_at, INVITATION_DAYS)
    old_posts = (
        (Post.state.in_((PostState.CLOSED, PostState.TAKEN_DOWN)) & older_than(Post.decided_at, CLOSED_POST_DAYS))
        | ((Post.state == PostState.OPEN) & older_than(Post.made_at, OPEN_POST_DAYS))
        | ((Post.kind != PostKind.ANSWER) & older_than(Post.made_at, SHOWN_POST_DAYS))
    )
    prices = sa.select(sa.func.count()).select_from(Report)
    if session.scalar(prices.where(closed, Report.kind == ReportKind.PAID, Report.state == ReportState.ACCEPTED)):
        # Workers that hold a price made of these reports let it go now.
        publish(session, now)
    return DeletedCounts(
        _delete(session, Report, closed),
        _delete(session, Report, left_open),
        _delete(session, Member, invited),
        _delete(session, Post, old_posts),
    )


def _delete(session: Session, model: type[Base], which: sa.ColumnElement[bool]) -> int:
    return session.connection().execute(sa.delete(model).where(which)).rowcount
