"""The blueprint of the board, and what its views share."""

from __future__ import annotations

from collections.abc import Mapping

from finder.db import db
from finder.store.posts import open_post_counts
from finder.web.shared.language import Pages, current_language
from finder.wording import Words, words_in

pages = Pages("board", __name__)
UNUSABLE = 422


def words() -> Words:
    """The words of the page's language."""
    return words_in(current_language())


def count_open() -> Mapping[str | None, int]:
    """How many posts wait, by listing; ``None`` for all others: for the team's list of what to check."""
    return open_post_counts(db.session)
