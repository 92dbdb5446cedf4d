"""Our CSV files, each declared once: its columns, what makes a row unique, and what a row becomes."""

from __future__ import annotations

from finder.catalog.tables.coverage import CONTACTS, ENROLMENT, LIMITS, POVERTY, STATE_FACTS
from finder.catalog.tables.places import PLACES, ZIPS
from finder.catalog.tables.prices import FEES, LAB_RULES, LABS, PRICES, PRODUCTS

TABLES = (POVERTY, PRICES, PRODUCTS, LABS, LAB_RULES, FEES, ZIPS, LIMITS, ENROLMENT, CONTACTS, STATE_FACTS, PLACES)

__all__ = [
    "CONTACTS",
    "ENROLMENT",
    "FEES",
    "LABS",
    "LAB_RULES",
    "LIMITS",
    "PLACES",
    "POVERTY",
    "PRICES",
    "PRODUCTS",
    "STATE_FACTS",
    "TABLES",
    "ZIPS",
]
