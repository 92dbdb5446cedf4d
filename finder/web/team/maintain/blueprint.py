"""The blueprint of the workspace, and what its views share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms import Form

from finder.catalog.problems import Message
from finder.db import db
from finder.store.history import Difference
from finder.store.models import HistoryRow, ListingRow, Member
from finder.store.proposals import FEED, RuleError
from finder.store.records import TAKEN_IN
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.language import Pages, current_language
from finder.web.shared.public_forms import plain
from finder.web.shared.statuses import UNUSABLE
from finder.wording import Words, proposal_words, record_fields, words_in
from finder.wording.problems import with_field
from finder.wording.rule_sentences import rule_sentence

pages = Pages("maintain", __name__)
# Other parts of the site count what waits for a listing: functions in app.extensions under these names.
OPEN_REPORTS, OPEN_POSTS = "open_reports", "open_posts"


def words() -> Words:
    """The words of the page's language."""
    return words_in(current_language())


def show(template: str, form: Form | None = None, status: int = 200, **values: object) -> tuple[str, int]:
    """A page of the workspace; 422 when its form has something to say."""
    errors = mistakes_in(form) if form else []
    text = render_template(f"maintain/{template}", form=form, errors=errors, words=words(), say=RecordWords(), **values)
    return text, UNUSABLE if errors and status == 200 else status


class RecordWords:
    """How templates name what stands in proposals and records."""

    def __init__(self) -> None:
        self.words = words()

    def field(self, path: str) -> str:
        """A field's name in plain words."""
        return record_fields.field_name(self.words, path)

    def value(self, value: object, path: str = "") -> str:
        """A value as a reader sees it."""
        return record_fields.value_text(self.words, value, self.listing_name, path)

    def listing_name(self, subject: str) -> str:
        """What a published listing is called; its id for any other."""
        listing = current_snapshot().by_id.get(subject)
        return self.words.text(listing.name) if listing else subject

    def differing_sides(self, change: Difference | HistoryRow) -> tuple[object, object, int]:
        """Both sides of a change; of a list of rules, prices or sources only those that differ, and how many stay."""
        old, new = change.old, change.new
        if not (_tables(old) and _tables(new)):
            return old, new, 0
        gone, come = [one for one in old if one not in new], [one for one in new if one not in old]
        return (gone or None, come or None, len(new) - len(come)) if gone or come else (old, new, 0)

    def rule(self, record: dict[str, object]) -> str:
        """What a rule says."""
        return rule_sentence(self.words, record, self.listing_name)

    def kind(self, kind: str) -> str:
        """What a proposal is about."""
        return self.words._(proposal_words.PROPOSAL_KINDS[kind])

    def state(self, state: str) -> str:
        """Where a proposal stands."""
        return self.words._(proposal_words.PROPOSAL_STATES[state])

    def method(self, method: str) -> str:
        """How something was checked."""
        return self.words._(proposal_words.METHODS[method])

    def source(self, source: str) -> str:
        """Where a change comes from: what a member wrote, or our own files."""
        return self.words._("files") if source == TAKEN_IN else source

    def sentence(self, key: str) -> str:
        """Why something cannot be done."""
        return self.words._(proposal_words.PROPOSAL_REFUSALS[key])

    def mistake(self, message: Message) -> str:
        """What is wrong, with the name of its field."""
        return with_field(self.words, message)


def _tables(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def back_to(endpoint: str, sentence: str = "", **values: Any) -> Response:
    """To a page, with a sentence on what was done."""
    if sentence:
        flash(sentence)
    return redirect(url_for(endpoint, **values), 303)


def back_with_refusal(error: RuleError, endpoint: str, **values: Any) -> Response:
    """To a page, with the sentence on what could not be done."""
    flash(RecordWords().sentence(error.key), "refused")
    return redirect(url_for(endpoint, **values), 303)


def found_or_404(session: Session, subject: str) -> ListingRow:
    """The listing as the database has it."""
    row = session.get(ListingRow, subject)
    if row is None:
        raise NotFound
    return row


def people() -> Mapping[int | None, str]:
    """What members are called on pages of the team."""
    found: dict[int | None, str] = {row.id: row.email for row in db.session.execute(sa.select(Member.id, Member.email))}
    return found | {None: _("Taken in from files"), FEED: _("A feed, or the files of a release")}


def open_counts(what: str) -> Mapping[str, int]:
    """How much of what the public sent waits, by listing."""
    counted = current_app.extensions.get(what)
    return counted() if counted else {}


def revision_told(otherwise: int) -> int:
    """The revision that the form was made from; ``otherwise`` when it names none that there can be."""
    text = posted_text("revision")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else otherwise


def posted_text(name: str) -> str:
    """One posted text, without blanks around it and signs that cannot be seen."""
    return plain(request.form.get(name))
