"""Changing a listing, or proposing a new one: every fact in one form that works without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from flask import request
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _

from finder.catalog.problems import Problem, message
from finder.catalog.table_reader import Record
from finder.clock import today
from finder.db import db, write
from finder.store.history import record_at, rows_of
from finder.store.member_proposals import propose_new
from finder.store.models import ListingRow, MemberRole, ProposalKind
from finder.store.proposals import RuleError, listing_row, open_proposals, propose
from finder.store.publishing import mistakes
from finder.store.queue import end_care
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.statuses import UNUSABLE, PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain import drafts
from finder.web.team.maintain.blueprint import (
    RecordWords,
    back_to,
    back_with_refusal,
    found_or_404,
    pages,
    people,
    posted_text,
    revision_told,
    show,
    words,
)
from finder.web.team.maintain.choices import Choices
from finder.web.team.maintain.draft_errors import Errors, errors_of, summary_of
from finder.web.team.maintain.draft_records import record_of
from finder.web.team.maintain.drafts import Draft, add_block, draft_from, draft_of
from finder.web.team.maintain.forms import CheckedForm, empty, form_of_request
from finder.wording.record_fields import ROLES

# A long listing with all its rules in two languages, as a form.
LARGEST = 512 * 1024
SHORT_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_NAME = 60


@pages.record_once
def _take_long_forms(state: BlueprintSetupState) -> None:
    """Before anything reads the form."""

    def allow() -> None:
        if request.endpoint in ("maintain.edit", "maintain.new"):
            request.max_content_length = request.max_form_memory_size = LARGEST

    state.app.before_request_funcs.setdefault(None, []).insert(0, allow)


@pages.route("/team/listings/<subject>/edit", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def edit(subject: str) -> PageResponse:
    """The form with what the listing says now, or with what was typed."""
    row = found_or_404(db.session, subject)
    if request.method == "GET":
        return _page(subject, row.document, row.revision, draft_of(row.document), empty(CheckedForm), {})
    revision = min(revision_told(row.revision), row.revision)
    base = record_at(row.document, row.revision, rows_of(db.session, subject), revision)
    draft, form = draft_from(request.form), form_of_request(CheckedForm)
    record = record_of(draft, base, _checked_on(form))
    errors = _act_on_draft(draft, form, lambda: mistakes(db.session, subject, record))
    if errors is not None:
        return _page(subject, record, revision, draft, form, errors)
    return _send(subject, record, (revision, base), form)


def _checked_on(form: CheckedForm) -> date:
    """The day of what is new; today while none is given."""
    form.validate()
    return form.checked_on.day or today()


def _act_on_draft(draft: Draft, form: CheckedForm, problems: Callable[[], list[Problem]]) -> Errors | None:
    """What to say when the page is shown again; ``None`` when all is right and it was sent.

    The whole catalogue is looked at for ``problems``, so nobody who types has to wait for them.
    """
    action, _sep, where = posted_text("do").partition(":")
    if action == "send":
        errors = errors_of(problems())
        return errors if errors or form.errors else None
    _forget(form)
    if action == "add":
        add_block(draft, where)
    if action in ("add", "live"):
        return {}
    errors = errors_of(problems())
    if action == "show":
        return {place: sentence for place, sentence in errors.items() if f"{place}-".startswith(f"{where}-")}
    return errors


def _forget(form: CheckedForm) -> None:
    """Nobody has sent it yet, so nothing is missing."""
    for field in form:
        field.errors = ()


@dataclass(frozen=True)
class Blocks:
    """Which blocks of the form stand open: where something is wrong, what is new or changed, and where one works."""

    wrong: Errors
    at_work: str

    def open(self, place: str, entry: Draft, known: list[Draft]) -> bool:
        """Whether the block with this id is open; ``known`` are those of the listing as it is."""
        inside = any(f"{wrong}-".startswith(f"{place}-") for wrong in self.wrong)
        return inside or entry not in known or f"{self.at_work}-".startswith(f"{place}-")


def _page(subject: str, record: Record, revision: int, draft: Draft, form: CheckedForm, wrong: Errors) -> PageResponse:
    listing = db.session.get(ListingRow, subject) if subject else None
    mistakes = mistakes_in(form)
    status = UNUSABLE if request.method == "POST" and (wrong or mistakes) else 200
    return show(
        "edit.html",
        form,
        status,
        subject=subject,
        record=record,
        revision=revision,
        draft=draft,
        wrong=wrong,
        summary=[*summary_of(wrong), *mistakes],
        blocks=Blocks(wrong, posted_text("do").partition(":")[2]),
        known=draft_of(listing.document if listing else {}),
        choices=Choices(words(), current_snapshot()),
        schema=drafts,
        sentences=dict(_all_sentences(record_of(draft, record, today()))),
        others=open_proposals(db.session, subject) if subject else [],
        people=people(),
    )


def _all_sentences(record: Record) -> Iterator[tuple[str, str]]:
    yield from _sentences(record.get("criteria", []), "criteria")
    for at, price in enumerate(record.get("pricing", [])):
        yield from _sentences(price.get("criteria", []), f"pricing-{at}-criteria")


def _sentences(rules: list[Record], start: str) -> Iterator[tuple[str, str]]:
    """What each rule says, by the id of its block."""
    for at, rule in enumerate(rules):
        here = f"{start}-{at}"
        yield here, RecordWords().rule(rule)
        for key in drafts.RULE_GROUPS:
            yield from _sentences(rule.get(key, []), f"{here}-parts")


def _send(subject: str, record: Record, base: tuple[int, Record], form: CheckedForm) -> PageResponse:
    """Put the proposal down; where somebody was quicker, on to bringing both together."""
    try:
        with write() as session:
            checked = form.checked(member_or_403().id)
            number = propose(session, ProposalKind.EDIT, subject, record, checked, base).id
            overtaken = listing_row(session, subject).revision != base[0]
            end_care(session, subject)
    except RuleError as error:
        return back_with_refusal(error, "maintain.listing", subject=subject)
    if overtaken:
        sentence = _("Your change is kept. Somebody else changed this listing meanwhile: bring both together now.")
        return back_to("maintain.merge", sentence, number=number)
    return back_to("maintain.proposal", _("Sent. A second person looks at it now."), number=number)


@pages.route("/team/new", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def new() -> PageResponse:
    """Propose a listing that is not there yet."""
    if request.method == "GET":
        return _page("", {}, 0, draft_of({}), empty(CheckedForm), {})
    draft, form = draft_from(request.form), form_of_request(CheckedForm)
    on = _checked_on(form)
    subject, role = posted_text("id"), posted_text("role") if posted_text("role") in ROLES else "option"
    record = record_of(draft, {"id": subject, "role": role, "status": "active", "checked_on": on}, on)
    usable = bool(SHORT_NAME.fullmatch(subject)) and len(subject) <= LONGEST_NAME
    unusable = [Problem("", 0, message("not_an_id", "id"), ("id",))]
    errors = _act_on_draft(draft, form, lambda: mistakes(db.session, subject, record) if usable else unusable)
    if errors is None:
        try:
            with write() as session:
                number = propose_new(session, record, form.checked(member_or_403().id)).id
        except RuleError as error:
            errors = {"id": RecordWords().sentence(error.key)}
        else:
            return back_to("maintain.proposal", _("Sent. A second person looks at it now."), number=number)
    return _page("", record, 0, draft, form, errors)
