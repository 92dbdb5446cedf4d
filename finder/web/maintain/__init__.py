"""The volunteers' workspace: what to check next, proposals, their review, and the history."""

# Each module puts its views on the one blueprint.
from finder.web.maintain import editing, listing, merging, newplace, past, queue, reviewing, tables
from finder.web.maintain.pages import pages
from finder.web.maintain.public import changes

__all__ = ["changes", "editing", "listing", "merging", "newplace", "pages", "past", "queue", "reviewing", "tables"]
