"""The community board: short questions and tips from the public, and the team's answers."""

# Its views are on the blueprint.
from finder.web.patient.board import views
from finder.web.patient.board.blueprint import pages

__all__ = ["pages", "views"]
