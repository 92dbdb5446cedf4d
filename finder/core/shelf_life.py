"""Shelf life: for how many days each kind of fact holds before somebody has to check it again.

The only place where these numbers stand. Prices and listings are named by the words of their kinds.
"""

from __future__ import annotations

PRICE_DAYS = {
    # Posted by the seller, or worked out from what is posted.
    "fixed": 180,
    "derived": 180,
    # Seen or paid at a counter.
    "seen": 90,
    "reported": 90,
    "benchmark": 60,
}
PROGRAM_DAYS = 180
# Rules that stand in a law change by the year.
LAW_DAYS = 365
# Funds open and close within weeks.
FUND_DAYS = 14
# A kind that is not named is a program.
LISTING_DAYS = {
    "copay_foundation": FUND_DAYS,
    "transplant_fund": FUND_DAYS,
    "public_coverage": LAW_DAYS,
}
PLACE_DAYS = 365
