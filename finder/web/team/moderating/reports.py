"""The team's side: read what came, do something about it, close it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from finder.db import db, write
from finder.store.models import MemberRole, Report
from finder.store.proposals import RuleError
from finder.store.reports import LONGEST_WORDS, close, open_counts, open_reports, pass_on, passed_on
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import Pages, current_language
from finder.web.shared.public_forms import plain
from finder.web.shared.report_kinds import REPORT_KIND_WORDS
from finder.web.team.accounts.access import member_or_403, requires
from finder.wording import Words, words_in
from finder.wording.words import N_

pages = Pages("report_moderation", __name__)

REPORT_REFUSALS = {
    "no_report": N_("That report is gone."),
    "already_decided": N_("Somebody else has closed that report."),
    "no_words": N_("Write what the volunteers shall read."),
}


def words() -> Words:
    """The words of the page's language."""
    return words_in(current_language())


# The very same, to the cent and the word, within so long is perhaps one person with an impatient finger.
ONE_PERSON = timedelta(minutes=10)


def _sent_before(reports: Sequence[Report]) -> Mapping[int, int]:
    """The reports that say what an earlier one, sent shortly before, says; and which one that is."""
    found: dict[int, int] = {}
    last: dict[tuple[object, ...], Report] = {}
    for report in reports:
        price = (report.price, report.strength_mg, report.quantity, report.paid_on)
        earlier = last.get(key := (report.kind, report.listing_id, report.said, report.contact, *price))
        if earlier is not None and report.made_at - earlier.made_at < ONE_PERSON:
            found[report.id] = earlier.id
        last[key] = report
    return found


@pages.get("/team/reports")
@requires(MemberRole.REVIEWER)
def waiting() -> str:
    """What came from the public and is not dealt with, the oldest first."""
    reports = open_reports(db.session)
    return render_template(
        "reports/waiting.html",
        words=words(),
        reports=reports,
        sent_before=_sent_before(reports),
        passed_on=passed_on(db.session),
        longest=LONGEST_WORDS,
        names=REPORT_KIND_WORDS,
        snapshot=current_snapshot(),
    )


@pages.post("/team/reports/<int:number>/pass-on")
@requires(MemberRole.REVIEWER)
def pass_it_on(number: int) -> Response:
    """Volunteers may read it, in the words that the reviewer left."""
    try:
        with write() as session:
            pass_on(session, number, member_or_403().id, plain(request.form.get("said")))
    except RuleError as error:
        flash(words()._(REPORT_REFUSALS[error.key]), "refused")
    else:
        flash(_("Passed on. Volunteers can read it now."))
    return redirect(url_for("report_moderation.waiting"), 303)


@pages.post("/team/reports/<int:number>/close")
@requires(MemberRole.REVIEWER)
def close_it(number: int) -> Response:
    """It is dealt with. ``accept``: what it says is right; a price paid then counts."""
    try:
        with write() as session:
            close(session, number, member_or_403().id, accept=request.form.get("accept") == "yes")
    except RuleError as error:
        flash(words()._(REPORT_REFUSALS[error.key]), "refused")
    else:
        flash(_("Closed. The contact, if there was one, is deleted."))
    return redirect(url_for("report_moderation.waiting"), 303)


def count_open() -> Mapping[str, int]:
    """How many reports wait, by listing: for the team's list of what to check."""
    return open_counts(db.session)
