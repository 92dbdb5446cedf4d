"""The packet: what a worker prints for one client, of the options chosen from that client's plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from finder.core.bloodtests import blood_test_days
from finder.core.changes import days_named
from finder.core.listing import Kind, Listing
from finder.core.matching import Match, Matcher
from finder.core.prices import SHELF_LIFE_DAYS
from finder.core.snapshot import Product
from finder.web.cases.visit import visit_questions
from finder.web.search.cards import Card, card
from finder.web.search.results import Results
from finder.web.wording import Words
from finder.web.wording.contacts import Office, office

MOST_OPTIONS = 5
ALREADY_TICKED = 3
MOST_HELPERS = 4
LISTING_SHELF_LIFE = timedelta(days=180)
# Nobody should rely on a paper for longer, whatever is on it.
PAPER_SHELF_LIFE = timedelta(days=90)
USUAL_STRENGTH_MG = 50
FOR_PRESCRIBER = ("prescriber_section", "prescription", "diagnosis_letter", "transplant_letter")


class Wanted(NamedTuple):
    """One paper, and the programs that want it."""

    name: str
    programs: str


class Option(NamedTuple):
    """One chosen option: its card, the listing's own words, and what is still open."""

    card: Card
    listing: Listing
    open: list[str]


@dataclass(frozen=True)
class Packet:
    """Everything on the paper. ``chosen`` are ids of listings; ``start`` the day the tablets were or will be begun."""

    results: Results
    chosen: tuple[str, ...]
    label: str
    start: date | None
    letters: frozenset[str]

    @property
    def words(self) -> Words:
        """The language of the paper."""
        return self.results.words

    @property
    def on(self) -> date:
        """The day the rules and prices are of."""
        return self.results.on

    @cached_property
    def options(self) -> list[Option]:
        """The chosen options, in the order to try them."""
        plan = self.results.plan
        matcher = Matcher(plan.snapshot, plan.situation, plan.prescription, plan.on)
        rows = [row for row in plan.fitting if row.listing.id in self.chosen]
        cards = [card(self.words, plan, matcher, row) for row in rows]
        return [Option(made, row.listing, _open(made)) for made, row in zip(cards, rows, strict=True)]

    @cached_property
    def check_again_after(self) -> date:
        """The first day on which a price or fact on the paper is past its shelf life, or a rule changes."""
        last = self.on + PAPER_SHELF_LIFE
        rows = [row for row in self.results.plan.fitting if row.listing.id in self.chosen]
        days = (day for row in rows for day in _ends(row))
        return min((day for day in days if self.on < day < last), default=last)

    @cached_property
    def documents(self) -> list[Wanted]:
        """Each paper once, with the programs that want it."""
        names = self.results.plan.snapshot.facts.documents
        wanted: dict[str, list[str]] = {}
        for option in self.options:
            for document in option.listing.documents:
                wanted.setdefault(document, []).append(option.card.name)
        return [Wanted(self.words.text(names[key]), ", ".join(by)) for key, by in wanted.items() if key in names]

    @cached_property
    def for_prescriber(self) -> list[Wanted]:
        """What the programs' forms want from the prescriber."""
        names = self.results.plan.snapshot.facts.documents
        found = (
            (key, [row.card.name for row in self.options if key in row.listing.documents]) for key in FOR_PRESCRIBER
        )
        return [Wanted(self.words.text(names[key]), ", ".join(by)) for key, by in found if by and key in names]

    @property
    def products(self) -> list[Product]:
        """Marketed tablets of 50 mg and of the strength written now, with their product numbers (NDC)."""
        wanted = {USUAL_STRENGTH_MG, self.results.plan.prescription.written_strength_mg or USUAL_STRENGTH_MG}
        rows = self.results.plan.snapshot.facts.products
        marketed = [row for row in rows if row.marketed == "yes" and row.strength_mg in wanted]
        return sorted(marketed, key=lambda row: (row.strength_mg, row.product, row.labeler))

    @property
    def questions(self) -> list[str]:
        """Questions for the visit and the pharmacy, from what is open for this person."""
        return visit_questions(self.results, [(row.card.name, row.listing) for row in self.options])

    @property
    def blood_tests(self) -> list[date | None]:
        """The days of the label's blood counts in the first year; blank lines where no start date was given."""
        monitoring = self.results.plan.snapshot.facts.monitoring
        if self.start is None:
            return [None] * sum(monitoring.first_year)
        return list(blood_test_days(self.start, monitoring))

    @cached_property
    def offices(self) -> list[Office]:
        """The state's own offices, each once."""
        plan = self.results.plan
        rows = (
            office(self.words, row.listing, plan.situation.state, plan.snapshot.facts, plan.on)
            for row in plan.matches
            if row.listing.kind is Kind.PUBLIC_COVERAGE
        )
        return list({row.name: row for row in rows if row and row.name}.values())

    @property
    def helpers(self) -> list[Listing]:
        """Free help by phone, in the order of the plan."""
        rows = (row.listing for row in self.results.plan.fitting)
        helpful = (row for row in rows if row.kind is Kind.NAVIGATION_HELP and row.phone)
        return list(islice(helpful, MOST_HELPERS))


def _open(made: Card) -> list[str]:
    """The rules that are not settled yet, in words."""
    settled = ("fits", "assumed")
    return [f"{row.label}: {row.rule}" for row in made.reasons if row.status not in settled]


def _ends(row: Match) -> Iterator[date]:
    yield row.listing.checked_on + LISTING_SHELF_LIFE
    yield from days_named(row.listing.criteria)
    if row.cost is not None:
        yield row.cost.observed_on + timedelta(days=SHELF_LIFE_DAYS[row.cost.kind])


def ticked(results: Results) -> list[str]:
    """What is chosen until the worker chooses: the first few, and the coverage worth applying for."""
    rows = [row.listing.id for row in results.plan.fitting[:ALREADY_TICKED]]
    coverage = results.coverage
    return list(dict.fromkeys([*rows, *([coverage.listing.id] if coverage else [])]))
