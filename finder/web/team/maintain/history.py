"""The history of a listing: who changed what and when, any two days side by side, and the way back."""

from __future__ import annotations

from datetime import date, datetime, time

from flask import request
from flask_babel import gettext as _

from finder.answers.columns import COLUMNS
from finder.answers.errors import AnswerError
from finder.clock import ZONE, today
from finder.db import db, write
from finder.store.history import blame, differences, propose_revert, record_after, rows_of
from finder.store.models import MemberRole
from finder.store.proposals import RuleError
from finder.store.row_history import price_notes
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import back_to, back_with_refusal, found_or_404, pages, people, show, words
from finder.web.team.maintain.forms import CheckedForm, empty, form_of_request
from finder.web.team.maintain.row_views import said_row


def _day(name: str, otherwise: date) -> tuple[date, str]:
    text = (request.args.get(name) or "").strip()
    if not text:
        return otherwise, ""
    try:
        read = COLUMNS["lost_coverage_on"].read(text)
    except AnswerError:
        return otherwise, _("Write a day, for example 11/23/2026.")
    return (read if isinstance(read, date) else otherwise), ""


@pages.get("/team/listings/<subject>/history")
@requires(MemberRole.VOLUNTEER)
def history(subject: str) -> PageResponse:
    """Every change, who is behind each field, and two days compared."""
    row = found_or_404(db.session, subject)
    rows, notes = rows_of(db.session, subject), price_notes(db.session, subject)
    first_day, wrong_first = _day("from", rows[-1].at.astimezone(ZONE).date() if rows else today())
    last_day, wrong_last = _day("to", today())
    sides = [record_after(row.document, rows, datetime.combine(day, time.max, ZONE)) for day in (first_day, last_day)]
    return show(
        "history.html",
        row=row,
        rows=rows,
        blamed=blame(row.document, rows),
        prices=[(row, *(said_row(words(), cells) for cells in (row.old, row.new))) for row in notes],
        compared=differences(sides[0], sides[1]) if "from" in request.args else None,
        first=first_day,
        last=last_day,
        wrong={"from": wrong_first, "to": wrong_last},
        people=people(),
    )


@pages.route("/team/listings/<subject>/back-before/<int:version>", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def revert(subject: str, version: int) -> PageResponse:
    """Propose to have it as it was before one change."""
    record = found_or_404(db.session, subject).document
    form = form_of_request(CheckedForm) if request.method == "POST" else empty(CheckedForm)
    if request.method == "POST" and form.validate():
        try:
            with write() as session:
                number = propose_revert(session, subject, version, form.checked(member_or_403().id)).id
        except RuleError as error:
            return back_with_refusal(error, "maintain.history", subject=subject)
        return back_to("maintain.proposal", _("Sent. A second person looks at it now."), number=number)
    return show("status.html", form, record=record, subject=subject, step="revert", at_once=False)
