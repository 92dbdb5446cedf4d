"""What leads the answer, in words: the first card, the coverage to apply for, the last days to act."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from finder.core.deadlines import LastDay, last_days
from finder.core.evidence import can_be_pregnant
from finder.core.headline import coverage_to_apply_for, special_enrolment_until
from finder.core.leading import Lead, Line, lead, to_ask, to_buy
from finder.core.listing import Listing
from finder.core.matches import Plan
from finder.core.own_card import has_plan, may_have_drug_plan, no_cash, own_card
from finder.core.plan import has_no_tablets_yet, may_run_out
from finder.core.worth_asking import may_have_transplant
from finder.wording import Words
from finder.wording.card_advice import CardAdvice, card_advice
from finder.wording.cards import Card, cards
from finder.wording.counter import Counter, Refill, counter, label_question, refill
from finder.wording.coverage import Coverage, coverage, nearly_fitting_coverage
from finder.wording.first_purchase import Fifty, FirstPurchase, fifty, first_purchase
from finder.wording.gap import Gap, gap


@dataclass(frozen=True)
class Headline:
    """What stands above the ways to compare; ``words`` and ``plan`` for what a template words itself."""

    words: Words
    plan: Plan

    @property
    def on(self) -> date:
        """The day the rules and prices are of."""
        return self.plan.on

    @property
    def runs_out(self) -> bool:
        """Whether a same-day step"""
        return may_run_out(self.plan.prescription)

    @cached_property
    def lead(self) -> Lead:
        """The lines of the first card."""
        return lead(self.plan)

    @cached_property
    def counter(self) -> Counter:
        """The sentence to say at a counter, and our estimate of a fair price."""
        return counter(self.words, self.plan)

    @property
    def refill(self) -> Refill:
        """What to say to the prescriber when few tablets are left."""
        return refill(self.words, self.plan)

    @cached_property
    def own_card(self) -> CardAdvice | None:
        """The card to use before anything else."""
        held_card = own_card(self.plan)
        if held_card is None:
            return None
        return card_advice(
            self.words, self.plan, held_card, self.card(held_card.match.listing) if held_card.match else None
        )

    @cached_property
    def first_purchase(self) -> FirstPurchase | None:
        """What to buy first, or beside the counter."""
        buy = to_buy(self.plan)
        return first_purchase(self.words, self.plan, buy, self.card(buy.match.listing)) if buy else None

    @property
    def seller_to_ask(self) -> Card | None:
        """The first seller to call about a price, where none is known."""
        row = to_ask(self.plan)
        return self.card(row.listing) if row else None

    @property
    def calls_prescriber(self) -> bool:
        """Whether the prescriber is to be called today about tablets that cost far more."""
        return self.runs_out and Line.FIFTY in self.lead.lines

    @property
    def label_question(self) -> str:
        """What to look for on the label before a price"""
        return label_question(self.words, self.plan)

    @property
    def can_be_pregnant(self) -> bool:
        """Whether the age told leaves a pregnancy possible."""
        return can_be_pregnant(self.plan.situation.age)

    @property
    def may_have_transplant(self) -> bool:
        """Whether nothing told says whether the medicine is for a transplant."""
        return may_have_transplant(self.plan.situation)

    @cached_property
    def tablet_question(self) -> Fifty | None:
        """The same dose in other tablets at one seller, in dollars (docs/safety.md S4)."""
        return fifty(self.words, self.plan)

    @property
    def has_plan(self) -> bool:
        """Whether a plan's card is to be shown at the counter too."""
        return has_plan(self.plan)

    @cached_property
    def no_cash(self) -> bool:
        """Whether a card the person holds comes before any cash."""
        return no_cash(self.plan)

    @cached_property
    def coverage(self) -> Coverage | None:
        """Public coverage worth applying for."""
        best = coverage_to_apply_for(self.plan)
        return coverage(self.words, self.plan, best, self.card(best.listing)) if best else None

    @property
    def coverage_missed(self) -> str:
        """Coverage that the person misses by a little income, and by how much."""
        return nearly_fitting_coverage(self.words, self.plan)

    @cached_property
    def gap(self) -> Gap | None:
        """Coverage that the state does not offer to most adults."""
        return gap(self.words, self.plan)

    @property
    def has_no_tablets_yet(self) -> bool:
        """Whether the first fill is still to come."""
        return has_no_tablets_yet(self.plan)

    @property
    def special_enrolment(self) -> tuple[date, date] | None:
        """The last days to join a Marketplace plan after losing coverage of any kind, and Medicaid or CHIP."""
        return special_enrolment_until(self.plan)

    @property
    def may_have_drug_plan(self) -> bool:
        """Whether to ask for the card of a Medicare drug plan before any cash (docs/safety.md S9)."""
        return may_have_drug_plan(self.plan)

    @property
    def last_days(self) -> list[LastDay]:
        """The last days to join or change a plan for the coming year, where they concern this person."""
        return last_days(self.plan)

    @property
    def has_coverage(self) -> bool:
        """Whether the person named coverage that they have now."""
        return bool((self.plan.situation.insurance or frozenset()) - {"none"})

    @property
    def no_help_with_a_plan(self) -> Listing | None:
        """The help with a Marketplace plan's price, where it does not fit."""
        rows = (row.listing for row in self.plan.not_fitting)
        return next((listing for listing in rows if listing.open_enrolment), None)

    @cached_property
    def fitting(self) -> list[Card]:
        """Every way that may fit, in order."""
        return cards(self.words, self.plan, self.plan.fitting)

    def card(self, listing: Listing) -> Card:
        """The card of a way that may fit."""
        return next(card for card in self.fitting if card.id == listing.id)
