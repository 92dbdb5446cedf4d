"""What the price page shows: sellers, benchmarks, blood tests and the history of each strength."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from finder.core.dose import SMALLEST_FIRST_MG
from finder.core.fair_price import FairPrice, fair_price
from finder.core.listing import Listing
from finder.core.monitoring import LabPrice, LabRule
from finder.core.prices import BENCHMARK_SELLER, GENERIC, PRICE_KINDS, Price, PriceGroup
from finder.core.snapshot import Snapshot
from finder.web.patient.prices.paid_prices import PaidRow, paid_rows
from finder.web.patient.prices.price_history import History, history
from finder.wording import Words
from finder.wording.labels import price_kind
from finder.wording.words import N_

FAIR_QUANTITIES = (30, 90)
FAIR_STRENGTH_MG = 50
TESTS = {
    "cbc": N_("Blood count (CBC)"),
    "cmp": N_("Metabolic panel (CMP), with liver and kidney"),
    "hepatic_panel": N_("Liver panel"),
    "cbc_cmp": N_("Blood count and metabolic panel together"),
    "tpmt_enzyme": N_("TPMT enzyme test"),
    "tpmt_genotype": N_("TPMT gene test"),
    "nudt15_genotype": N_("NUDT15 gene test"),
    "tpmt_nudt15_genotype": N_("TPMT and NUDT15 gene tests together"),
    "blood_draw": N_("Drawing the blood"),
}
SURVEYS = {
    "nadac": N_("NADAC: what pharmacies pay (national survey)"),
    "alabama-aac": N_("What pharmacies pay (Alabama survey)"),
    "iowa-aac": N_("What pharmacies pay (Iowa survey)"),
    "va-fss": N_("Federal contract price"),
    "va-big4": N_("Federal contract price (four agencies)"),
    "medicaid-ful": N_("Federal upper limit: the most Medicaid pays a pharmacy, before its fee"),
    "medicaid-paid": N_("What Medicaid paid"),
    "part-d-average": N_("What Medicare drug plans paid, all strengths"),
}
LAB_RULE_WORDS = {
    "order_needed": N_("A prescriber's order is needed. Online sellers do not serve this state."),
    "most_sellers_closed": N_("Most online sellers do not serve this state. Check before you pay."),
    "self_order_allowed": N_("You may order your own test. Your prescriber must agree and get the result."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceRow:
    """One price in words."""

    seller: str
    listing: Listing | None
    what: str
    price: str
    a_tablet: str
    per_100_mg: str
    kind: str
    month: str
    stale: bool
    source: str
    observed_on: date


class StrengthBar(NamedTuple):
    """What 100 mg cost in one strength, empty where no price is on file, and how long its bar is in percent."""

    strength_mg: int
    price: str
    width: str


class Strengths(NamedTuple):
    """The same amount of medicine in each strength at one seller, and the price whose kind and day hold for all."""

    seller: str
    bars: list[StrengthBar]
    seen: PriceRow | None


@dataclass(frozen=True, slots=True)
class PricePage:
    """Everything the price page shows on one day."""

    words: Words
    snapshot: Snapshot
    on: date

    @property
    def sold(self) -> list[tuple[int, list[PriceRow]]]:
        """Prices for people, by strength; a strength without a price has an empty list."""
        rows = [row for row in self._current() if PRICE_KINDS[row.kind].group is PriceGroup.SELLERS]
        return [(mg, [self._row(row) for row in rows if row.strength_mg == mg]) for mg in SMALLEST_FIRST_MG]

    def of_listing(self, listing_id: str) -> list[PriceRow]:
        """Prices for people at one listing, by strength."""
        return [
            row for _mg, rows in self.sold for row in rows if row.listing is not None and row.listing.id == listing_id
        ]

    @property
    def reported(self) -> list[PaidRow]:
        """What several people say they paid: a range and how many they are."""
        return paid_rows(self.words, self.snapshot, self.on)

    @property
    def survey(self) -> list[PriceRow]:
        """What pharmacies pay by the national survey, from which estimates are made: not prices for people."""
        return self._benchmarks(lambda row: row.seller == BENCHMARK_SELLER)

    @property
    def other_benchmarks(self) -> list[PriceRow]:
        """What other surveys and payers found."""
        return self._benchmarks(lambda row: row.seller != BENCHMARK_SELLER)

    def _benchmarks(self, wanted: Callable[[Price], bool]) -> list[PriceRow]:
        rows = [row for row in self._current() if not PRICE_KINDS[row.kind].is_for_people and wanted(row)]
        # The generic, whose price estimates are made from, stands before the brands.
        rows.sort(key=lambda row: (row.strength_mg or 0, row.seller, row.product != GENERIC, row.product))
        return [self._row(row) for row in rows]

    def _current(self) -> tuple[Price, ...]:
        return self.snapshot.facts.prices.current(self.on)

    def _row(self, price: Price) -> PriceRow:
        words, unit = self.words, price.unit_price
        listing = self.snapshot.by_id.get(price.seller)
        per_mg = unit / price.strength_mg * 100 if unit is not None and price.strength_mg else None
        return PriceRow(
            seller=words.text(listing.name) if listing else words._(SURVEYS.get(price.seller, price.seller)),
            listing=listing,
            what=self._what_it_is(price),
            price=words.dollars(price.price) if price.price >= 1 else f"${price.price:.3f}",
            a_tablet="" if unit is None else f"${unit:.3f}",
            per_100_mg="" if per_mg is None else f"${per_mg:.2f}",
            kind=price_kind(words, price.kind, price.source),
            month=words.month(price.observed_on),
            stale=price.is_stale(self.on),
            source=price.source,
            observed_on=price.observed_on,
        )

    def _what_it_is(self, price: Price) -> str:
        words = self.words
        strength = f"{price.strength_mg} mg" if price.strength_mg else words._("all strengths")
        if price.days_supply:
            return words._("%(days)s days of %(strength)s", days=price.days_supply, strength=strength)
        name = price.product if price.product != GENERIC else words._("generic")
        return words._("%(count)s × %(strength)s, %(name)s", count=price.quantity, strength=strength, name=name)

    @property
    def fair(self) -> list[FairPrice]:
        """Our estimate of a fair price at a counter for 30 and 90 tablets of 50 mg."""
        facts = self.snapshot.facts
        found = (fair_price(facts.prices, facts.fees, FAIR_STRENGTH_MG, count, self.on) for count in FAIR_QUANTITIES)
        return [price for price in found if price is not None]

    @property
    def labs(self) -> list[tuple[str, list[LabPrice]]]:
        """Blood tests: prices by test, cheapest first."""
        rows = sorted(self.snapshot.facts.labs, key=lambda row: (list(TESTS).index(row.test), row.all_in, row.seller))
        return [(self.words._(TESTS[test]), list(group)) for test, group in groupby(rows, key=lambda row: row.test)]

    def lab_price(self, lab: LabPrice) -> str:
        """What one test costs, with the order's fee where one was read."""
        return self.words.span(*lab.all_in)

    @property
    def lab_rules(self) -> list[tuple[LabRule, str]]:
        """States that limit ordering your own test, or allow it by law."""
        return [(rule, self.words._(LAB_RULE_WORDS[rule.rule])) for rule in self.snapshot.facts.lab_rules]

    @property
    def per_100_mg(self) -> Strengths:
        """The same amount of medicine in each strength at the one seller that sells most strengths."""
        by_seller: dict[str, dict[int, PriceRow]] = {}
        for mg, rows in self.sold:
            for row in rows:
                if row.per_100_mg and row.listing is not None:
                    by_seller.setdefault(row.listing.id, {}).setdefault(mg, row)
        if not by_seller:
            return Strengths("", [], None)
        found = max(by_seller.values(), key=len)
        cost = {mg: float(row.per_100_mg.lstrip("$")) for mg, row in found.items()}
        most = max(cost.values())
        bars = [
            StrengthBar(mg, found[mg].per_100_mg if mg in found else "", f"{cost.get(mg, 0) / most * 100:.1f}")
            for mg in SMALLEST_FIRST_MG
        ]
        seen = next(iter(found.values()))
        return Strengths(seen.seller, bars, seen)

    @property
    def lab_groups(self) -> list[tuple[str, str, list[LabPrice], list[LabPrice]]]:
        """Blood tests: the span of prices for people, those prices, and the benchmarks apart."""
        groups = []
        for name, rows in self.labs:
            people = [row for row in rows if PRICE_KINDS[row.kind].is_for_people]
            marks = [row for row in rows if not PRICE_KINDS[row.kind].is_for_people]
            of = people or marks
            span = self.words.span(min(r.all_in[0] for r in of), max(r.all_in[1] for r in of), whole=True)
            groups.append((name, span if people else "", people, marks))
        return groups

    @property
    def histories(self) -> list[History]:
        """How the benchmark of each strength moved."""
        book = self.snapshot.facts.prices
        charts = (history(self.words, mg, book.benchmark_history(mg, self.on)) for mg in SMALLEST_FIRST_MG)
        return [chart for chart in charts if chart is not None]

    def unit(self, amount: Decimal) -> str:
        """Dollars a tablet."""
        return f"${amount:.3f}"
