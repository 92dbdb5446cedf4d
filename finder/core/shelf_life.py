"""Shelf life: for how many days facts hold before somebody has to check them again.

Prices have theirs in the table of their kinds, ``finder/core/prices.py``.
"""

from __future__ import annotations

from finder.core.kinds import complete
from finder.core.listing import Kind

PROGRAM_DAYS = 180
# Rules that stand in a law change by the year.
LAW_DAYS = 365
# Funds open and close within weeks.
FUND_DAYS = 14
LISTING_DAYS = complete(
    Kind,
    {
        Kind.NONPROFIT_PHARMACY: PROGRAM_DAYS,
        Kind.MAIL_ORDER_PHARMACY: PROGRAM_DAYS,
        Kind.RETAIL_GENERIC_LIST: PROGRAM_DAYS,
        Kind.MEMBERSHIP: PROGRAM_DAYS,
        Kind.DISCOUNT_CARD: PROGRAM_DAYS,
        Kind.STATE_DISCOUNT_CARD: PROGRAM_DAYS,
        Kind.CHARITY_PHARMACY_NETWORK: PROGRAM_DAYS,
        Kind.SAFETY_NET_CLINIC_NETWORK: PROGRAM_DAYS,
        Kind.PUBLIC_COVERAGE: LAW_DAYS,
        Kind.MANUFACTURER_PAP: PROGRAM_DAYS,
        Kind.COPAY_FOUNDATION: FUND_DAYS,
        Kind.TRANSPLANT_FUND: FUND_DAYS,
        Kind.MEDICAL_BILL_HELP: PROGRAM_DAYS,
        Kind.NAVIGATION_HELP: PROGRAM_DAYS,
    },
)
