"""What was found when the sources' addresses were last visited."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.store.models import LinkCheck, VisitOutcome

# What somebody of the team should look at. Sites that refuse visits say nothing about themselves.
CHANGED_OUTCOMES = frozenset({VisitOutcome.CHANGED, VisitOutcome.FAILED})
TROUBLE = CHANGED_OUTCOMES | {VisitOutcome.REFUSED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit: ``fingerprint`` is a digest of the page's words, empty when it did not come."""

    url: str
    checked_on: date
    outcome: VisitOutcome
    detail: str = ""
    fingerprint: str = ""


def visits(session: Session) -> Mapping[str, Visit]:
    """Every last visit, by address."""
    rows = session.scalars(sa.select(LinkCheck)).all()
    return {
        row.url: Visit(
            url=row.url,
            checked_on=row.checked_on,
            outcome=VisitOutcome(row.outcome),
            detail=row.detail,
            fingerprint=row.fingerprint,
        )
        for row in rows
    }


def visits_with_trouble(
    sources: Iterable[str],
    seen: Mapping[str, Visit],
    since: date | None = None,
    kinds: frozenset[VisitOutcome] = TROUBLE,
) -> list[Visit]:
    """The visits to a fact's sources that found one of these kinds of trouble, each later than ``since``."""
    visited = (seen[url] for url in dict.fromkeys(sources) if url in seen)
    return [row for row in visited if row.outcome in kinds and (since is None or row.checked_on > since)]


def record(session: Session, found: Iterable[Visit]) -> int:
    """Keep the newest visit of every address; the number kept. An older one changes nothing."""
    known = visits(session)
    count = 0
    for visit in found:
        before = known.get(visit.url)
        if before is not None and before.checked_on > visit.checked_on:
            continue
        session.merge(
            LinkCheck(
                url=visit.url,
                checked_on=visit.checked_on,
                outcome=str(_outcome(before, visit)),
                detail=visit.detail,
                fingerprint=visit.fingerprint or (before.fingerprint if before else ""),
            )
        )
        count += 1
    return count


def _outcome(before: Visit | None, visit: Visit) -> VisitOutcome:
    """A page that came is changed when its words differ from those of the visit before."""
    if visit.outcome in (VisitOutcome.FAILED, VisitOutcome.REFUSED) or before is None or not before.fingerprint:
        return visit.outcome
    if visit.checked_on == before.checked_on and visit.fingerprint == before.fingerprint:
        return before.outcome
    return VisitOutcome.SAME if visit.fingerprint == before.fingerprint else VisitOutcome.CHANGED
