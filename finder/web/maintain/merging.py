"""Two people changed one listing: both versions field by field, and the one that comes of them."""

from __future__ import annotations

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from finder.db import db, write
from finder.store.accounts import MemberRole
from finder.store.merging import choices, merged
from finder.store.proposals import Proposal, RuleError, listing_row, rebase
from finder.web.accounts.access import member_or_403, requires
from finder.web.maintain.pages import CONFLICT, UNUSABLE, Answer, back, pages, refused, show, told


def _page(number: int, sentence: str = "", status: int = 200) -> Answer:
    proposal = db.session.get(Proposal, number)
    if proposal is None or proposal.base is None or proposal.proposer != member_or_403().id:
        raise NotFound
    row = listing_row(db.session, proposal.subject)
    return show(
        "merge.html",
        status=status,
        proposal=proposal,
        row=row,
        choices=choices(proposal.base, proposal.document, row.document),
        sentence=sentence,
    )


@pages.get("/team/proposals/<int:number>/merge")
@requires(MemberRole.VOLUNTEER)
def merge(number: int) -> Answer:
    """Both versions, side by side."""
    return _page(number)


@pages.post("/team/proposals/<int:number>/merge")
@requires(MemberRole.VOLUNTEER)
def merge_it(number: int) -> Answer:
    """Put the chosen version in place of the old proposal."""
    picked = {key.removeprefix("pick:"): value for key, value in request.form.items() if key.startswith("pick:")}
    revision = int(told("revision")) if told("revision").isdecimal() else 0
    try:
        with write() as session:
            proposal = session.get(Proposal, number)
            if proposal is None or proposal.base is None:
                raise NotFound
            theirs = listing_row(session, proposal.subject).document
            record = merged(proposal.base, proposal.document, theirs, picked)
            if record is not None:
                rebase(session, number, member_or_403().id, record, revision)
    except RuleError as error:
        if error.key == "changed_meanwhile":
            return _page(number, _("Somebody changed it once more. Look again."), CONFLICT)
        return refused(error, "maintain.proposal", number=number)
    if record is None:
        return _page(number, _("Pick one version for every part."), UNUSABLE)
    return back("maintain.proposal", _("Both versions are together now. A second person looks at it."), number=number)
