"""The packet: what a worker prints for one client, of the options chosen from that client's plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import NamedTuple

from finder.core.blood_tests import blood_test_days
from finder.core.changes import days_named
from finder.core.freshness import listing_age
from finder.core.leading import to_buy
from finder.core.listing import Kind, Listing
from finder.core.matches import Match
from finder.core.own_card import own_card
from finder.core.plan import When, comes_too_late, plan_steps
from finder.core.prices import PRICE_KINDS
from finder.core.ranking import is_held
from finder.core.rare_traits import waits_for_few
from finder.core.snapshot import Product
from finder.core.tablet_question import CHEAP_STRENGTH_MG, DRUG_COVER
from finder.core.text import Text
from finder.papers.visit_questions import visit_questions
from finder.wording import Words, words_in
from finder.wording.cards import Card, cards
from finder.wording.contacts import Office, office
from finder.wording.results import ESTATE_RECOVERY_AGE, Results
from finder.wording.todo import step_in_words

MOST_OPTIONS_IN_PACKET = 5
ALREADY_TICKED = 3
MOST_HELPERS = 4
# Nobody should rely on a paper for longer, whatever is on it.
PAPER_SHELF_LIFE = timedelta(days=90)
# The step that brings tablets on the same day; what else is done today comes after it.
AT_THE_COUNTER = frozenset({"ask_at_the_counter", "fill_with_your_card"})
FOR_PRESCRIBER = ("prescriber_section", "prescription", "diagnosis_letter", "transplant_letter")


class WantedPaper(NamedTuple):
    """One paper, and the programs that want it."""

    name: str
    programs: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PacketOption:
    """One chosen option: its card, the listing's own words, what is still open, and cautions of its own.

    ``late``: it may come when the tablets have run out.
    """

    card: Card
    listing: Listing
    steps: tuple[Text, ...]
    open: list[str]
    cautions: list[str]
    late: bool


class Caution(NamedTuple):
    """A caution that several of the chosen options have, and their numbers."""

    text: str
    options: list[int]


@dataclass(frozen=True, kw_only=True)
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
    def options(self) -> list[PacketOption]:
        """The chosen options, in the order to try them."""
        shared = {caution.text for caution in self.shared_cautions}
        made = cards(self.words, self.results.plan, self._rows)
        return [
            PacketOption(
                card=card,
                listing=row.listing,
                steps=self._steps(row.listing),
                open=_open(card),
                cautions=[text for text in self._cautions(row.listing) if text not in shared],
                late=comes_too_late(self.results.plan, row),
            )
            for card, row in zip(made, self._rows, strict=True)
        ]

    @cached_property
    def shared_cautions(self) -> list[Caution]:
        """What several options have in common is printed once."""
        found: dict[str, list[int]] = {}
        for number, row in enumerate(self._rows, start=1):
            for text in self._cautions(row.listing):
                found.setdefault(text, []).append(number)
        return [Caution(text, numbers) for text, numbers in found.items() if len(numbers) > 1]

    @cached_property
    def _rows(self) -> list[Match]:
        return [row for row in self.results.plan.fitting if row.listing.id in self.chosen]

    @property
    def same_day(self) -> list[str]:
        """What to do today to get tablets, up to the counter; empty with tablets for 14 days or more (S1)."""
        if not self.results.runs_out:
            return []
        sentences = []
        for step in (step for step in plan_steps(self.results.plan) if step.when is When.TODAY):
            sentences.append(step_in_words(self.words, self.results.plan, step).sentence)
            if step.key in AT_THE_COUNTER:
                break
        return sentences

    def _steps(self, listing: Listing) -> tuple[Text, ...]:
        """Who has it already does not apply."""
        has_card = is_held(listing, self.results.plan.situation)
        return listing.holder_steps if has_card and listing.holder_steps else listing.steps

    def _cautions(self, listing: Listing) -> list[str]:
        age = self.results.plan.situation.age
        older = listing.cautions_from_55 if age is None or age >= ESTATE_RECOVERY_AGE else ()
        return [self.words.text(text) for text in (*listing.cautions, *older)]

    @property
    def asks_about_50_mg(self) -> bool:
        """Whether to ask for 50 mg tablets: where they can make the dose whole and would change what is paid (S4)."""
        prescription = self.results.plan.prescription
        whole = prescription.daily_dose_mg is None or prescription.daily_dose_mg % CHEAP_STRENGTH_MG == 0
        same_copay = (self.results.plan.situation.insurance or frozenset()) & DRUG_COVER
        return whole and prescription.written_strength_mg != CHEAP_STRENGTH_MG and not same_copay

    @cached_property
    def check_again_after(self) -> date:
        """The first day on which a price or fact on the paper is past its shelf life, or a rule changes."""
        last = self.on + PAPER_SHELF_LIFE
        days = (day for row in self._rows for day in _ends(row))
        return min((day for day in days if self.on < day < last), default=last)

    @cached_property
    def documents(self) -> list[WantedPaper]:
        """Each paper once, with the programs that want it."""
        names = self.results.plan.snapshot.facts.documents
        wanted: dict[str, list[str]] = {}
        for option in self.options:
            for document in option.listing.documents:
                wanted.setdefault(document, []).append(option.card.name)
        return [WantedPaper(self.words.text(names[key]), ", ".join(by)) for key, by in wanted.items() if key in names]

    @cached_property
    def for_prescriber(self) -> list[WantedPaper]:
        """What the programs' forms want from the prescriber."""
        names = self.results.plan.snapshot.facts.documents
        found = (
            (key, [row.card.name for row in self.options if key in row.listing.documents]) for key in FOR_PRESCRIBER
        )
        return [WantedPaper(self.words.text(names[key]), ", ".join(by)) for key, by in found if by and key in names]

    @property
    def products(self) -> list[Product]:
        """Marketed tablets of 50 mg and of the strength written now, with their product numbers (NDC)."""
        wanted = {CHEAP_STRENGTH_MG, self.results.plan.prescription.written_strength_mg or CHEAP_STRENGTH_MG}
        rows = self.results.plan.snapshot.facts.products
        marketed = [row for row in rows if row.marketed == "yes" and row.strength_mg in wanted]
        return sorted(marketed, key=lambda row: (row.strength_mg, row.product, row.labeler))

    @property
    def questions(self) -> list[tuple[str, str]]:
        """Questions for the visit and the pharmacy, from what is open for this person.

        Each with its English where the paper is not in English: who is asked may speak no other.
        """
        listings = [row.listing for row in self.options]
        answers_questions = visit_questions(self.results, listings, self.words)
        english = visit_questions(self.results, listings, words_in("en"))
        return [(text, "" if text == other else other) for text, other in zip(answers_questions, english, strict=True)]

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
        """Free help by phone, in the order of the plan; none that is for people with a condition nobody told us of."""
        rows = (row.listing for row in self.results.plan.fitting if not waits_for_few(row))
        helpful = (row for row in rows if row.kind is Kind.NAVIGATION_HELP and row.phone)
        return list(islice(helpful, MOST_HELPERS))


def _open(made: Card) -> list[str]:
    """The rules that are not settled yet, in words."""
    settled = ("fits", "assumed")
    return [f"{row.label}: {row.rule}" for row in made.reasons if row.status not in settled]


def _ends(row: Match) -> Iterator[date]:
    yield listing_age(row.listing).look_again_on
    yield from days_named(row.listing.criteria)
    if row.cost is not None:
        yield row.cost.observed_on + timedelta(days=PRICE_KINDS[row.cost.kind].shelf_life_days)


def default_choice(results: Results) -> list[str]:
    """What is chosen until the worker chooses: the first few, and the coverage worth applying for."""
    plan, coverage = results.plan, results.coverage
    card, buy = own_card(plan), to_buy(plan)
    leading = [row.match.listing.id for row in (card, buy) if row is not None and row.match is not None]
    rows = [way.card.id for way in results.ways.compared]
    lead = list(dict.fromkeys([*leading, *rows]))[:ALREADY_TICKED]
    return list(dict.fromkeys([*lead, *([coverage.card.id] if coverage else [])]))
