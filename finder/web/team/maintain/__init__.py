"""The volunteers' workspace: what to check next, proposals, their review, and the history."""

# Each module puts its views on the one blueprint.

from finder.web.team.maintain import editing, listing, merging, newplace, past, queue, reviewing, tables
from finder.web.team.maintain.pages import pages

__all__ = ["editing", "listing", "merging", "newplace", "pages", "past", "queue", "reviewing", "tables"]
