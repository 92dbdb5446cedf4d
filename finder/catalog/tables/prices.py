"""What azathioprine and its blood tests cost: products, prices, dispensing fees, laboratories."""

from __future__ import annotations

from finder.catalog.cells import (
    AMOUNT,
    DAY,
    FLAG,
    NDC,
    PRICE,
    STATE,
    STATE_OR_US,
    STATE_SET,
    TEXT,
    URL_OR_PHONE,
    WHOLE,
    member,
    word,
)
from finder.catalog.row_checks import how_much, ordered
from finder.catalog.rows import Column, Table, maybe, without
from finder.catalog.tables.columns import CHECKED, CONFIDENCE, NOTE, OBSERVED
from finder.core.fair_price import DispensingFee
from finder.core.monitoring import LabPrice, LabRule
from finder.core.prices import PRODUCTS as NAMES
from finder.core.prices import Price, PriceKind
from finder.core.snapshot import Product

# The one table that people fill by calling.
TOLD = (Column("observed_on", DAY), Column("source", URL_OR_PHONE), CONFIDENCE, NOTE)

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
