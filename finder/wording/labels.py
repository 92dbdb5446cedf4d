"""Names of kinds: of help, of prices, of the parts of a bill, of what is needed."""

from __future__ import annotations

from typing import NamedTuple

from finder.catalog.phones import phone_of
from finder.core.kinds import complete
from finder.core.listing import Kind
from finder.core.prices import PriceKind
from finder.wording.words import N_, Words

LISTING_KIND_WORDS = complete(
    Kind,
    {
        Kind.NONPROFIT_PHARMACY: N_("Nonprofit mail pharmacy"),
        Kind.MAIL_ORDER_PHARMACY: N_("Mail pharmacy"),
        Kind.RETAIL_GENERIC_LIST: N_("Store price list"),
        Kind.MEMBERSHIP: N_("Membership or club"),
        Kind.DISCOUNT_CARD: N_("Discount card"),
        Kind.STATE_DISCOUNT_CARD: N_("State discount card"),
        Kind.CHARITY_PHARMACY_NETWORK: N_("Charity pharmacy"),
        Kind.SAFETY_NET_CLINIC_NETWORK: N_("Clinic with a sliding fee"),
        Kind.PUBLIC_COVERAGE: N_("Public coverage"),
        Kind.MANUFACTURER_PAP: N_("Maker's program"),
        Kind.COPAY_FOUNDATION: N_("Copay fund"),
        Kind.TRANSPLANT_FUND: N_("Transplant fund"),
        Kind.MEDICAL_BILL_HELP: N_("Help with medical bills"),
        Kind.NAVIGATION_HELP: N_("Help finding help"),
    },
)


class PriceKindWords(NamedTuple):
    """What a price of a kind is called; by who was told it by phone; and for the team, before its source is known."""

    label: str
    by_phone: str
    for_team: str


def _one_label(label: str) -> PriceKindWords:
    return PriceKindWords(label, label, label)


PRICE_KIND_WORDS = complete(
    PriceKind,
    {
        PriceKind.FIXED: _one_label(N_("posted price")),
        # Who was told it by phone saw no counter.
        PriceKind.SEEN: PriceKindWords(
            N_("price seen at a counter"), N_("price told by phone"), N_("price seen at a counter, or told by phone")
        ),
        PriceKind.BENCHMARK: _one_label(N_("benchmark, not a price for people")),
        PriceKind.DERIVED: _one_label(N_("our estimate")),
        PriceKind.REPORTED: _one_label(N_("reported by people who paid it")),
    },
)

COST_PARTS = {
    "tablets": N_("Tablets"),
    "pharmacy_fee": N_("Pharmacy fee"),
    "shipping": N_("Shipping"),
    "membership": N_("Membership"),
    "copay": N_("Copay"),
    "quote": N_("Price you were told"),
    "premium": N_("Premium"),
    "coinsurance": N_("Your share of the price"),
}

# Sellers of blood tests that are a kind of seller, not a name.
LAB_SELLERS = {
    name: name
    for name in (
        N_("Direct-to-consumer sellers"),
        N_("Hospital cash price (median)"),
        N_("Hospital outpatient lab"),
        N_("Medicare Clinical Laboratory Fee Schedule"),
        N_("Quest / Labcorp cash"),
        N_("Typical online seller"),
    )
}
NEED_WORDS = {
    "email": N_("An email address"),
    "bank_card": N_("A bank card"),
    "address": N_("A mailing address"),
    "phone": N_("A phone"),
    "internet": N_("Internet access"),
    "membership": N_("A membership"),
}


def kind(words: Words, of: Kind) -> str:
    """What sort of help a listing is."""
    return words._(LISTING_KIND_WORDS[of])


def price_kind(words: Words, of: PriceKind, source: str) -> str:
    """What a number is, as its source tells it."""
    named = PRICE_KIND_WORDS[of]
    return words._(named.by_phone if phone_of(source) else named.label)


def part(words: Words, name: str) -> str:
    """One line of a bill."""
    return words._(COST_PARTS[name])


# What ages, by its sort (``finder.core.freshness``).
FACT_SORTS = {
    "listing": N_("Listing"),
    "price": N_("Price"),
    "blood_test": N_("Price of a blood test"),
    "limit": N_("Income limit"),
    "guideline": N_("Poverty guideline"),
    "contact": N_("State office"),
    "state_fact": N_("What a state has"),
    "place": N_("Place"),
    "place_list": N_("List of places"),
    "lab_rule": N_("Rule on blood tests"),
    "fee": N_("Fee that Medicaid pays a pharmacy"),
    "product": N_("Tablet on the market"),
    "enrolment": N_("Days to enroll"),
    "safety_fact": N_("Sentence on safety or rights"),
    "guide_fact": N_("Sentence of the guide"),
}
