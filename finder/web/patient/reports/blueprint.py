"""The blueprint of the reports, and what its views share."""

from __future__ import annotations

from finder.web.shared.language import Pages, current_language
from finder.web.shared.sender import refuse_other_sites
from finder.wording import Words, words_in

pages = Pages("reports", __name__)
refuse_other_sites(pages)


def words() -> Words:
    """The words of the page's language."""
    return words_in(current_language())
