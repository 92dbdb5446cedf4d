"""The canonical order of keys in our TOML files, by the table or file they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from finder.catalog.guide_layout import GUIDE_HEADINGS, GUIDE_ORDERS
from finder.languages import LANGUAGES, split_key

T = TypeVar("T")

LISTING_KEYS = (
    "id",
    "kind",
    "role",
    "status",
    "name",
    "sponsor",
    "summary",
    "covers",
    "covers_detail",
    "strengths_mg",
    "states",
    "delivery",
    "days_to_hand",
    "held_with",
    "leads_for_holders",
    "instead_of_cash",
    "run_by_states",
    "open_enrolment",
    "comes_with_both_cards",
    "hospital_can_start",
    "places",
    "needs",
    "documents",
    "steps",
    "holder_steps",
    "cost_in_words",
    "cost_short",
    "phone",
    "phone_note",
    "url",
    "state_contact",
    "languages",
    "renewal",
    "who_gains",
    "notes",
    "cautions",
    "cautions_from_55",
    "license",
    "confidence",
    "as_of",
    "checked_on",
    "translation_reviewed",
    "criteria",
    "pricing",
    "sources",
)
CRITERION = (
    "fact",
    "listing",
    "program_decides",
    "at_most",
    "at_least",
    "is",
    "one_of",
    "none_of",
    "within_table",
    "group",
    "not_offered",
    "operator",
    "figures",
    "case_by_case",
    "size",
    "guideline",
    "income_of",
    "income_counted",
    "assumed",
    "from",
    "to",
    "because",
    "source",
    "checked_on",
    "any_of",
    "all_of",
    "not",
)
# What a price is made of, in dollars, percent and days.
PRICE_AMOUNTS = (
    "markup_percent",
    "pharmacy_fee",
    "shipping",
    "shipping_high",
    "membership_per_year",
    "copay_low",
    "copay_high",
    "copay_days",
    "premium_per_month_low",
    "premium_per_month_high",
    "coinsurance_percent",
    "blood_test_low",
    "blood_test_high",
)
PRICING = (
    "basis",
    "from",
    "to",
    *PRICE_AMOUNTS,
    "note",
    "source",
    "checked_on",
    "confidence",
    "criteria",
)
SOURCE_KEYS = ("url", "dated", "confidence", "supports")
FIGURE_KEYS = ("from", "to", "value")
FACT_KEYS = ("id", "statement", "source", "section", "dated", "confidence", "checked_on", "quote", "note")
TEXT_KEYS = tuple(LANGUAGES)
HOUSEHOLD_KEYS = ("about", "id", "story", "on", "answers", "expect", "missing", "source")
MONITORING = ("first_year", "later_year", "sellers", "local_sellers", "source", "checked_on", "covered", "leaves_out")
COVERED_TEST_KEYS = ("insurance", "low", "high", "source", "checked_on")

KEY_ORDERS = {
    "listing": LISTING_KEYS,
    "monitoring": MONITORING,
    "criteria": CRITERION,
    "any_of": CRITERION,
    "all_of": CRITERION,
    "not": CRITERION,
    "figures": FIGURE_KEYS,
    "pricing": PRICING,
    "sources": SOURCE_KEYS,
    "facts": FACT_KEYS,
    "covered": COVERED_TEST_KEYS,
    "leaves_out": TEXT_KEYS,
    "households": HOUSEHOLD_KEYS,
    "reviews": ("language", "reviewed_on", "marks"),
    "source_names": ("url", *TEXT_KEYS),
    **GUIDE_ORDERS,
}

# Said once at the top of a file, because a record has no place for it.
FILE_HEADINGS = {
    "documents": ("Papers a program may ask for. Each has one name everywhere, so that a checklist lists it once.",),
    "safety_facts": (
        "Sources for the safety and rights facts on the pages. One table a fact; `quote` is what was read at `source`.",
        "confidence: high = official text, or a copy of it, was read; medium = a secondary source, or official text on",
        "a near subject. `note` says what the source does not show.",
    ),
    "reviews": (
        "Which translations a translator has read: `marks` are made of the words in both languages, so that a text",
        "that is changed is unread again. `flask --app wsgi translations` lists texts with their marks.",
    ),
    "phrases": (
        "What other files hold in English alone, with its translations: headings of sources (`section` of the guide's",
        "facts) and sentences about places. Those that are not here are shown in English, marked as such.",
        "`source_names` say what an address holds where its site does not tell: whose list a copy is.",
    ),
    "monitoring": (
        "How many blood counts the US label asks for, and whose cash prices our yearly figure is made from.",
    ),
    **GUIDE_HEADINGS,
}


def in_order(table: Mapping[str, T], order: Iterable[str]) -> dict[str, T]:
    """The table in an order of keys, each text followed by its translations; other keys at the end, as they were."""
    place = {key: at for at, key in enumerate(order)}
    languages = list(LANGUAGES)

    def rank(key: str) -> tuple[int, int]:
        name, language = (key, None) if key in place else split_key(key)
        return place.get(name, len(place)), languages.index(language.code) if language and name in place else 0

    return {key: table[key] for key in sorted(table, key=rank)}
