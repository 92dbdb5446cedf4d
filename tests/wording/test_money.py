from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.core.costs import Cost, Part
from finder.core.dose import DoseWay
from finder.core.prices import PriceKind
from finder.wording import money, words_in

WORDS = words_in("en")
THREE = DoseWay(((50, 3),))


def cost(*parts: Part, kind: PriceKind = PriceKind.FIXED, stale: bool = False, way: DoseWay | None = THREE) -> Cost:
    return Cost(
        days=30,
        parts=parts,
        kind=kind,
        observed_on=date(2026, 7, 26),
        source="https://example.org",
        stale=stale,
        way=way,
    )


def part(name: str, low: str | None, high: str | None = None) -> Part:
    return Part(name, *(None if amount is None else Decimal(amount) for amount in (low, high or low)))


def test_a_part_without_a_price_is_named_and_never_zero() -> None:
    bill = money.bill(WORDS, cost(part("tablets", "5.28"), part("shipping", None)))
    assert bill == [("Tablets", "$5.28"), ("Shipping", "not priced")]


def test_a_fill_names_its_tablets() -> None:
    assert money.fill(WORDS, cost(part("tablets", "12", "36"))) == "$12.00 to $36.00 for 30 days (90 tablets of 50 mg)"


def test_coverage_names_no_tablets() -> None:
    told = cost(part("copay", "0", "4"), way=None)
    assert money.fill(WORDS, told) == "$0.00 to $4.00 for 30 days"
    assert money.what_it_is(WORDS, told) == "what the rules say, checked in July 2026"


def test_nothing_to_pay_is_said_plainly() -> None:
    assert money.per_month(WORDS, cost(part("copay", "0"), way=None)) == "$0 a month"


def test_about_and_never_as_low_as() -> None:
    assert money.per_month(WORDS, cost(part("tablets", "15.28"))) == "About $15 a month"


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (PriceKind.FIXED, "posted price, July 2026"),
        (PriceKind.SEEN, "price seen at a counter, July 2026"),
        (PriceKind.DERIVED, "our estimate, from a price of July 2026"),
        (PriceKind.BENCHMARK, "benchmark, not a price for people, July 2026"),
        (PriceKind.REPORTED, "reported by people who paid it, July 2026"),
    ],
)
def test_every_kind_of_figure_says_what_it_is_and_how_old(kind: PriceKind, told: str) -> None:
    assert money.what_it_is(WORDS, cost(part("tablets", "1"), kind=kind)) == told


def test_only_an_old_price_is_marked() -> None:
    assert money.stale_mark(WORDS, cost(part("tablets", "1"), stale=True)) == "Seen July 2026: call before you pay."
    assert money.stale_mark(WORDS, cost(part("tablets", "1"))) == ""


@pytest.mark.parametrize(
    ("way", "told"),
    [
        (THREE, "3 × 50 mg"),
        (DoseWay(((100, 1), (50, 1))), "1 × 100 mg + 1 × 50 mg"),
        (DoseWay(((50, 1),), half_mg=50), "1 1/2 × 50 mg"),
        (DoseWay((), half_mg=50), "1/2 × 50 mg"),
        (DoseWay(((75, 1),), half_mg=50), "1 × 75 mg + 1/2 × 50 mg"),
    ],
)
def test_tablets_of_a_day(way: DoseWay, told: str) -> None:
    assert money.a_day(WORDS, way) == told


def test_a_price_that_was_told_by_phone_does_not_claim_a_counter() -> None:
    counter = cost(part("tablets", "21"), kind=PriceKind.SEEN)
    assert money.what_it_is(WORDS, counter) == "price seen at a counter, July 2026"
    called = replace(counter, source="tel:+1-888-555-0100")
    assert money.what_it_is(WORDS, called) == "price told by phone, July 2026"
    assert money.what_it_is(words_in("es"), called) == "precio dicho por teléfono, julio de 2026"
