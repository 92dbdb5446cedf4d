"""Prices that people were told and typed in: they join the ranking of that one answer and are kept nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from finder.answers.columns import QUOTE_PREFIX
from finder.answers.errors import AnswerError
from finder.answers.numbers import read_dollars
from finder.core.costs import DEFAULT_DAYS_SUPPLY
from finder.core.listing import Basis, Confidence, Covers, Kind, Listing, Pricing, Role, Status
from finder.core.matches import Plan
from finder.core.plan import SELLER_KINDS
from finder.core.situation import Prescription
from finder.core.snapshot import Snapshot
from finder.core.text import NO_TEXT, Text
from finder.languages import LANGUAGES
from finder.wording import words_in
from finder.wording.answer_errors import sentence
from finder.wording.words import N_, Words

# Not in the catalogue: what almost everybody can ask. Their ids begin where no listing's does.
OWN = {
    "own-pharmacy": (Kind.RETAIL_GENERIC_LIST, N_("A pharmacy near you, cash price")),
    "own-plan": (Kind.RETAIL_GENERIC_LIST, N_("Your own plan's copay")),
}
MOST_QUOTES = 10


class UnreadQuote(NamedTuple):
    """A quote that could not be read: its field, whose it is, what was typed, and what to do."""

    field: str
    name: str
    typed: str
    sentence: str


def quote_fields(form: MultiDict[str, str], snapshot: Snapshot) -> list[str]:
    """The posted fields that name a listing we know, or one of the person's own."""
    return [
        name for name in form if name.startswith(QUOTE_PREFIX) and (_id(name) in OWN or _id(name) in snapshot.by_id)
    ]


def read_quotes(told: MultiDict[str, str], words: Words) -> tuple[dict[str, Decimal], dict[str, str]]:
    """Dollars by listing id, and a sentence for every field that cannot be read."""
    quotes: dict[str, Decimal] = {}
    errors: dict[str, str] = {}
    for name in told:
        if not name.startswith(QUOTE_PREFIX):
            continue
        try:
            quotes[_id(name)] = read_dollars(told[name])
        except AnswerError as error:
            errors[name] = sentence(words, "income", error)
    return quotes, errors


def quoted_listings(
    quotes: dict[str, Decimal], snapshot: Snapshot, prescription: Prescription, on: date
) -> Iterator[Listing]:
    """The listings with the price that the person was told, for one fill of the days they buy at once."""
    days = prescription.days_supply or DEFAULT_DAYS_SUPPLY
    for listing_id, amount in quotes.items():
        listing = snapshot.by_id.get(listing_id) or _own(listing_id, on)
        pricing = Pricing(
            basis=Basis.QUOTE,
            source="",
            checked_on=on,
            confidence=Confidence.MEDIUM,
            copay_low=amount,
            copay_high=amount,
            copay_days=days,
        )
        # Somebody there named a price for it, so for this person it is no longer unknown.
        yield replace(listing, covers=Covers.YES, pricing=(pricing,))


def askable(plan: Plan, words: Words) -> list[tuple[str, str]]:
    """Field and name of what the person could ask for a price: their own pharmacy and plan, and unpriced sellers."""
    insured = bool((plan.situation.insurance or frozenset()) - {"none"})
    own = [(QUOTE_PREFIX + key, words._(name)) for key, (_, name) in OWN.items() if key != "own-plan" or insured]
    unpriced: Iterable[Listing] = (
        row.listing
        for row in plan.fitting
        if row.listing.kind in SELLER_KINDS and not row.listing.pricing and row.listing.id not in OWN
    )
    named = [(QUOTE_PREFIX + row.id, words.text(row.name)) for row in unpriced][:MOST_QUOTES]
    told = [
        (QUOTE_PREFIX + row.listing.id, words.text(row.listing.name)) for row in plan.fitting if _is_quoted(row.listing)
    ]
    return list(dict([*own, *told, *named]).items())


def wrong_quotes(
    told: MultiDict[str, str], errors: Mapping[str, str], snapshot: Snapshot, words: Words
) -> list[UnreadQuote]:
    """The quotes that could not be read, to be asked again on the form."""
    return [
        UnreadQuote(field, _name(_id(field), snapshot, words), told[field], errors[field])
        for field in told
        if field.startswith(QUOTE_PREFIX) and field in errors
    ]


def _name(listing_id: str, snapshot: Snapshot, words: Words) -> str:
    if listing_id in OWN:
        return words._(OWN[listing_id][1])
    return words.text(snapshot.by_id[listing_id].name)


def _is_quoted(listing: Listing) -> bool:
    return any(pricing.basis is Basis.QUOTE for pricing in listing.pricing)


def _id(field: str) -> str:
    return field.removeprefix(QUOTE_PREFIX)


def _own(listing_id: str, on: date) -> Listing:
    kind, name = OWN[listing_id]
    return Listing(
        id=listing_id,
        kind=kind,
        role=Role.OPTION,
        status=Status.ACTIVE,
        name=Text(**{code: words_in(code)._(name) for code in LANGUAGES}),
        sponsor=NO_TEXT,
        summary=NO_TEXT,
        covers=Covers.YES,
        covers_detail=NO_TEXT,
        strengths_mg=(),
        states=frozenset(),
        delivery=("pickup",),
        days_to_hand=(0, 1),
        held_with=frozenset(),
        leads_for_holders=False,
        needs=(),
        documents=(),
        steps=(),
        cost_in_words=NO_TEXT,
        phone="",
        phone_note=NO_TEXT,
        url="",
        state_contact="",
        languages=(),
        renewal=NO_TEXT,
        who_gains=NO_TEXT,
        notes=(),
        cautions=(),
        license=NO_TEXT,
        confidence=Confidence.MEDIUM,
        checked_on=on,
        criteria=(),
        pricing=(),
        sources=(),
    )
