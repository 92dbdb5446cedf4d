"""What visitors tell us: short forms without an account."""

# Its views are on the blueprint.
from finder.web.patient.reports import views
from finder.web.patient.reports.blueprint import pages

__all__ = ["pages", "views"]
