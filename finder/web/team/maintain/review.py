"""What waits for a second person: the difference, what it changes for people, and the decision."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from finder.catalog import Problem
from finder.db import db, write
from finder.store.history import differences
from finder.store.models import ListingRow, MemberRole, Proposal, ProposalState
from finder.store.proposals import RuleError, made_by, open_proposals, reject, withdraw
from finder.store.publishing import Decision, MistakesError, ReasonsError, approve
from finder.store.small_file_changes import is_about_small_files, is_urgent
from finder.web.shared.statuses import CONFLICT, UNUSABLE, PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import (
    RecordWords,
    back_to,
    back_with_refusal,
    pages,
    people,
    posted_text,
    show,
    words,
)
from finder.web.team.maintain.impact_page import EFFECT_NAMES, effect_rows, estimates_changed, impact_for
from finder.web.team.maintain.merge_proposals import picks, sides
from finder.web.team.maintain.row_views import row_view
from finder.web.team.maintain.small_file_view import changed_files

MOST_REASON = 2000


@pages.get("/team/proposals")
@requires(MemberRole.VOLUNTEER)
def proposals() -> PageResponse:
    """What waits, and what became of one's own."""
    member = member_or_403()
    return show(
        "proposals.html",
        waiting=sorted(open_proposals(db.session), key=lambda proposal: not is_urgent(proposal.change)),
        is_urgent=is_urgent,
        own=made_by(db.session, member.id),
        people=people(),
        member=member,
    )


def _proposal(number: int) -> Proposal:
    found = db.session.get(Proposal, number)
    if found is None:
        raise NotFound
    return found


def _page(number: int, sentence: str = "", status: int = 200, problems: tuple[Problem, ...] = ()) -> PageResponse:
    proposal, member = _proposal(number), member_or_403()
    listing = db.session.get(ListingRow, proposal.subject)
    is_open = proposal.state is ProposalState.OPEN
    overtaken = is_open and (listing.revision if listing else 0) != proposal.base_revision
    parted = sides(proposal, listing) if overtaken and listing else []
    shows_impact = is_open and not overtaken and not is_about_small_files(proposal.subject)
    impact = impact_for(proposal) if shows_impact else None
    name = (proposal.document or {}).get("name", proposal.subject)
    return show(
        "proposal.html",
        status=status,
        proposal=proposal,
        rows=row_view(words(), proposal),
        files=changed_files(proposal),
        urgent=is_urgent(proposal.change),
        changes=differences(proposal.base, proposal.document),
        name=name,
        overtaken=overtaken,
        parted=parted,
        fits=picks(proposal, member.id) or all(choice.given for choice in parted),
        lines=effect_rows(words(), impact, {proposal.subject: name}) if impact else [],
        people_count=impact.people_count if impact else 0,
        looked=impact is not None,
        estimates=estimates_changed(words(), proposal) if impact else [],
        problems=problems,
        what={key: words()._(label) for key, label in EFFECT_NAMES.items()},
        may_decide=is_open and member.may_act_as(MemberRole.REVIEWER) and proposal.proposer != member.id,
        own=proposal.proposer == member.id,
        people=people(),
        sentence=sentence,
    )


@pages.get("/team/proposals/<int:number>")
@requires(MemberRole.VOLUNTEER)
def proposal(number: int) -> PageResponse:
    """Field by field, with sources, and what it changes for people."""
    return _page(number)


@pages.post("/team/proposals/<int:number>/approve")
@requires(MemberRole.REVIEWER)
def approve_it(number: int) -> PageResponse:
    """Publish it."""
    _proposal(number)
    db.session.rollback()
    reasons = {
        key.removeprefix("why:"): posted_text(key)[:MOST_REASON] for key in request.form if key.startswith("why:")
    }
    decision = Decision(member_or_403().id, posted_text("seen"), reasons, posted_text("reason")[:MOST_REASON])
    try:
        approve(number, decision)
    except MistakesError as error:
        return _page(number, RecordWords().sentence(error.key), UNUSABLE, error.problems)
    except ReasonsError as error:
        return _page(number, RecordWords().sentence(error.key), UNUSABLE)
    except RuleError as error:
        if not _done_already(number, decision):
            return _page(number, RecordWords().sentence(error.key), CONFLICT)
    return back_to("maintain.proposal", _("Published. People see it within seconds."), number=number)


def _done_already(number: int, decision: Decision) -> bool:
    """Whether this member has approved exactly this before: a second click is no mistake."""
    proposal = _proposal(number)
    done = proposal.state is ProposalState.APPROVED and proposal.decided_by == decision.by
    return done and proposal.fingerprint == decision.seen


@pages.post("/team/proposals/<int:number>/reject")
@requires(MemberRole.REVIEWER)
def reject_it(number: int) -> PageResponse:
    """Say no, with a reason."""
    try:
        with write() as session:
            reject(session, number, member_or_403().id, posted_text("reason")[:MOST_REASON])
    except RuleError as error:
        status = UNUSABLE if error.key == "reason_needed" else CONFLICT
        return _page(number, RecordWords().sentence(error.key), status)
    return back_to("maintain.proposal", _("Noted. The person who proposed it sees your reason."), number=number)


@pages.post("/team/proposals/<int:number>/take-back")
@requires(MemberRole.VOLUNTEER)
def take_back(number: int) -> PageResponse:
    """One's own proposal, taken back."""
    _proposal(number)
    db.session.rollback()
    try:
        with write() as session:
            withdraw(session, number, member_or_403().id)
    except RuleError as error:
        return back_with_refusal(error, "maintain.proposal", number=number)
    return back_to("maintain.proposals", _("Taken back."))
