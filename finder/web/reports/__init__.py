"""What visitors tell us: short forms without an account, and the team's page that deals with what came."""

# Each module puts its views on the one blueprint.
from finder.web.reports import moderating, telling
from finder.web.reports.pages import count_open, pages

__all__ = ["count_open", "moderating", "pages", "telling"]
