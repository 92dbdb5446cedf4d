"""Two people changed one listing: both versions field by field, and the one that comes of them."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from finder.catalog.table_reader import Record
from finder.db import db, write
from finder.store.merge import Choice, choices, merge_records
from finder.store.models import ListingRow, MemberRole, Proposal, ProposalState
from finder.store.proposals import FEED, RuleError, rebase
from finder.store.publishing import mistakes
from finder.web.shared.statuses import CONFLICT, UNUSABLE, PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import (
    RecordWords,
    back_to,
    back_with_refusal,
    pages,
    posted_text,
    revision_told,
    show,
)


def sides(proposal: Proposal, row: ListingRow) -> list[Choice]:
    """Where the proposal and what is published now part; nothing where the proposal stands on it."""
    if proposal.base is None or proposal.base_revision == row.revision:
        return []
    return choices(proposal.base, proposal.document, row.document)


def picks(proposal: Proposal, member: int) -> bool:
    """Whether this member may pick where both changed the same part."""
    return proposal.proposer in (member, FEED)


def _open_proposal(number: int) -> tuple[Proposal, ListingRow]:
    """The proposal and its listing, where there is something to bring together."""
    proposal = db.session.get(Proposal, number)
    row = db.session.get(ListingRow, proposal.subject) if proposal else None
    if proposal is None or row is None or proposal.base is None or proposal.state is not ProposalState.OPEN:
        raise NotFound
    return proposal, row


def _page(number: int, sentence: str = "", status: int = 200) -> PageResponse:
    proposal, row = _open_proposal(number)
    found = sides(proposal, row)
    is_own = picks(proposal, member_or_403().id)
    stuck = not is_own and any(not choice.given for choice in found)
    return show(
        "merge.html",
        status=status,
        proposal=proposal,
        row=row,
        choices=found,
        overtaken=proposal.base_revision != row.revision,
        own=is_own,
        stuck=stuck,
        sentence=sentence,
    )


@pages.get("/team/proposals/<int:number>/merge")
@requires(MemberRole.VOLUNTEER)
def merge(number: int) -> PageResponse:
    """Both versions, side by side."""
    return _page(number)


@pages.post("/team/proposals/<int:number>/merge")
@requires(MemberRole.VOLUNTEER)
def merge_it(number: int) -> PageResponse:
    """Put the version that comes of both in place of the old proposal."""
    proposal, row = _open_proposal(number)
    is_own = picks(proposal, member_or_403().id)
    told_picks = {key.removeprefix("pick:"): value for key, value in request.form.items() if key.startswith("pick:")}
    picked = told_picks if is_own else {}
    record = merge_records(proposal.base, proposal.document, row.document, picked)
    if record is None:
        sentence = _("Pick one version for every part.") if is_own else _("The person who made it picks.")
        return _page(number, sentence, UNUSABLE)
    problems = mistakes(db.session, row.id, record)
    if problems:
        return _page(
            number, _("Together they do not fit: %(what)s", what=RecordWords().mistake(problems[0].message)), UNUSABLE
        )
    as_given = all(picked.get(choice.field, choice.given) == choice.given for choice in sides(proposal, row))
    return _keep(number, record, as_given)


def _keep(number: int, record: Record, as_given: bool) -> PageResponse:
    """Write it down, unless one of the two versions is another one by now."""
    revision = revision_told(0)
    try:
        with write() as session:
            proposal = session.get(Proposal, number, with_for_update=True, populate_existing=True)
            if proposal is None or proposal.fingerprint != posted_text("seen"):
                raise RuleError("proposal_changed")
            rebase(session, number, member_or_403().id, record, revision, nothing_picked=as_given)
    except RuleError as error:
        db.session.rollback()
        if error.key == "changed_meanwhile":
            return _page(number, _("Somebody changed it once more. Look again."), CONFLICT)
        return back_with_refusal(error, "maintain.proposal", number=number)
    return back_to(
        "maintain.proposal", _("Both versions are together now. A second person looks at it."), number=number
    )
