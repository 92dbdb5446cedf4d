"""An answer in words: what to try first, the plan, the costs, and every way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from finder.core.headline import (
    card_leads,
    coverage_to_apply_for,
    first_choice,
    first_priced,
    has_plan,
    medicare_pays_first,
    part_b_may_pay_first,
    special_enrolment_until,
)
from finder.core.listing import Listing
from finder.core.matching import Match, Plan
from finder.core.plan import (
    Step,
    counter_price,
    counter_price_of_50_mg,
    counter_tablets,
    may_run_out,
    steps,
    tablet_question,
)
from finder.core.ranking import is_held
from finder.core.snapshot import SafetyFact
from finder.wording import Words, money, words_in
from finder.wording import plan_steps as step_words
from finder.wording.cards import Card, cards
from finder.wording.chart import Chart, monthly
from finder.wording.contacts import enrolment, is_a_marketplace_plan
from finder.wording.places import PlaceRow, place_row
from finder.wording.plan_steps import HEADINGS, SENTENCES, SOURCES
from finder.wording.situation import told

MOST_PLACES = 3


class Done(NamedTuple):
    """One step ready to print, with the fact it rests on."""

    sentence: str
    how_long: str
    listing: Listing | None
    fact: SafetyFact | None


@dataclass(frozen=True)
class Results:
    """Everything that follows from a plan; ``words`` and ``plan`` for what a template words itself."""

    words: Words
    plan: Plan

    @property
    def on(self) -> date:
        """The day the rules and prices are of."""
        return self.plan.on

    @property
    def runs_out(self) -> bool:
        """Whether a same-day step leads."""
        return may_run_out(self.plan.prescription)

    @property
    def counter(self) -> dict[str, object]:
        """The sentence to say at a counter, and our estimate of a fair price."""
        strength_mg, quantity = counter_tablets(self.plan.prescription)
        price, fifty = counter_price(self.plan), counter_price_of_50_mg(self.plan)
        return {
            "ask": step_words.question_for_counter(self.words, strength_mg, quantity),
            # The person at the counter may speak English only.
            "in_english": step_words.question_for_counter(words_in("en"), strength_mg, quantity),
            "fair": step_words.fair_price(self.words, price) if price else "",
            "fifty": step_words.fair_price_of_50_mg(self.words, fifty) if fifty else "",
            "price": price,
            "stale": price is not None and price.benchmark.is_stale(self.on),
        }

    @cached_property
    def first(self) -> Match | None:
        """What to try first, or beside the counter."""
        return first_choice(self.plan)

    @cached_property
    def first_priced(self) -> Match | None:
        """Where the coming year is worked out."""
        return first_priced(self.plan)

    @property
    def has_plan(self) -> bool:
        """Whether a plan's card is to be shown at the counter too."""
        return has_plan(self.plan)

    @cached_property
    def card_leads(self) -> bool:
        """Whether a card the person holds comes before any cash."""
        return card_leads(self.plan)

    @property
    def show_both(self) -> str:
        """The sentence for who has Medicare beside Medicaid, since Medicare pays for tablets; empty for others."""
        if not medicare_pays_first(self.plan):
            return ""
        key = "show_part_b_card" if part_b_may_pay_first(self.plan) else "show_medicare_card"
        return self.words._(SENTENCES[key])

    def is_held(self, match: Match) -> bool:
        """Whether the person has this coverage already."""
        return is_held(match.listing, self.plan.situation)

    @property
    def coverage(self) -> Match | None:
        """Public coverage worth applying for."""
        return coverage_to_apply_for(self.plan)

    @property
    def enrolment(self) -> str:
        """When the Marketplace is open, where a plan of its own is the coverage to apply for."""
        best, facts, state = self.coverage, self.plan.snapshot.facts, self.plan.situation.state
        if best is None or state is None or not is_a_marketplace_plan(best.listing):
            return ""
        return enrolment(self.words, facts.enrolment, state, self.on)

    @property
    def special_enrolment(self) -> tuple[date, date] | None:
        """The last days to join a Marketplace plan after losing coverage of any kind, and Medicaid or CHIP."""
        return special_enrolment_until(self.plan)

    @property
    def has_coverage(self) -> bool:
        """Whether the person named coverage that they have now."""
        return bool((self.plan.situation.insurance or frozenset()) - {"none"})

    @property
    def no_help_with_a_plan(self) -> Listing | None:
        """The help with a Marketplace plan's price, where it does not fit."""
        rows = (row.listing for row in self.plan.not_fitting)
        return next((listing for listing in rows if is_a_marketplace_plan(listing)), None)

    @property
    def tablet_question(self) -> dict[str, str] | None:
        """The same dose in other tablets at one seller, in dollars (S4)."""
        found = tablet_question(self.plan)
        if found is None or found.other.way is None or found.fifty.way is None:
            return None
        words = self.words
        return {
            "seller": words.text(found.listing.name),
            "other": money.a_day(words, found.other.way),
            "other_cost": words.about(found.other.high_before_shipping),
            "fifty": money.a_day(words, found.fifty.way),
            "fifty_cost": words.about(found.fifty.high_before_shipping),
            "what": "; ".join(dict.fromkeys(money.what_it_is(words, cost) for cost in (found.other, found.fifty))),
            "stale": money.stale(words, found.other) or money.stale(words, found.fifty),
        }

    @property
    def steps(self) -> list[tuple[str, list[Done]]]:
        """The plan, by span."""
        return [
            (self.words._(HEADINGS[when]), [self._done(step) for step in group])
            for when, group in groupby(steps(self.plan), key=lambda step: step.when)
        ]

    def _done(self, step: Step) -> Done:
        listing = step.match.listing if step.match else None
        waits = listing and step.match and not self.is_held(step.match)
        how_long = step_words.how_soon(self.words, listing.days_to_hand) if listing and waits else ""
        fact = self.plan.snapshot.facts.safety.get(SOURCES.get(step.key, ""))
        return Done(step_words.step(self.words, step), how_long, listing, fact)

    @property
    def places(self) -> list[PlaceRow]:
        """The nearest places, where a ZIP code was told."""
        code = self.plan.situation.zip
        if not code:
            return []
        found = self.plan.snapshot.facts.places.near(code, limit=MOST_PLACES)
        return [place_row(self.words, near, self.on) for near in found]

    @cached_property
    def chart(self) -> Chart | None:
        """The bar chart of monthly costs."""
        return monthly(self.words, self.plan)

    @property
    def fitting(self) -> list[Card]:
        """Every way that may fit, in order."""
        return cards(self.words, self.plan, self.plan.fitting)

    @property
    def not_fitting(self) -> list[Card]:
        """Every way that does not seem to fit so far, with what would change it."""
        return cards(self.words, self.plan, self.plan.not_fitting)

    @property
    def to_ask_for(self) -> str:
        """What to name when asking for a price: "90 tablets of 50 mg"."""
        strength_mg, quantity = counter_tablets(self.plan.prescription)
        return self.words._("%(count)s tablets of %(strength)s mg", count=quantity, strength=strength_mg)

    @property
    def told(self) -> list[str]:
        """The answers in words, for the line "Your answers"."""
        return told(self.words, self.plan.situation, self.plan.prescription)

    @property
    def child(self) -> bool:
        """Whether the tablets are for someone under 18, as told."""
        age = self.plan.situation.age
        return age is not None and age < 18

    @property
    def nothing_found(self) -> tuple[Listing, ...]:
        """What was looked for and not found, dated and sourced."""
        return self.plan.snapshot.nothing_found

    @property
    def cautions(self) -> tuple[Listing, ...]:
        """Warnings."""
        return self.plan.snapshot.cautions
