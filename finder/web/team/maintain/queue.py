"""What to check next."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from itertools import groupby

from flask_babel import gettext as _

from finder.clock import today
from finder.core.freshness import stale_facts
from finder.db import db, write
from finder.store.models import MemberRole
from finder.store.proposals import RuleError, open_proposals
from finder.store.queue import let_go, queue_entries, take
from finder.store.reports import ForTeam, for_team
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.report_kinds import REPORT_KIND_WORDS
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import (
    OPEN_POSTS,
    OPEN_REPORTS,
    back_to,
    back_with_refusal,
    found_or_404,
    open_counts,
    pages,
    people,
    show,
)
from finder.wording.labels import FACT_SORTS

# What is not due stands behind a click, except for enough to begin with.
FEWEST_SHOWN = 10


def _about(report: ForTeam) -> str:
    return report.listing_id or ""


@pages.get("/team")
@requires(MemberRole.VOLUNTEER)
def queue() -> PageResponse:
    """Every listing, what to check first at the top."""
    member, on = member_or_403(), today()
    rows = queue_entries(db.session, current_snapshot(), on, datetime.now(UTC), open_counts(OPEN_REPORTS))
    open_now = open_proposals(db.session)
    reports = sorted(for_team(db.session), key=_about)
    due_now = sum(row.reports > 0 or row.link is not None or row.overdue(on) > 0 for row in rows)
    return show(
        "queue.html",
        rows=[row for row in rows if row.holder != member.id],
        mine=[row for row in rows if row.holder == member.id],
        first=max(FEWEST_SHOWN, due_now),
        to_decide=sum(proposal.proposer != member.id for proposal in open_now),
        waiting={proposal.subject for proposal in open_now},
        posts=open_counts(OPEN_POSTS),
        reports={key: list(group) for key, group in groupby(reports, _about)},
        suggestions=[report for report in reports if report.listing_id is None and report.passed_on],
        report_names=REPORT_KIND_WORDS,
        people=people(),
        others=_due_elsewhere(on),
        on=on,
        member=member,
    )


def _due_elsewhere(on: date) -> list[tuple[str, int, date]]:
    """What is past its date beside listings: each sort of fact, how many, and the day of the oldest."""
    late = [age for age in stale_facts(current_snapshot(), on) if age.sort != "listing"]
    counts = Counter(age.sort for age in late)
    return [
        (_(FACT_SORTS[sort]), counts[sort], next(age.due_on for age in late if age.sort == sort)) for sort in counts
    ]


@pages.post("/team/listings/<subject>/take")
@requires(MemberRole.VOLUNTEER)
def take_it(subject: str) -> PageResponse:
    """Say that one is at it."""
    try:
        with write() as session:
            found_or_404(session, subject)
            take(session, subject, member_or_403().id)
    except RuleError as error:
        return back_with_refusal(error, "maintain.queue")
    return back_to("maintain.listing", _("It is yours for 3 days."), subject=subject)


@pages.post("/team/listings/<subject>/give-back")
@requires(MemberRole.VOLUNTEER)
def give_back(subject: str) -> PageResponse:
    """Let others take it."""
    with write() as session:
        found_or_404(session, subject)
        let_go(session, subject, member_or_403().id)
    return back_to("maintain.queue", _("It is free for others again."))
