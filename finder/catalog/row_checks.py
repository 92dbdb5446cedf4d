"""What is wrong with a whole row: each check gives a sentence, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from finder.catalog.positions import is_in_country
from finder.catalog.rows import Row
from finder.core.prices import MOST_DOLLARS_A_TABLET
from finder.core.statefacts import Subject
from finder.core.tables import Covered

# Far more than anybody takes; what a day costs has this many times the price of a tablet at most.
MOST_TABLETS_A_DAY = 10


def span(row: Row) -> str:
    """The last day is after the first."""
    wrong = row["starts"] and row["ends"] and row["ends"] <= row["starts"]
    return "'to' must be later than 'from'." if wrong else ""


def how_much(row: Row) -> str:
    """A price is for tablets or for days, and not for too much."""
    told = bool(row["quantity"]) + bool(row["days_supply"])
    if told != 1:
        return "A price is for a 'quantity' or for a 'days_supply'. Fill in one of them."
    most = MOST_DOLLARS_A_TABLET * (row["quantity"] or row["days_supply"] * MOST_TABLETS_A_DAY)
    return f"${row['price']:,} is too much to be a price. Is the point in its place?" if row["price"] > most else ""


def limit(row: Row) -> str:
    """A limit is in percent of poverty or in dollars, and its days are in order."""
    told = (row["percent"] is not None) + bool(row["per_month"])
    if row["covered"] is Covered.YES and told != 1:
        return "A group that is covered has a limit in 'percent' or in 'per_month'. Fill in one of them."
    return span(row)


def ordered(low: str, high: str) -> Callable[[Row], str]:
    """A check that one column is not above another."""
    return lambda row: "" if row[low] <= row[high] else f"'{low}' must not be more than '{high}'."


def open_days(row: Row) -> str:
    """Enrolment opens before it closes."""
    return "" if row["opens"] <= row["closes"] else "'closes' must not be before 'opens'."


def position(row: Row) -> str:
    """A position is whole, and in the country."""
    if (row["latitude"] is None) != (row["longitude"] is None):
        return "A position has a 'latitude' and a 'longitude'. Fill in both, or neither."
    if row["latitude"] is None or is_in_country(row["latitude"], row["longitude"]):
        return ""
    return "This position is not in the United States. Are 'latitude' and 'longitude' swapped, or is a minus missing?"


def statement(row: Row) -> str:
    """A statement is in both languages, names its listing where one is judged by it, and its days are in order."""
    if bool(row["says"]) != bool(row["says_es"]):
        return "A statement is in both languages. Fill in 'says' and 'says_es', or neither."
    if row["subject"] is Subject.SAVINGS_TEST and not row["listing"]:
        return "A savings test is that of a program. Name it in 'listing'."
    return span(row)
