"""Our CSV files, each declared once: its columns, what makes a row unique, and what a row becomes."""

from __future__ import annotations

from finder.catalog.cells import (
    AMOUNT,
    AMOUNTS,
    AS_OF,
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
    URL_OR_PHONE,
    WHOLE,
    ZIP_CODE,
    member,
    word,
)
from finder.catalog.row_checks import how_much, limit, open_days, ordered, position, span, statement
from finder.catalog.rows import Column, Row, Table, maybe, text_columns, without
from finder.core.contacts import StateContact
from finder.core.enrolment import EnrolmentPeriod
from finder.core.listing import Confidence
from finder.core.monitoring import LabPrice, LabRule
from finder.core.places import Place, PlaceKind
from finder.core.poverty import Guideline
from finder.core.prices import PRODUCTS as NAMES
from finder.core.prices import DispensingFee, Price, PriceKind
from finder.core.snapshot import Product, ZipArea
from finder.core.statefacts import Found, StateFact, StateSubject
from finder.core.tables import Covered, StateLimit
from finder.core.text import Text
from finder.languages import LANGUAGES, keys_of

NOTE = maybe("note")
CONFIDENCE = Column("confidence", member(Confidence))
CHECKED = (Column("source", URL), Column("checked_on", DAY), CONFIDENCE, NOTE)
OBSERVED = (Column("observed_on", DAY), Column("source", URL), CONFIDENCE, NOTE)
# The one table that people fill by calling.
TOLD = (Column("observed_on", DAY), Column("source", URL_OR_PHONE), CONFIDENCE, NOTE)
LIMIT_SPAN = (maybe("from", DAY), maybe("to", DAY))

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
    without(Guideline, "note"),
    span,
    ("region",),
)
PRICES = Table(
    "prices",
    (
        Column("kind", member(PriceKind)),
        Column("seller", TEXT),
        Column("product", word(*NAMES)),
        maybe("ndc", NDC),
        maybe("strength_mg", WHOLE),
        maybe("quantity", WHOLE),
        maybe("days_supply", WHOLE),
        Column("price", PRICE),
        Column("area", STATE_OR_US),
        *TOLD,
        # Of a price that a weekly survey has: the week that the survey is of.
        maybe("survey_week", DAY),
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
    without(Price, "note", "survey_week"),
    how_much,
)
PRODUCTS = Table(
    "products",
    (
        Column("product", word(*NAMES)),
        Column("strength_mg", WHOLE),
        Column("labeler", TEXT),
        maybe("ndc", NDC),
        Column("scored", word("yes", "no"), needed=False, empty=""),
        Column("marketed", word("yes", "no"), needed=False, empty=""),
        Column("hard_to_find", FLAG),
        *CHECKED,
    ),
    ("product", "strength_mg", "labeler", "ndc"),
    without(Product),
)
LABS = Table(
    "labs",
    (
        Column("test", TEXT),
        maybe("cpt"),
        Column("seller", TEXT),
        Column("price_low", PRICE),
        Column("price_high", PRICE),
        maybe("order_fee", AMOUNT),
        Column("kind", member(PriceKind)),
        Column("where", TEXT),
        Column("not_in", STATE_SET, needed=False, empty=frozenset()),
        *OBSERVED,
    ),
    ("test", "cpt", "seller", "observed_on"),
    without(LabPrice),
    ordered("price_low", "price_high"),
)
LAB_RULES = Table(
    "lab_rules",
    (
        Column("state", STATE),
        Column("rule", word("self_order_allowed", "order_needed", "most_sellers_closed")),
        *OBSERVED,
    ),
    ("state",),
    without(LabRule),
)
FEES = Table(
    "dispensing_fees",
    (
        Column("state", STATE_OR_US),
        Column("payer", TEXT),
        Column("fee_low", AMOUNT),
        Column("fee_high", AMOUNT),
        maybe("from", DAY),
        *CHECKED,
    ),
    ("state", "payer", "starts"),
    without(DispensingFee),
    ordered("fee_low", "fee_high"),
)
ZIPS = Table(
    "zip_codes",
    (
        Column("zip", ZIP_CODE),
        Column("state", STATE),
        maybe("latitude", DEGREES),
        maybe("longitude", DEGREES),
        maybe("other_states", STATE_SET),
        maybe("time_zone"),
    ),
    ("zip",),
    lambda row: ZipArea(row["state"], row["latitude"], row["longitude"], row["other_states"], row["time_zone"]),
    position,
)
LIMITS = Table(
    "state_limits",
    (
        Column("table", TEXT),
        Column("group", TEXT),
        Column("state", STATE),
        Column("covered", member(Covered)),
        maybe("percent", AMOUNT),
        Column("per_month", AMOUNTS, needed=False, empty=()),
        maybe("per_month_more", AMOUNT),
        *LIMIT_SPAN,
        *CHECKED,
    ),
    ("table", "group", "state", "starts"),
    without(StateLimit),
    limit,
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
    without(EnrolmentPeriod),
    open_days,
)
CONTACTS = Table(
    "state_contacts",
    (
        Column("state", STATE),
        maybe("medicaid_name"),
        Column("medicaid_url", URL, needed=False, empty=""),
        maybe("medicaid_phone"),
        maybe("chip_name"),
        maybe("marketplace_name"),
        Column("marketplace_url", URL, needed=False, empty=""),
        maybe("marketplace_phone"),
        maybe("ship_name"),
        maybe("ship_phone"),
        *CHECKED,
    ),
    ("state",),
    without(StateContact),
)


def _state_fact(row: Row) -> StateFact:
    says = Text(**{code: row[f"says{language.suffix}"] for code, language in LANGUAGES.items()})
    left_out = (*keys_of("says"), "note")
    return StateFact(says=says, **{name: value for name, value in row.items() if name not in left_out})


STATE_FACTS = Table(
    "state_facts",
    (
        Column("state", STATE),
        Column("subject", member(StateSubject)),
        maybe("listing"),
        Column("found", member(Found)),
        *text_columns("says"),
        *LIMIT_SPAN,
        Column("source", URL),
        Column("as_of", AS_OF),
        Column("checked_on", DAY),
        CONFIDENCE,
        NOTE,
    ),
    ("state", "subject", "listing", "source", "starts"),
    _state_fact,
    statement,
)
PLACES = Table(
    "places",
    (
        Column("source_id", TEXT),
        Column("name", TEXT),
        Column("kind", member(PlaceKind)),
        maybe("run_by"),
        maybe("address"),
        maybe("city"),
        Column("state", STATE),
        Column("zip", LONG_ZIP, needed=False, empty=""),
        maybe("phone"),
        maybe("phone_extension"),
        Column("url", URL, needed=False, empty=""),
        maybe("latitude", FINE_DEGREES),
        maybe("longitude", FINE_DEGREES),
        maybe("languages"),
        maybe("hours"),
        maybe("fees"),
        maybe("notes"),
        Column("source", URL),
        Column("checked_on", DAY),
        maybe("limited_to"),
        maybe("retired_on", DAY),
    ),
    ("source_id",),
    without(Place),
    position,
)

TABLES = (POVERTY, PRICES, PRODUCTS, LABS, LAB_RULES, FEES, ZIPS, LIMITS, ENROLMENT, CONTACTS, STATE_FACTS, PLACES)
