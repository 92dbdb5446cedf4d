"""The dose page: every way to make a daily dose from marketed tablets, and what each costs where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from werkzeug.datastructures import MultiDict
from wtforms import Form

from finder.answers.errors import AnswerError
from finder.core.costs import DAYS_PER_MONTH, LONG_FILL_DAYS, Cost
from finder.core.dose import DoseWay, ways, ways_with_a_half
from finder.core.listing import Covers, Listing
from finder.core.prices import Price
from finder.core.pricing import costs_by_way
from finder.core.snapshot import Snapshot
from finder.core.tablet_question import CHEAP_STRENGTH_MG
from finder.web.shared.answer_form import read_form
from finder.web.shared.questions import form_for
from finder.wording import Words, money
from finder.wording.answer_errors import sentence

FILLS = (DAYS_PER_MONTH, LONG_FILL_DAYS)


class SellerFills(NamedTuple):
    """One way at one seller: the totals of each fill, and what the figures are."""

    seller: Listing
    totals: list[str]
    what: str
    stale: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WayRow:
    """One way to make the dose, in words, with its prices; ``hard_to_find`` when a strength is rarely sold."""

    a_day: str
    tablets: list[str]
    sold: list[SellerFills]
    hard_to_find: bool
    high: Decimal


@dataclass(frozen=True, slots=True)
class DosePage:
    """What the dose page shows for the posted dose; with nothing posted only the form."""

    words: Words
    posted: MultiDict[str, str]
    snapshot: Snapshot
    on: date

    @property
    def form(self) -> Form:
        """The one question."""
        errors = {"daily_dose_mg": self.error} if self.error else {}
        return form_for(("daily_dose_mg",), self.words, MultiDict(self.posted), errors)

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """The posted answers, for the page in the other language."""
        return list(read_form(self.posted, self.snapshot, self.words).hidden())

    @property
    def error(self) -> str:
        """What is wrong with the dose, in a sentence; empty when it can be priced or was not asked."""
        submission = read_form(self.posted, self.snapshot, self.words)
        if self.posted and not self.posted.get("daily_dose_mg", "").strip():
            return sentence(self.words, "daily_dose_mg", AnswerError("not_a_dose"))
        return submission.problems.get("daily_dose_mg", "")

    @property
    def needs_confirming(self) -> bool:
        """Whether the dose is above what we take without a second look."""
        return read_form(self.posted, self.snapshot, self.words).needs_confirming

    @property
    def _dose_read(self) -> int | None:
        dose = read_form(self.posted, self.snapshot, self.words).answers.prescription.daily_dose_mg
        return None if dose is None else int(dose)

    @property
    def dose_mg(self) -> int | None:
        """The dose to price."""
        return None if self.error else self._dose_read

    @property
    def whole_fifties(self) -> bool:
        """Whether whole 50 mg tablets make the dose: else to ask about them would be to ask for halves (S4)."""
        return (self.dose_mg or 0) % CHEAP_STRENGTH_MG == 0

    @property
    def whole(self) -> list[WayRow]:
        """Ways of whole tablets: those with prices first, cheapest first."""
        return self._rows(ways(self.dose_mg or 0))

    @property
    def halves(self) -> list[WayRow]:
        """Ways with half a tablet, priced apart and never suggested."""
        return self._rows(ways_with_a_half(self.dose_mg or 0))

    @property
    def benchmarks(self) -> list[tuple[int, Price]]:
        """What pharmacies pay for one tablet of each strength."""
        book = self.snapshot.facts.prices
        found = ((mg, book.benchmark_per_tablet(mg, self.on)) for mg in (50, 75, 100))
        return [(mg, price) for mg, price in found if price is not None]

    def _rows(self, found: tuple[DoseWay, ...]) -> list[WayRow]:
        sellers = [
            row for row in self.snapshot.by_id.values() if row.pricing and row.covers is Covers.YES and row.strengths_mg
        ]
        dose, book = self.dose_mg or 0, self.snapshot.facts.prices
        costs = [(seller, [costs_by_way(seller, book, dose, days, self.on) for days in FILLS]) for seller in sellers]
        rare = {row.strength_mg for row in self.snapshot.facts.products if row.hard_to_find}
        rows = [
            self._row(way, [(seller, [table.get(way) for table in by]) for seller, by in costs], rare) for way in found
        ]
        return sorted(rows, key=lambda row: (not row.sold, row.high, row.hard_to_find))

    def _row(self, way: DoseWay, offers: list[tuple[Listing, list[Cost | None]]], rare: set[int]) -> WayRow:
        cheapest_first = sorted(
            ((cheapest, seller, costs) for seller, costs in offers if (cheapest := costs[0]) is not None),
            key=lambda offer: (offer[0].high, offer[1].id),
        )
        sold = [
            SellerFills(
                seller,
                [money.fill(self.words, cost) for cost in costs if cost],
                money.what_it_is(self.words, cheapest),
                money.stale_mark(self.words, cheapest),
            )
            for cheapest, seller, costs in cheapest_first
        ]
        return WayRow(
            a_day=money.a_day(self.words, way),
            tablets=[money.tablets(self.words, way, days) for days in FILLS],
            sold=sold,
            hard_to_find=bool(rare & set(way.strengths_mg)),
            high=cheapest_first[0][0].high if cheapest_first else Decimal("Infinity"),
        )
