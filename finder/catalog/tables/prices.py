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
from finder.catalog.row_checks import how_much, low_before_high
from finder.catalog.rows import Table, column, maybe, without
from finder.catalog.tables.columns import CHECKED_COLUMNS, CONFIDENCE, NOTE, OBSERVED_COLUMN
from finder.core.fair_price import DispensingFee
from finder.core.monitoring import LabPrice, LabRule
from finder.core.prices import PRODUCT_NAMES as NAMES
from finder.core.prices import Price, PriceKind
from finder.core.snapshot import Product

# The one table that people fill by calling.
SOURCE_COLUMNS = (column("observed_on", DAY), column("source", URL_OR_PHONE), CONFIDENCE, NOTE)

PRICES = Table(
    name="prices",
    columns=(
        column("kind", member(PriceKind)),
        column("seller", TEXT),
        column("product", word(*NAMES)),
        maybe("ndc", NDC),
        maybe("strength_mg", WHOLE),
        maybe("quantity", WHOLE),
        maybe("days_supply", WHOLE),
        column("price", PRICE),
        column("area", STATE_OR_US),
        *SOURCE_COLUMNS,
        # Of a price that a weekly survey has: the week that the survey is of.
        maybe("survey_week", DAY),
    ),
    key=(
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
    make=without(Price, "note", "survey_week"),
    check=how_much,
)
PRODUCTS = Table(
    name="products",
    columns=(
        column("product", word(*NAMES)),
        column("strength_mg", WHOLE),
        column("labeler", TEXT),
        maybe("ndc", NDC),
        maybe("scored", word("yes", "no"), empty=""),
        maybe("marketed", word("yes", "no"), empty=""),
        column("hard_to_find", FLAG),
        *CHECKED_COLUMNS,
    ),
    key=("product", "strength_mg", "labeler", "ndc"),
    make=without(Product),
)
LABS = Table(
    name="labs",
    columns=(
        column("test", TEXT),
        maybe("cpt"),
        column("seller", TEXT),
        column("price_low", PRICE),
        column("price_high", PRICE),
        maybe("order_fee", AMOUNT),
        column("kind", member(PriceKind)),
        column("where", TEXT),
        maybe("not_in", STATE_SET, empty=frozenset()),
        *OBSERVED_COLUMN,
    ),
    key=("test", "cpt", "seller", "observed_on"),
    make=without(LabPrice),
    check=low_before_high("price_low", "price_high"),
)
LAB_RULES = Table(
    name="lab_rules",
    columns=(
        column("state", STATE),
        column("rule", word("self_order_allowed", "order_needed", "most_sellers_closed")),
        *OBSERVED_COLUMN,
    ),
    key=("state",),
    make=without(LabRule),
)
FEES = Table(
    name="dispensing_fees",
    columns=(
        column("state", STATE_OR_US),
        column("payer", TEXT),
        column("fee_low", AMOUNT),
        column("fee_high", AMOUNT),
        maybe("from", DAY),
        *CHECKED_COLUMNS,
    ),
    key=("state", "payer", "starts"),
    make=without(DispensingFee),
    check=low_before_high("fee_low", "fee_high"),
)
