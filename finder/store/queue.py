"""Which listings to check next: what people reported, what is past its shelf life, whose sources changed, and how
often it matters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.core.freshness import FactAge, first_due, listing_age
from finder.core.listing import Listing
from finder.core.snapshot import Snapshot
from finder.store.impact import how_often_first
from finder.store.link_checks import CHANGED_OUTCOMES, Visit, visits, visits_with_trouble
from finder.store.models import Care
from finder.store.proposals import RuleError

# Long enough for an office that calls back, short enough that nothing lies forgotten.
TAKEN_FOR = timedelta(days=3)
FARTHEST_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueEntry:
    """One listing of the queue.

    ``age``: the part of it that is due first. ``link``: a visit to one of its sources, since it was last checked,
    that found the page changed or gone. ``matters``: for how many people of the grid it is among the first.
    """

    listing: Listing
    age: FactAge
    link: Visit | None
    reports: int
    matters: int
    holder: int | None
    try_again_on: date | None
    tries: int
    note: str

    def overdue(self, on: date) -> int:
        """Days past its shelf life; negative while it is fresh."""
        return (on - self.age.due_on).days


def queue_entries(
    session: Session, snapshot: Snapshot, on: date, now: datetime, reports: Mapping[str, int]
) -> list[QueueEntry]:
    """Every published listing, what to check first at the top.

    First what people reported, then what is past its shelf life by most shelf lives or has a source that changed;
    among equals what more people see among their first. What is to be tried again later comes last.
    """
    seen = visits(session)
    care = {row.subject: row for row in session.scalars(sa.select(Care))}
    often = how_often_first(snapshot, on)
    rows = [
        _due(listing, care.get(listing.id) or Care(tries=0, note=""), seen, now, reports, often)
        for listing in snapshot.by_id.values()
    ]
    return sorted(rows, key=lambda row: _order(row, on))


def _due(
    listing: Listing,
    care: Care,
    seen: Mapping[str, Visit],
    now: datetime,
    reports: Mapping[str, int],
    often: Mapping[str, int],
) -> QueueEntry:
    return QueueEntry(
        listing=listing,
        age=first_due(listing),
        link=next(
            iter(visits_with_trouble(listing_age(listing).sources, seen, listing.checked_on, CHANGED_OUTCOMES)), None
        ),
        reports=reports.get(listing.id, 0),
        matters=often.get(listing.id, 0),
        holder=care.holder(now),
        try_again_on=care.try_again_on,
        tries=care.tries,
        note=care.note,
    )


def _order(row: QueueEntry, on: date) -> tuple[object, ...]:
    waits = row.try_again_on is not None and row.try_again_on > on
    late = max(0, row.overdue(on))
    fine = late == 0 and row.link is None
    return (waits, row.reports == 0, fine, -(late // row.age.days), -row.matters, row.age.due_on, row.listing.id)


def take(session: Session, subject: str, member: int, now: datetime | None = None) -> None:
    """Say that one is at it. Raises RuleError when somebody else is."""
    now = now or datetime.now(UTC)
    care = _care(session, subject)
    if care.holder(now) not in (None, member):
        raise RuleError("taken")
    care.taken_by, care.taken_until = member, now + TAKEN_FOR


def let_go(session: Session, subject: str, member: int) -> None:
    """Give it back. What somebody else holds stays as it is."""
    care = _care(session, subject)
    if care.taken_by == member:
        care.taken_by, care.taken_until = None, None


def not_reached(session: Session, subject: str, member: int, again_on: date, today: date, words: str) -> None:
    """Nobody answered: it comes back on a later day, free for anyone."""
    if not today < again_on <= today + FARTHEST_AHEAD:
        raise RuleError("day_ahead")
    care = _care(session, subject)
    if care.holder(datetime.now(UTC)) not in (None, member):
        raise RuleError("taken")
    care.taken_by, care.taken_until = None, None
    care.try_again_on, care.tries, care.note = again_on, care.tries + 1, words.strip()


def end_care(session: Session, subject: str) -> None:
    """Somebody sent a proposal: the listing needs no care until it is decided."""
    care = _care(session, subject)
    care.taken_by, care.taken_until, care.try_again_on, care.tries, care.note = None, None, None, 0, ""


def _care(session: Session, subject: str) -> Care:
    row = session.get(Care, subject, with_for_update=True, populate_existing=True)
    if row is None:
        row = Care(subject=subject, tries=0, note="")
        session.add(row)
        session.flush()
    return row
