"""The volunteers' workspace: what to check next, proposals, their review, and the history."""

# Each module puts its views on the one blueprint.

from finder.web.team.maintain import (
    edit_listing,
    history,
    listing,
    merge_proposals,
    new_place,
    queue,
    review,
    row_forms,
)
from finder.web.team.maintain.blueprint import pages

__all__ = [
    "edit_listing",
    "history",
    "listing",
    "merge_proposals",
    "new_place",
    "pages",
    "queue",
    "review",
    "row_forms",
]
