"""What is wrong with a whole row: each check gives a message about one of its columns, or nothing."""

from __future__ import annotations

from collections.abc import Callable

from finder.catalog.positions import is_in_country
from finder.catalog.problems import Message, message
from finder.catalog.rows import Row
from finder.core.prices import MOST_DOLLARS_A_TABLET
from finder.core.statefacts import SearchFinding, StateSubject
from finder.core.tables import Covered
from finder.languages import OFFERED_LANGUAGES

# Far more than anybody takes; what a day costs has this many times the price of a tablet at most.
MOST_TABLETS_A_DAY = 10


def span(row: Row) -> Message | None:
    """The last day is after the first."""
    wrong = row["starts"] and row["ends"] and row["ends"] <= row["starts"]
    return message("ends_before_start", "to") if wrong else None


def how_much(row: Row) -> Message | None:
    """A price is for tablets or for days, and not for too much."""
    count = bool(row["quantity"]) + bool(row["days_supply"])
    if count != 1:
        return message("price_of_what", "quantity")
    most = MOST_DOLLARS_A_TABLET * (row["quantity"] or row["days_supply"] * MOST_TABLETS_A_DAY)
    return message("price_too_high", "price", price=f"{row['price']:,}") if row["price"] > most else None


def limit(row: Row) -> Message | None:
    """A limit is in percent of poverty or in dollars, and its days are in order."""
    count = (row["percent"] is not None) + bool(row["per_month"])
    if row["covered"] is Covered.YES and count != 1:
        return message("limit_of_what", "percent")
    return span(row)


def low_before_high(low: str, high: str) -> Callable[[Row], Message | None]:
    """A check that one column is not above another."""
    return lambda row: None if row[low] <= row[high] else message("low_above_high", low, high=high)


def open_days(row: Row) -> Message | None:
    """Enrolment opens before it closes."""
    return None if row["opens"] <= row["closes"] else message("closes_before_it_opens", "closes")


def position(row: Row) -> Message | None:
    """A position is whole, and in the country."""
    if (row["latitude"] is None) != (row["longitude"] is None):
        return message("half_a_position", "latitude")
    if row["latitude"] is None or is_in_country(row["latitude"], row["longitude"]):
        return None
    return message("position_abroad", "latitude")


def statement(row: Row) -> Message | None:
    """A statement is in both languages, names its listing where one is judged by it, and its days are in order."""
    columns = [f"says{language.suffix}" for language in OFFERED_LANGUAGES]
    if len({bool(row[name]) for name in columns}) > 1:
        return message("statement_not_in_every_language", "says", columns=" and ".join(f"'{name}'" for name in columns))
    if row["subject"] is StateSubject.SAVINGS_TEST and not row["listing"]:
        return message("savings_test_of_no_program", "listing")
    if row["subject"] is StateSubject.PLAN_FROM_JANUARY and row["found"] is SearchFinding.YES and not row["ends"]:
        return message("plan_from_january_without_last_day", "to")
    return span(row)
