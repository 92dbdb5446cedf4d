"""The blueprint of the reports, and their names."""

from __future__ import annotations

from collections.abc import Mapping

from finder.db import db
from finder.store.reports import ReportKind, open_counts
from finder.web.shared.language import Pages, current_language
from finder.wording import Words, words_in
from finder.wording.words import N_

pages = Pages("reports", __name__)
UNUSABLE = 422

NAMES = {
    ReportKind.NOT_HONOURED: N_("This price was not honored"),
    ReportKind.PAID: N_("What I paid"),
    ReportKind.WRONG: N_("Something is wrong"),
    ReportKind.SUGGESTION: N_("Suggest a program or place"),
}


def words() -> Words:
    """The words of the page's language."""
    return words_in(current_language())


def count_open() -> Mapping[str, int]:
    """How many reports wait, by listing: for the team's list of what to check."""
    return open_counts(db.session)
