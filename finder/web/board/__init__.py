"""The community board: short questions and tips from the public, the team's answers, and their moderation."""

# Each module puts its views on the one blueprint.
from finder.web.board import moderating, public
from finder.web.board.pages import count_open, pages

__all__ = ["count_open", "moderating", "pages", "public"]
