"""One listing to take care of: check it, or say what became of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from wtforms import Form

from finder.catalog.table_reader import Record
from finder.clock import today
from finder.db import db, write
from finder.languages import LANGUAGES, is_translation
from finder.store.link_checks import CHANGED_OUTCOMES, visits, visits_with_trouble
from finder.store.member_proposals import propose_differ, propose_status, propose_verify
from finder.store.models import Care, MemberRole, Proposal, ProposalKind
from finder.store.proposals import RuleError, Verification, open_proposals
from finder.store.publishing import pause_now
from finder.store.queue import end_care, not_reached
from finder.store.reports import for_team
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import current_language
from finder.web.shared.public_forms import plain
from finder.web.shared.report_kinds import REPORT_KIND_WORDS
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import (
    RecordWords,
    back_to,
    back_with_refusal,
    found_or_404,
    pages,
    people,
    show,
)
from finder.web.team.maintain.forms import CheckedForm, DifferForm, NotReachedForm, VerifyForm, empty, form_of_request

STATUS_STEPS = {
    "retire": ProposalKind.RETIRE,
    "pause": ProposalKind.PAUSE,
    "reopen": ProposalKind.REOPEN,
}


def _listing(subject: str, **forms: Form) -> PageResponse:
    """The page, with the one form that was sent in it."""
    row = found_or_404(db.session, subject)
    care = db.session.get(Care, subject)
    record = row.document
    values = {
        "verify": empty(VerifyForm, source=record.get("phone") or record.get("url") or ""),
        "unreached": NotReachedForm(),
        **forms,
    }
    return show(
        "listing.html",
        next(iter(forms.values()), None),
        row=row,
        record=record,
        values=values,
        waiting=open_proposals(db.session, subject),
        care=care,
        in_words=_in_words,
        is_translation=is_translation,
        links=visits_with_trouble(_addresses(record), visits(db.session), record["checked_on"], CHANGED_OUTCOMES),
        reports=for_team(db.session, subject),
        report_names=REPORT_KIND_WORDS,
        holder=care.holder(datetime.now(UTC)) if care else None,
        papers=current_snapshot().facts.documents,
        people=people(),
        member=member_or_403(),
        on=today(),
    )


def _in_words(table: Record, key: str) -> Any:
    """A text of the record in the language of the page, where it has one."""
    return table.get(key + LANGUAGES[current_language()].suffix) or table.get(key)


def _addresses(record: Record) -> list[str]:
    return [source["url"] for source in record.get("sources", ())] + [record.get("url", "")]


@pages.get("/team/listings/<subject>")
@requires(MemberRole.VOLUNTEER)
def listing(subject: str) -> PageResponse:
    """What it says now, and what can be done."""
    return _listing(subject)


@pages.post("/team/listings/<subject>/verify")
@requires(MemberRole.VOLUNTEER)
def verify(subject: str) -> PageResponse:
    """Checked, and nothing changed."""
    form = form_of_request(VerifyForm)
    if not form.validate():
        return _listing(subject, verify=form)
    checked = form.checked(member_or_403().id)

    def make(session: Session) -> Proposal:
        return propose_verify(session, subject, checked, rules=form.rules.data, prices=form.prices.data)

    return _propose(subject, make)


def _propose(subject: str, make: Callable[[Session], Proposal]) -> PageResponse:
    try:
        with write() as session:
            found_or_404(session, subject)
            number = make(session).id
            end_care(session, subject)
    except RuleError as error:
        return back_with_refusal(error, "maintain.listing", subject=subject)
    return back_to("maintain.proposal", _("Sent. A second person looks at it now."), number=number)


@pages.post("/team/listings/<subject>/not-reached")
@requires(MemberRole.VOLUNTEER)
def unreached(subject: str) -> PageResponse:
    """Nobody answered: again on another day."""
    form = form_of_request(NotReachedForm)
    if form.validate():
        try:
            with write() as session:
                found_or_404(session, subject)
                day, words = form.again_on.day, plain(form.words.data)
                not_reached(session, subject, member_or_403().id, day, today(), words)
        except RuleError as error:
            if error.key != "day_ahead":
                return back_with_refusal(error, "maintain.listing", subject=subject)
            form.again_on.errors = [RecordWords().sentence(error.key)]
        else:
            return back_to("maintain.queue", _("Noted. It comes back on that day."))
    return _listing(subject, unreached=form)


@pages.route("/team/listings/<subject>/<any(retire, pause, reopen):step>", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def status(subject: str, step: str) -> PageResponse:
    """Take it down, pause it or open it again. A pause by a reviewer is published at once."""
    member = member_or_403()
    record = found_or_404(db.session, subject).document
    form = empty(CheckedForm)
    at_once = step == "pause" and member.may_act_as(MemberRole.REVIEWER)
    if request.method == "POST":
        form = form_of_request(CheckedForm)
        if at_once and form.validate() and not (form.note.data or "").strip():
            form.note.errors = [RecordWords().sentence("reason_needed")]
        elif form.validate():
            checked = form.checked(member.id)
            if at_once:
                return _pause(subject, checked)
            return _propose(subject, lambda session: propose_status(session, STATUS_STEPS[step], subject, checked))
    return show("status.html", form, record=record, subject=subject, step=step, at_once=at_once)


def _pause(subject: str, checked: Verification) -> PageResponse:
    try:
        with write() as session:
            pause_now(session, subject, checked, checked.note)
    except RuleError as error:
        return back_with_refusal(error, "maintain.listing", subject=subject)
    return back_to("maintain.listing", _("Paused. People see it within seconds."), subject=subject)


@pages.route("/team/listings/<subject>/sources-differ", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def sources_differ(subject: str) -> PageResponse:
    """Keep a second source that disagrees, and say so."""
    record = found_or_404(db.session, subject).document
    form = form_of_request(DifferForm) if request.method == "POST" else empty(DifferForm)
    if request.method == "POST" and form.validate():
        checked, entry = form.checked(member_or_403().id), form.entry()
        words = form.words()
        return _propose(subject, lambda session: propose_differ(session, subject, words, entry, checked))
    return show("differ.html", form, record=record, subject=subject)
