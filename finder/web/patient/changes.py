"""What the public sees of the history: days, fields and sources, and never who."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from flask import render_template
from werkzeug.exceptions import NotFound

from finder.catalog.phones import phone_source
from finder.clock import ZONE
from finder.db import db
from finder.store.models import HistoryRow, Proposal
from finder.store.row_history import about_prices_of
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import Pages, current_language
from finder.wording import Words, words_in
from finder.wording.proposal_words import METHODS
from finder.wording.record_fields import field_name
from finder.wording.words import N_

changes = Pages("changes", __name__)
# A volunteer may have written anything as the source, names too. Only addresses and phone numbers leave the team.
PUBLIC_SOURCE = re.compile(r"https?://\S+|\+?[\d() .-]{7,20}")


class PublicChange(NamedTuple):
    """One published change, in words."""

    day: date
    fields: list[str]
    how: str
    source: str


@changes.get("/listings/<listing_id>/changes")
def of_listing(listing_id: str) -> str:
    """When what was changed, and where it was read."""
    listing = current_snapshot().by_id.get(listing_id)
    if listing is None:
        raise NotFound
    words = words_in(current_language())
    return render_template("maintain/changes.html", listing=listing, words=words, changes=_changes(words, listing_id))


def _public(source: str) -> str:
    return phone_source(source) or (source if PUBLIC_SOURCE.fullmatch(source) else "")


def _changes(words: Words, subject: str) -> list[PublicChange]:
    rows = (
        sa.select(HistoryRow, Proposal.method)
        .outerjoin(Proposal, Proposal.id == HistoryRow.proposal_id)
        .where(sa.or_(HistoryRow.subject == subject, about_prices_of(subject)))
        .order_by(HistoryRow.id.desc())
    )
    found: dict[int, PublicChange] = {}
    for row, method in db.session.execute(rows):
        how = words._(METHODS[method]) if method else ""
        change = found.setdefault(
            row.version, PublicChange(row.at.astimezone(ZONE).date(), [], how, _public(row.source))
        )
        field = ".".join(row.field.split(".")[:2])
        name = field_name(words, field) if row.subject == subject else words._(N_("Its prices"))
        if name not in change.fields:
            change.fields.append(name)
    return list(found.values())
