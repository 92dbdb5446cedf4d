"""The community board: short questions and tips from the public, the team's answers, and their moderation."""

# Each module puts its views on the one blueprint.
from finder.web.patient.board import public
from finder.web.patient.board.pages import count_open, pages
from finder.web.team.moderating import board as moderating

__all__ = ["count_open", "moderating", "pages", "public"]
