"""The pictures of cost: 30 days where a price is known, and the coming year with blood tests."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from finder.core.costs import LONG_FILL_DAYS, YearCost
from finder.core.headline import first_priced
from finder.core.listing import Kind
from finder.core.matches import Match, Plan
from finder.core.matching import Matcher
from finder.core.own_card import no_cash
from finder.core.ranking import is_held
from finder.core.tablet_question import asks_label, counter_price
from finder.core.verdict import Verdict
from finder.wording import Words, money
from finder.wording.words import N_

MOST_BARS = 4
# The scale of a picture ends on a round number of dollars.
ROUND = (10, 20, 40, 60, 80, 100, 200, 400, 600, 800, 1000, 2000, 4000, 10_000)
QUARTERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One line of the picture of a month; ``low`` and ``high`` in hundredths of the scale."""

    name: str
    amount: str
    what: str
    low: float
    high: float
    is_offer: bool


class Picture(NamedTuple):
    """The picture of a month: its bars and the marks of its scale."""

    bars: list[Bar]
    marks: list[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year's total and its two parts in words, and in hundredths of its total."""

    total: str
    tablets: str
    tests: str
    tablets_part: float
    tests_part: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """What a month costs at one way, before it is drawn."""

    low: Decimal
    high: Decimal
    name: str
    what: str
    is_offer: bool = True


def month(words: Words, plan: Plan) -> Picture | None:
    """What 30 days cost where a price is known, with our estimate of a fair price at a counter; cheapest first."""
    found = sorted((*_known_amounts(words, plan), *_counter(words, plan)), key=lambda row: (row.high, row.low))[
        :MOST_BARS
    ]
    if len(found) <= 1:
        return None
    most = max(row.high for row in found)
    top = Decimal(next((mark for mark in ROUND if mark >= most), int(most) + 1))
    bars = [
        Bar(
            name=row.name,
            amount=words.span(row.low, row.high, whole=True),
            what=row.what,
            low=_part(row.low, top),
            high=_part(row.high, top),
            is_offer=row.is_offer,
        )
        for row in found
    ]
    return Picture(bars, [words.about(top * step / QUARTERS) for step in range(QUARTERS + 1)])


def _known_amounts(words: Words, plan: Plan) -> Iterator[Amount]:
    """Coverage gets a bar only when its rules are met (docs/safety.md S2); whose card leads sees no cash (S9)."""
    covered = no_cash(plan)
    for match in plan.fitting:
        cost = match.cost
        if cost is None or (covered and not is_held(match.listing, plan.situation)):
            continue
        if cost.way is not None or match.verdict is Verdict.YES:
            tablets = f"{money.a_day(words, cost.way)}, " if cost.way is not None else ""
            name = words.text(match.listing.name)
            low, high = cost.per_month
            what = f"{tablets}{money.what_it_is(words, cost)}"
            yield Amount(low=low, high=high, name=name, what=what)


def _counter(words: Words, plan: Plan) -> Iterator[Amount]:
    fair = counter_price(plan)
    if fair is None or no_cash(plan) or plan.prescription.daily_dose_mg is None:
        return
    estimate = words._("our estimate, %(month)s: ask, it is no offer", month=words.month(fair.benchmark.observed_on))
    what = f"{fair.quantity} × {fair.strength_mg} mg, {estimate}"
    low, high = fair.about
    yield Amount(low=low, high=high, name=words._("A fair price at a counter"), what=what, is_offer=False)


def years(words: Words, plan: Plan) -> list[Year]:
    """The coming year and a later one at the first priced way; none before the label is read (docs/safety.md S4)."""
    priced = first_priced(plan)
    if priced is None or priced.first_year is None or asks_label(plan):
        return []
    matcher = Matcher(snapshot=plan.snapshot, situation=plan.situation, prescription=plan.prescription, on=plan.on)
    later = matcher.year(priced.listing, priced.cost, later=True)
    stale = money.stale_tests(words, plan, priced.listing)
    return [_year(words, priced, year, stale) for year in (priced.first_year, later) if year is not None]


def _year(words: Words, match: Match, year: YearCost, stale: str) -> Year:
    # What coverage costs in a year may be a premium and not a price of tablets.
    covers = match.listing.kind is Kind.PUBLIC_COVERAGE
    tablets = N_("copays and premiums %(tablets)s") if covers else N_("tablets %(tablets)s")
    most = year.total[1] or Decimal(1)
    return Year(
        total=words.span(*year.total, whole=True),
        tablets=words._(tablets, tablets=words.span(*year.tablets, whole=True)),
        tests=words._(
            "%(counts)s blood counts %(tests)s", counts=year.counts, tests=words.span(*year.blood_tests, whole=True)
        )
        + stale,
        tablets_part=_part(year.tablets[0], most),
        tests_part=_part(year.blood_tests[0], most),
    )


def long_fill(words: Words, plan: Plan) -> str:
    """What 90 days cost at once at the first priced way, and that a month; empty where that saves nothing."""
    priced = first_priced(plan)
    if priced is None or priced.cost is None or priced.cost.days >= LONG_FILL_DAYS or priced.cost.way is None:
        return ""
    cost = Matcher(snapshot=plan.snapshot, situation=plan.situation, prescription=plan.prescription, on=plan.on).cost(
        priced.listing, LONG_FILL_DAYS
    )
    if cost is None or cost.per_month[1] >= priced.cost.per_month[1]:
        return ""
    total, a_month = words.span(cost.low, cost.high, whole=True), words.span(*cost.per_month, whole=True)
    return words._("90 days at once: %(total)s (%(month)s a month).", total=total, month=a_month)


def _part(amount: Decimal, most: Decimal) -> float:
    return round(float(amount / most) * 100, 1)
