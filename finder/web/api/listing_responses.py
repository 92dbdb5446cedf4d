"""What the API gives of a listing: its facts, rules and prices."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import BeforeValidator, Field

from finder.core.criteria import Form as RuleForm
from finder.core.listing import Basis, Confidence, Covers, Kind, Role, Status
from finder.web.api.responses import Both, Dollars, ResponseModel


class FigureShown(ResponseModel):
    """A rule's value in force for ``starts`` <= day < ``ends``."""

    value: str | bool | list[str] | None
    starts: date | None
    ends: date | None


class RuleShown(ResponseModel):
    """One rule as data, or a group of them in ``parts`` (docs/editing-listings.md)."""

    form: RuleForm
    because: Both
    fact: str
    operator: str
    figures: list[FigureShown]
    listing: str
    assumed: bool
    starts: date | None
    ends: date | None
    source: str
    checked_on: date | None
    parts: list[RuleShown]


class SourceShown(ResponseModel):
    """Where a fact was read."""

    url: str
    dated: str
    confidence: Confidence
    supports: str


class PricingShown(ResponseModel):
    """One dated way of pricing; a part that is null is not priced."""

    basis: Basis
    source: str
    checked_on: date
    confidence: Confidence
    starts: date | None
    ends: date | None
    markup_percent: Dollars | None
    pharmacy_fee: Dollars | None
    shipping: Dollars | None
    shipping_high: Dollars | None
    membership_per_year: Dollars | None
    copay_low: Dollars | None
    copay_high: Dollars | None
    copay_days: int | None
    premium_per_month_low: Dollars | None
    premium_per_month_high: Dollars | None
    coinsurance_percent: Dollars | None
    blood_test_low: Dollars | None
    blood_test_high: Dollars | None
    note: Both
    rules: Annotated[list[RuleShown], Field(description="whom it is for; empty: everybody")]


class ListingSummary(ResponseModel):
    """One listing in short. Only an ``option`` is a way to get the medicine or help."""

    id: str
    kind: Kind
    role: Role
    status: Status
    name: Both
    summary: Both
    covers: Covers
    states: Annotated[list[str], BeforeValidator(sorted), Field(description="empty: everywhere")]
    phone: str
    url: str
    confidence: Confidence
    checked_on: date


class ListingShown(ListingSummary):
    """One listing, whole."""

    sponsor: str
    covers_detail: Both
    strengths_mg: list[int]
    delivery: list[str]
    days_to_hand: list[int] | None
    needs: list[str]
    documents: list[Both]
    steps: list[Both]
    holder_steps: list[Both]
    cost_in_words: Both
    cost_short: Both
    phone_note: Both
    languages: list[str]
    renewal: Both
    who_gains: Both
    notes: list[Both]
    cautions: list[Both]
    cautions_from_55: list[Both]
    license: Both
    translation_reviewed: bool
    rules: list[RuleShown]
    pricing: list[PricingShown]
    sources: list[SourceShown]


class Listings(ResponseModel):
    """Every listing that is published."""

    snapshot: str
    listings: list[ListingSummary]
