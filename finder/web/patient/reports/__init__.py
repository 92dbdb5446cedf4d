"""What visitors tell us: short forms without an account, and the team's page that deals with what came."""

# Each module puts its views on the one blueprint.
from finder.web.patient.reports import telling
from finder.web.patient.reports.pages import count_open, pages
from finder.web.team.moderating import reports as moderating

__all__ = ["count_open", "moderating", "pages", "telling"]
