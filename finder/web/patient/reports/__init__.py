"""What visitors tell us: short forms without an account."""

# Its views are on the blueprint.
from finder.web.patient.reports import telling
from finder.web.patient.reports.pages import pages

__all__ = ["pages", "telling"]
