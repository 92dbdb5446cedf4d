"""A listing's file as a table -> core Listing."""

from __future__ import annotations

from typing import Any

from finder.answers.states import STATE_CODES
from finder.catalog.criteria import criterion_of
from finder.catalog.layout import PRICE_AMOUNTS
from finder.catalog.problems import MistakeError, Notes
from finder.catalog.table_reader import Reading, Record
from finder.catalog.values import (
    amount,
    day,
    flag,
    list_of,
    low_to_high,
    member_of,
    set_of,
    text,
    url,
    whole,
    word_of,
)
from finder.catalog.vocabulary import DELIVERY, NEEDS, STATE_OFFICES, WRITE_A_STATE
from finder.core.dose import SMALLEST_FIRST_MG, STRENGTHS
from finder.core.listing import Basis, Confidence, Covers, Kind, Listing, Pricing, Role, Source, Status
from finder.core.places import PlaceKind
from finder.core.situation import INSURANCE
from finder.core.snapshot import PUBLISHED_STATUSES
from finder.core.text import Text
from finder.languages import LANGUAGES

# What fits beside the name of a way on a phone.
MOST_SHORT_LETTERS = 24
LICENSED_SELLERS = frozenset({Kind.MAIL_ORDER_PHARMACY, Kind.NONPROFIT_PHARMACY})


def listing_of(record: Record, notes: Notes) -> Listing | None:
    """The listing that a record describes; ``None`` when it has mistakes, which are noted."""
    before = len(notes.problems)
    reading = Reading(record, notes, published=record.get("status") in tuple(PUBLISHED_STATUSES))
    listing = _read(reading)
    reading.close()
    _check(reading, listing)
    return listing if len(notes.problems) == before else None


def _read(reading: Reading) -> Listing:
    parts = (_what_it_is, _what_it_gives, _how_to_use_it, _rules_and_prices)
    return Listing(**{key: value for part in parts for key, value in part(reading).items()})


def _what_it_is(reading: Reading) -> dict[str, Any]:
    """What the listing is, and how sure we are of it."""
    take, need = reading.take, reading.need
    return {
        "id": need("id", text),
        "kind": need("kind", member_of(Kind)),
        "role": need("role", member_of(Role)),
        "status": need("status", member_of(Status)),
        "name": reading.need_words("name"),
        "sponsor": reading.words("sponsor", translated=False),
        "confidence": need("confidence", member_of(Confidence)),
        "checked_on": need("checked_on", day),
        "as_of": take("as_of", day),
        "translation_reviewed": take("translation_reviewed", flag, default=False),
        "license": reading.words("license"),
        "who_gains": reading.words("who_gains"),
        "run_by_states": take("run_by_states", flag, default=False),
        "instead_of_cash": take("instead_of_cash", flag, default=False),
        "open_enrolment": take("open_enrolment", flag, default=False),
        "comes_with_both_cards": take("comes_with_both_cards", flag, default=False),
        "hospital_can_start": take("hospital_can_start", flag, default=False),
    }


def _what_it_gives(reading: Reading) -> dict[str, Any]:
    """Which tablets, where, how soon, and to whom."""
    take, need = reading.take, reading.need
    return {
        "covers": need("covers", member_of(Covers)),
        "covers_detail": reading.words("covers_detail"),
        "strengths_mg": take("strengths_mg", list_of(_strength, filled=True), ()),
        "states": take("states", set_of(word_of(STATE_CODES, WRITE_A_STATE)), frozenset()),
        "places": take("places", set_of(member_of(PlaceKind)), frozenset()),
        "delivery": take("delivery", list_of(word_of(DELIVERY), filled=True), ()),
        "days_to_hand": take("days_to_hand", low_to_high),
        "held_with": take("held_with", set_of(word_of(INSURANCE)), frozenset()),
        "leads_for_holders": take("leads_for_holders", flag, default=False),
    }


def _how_to_use_it(reading: Reading) -> dict[str, Any]:
    """What people read to use it: steps, papers, phone, cautions."""
    take = reading.take
    return {
        "summary": reading.need_words("summary"),
        "needs": take("needs", list_of(word_of(NEEDS), filled=True), ()),
        "documents": take("documents", list_of(text, filled=True), ()),
        "steps": reading.lists_of_words("steps"),
        "holder_steps": reading.lists_of_words("holder_steps"),
        "cost_in_words": reading.words("cost_in_words"),
        "cost_short": _short(reading, "cost_short"),
        "phone": take("phone", text, ""),
        "phone_note": reading.words("phone_note"),
        "url": take("url", url, ""),
        "state_contact": take("state_contact", word_of(STATE_OFFICES), ""),
        "languages": take("languages", list_of(word_of(tuple(LANGUAGES)), filled=True), ()),
        "renewal": reading.words("renewal"),
        "notes": reading.lists_of_words("notes"),
        "cautions": reading.lists_of_words("cautions"),
        "cautions_from_55": reading.lists_of_words("cautions_from_55"),
    }


def _rules_and_prices(reading: Reading) -> dict[str, Any]:
    """The rules, the prices and the sources of both."""
    return {
        "criteria": tuple(criterion_of(part) for part in reading.tables("criteria")),
        "pricing": tuple(_pricing(part) for part in reading.tables("pricing")),
        "sources": tuple(_source(part) for part in reading.tables("sources")),
    }


def _short(reading: Reading, key: str) -> Text:
    """A text for a row of a table, in few letters."""
    said = reading.words(key)
    for code, language in LANGUAGES.items():
        if len(said.get(code, "")) > MOST_SHORT_LETTERS:
            reading.problem(key + language.suffix, "too_many_letters", letters=len(said[code]), most=MOST_SHORT_LETTERS)
    return said


def _strength(value: object) -> int:
    found = whole(value)
    if found not in STRENGTHS:
        raise MistakeError("tablet_not_made", choices=SMALLEST_FIRST_MG, strength=found)
    return found


def _source(reading: Reading) -> Source:
    source = Source(
        reading.need("url", url),
        reading.need("dated", text),
        reading.need("confidence", member_of(Confidence)),
        reading.take("supports", text, ""),
    )
    reading.close()
    return source


def _pricing(reading: Reading) -> Pricing:
    pricing = Pricing(
        basis=reading.need("basis", member_of(Basis)),
        source=reading.need("source", url),
        checked_on=reading.need("checked_on", day),
        confidence=reading.need("confidence", member_of(Confidence)),
        starts=reading.take("from", day),
        ends=reading.take("to", day),
        copay_days=reading.take("copay_days", whole),
        note=reading.words("note"),
        criteria=tuple(criterion_of(part) for part in reading.tables("criteria")),
        **{key: reading.take(key, amount) for key in DOLLARS_AND_PERCENT},
    )
    if pricing.basis is Basis.QUOTE:
        reading.problem("basis", "basis_of_quotes")
    if pricing.starts and pricing.ends and pricing.ends <= pricing.starts:
        reading.problem("to", "ends_before_start")
    for low, high in RANGES:
        bottom, top = getattr(pricing, low), getattr(pricing, high)
        if top is not None and (bottom is None or bottom > top):
            reading.problem(high, "no_lower_end", low=low)
    reading.close()
    return pricing


# All that a price is made of but a number of days.
DOLLARS_AND_PERCENT = tuple(name for name in PRICE_AMOUNTS if name != "copay_days")
RANGES = (
    ("shipping", "shipping_high"),
    ("copay_low", "copay_high"),
    ("premium_per_month_low", "premium_per_month_high"),
    ("blood_test_low", "blood_test_high"),
)


def _check(reading: Reading, listing: Listing) -> None:
    """Rules that look at more than one key."""
    if listing.status not in PUBLISHED_STATUSES:
        return
    if listing.confidence is Confidence.LOW:
        reading.problem("confidence", "published_unconfirmed")
    if not listing.sources and not listing.criteria:
        reading.problem("", "published_without_source")
    if listing.pricing and listing.covers is not Covers.YES:
        reading.problem("pricing", "price_of_unknown_stock")
    if listing.kind in LICENSED_SELLERS and listing.role is Role.OPTION and not listing.license:
        reading.missing("license", "no_license")
