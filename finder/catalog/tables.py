"""Our CSV files, each declared once: its columns, what makes a row unique, and what a row becomes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from finder.catalog.cells import (
    AMOUNT,
    AMOUNTS,
    DAY,
    DEGREES,
    FINE_DEGREES,
    FLAG,
    LONG_ZIP,
    NDC,
    PRICE,
    STATE,
    STATE_OR_US,
    STATE_SET,
    TEXT,
    URL,
    WHOLE,
    ZIP_CODE,
    Cell,
    member,
    word,
)
from finder.catalog.positions import is_in_country
from finder.core.calendars import EnrolmentPeriod
from finder.core.contacts import StateContact
from finder.core.listing import Confidence
from finder.core.monitoring import LabPrice, LabRule
from finder.core.places import Place, PlaceKind
from finder.core.poverty import Guideline
from finder.core.prices import MOST_DOLLARS_A_TABLET, DispensingFee, Price, PriceKind
from finder.core.prices import PRODUCTS as NAMES
from finder.core.snapshot import Product, ZipArea
from finder.core.tables import Covered, StateLimit

Row = dict[str, Any]


class Column(NamedTuple):
    """One column: its heading, its kind of cell, whether it may be empty, and the value then."""

    heading: str
    cell: Cell
    needed: bool = True
    empty: Any = None

    @property
    def name(self) -> str:
        """The column's name in code; ``from`` and ``to`` are words of the language."""
        return {"from": "starts", "to": "ends"}.get(self.heading, self.heading)


def _fine(_row: Row) -> str:
    return ""


class Table(NamedTuple):
    """One file. ``make`` turns a row into what the core reads; ``check`` says what is wrong with a whole row.

    Rows alike in ``one_a_day`` take turns: no two of them hold on the same day.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    make: Callable[[Row], Any]
    check: Callable[[Row], str] = _fine
    one_a_day: tuple[str, ...] = ()

    @property
    def file(self) -> str:
        """The file's name in the folder."""
        return f"{self.name}.csv"

    @property
    def headings(self) -> list[str]:
        """The first line of the file."""
        return [column.heading for column in self.columns]


def _maybe(heading: str, cell: Cell = TEXT) -> Column:
    """A column that may be empty: no text, or nothing on file."""
    return Column(heading, cell, needed=False, empty="" if cell in (TEXT, NDC) else None)


def _without(kind: Callable[..., Any], *names: str) -> Callable[[Row], Any]:
    """Make a core object from a row, leaving out columns that only people read."""
    return lambda row: kind(**{name: value for name, value in row.items() if name not in names})


def _span(row: Row) -> str:
    wrong = row["starts"] and row["ends"] and row["ends"] <= row["starts"]
    return "'to' must be later than 'from'." if wrong else ""


def _how_much(row: Row) -> str:
    told = bool(row["quantity"]) + bool(row["days_supply"])
    if told != 1:
        return "A price is for a 'quantity' or for a 'days_supply'. Fill in one of them."
    most = MOST_DOLLARS_A_TABLET * (row["quantity"] or row["days_supply"] * MOST_TABLETS_A_DAY)
    return f"${row['price']:,} is too much to be a price. Is the point in its place?" if row["price"] > most else ""


# Far more than anybody takes; what a day costs has this many times the price of a tablet at most.
MOST_TABLETS_A_DAY = 10


def _limit(row: Row) -> str:
    told = (row["percent"] is not None) + bool(row["per_month"])
    if row["covered"] is Covered.YES and told != 1:
        return "A group that is covered has a limit in 'percent' or in 'per_month'. Fill in one of them."
    return _span(row)


def _ordered(low: str, high: str) -> Callable[[Row], str]:
    return lambda row: "" if row[low] <= row[high] else f"'{low}' must not be more than '{high}'."


def _open_days(row: Row) -> str:
    return "" if row["opens"] <= row["closes"] else "'closes' must not be before 'opens'."


def _position(row: Row) -> str:
    if (row["latitude"] is None) != (row["longitude"] is None):
        return "A position has a 'latitude' and a 'longitude'. Fill in both, or neither."
    if row["latitude"] is None or is_in_country(row["latitude"], row["longitude"]):
        return ""
    return "This position is not in the United States. Are 'latitude' and 'longitude' swapped, or is a minus missing?"


NOTE = _maybe("note")
CONFIDENCE = Column("confidence", member(Confidence))
CHECKED = (Column("source", URL), Column("checked_on", DAY), CONFIDENCE, NOTE)
OBSERVED = (Column("observed_on", DAY), Column("source", URL), CONFIDENCE, NOTE)
LIMIT_SPAN = (_maybe("from", DAY), _maybe("to", DAY))

POVERTY = Table(
    "poverty_guidelines",
    (
        Column("year", WHOLE),
        Column("region", word("contiguous_us_dc", "alaska", "hawaii")),
        Column("first_person", PRICE),
        Column("each_additional", PRICE),
        Column("from", DAY),
        Column("to", DAY),
        *CHECKED,
    ),
    ("year", "region"),
    _without(Guideline, "note"),
    _span,
    ("region",),
)
PRICES = Table(
    "prices",
    (
        Column("kind", member(PriceKind)),
        Column("seller", TEXT),
        Column("product", word(*NAMES)),
        _maybe("ndc", NDC),
        _maybe("strength_mg", WHOLE),
        _maybe("quantity", WHOLE),
        _maybe("days_supply", WHOLE),
        Column("price", PRICE),
        Column("area", STATE_OR_US),
        *OBSERVED,
    ),
    (
        "kind",
        "seller",
        "product",
        "strength_mg",
        "quantity",
        "days_supply",
        "area",
        "observed_on",
        "ndc",
        "price",
        "source",
    ),
    _without(Price),
    _how_much,
)
PRODUCTS = Table(
    "products",
    (
        Column("product", word(*NAMES)),
        Column("strength_mg", WHOLE),
        Column("labeler", TEXT),
        _maybe("ndc", NDC),
        Column("scored", word("yes", "no"), needed=False, empty=""),
        Column("marketed", word("yes", "no"), needed=False, empty=""),
        Column("hard_to_find", FLAG),
        *CHECKED,
    ),
    ("product", "strength_mg", "labeler", "ndc"),
    _without(Product),
)
LABS = Table(
    "labs",
    (
        Column("test", TEXT),
        _maybe("cpt"),
        Column("seller", TEXT),
        Column("price_low", PRICE),
        Column("price_high", PRICE),
        _maybe("order_fee", AMOUNT),
        Column("kind", member(PriceKind)),
        Column("where", TEXT),
        Column("not_in", STATE_SET, needed=False, empty=frozenset()),
        *OBSERVED,
    ),
    ("test", "cpt", "seller", "observed_on"),
    _without(LabPrice),
    _ordered("price_low", "price_high"),
)
LAB_RULES = Table(
    "lab_rules",
    (
        Column("state", STATE),
        Column("rule", word("self_order_allowed", "order_needed", "most_sellers_closed")),
        *OBSERVED,
    ),
    ("state",),
    _without(LabRule),
)
FEES = Table(
    "dispensing_fees",
    (
        Column("state", STATE_OR_US),
        Column("payer", TEXT),
        Column("fee_low", AMOUNT),
        Column("fee_high", AMOUNT),
        _maybe("from", DAY),
        *CHECKED,
    ),
    ("state", "payer", "starts"),
    _without(DispensingFee),
    _ordered("fee_low", "fee_high"),
)
ZIPS = Table(
    "zip_codes",
    (Column("zip", ZIP_CODE), Column("state", STATE), _maybe("latitude", DEGREES), _maybe("longitude", DEGREES)),
    ("zip",),
    lambda row: ZipArea(row["state"], row["latitude"], row["longitude"]),
    _position,
)
LIMITS = Table(
    "state_limits",
    (
        Column("table", TEXT),
        Column("group", TEXT),
        Column("state", STATE),
        Column("covered", member(Covered)),
        _maybe("percent", AMOUNT),
        Column("per_month", AMOUNTS, needed=False, empty=()),
        _maybe("per_month_more", AMOUNT),
        *LIMIT_SPAN,
        *CHECKED,
    ),
    ("table", "group", "state", "starts"),
    _without(StateLimit),
    _limit,
    ("table", "group", "state"),
)
ENROLMENT = Table(
    "enrolment",
    (
        Column("state", STATE),
        Column("plan_year", WHOLE),
        Column("opens", DAY),
        Column("closes", DAY),
        Column("source", URL),
        Column("checked_on", DAY),
    ),
    ("state", "plan_year"),
    _without(EnrolmentPeriod),
    _open_days,
)
CONTACTS = Table(
    "state_contacts",
    (
        Column("state", STATE),
        _maybe("medicaid_name"),
        Column("medicaid_url", URL, needed=False, empty=""),
        _maybe("medicaid_phone"),
        _maybe("chip_name"),
        _maybe("marketplace_name"),
        Column("marketplace_url", URL, needed=False, empty=""),
        _maybe("marketplace_phone"),
        _maybe("ship_name"),
        _maybe("ship_phone"),
        *CHECKED,
    ),
    ("state",),
    _without(StateContact),
)
PLACES = Table(
    "places",
    (
        Column("source_id", TEXT),
        Column("name", TEXT),
        Column("kind", member(PlaceKind)),
        _maybe("run_by"),
        _maybe("address"),
        _maybe("city"),
        Column("state", STATE),
        Column("zip", LONG_ZIP, needed=False, empty=""),
        _maybe("phone"),
        _maybe("phone_extension"),
        Column("url", URL, needed=False, empty=""),
        _maybe("latitude", FINE_DEGREES),
        _maybe("longitude", FINE_DEGREES),
        _maybe("languages"),
        _maybe("hours"),
        _maybe("fees"),
        _maybe("notes"),
        Column("source", URL),
        Column("checked_on", DAY),
        _maybe("limited_to"),
        _maybe("retired_on", DAY),
    ),
    ("source_id",),
    _without(Place),
    _position,
)

TABLES = (POVERTY, PRICES, PRODUCTS, LABS, LAB_RULES, FEES, ZIPS, LIMITS, ENROLMENT, CONTACTS, PLACES)
