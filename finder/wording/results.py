"""An answer in words: what to do first, the ways to compare, the plan and the costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from finder.core.deadlines import LastDay, last_days
from finder.core.headline import (
    card_leads,
    coverage_to_apply_for,
    first_choice,
    first_priced,
    has_plan,
    special_enrolment_until,
)
from finder.core.listing import Kind, Listing
from finder.core.matching import Match, Plan
from finder.core.plan import When, counter_tablets, may_run_out, steps
from finder.core.verdict import Verdict
from finder.wording import Words, pictures
from finder.wording import lead as leads
from finder.wording.cards import Card, cards
from finder.wording.contacts import enrolment
from finder.wording.places import PlaceRow, place_row
from finder.wording.plan_steps import HEADINGS
from finder.wording.situation import told
from finder.wording.todo import Done, done
from finder.wording.ways import Layout, Span, laid_out

MOST_PLACES = 3
ADULT_AGE = 18
# Said in the first card already.
SAID_FIRST = frozenset({"ask_at_the_counter", "fill_with_your_card", "show_medicare_card", "show_part_b_card"})


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

    @cached_property
    def lead(self) -> leads.Lead:
        """The lines of the first card."""
        return leads.lead(self.plan)

    @cached_property
    def counter(self) -> leads.Counter:
        """The sentence to say at a counter, and our estimate of a fair price."""
        return leads.counter(self.words, self.plan)

    @cached_property
    def first(self) -> leads.First | None:
        """What to try first, or beside the counter."""
        match = first_choice(self.plan)
        return leads.first(self.words, self.plan, match, self.card(match.listing)) if match else None

    @cached_property
    def tablet_question(self) -> leads.Fifty | None:
        """The same dose in other tablets at one seller, in dollars (docs/safety.md S4)."""
        return leads.fifty(self.words, self.plan)

    @property
    def has_plan(self) -> bool:
        """Whether a plan's card is to be shown at the counter too."""
        return has_plan(self.plan)

    @cached_property
    def card_leads(self) -> bool:
        """Whether a card the person holds comes before any cash."""
        return card_leads(self.plan)

    @cached_property
    def coverage(self) -> Match | None:
        """Public coverage worth applying for."""
        return coverage_to_apply_for(self.plan)

    @property
    def coverage_fits(self) -> bool:
        """Whether all rules of the coverage to apply for are met."""
        return self.coverage is not None and self.coverage.verdict is Verdict.YES

    @property
    def coverage_pays(self) -> str:
        """What a fill costs with the coverage to apply for: "$0 to $4"; empty where no figure is on file."""
        best = self.coverage
        return self.words.span(best.cost.low, best.cost.high, whole=True) if best and best.cost else ""

    @property
    def state_decides(self) -> bool:
        """Whether a state, and not a program, decides on the coverage to apply for."""
        return self.coverage is not None and self.coverage.listing.run_by_states

    @property
    def enrolment(self) -> str:
        """When the Marketplace is open, where a plan of its own is the coverage to apply for."""
        best, facts, state = self.coverage, self.plan.snapshot.facts, self.plan.situation.state
        if best is None or state is None or not best.listing.open_enrolment:
            return ""
        return enrolment(self.words, facts.enrolment, state, self.on)

    @property
    def special_enrolment(self) -> tuple[date, date] | None:
        """The last days to join a Marketplace plan after losing coverage of any kind, and Medicaid or CHIP."""
        return special_enrolment_until(self.plan)

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
    def ways(self) -> Layout:
        """Every way that may fit, laid out."""
        return laid_out(self.words, self.plan, self.fitting)

    @property
    def steps(self) -> list[tuple[str, list[Done]]]:
        """The whole plan, by span."""
        return [
            (self.words._(HEADINGS[when]), [done(self.words, self.plan, step) for step in group])
            for when, group in groupby(steps(self.plan), key=lambda step: step.when)
        ]

    @property
    def today(self) -> list[Done]:
        """What else to do today, beside the first card; empty with tablets for 14 days or more."""
        spans = [span for span in self.ways.spans if self.runs_out and span.when is When.TODAY]
        return [step for span in spans for step in self._not_said(span)]

    @property
    def later(self) -> list[Span]:
        """The plan after what stands in the first card."""
        spans = [
            span._replace(steps=[] if self.runs_out and span.when is When.TODAY else self._not_said(span))
            for span in self.ways.spans
        ]
        return [span for span in spans if span.steps or span.ways]

    def _not_said(self, span: Span) -> list[Done]:
        """The steps of a span that the first card does not say."""
        said = SAID_FIRST | ({"ask_about_50_mg"} if self.tablet_question else set())
        if "today" in self.lead.lines:
            said |= {"ask_with_your_plan"}
        if self.runs_out:
            # It stands in the first card, for everybody who may have had one.
            said |= {"call_transplant_team"}
        return [step for step in span.steps if step.key not in said]

    @cached_property
    def places(self) -> list[PlaceRow]:
        """The nearest places, where a ZIP code was told."""
        code = self.plan.situation.zip
        if not code:
            return []
        found = self.plan.snapshot.facts.places.near(code, limit=MOST_PLACES)
        return [place_row(self.words, near, self.plan.snapshot.facts.phrases, self.on) for near in found]

    @cached_property
    def fitting(self) -> list[Card]:
        """Every way that may fit, in order."""
        return cards(self.words, self.plan, self.plan.fitting)

    @cached_property
    def not_fitting(self) -> list[Card]:
        """Every way that does not seem to fit so far, with what would change it."""
        return cards(self.words, self.plan, self.plan.not_fitting)

    def card(self, listing: Listing) -> Card:
        """The card of a way that may fit."""
        return next(card for card in self.fitting if card.id == listing.id)

    @cached_property
    def month(self) -> pictures.Picture | None:
        """The picture of a month."""
        return pictures.month(self.words, self.plan)

    @cached_property
    def years(self) -> list[pictures.Year]:
        """The coming year and a later one."""
        return pictures.years(self.words, self.plan)

    @cached_property
    def year_at(self) -> Card | None:
        """Where the coming year is worked out."""
        priced = first_priced(self.plan)
        return self.card(priced.listing) if priced else None

    @property
    def leaves_out(self) -> str:
        """What the figure of a year leaves out."""
        return " ".join(self.words.text(text) for text in self.plan.snapshot.facts.monitoring.leaves_out)

    @property
    def long_fill(self) -> str:
        """What 90 days cost at once."""
        return pictures.long_fill(self.words, self.plan)

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
        return age is not None and age < ADULT_AGE

    @property
    def nothing_found(self) -> tuple[Listing, ...]:
        """What was looked for and not found, dated and sourced."""
        return self.plan.snapshot.nothing_found

    @property
    def cautions(self) -> tuple[Listing, ...]:
        """Warnings."""
        return self.plan.snapshot.cautions

    def warned_of(self, card: Card) -> list[str]:
        """What must not be missed about a way (S8 to S11, S15), even where its steps are a page further."""
        listing = self.plan.snapshot.by_id.get(card.id)
        if listing is None:
            return []
        covers = [listing.covers_detail] if listing.kind is Kind.PUBLIC_COVERAGE else []
        texts = [self.words.text(text) for text in (*covers, *listing.cautions, listing.license)]
        return [text for text in texts if text]
