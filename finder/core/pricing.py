"""Pricing: the cheapest way to fill a prescription at a listing, from the prices and the terms on file."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from itertools import groupby
from math import ceil
from operator import itemgetter

from finder.core.costs import DAYS_PER_MONTH, ZERO, Cost, Part
from finder.core.dose import DoseWay, ways, ways_with_a_half
from finder.core.listing import Basis, Listing, Pricing
from finder.core.prices import GENERIC, NATIONAL, PRICE_KINDS, Price, PriceBook, PriceKind

# The kinds of prices for people.


def pricing_on(listing: Listing, on: date) -> Pricing | None:
    """How the listing prices for everybody on that day; ``None`` when nothing is on file for it."""
    return next((row for row in listing.pricing if not row.criteria and row.in_force(on)), None)


def ways_as_written(dose_mg: int, written_mg: int | None) -> tuple[DoseWay, ...]:
    """The ways a prescription can be filled as it is written; every whole-tablet way when its strength was not told."""
    if written_mg is None:
        return ways(dose_mg)
    alone = tuple(way for way in ways(dose_mg) if way.strengths_mg == (written_mg,))
    halved = tuple(way for way in ways_with_a_half(dose_mg) if way.strengths_mg == (written_mg,))
    return alone or halved or tuple(way for way in ways(dose_mg) if written_mg in way.strengths_mg)


def cost_of(
    listing: Listing, book: PriceBook, dose_mg: int, written_mg: int | None, days: int, on: date
) -> Cost | None:
    """The cheapest way to fill the prescription at the listing; ``None`` when it has no price on file.

    As the prescription is written where the listing sells that strength; else with the tablets it
    sells, marked ``as_written=False``.
    """
    pricing = pricing_on(listing, on)
    if pricing is None:
        return None
    if pricing.basis is Basis.COPAY:
        return _copay(pricing, days, on)
    if pricing.basis is Basis.QUOTE:
        return _quote(pricing, days, on)
    prices = _prices_for_people(book, listing, on)
    written = _cheapest(pricing, prices, ways_as_written(dose_mg, written_mg), days, on, as_written=True)
    if written is not None or written_mg is None:
        return written
    return _cheapest(pricing, prices, ways(dose_mg), days, on, as_written=False)


def costs_by_way(listing: Listing, book: PriceBook, dose_mg: int, days: int, on: date) -> dict[DoseWay, Cost]:
    """The cost of every way that the listing has prices for, whole tablets and halves, for the dose page."""
    pricing = pricing_on(listing, on)
    if pricing is None or pricing.basis in (Basis.COPAY, Basis.QUOTE):
        return {}
    prices = _prices_for_people(book, listing, on)
    every_way = (*ways(dose_mg), *ways_with_a_half(dose_mg))
    costs = ((way, _cost_of_way(pricing, prices, way, days, on, as_written=True)) for way in every_way)
    return {way: cost for way, cost in costs if cost is not None}


def _prices_for_people(book: PriceBook, listing: Listing, on: date) -> tuple[Price, ...]:
    """The seller's nationwide generic prices: of each strength those of the surest kind, never a benchmark."""
    surest: dict[int | None, list[Price]] = {}
    current = (row for row in book.current(on, listing.id) if (row.product, row.area) == (GENERIC, NATIONAL))
    usable = [(sureness, row) for row in current if (sureness := PRICE_KINDS[row.kind].sureness) is not None]
    for _sureness, row in sorted(usable, key=itemgetter(0)):
        best_rows = surest.setdefault(row.strength_mg, [row])
        if best_rows[0] is not row and best_rows[0].kind is row.kind:
            best_rows.append(row)
    return tuple(row for best_rows in surest.values() for row in best_rows)


def _cheapest(
    pricing: Pricing, prices: tuple[Price, ...], candidates: Iterable[DoseWay], days: int, on: date, *, as_written: bool
) -> Cost | None:
    costs = (_cost_of_way(pricing, prices, way, days, on, as_written=as_written) for way in candidates)
    return min((cost for cost in costs if cost is not None), key=lambda cost: cost.high, default=None)


def _cost_of_way(
    pricing: Pricing, prices: tuple[Price, ...], way: DoseWay, days: int, on: date, *, as_written: bool
) -> Cost | None:
    priced = (
        _by_days(prices, way, days) if pricing.basis is Basis.DAYS_SUPPLY else _by_tablets(pricing, prices, way, days)
    )
    if priced is None:
        return None
    parts, used = priced
    exact = all(row.quantity == count for row, (_, count) in zip(used, way.tablets_per_fill(days), strict=False))
    exact = exact or pricing.basis is Basis.DAYS_SUPPLY
    oldest = min(used, key=lambda row: row.observed_on)
    return Cost(
        days=days,
        parts=(*parts, Part("shipping", pricing.shipping, pricing.shipping_high or pricing.shipping)),
        kind=oldest.kind if exact else PriceKind.DERIVED,
        observed_on=oldest.observed_on,
        source=oldest.source,
        stale=any(row.is_stale(on) for row in used),
        way=way,
        as_written=as_written,
        membership_per_year=pricing.membership_per_year or ZERO,
        by_days=pricing.basis is Basis.DAYS_SUPPLY,
    )


def _by_tablets(
    pricing: Pricing, prices: tuple[Price, ...], way: DoseWay, days: int
) -> tuple[tuple[Part, ...], tuple[Price, ...]] | None:
    """Tablets and fee for every strength of the way; each strength is a prescription with its own fee."""
    fee = pricing.pharmacy_fee or ZERO
    low = high = ZERO
    used: list[Price] = []
    bought = way.tablets_per_fill(days)
    for strength_mg, count in bought:
        points = _nearest(pricing, [row for row in prices if row.strength_mg == strength_mg and row.quantity], count)
        if not points:
            return None
        amounts = [(row.price - fee) * count / (row.quantity or 1) for row in points]
        low, high = low + min(amounts), high + max(amounts)
        used.append(max(points, key=lambda row: row.price))
    parts = [Part("tablets", low, high)]
    if pricing.pharmacy_fee is not None:
        parts.append(Part("pharmacy_fee", fee * len(bought), fee * len(bought)))
    return tuple(parts), tuple(used)


def _nearest(pricing: Pricing, rows: list[Price], count: int) -> list[Price]:
    """The price points to use: those for exactly ``count`` tablets, else (by formula) the nearest quantity's."""
    exact = [row for row in rows if row.quantity == count]
    if exact or pricing.basis is not Basis.FORMULA:
        return exact
    nearest = sorted(rows, key=lambda row: (abs((row.quantity or 0) - count), row.quantity))
    return next((list(same) for _, same in groupby(nearest, key=lambda row: row.quantity)), [])


def _by_days(prices: tuple[Price, ...], way: DoseWay, days: int) -> tuple[tuple[Part, ...], tuple[Price, ...]] | None:
    """Priced by days' supply: up to price x tablets a day, because the list does not say (docs/safety.md S3)."""
    if len(way.strengths_mg) != 1:
        return None
    listed = [row for row in prices if row.strength_mg == way.strengths_mg[0] and row.days_supply]
    fits = [row for row in listed if days % (row.days_supply or days + 1) == 0]
    if not fits:
        return None
    longest = max(row.days_supply or 0 for row in fits)
    points = tuple(row for row in fits if row.days_supply == longest)
    fills = days // longest
    low = min(row.price for row in points) * fills
    high = max(row.price for row in points) * fills * max(1, ceil(way.tablets_per_day))
    return (Part("tablets", low, high),), points[:1]


def _quote(pricing: Pricing, days: int, on: date) -> Cost | None:
    """A price that the person was told, for the fill they asked about and for no other."""
    if pricing.copay_low is None or pricing.copay_days != days:
        return None
    return Cost(
        days=days,
        parts=(Part("quote", pricing.copay_low, pricing.copay_low),),
        kind=PriceKind.SEEN,
        observed_on=on,
        source="",
        stale=False,
    )


def _copay(pricing: Pricing, days: int, on: date) -> Cost | None:
    if pricing.copay_low is not None and pricing.copay_high is not None:
        fills = ceil(days / (pricing.copay_days or days))
        parts = [Part("copay", pricing.copay_low * fills, pricing.copay_high * fills)]
    elif pricing.coinsurance_percent is not None and pricing.premium_per_month_low is not None:
        # A share of a price that is not on file comes on top of the premium: named, never taken as $0.
        parts = [Part("coinsurance", None, None)]
    else:
        return None
    if pricing.premium_per_month_low is not None:
        months = Decimal(days) / DAYS_PER_MONTH
        high = pricing.premium_per_month_high or pricing.premium_per_month_low
        parts.append(Part("premium", pricing.premium_per_month_low * months, high * months))
    stale = (on - pricing.checked_on).days > 365
    return Cost(
        days=days,
        parts=tuple(parts),
        kind=PriceKind.FIXED,
        observed_on=pricing.checked_on,
        source=pricing.source,
        stale=stale,
    )
