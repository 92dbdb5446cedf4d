"""A listing: one way to get azathioprine, or help with it, as data.

Field names are those of the files in ``seed_data/programs`` (docs/editing-listings.md); money is in
dollars, and every figure carries its source and the day it was checked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from finder.core.criteria import Criterion
from finder.core.places import PlaceKind
from finder.core.text import NO_TEXT, Text


class Kind(StrEnum):
    """What sort of help a listing is."""

    NONPROFIT_PHARMACY = "nonprofit_pharmacy"
    MAIL_ORDER_PHARMACY = "mail_order_pharmacy"
    RETAIL_GENERIC_LIST = "retail_generic_list"
    MEMBERSHIP = "membership"
    DISCOUNT_CARD = "discount_card"
    STATE_DISCOUNT_CARD = "state_discount_card"
    CHARITY_PHARMACY_NETWORK = "charity_pharmacy_network"
    SAFETY_NET_CLINIC_NETWORK = "safety_net_clinic_network"
    PUBLIC_COVERAGE = "public_coverage"
    MANUFACTURER_PAP = "manufacturer_pap"
    COPAY_FOUNDATION = "copay_foundation"
    TRANSPLANT_FUND = "transplant_fund"
    MEDICAL_BILL_HELP = "medical_bill_help"
    NAVIGATION_HELP = "navigation_help"


class Role(StrEnum):
    """Option: something to try. Nothing found: looked for, dated and sourced. Caution: a warning."""

    OPTION = "option"
    NOTHING_FOUND = "nothing_found"
    CAUTION = "caution"


class Status(StrEnum):
    """Only ``active`` listings are published; ``paused`` ones say that the fund is closed."""

    ACTIVE = "active"
    PAUSED = "paused"
    UNVERIFIED = "unverified"
    RETIRED = "retired"


class Covers(StrEnum):
    """Whether the listing supplies or pays for azathioprine, as far as a source says."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"


class Basis(StrEnum):
    """How a listing prices a fill.

    ``formula``: a posted price for a known quantity, made of ``pharmacy_fee`` + quantity x unit price.
    ``tablets``: posted prices for exact quantities.
    ``days_supply``: posted prices for a number of days, whatever the tablets (docs/safety.md S3).
    ``copay``: what the person pays a fill under coverage.
    ``quote``: what the person was told; made from an answer, never in a file.
    """

    FORMULA = "formula"
    TABLETS = "tablets"
    DAYS_SUPPLY = "days_supply"
    COPAY = "copay"
    QUOTE = "quote"


class Confidence(StrEnum):
    """High: an official source was read. Medium: a secondary one. Low: not confirmed, never published."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read: address, the date the source shows (free text), what it supports."""

    url: str
    dated: str
    confidence: Confidence
    supports: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pricing:
    """One dated way of pricing at a listing; ``starts <= on < ends``. A part that is ``None`` is not priced.

    With ``criteria`` it holds only for whoever surely meets them all, and goes before those without.
    """

    basis: Basis
    source: str
    checked_on: date
    confidence: Confidence
    starts: date | None = None
    ends: date | None = None
    markup_percent: Decimal | None = None
    pharmacy_fee: Decimal | None = None
    shipping: Decimal | None = None
    shipping_high: Decimal | None = None
    membership_per_year: Decimal | None = None
    copay_low: Decimal | None = None
    copay_high: Decimal | None = None
    copay_days: int | None = None
    premium_per_month_low: Decimal | None = None
    premium_per_month_high: Decimal | None = None
    coinsurance_percent: Decimal | None = None
    blood_test_low: Decimal | None = None
    blood_test_high: Decimal | None = None
    note: Text = NO_TEXT
    criteria: tuple[Criterion, ...] = ()

    def in_force(self, on: date) -> bool:
        """Whether the listing prices this way on that day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One way to get the drug or help, with its rules, prices, words and sources.

    ``sponsor`` is who runs it: a name, the same in each language, or words like "State agencies".
    ``run_by_states``: each state decides on it, under a name of its own. ``open_enrolment``: it is joined in the
    Marketplace's open enrolment. ``comes_with_both_cards``: who has Medicare and Medicaid gets it without applying.
    ``hospital_can_start``: a hospital may start it the same day for somebody it treats.
    ``places``: the kinds of places that it speaks for.
    """

    id: str
    kind: Kind
    role: Role
    status: Status
    name: Text
    sponsor: Text
    summary: Text
    covers: Covers
    covers_detail: Text
    strengths_mg: tuple[int, ...]
    states: frozenset[str]
    delivery: tuple[str, ...]
    days_to_hand: tuple[int, int] | None
    held_with: frozenset[str]
    leads_for_holders: bool
    needs: tuple[str, ...]
    documents: tuple[str, ...]
    steps: tuple[Text, ...]
    cost_in_words: Text
    phone: str
    phone_note: Text
    url: str
    state_contact: str
    languages: tuple[str, ...]
    renewal: Text
    who_gains: Text
    notes: tuple[Text, ...]
    cautions: tuple[Text, ...]
    license: Text
    confidence: Confidence
    checked_on: date
    criteria: tuple[Criterion, ...]
    pricing: tuple[Pricing, ...]
    sources: tuple[Source, ...]
    translation_reviewed: bool = False
    # The languages in which a translator has read every text of it, by the marks of the words.
    reviewed_in: frozenset[str] = frozenset()
    # What people who have it already do, where that is not what ``steps`` say; and nobody who has it pays cash.
    holder_steps: tuple[Text, ...] = ()
    # The cost in a few letters, for a row where no figure is on file.
    cost_short: Text = NO_TEXT
    instead_of_cash: bool = False
    # Warnings for people of 55 or older alone: estate recovery begins there.
    cautions_from_55: tuple[Text, ...] = ()
    run_by_states: bool = False
    open_enrolment: bool = False
    comes_with_both_cards: bool = False
    hospital_can_start: bool = False
    places: frozenset[PlaceKind] = frozenset()
    # The day on which the program itself said that all still holds; ``None``: the newest of its sources speaks for it.
    as_of: date | None = None
