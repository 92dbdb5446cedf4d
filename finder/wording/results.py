"""An answer in words: what to do first, the ways to compare, the plan and the costs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from finder.core.deadlines import LastDay, last_days
from finder.core.evidence import can_be_pregnant
from finder.core.headline import coverage_to_apply_for, first_priced, special_enrolment_until
from finder.core.leading import Lead, Line, lead, to_ask, to_buy
from finder.core.listing import Kind, Listing
from finder.core.matches import Plan
from finder.core.own_card import has_plan, may_have_drug_plan, no_cash, own_card
from finder.core.plan import ADULT_AGE, When, has_no_tablets_yet, may_run_out, plan_steps
from finder.core.tablet_question import counter_tablets
from finder.core.worth_asking import may_have_transplant
from finder.wording import Words, pictures
from finder.wording import lead as leads
from finder.wording.cards import Card, cards
from finder.wording.coverage import Coverage, coverage, missed
from finder.wording.gap import Gap, gap
from finder.wording.places import PlaceRow, place_row
from finder.wording.plan_steps import WHEN_WORDS
from finder.wording.situation import answer_phrases
from finder.wording.todo import TodoStep, step_in_words
from finder.wording.ways import Layout, Span, layout_of

MOST_PLACES_SHOWN = 3
# From this age on a state may recover what Medicaid paid.
ESTATE_RECOVERY_AGE = 55
# Said in the first card already.
SAID_FIRST = frozenset(
    {
        "ask_at_the_counter",
        "ask_with_your_plan",
        "call_about_50_mg",
        "fill_with_your_card",
        "look_at_label",
        "show_medicare_card",
        "show_part_b_card",
        "use_your_card",
        "use_your_plan",
    }
)


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
    def lead(self) -> Lead:
        """The lines of the first card."""
        return lead(self.plan)

    @cached_property
    def counter(self) -> leads.Counter:
        """The sentence to say at a counter, and our estimate of a fair price."""
        return leads.counter(self.words, self.plan)

    @property
    def refill(self) -> leads.Refill:
        """What to say to the prescriber when few tablets are left."""
        return leads.refill(self.words, self.plan)

    @cached_property
    def own(self) -> leads.Own | None:
        """The card to use before anything else."""
        held = own_card(self.plan)
        if held is None:
            return None
        return leads.own(self.words, self.plan, held, self.card(held.match.listing) if held.match else None)

    @cached_property
    def first(self) -> leads.First | None:
        """What to buy first, or beside the counter."""
        buy = to_buy(self.plan)
        return leads.first(self.words, self.plan, buy, self.card(buy.match.listing)) if buy else None

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
        """What to look for on the label before a price leads."""
        return leads.label_question(self.words, self.plan)

    @property
    def can_be_pregnant(self) -> bool:
        """Whether the age told leaves a pregnancy possible."""
        return can_be_pregnant(self.plan.situation.age)

    @property
    def may_have_transplant(self) -> bool:
        """Whether nothing told says whether the medicine is for a transplant."""
        return may_have_transplant(self.plan.situation)

    @cached_property
    def tablet_question(self) -> leads.Fifty | None:
        """The same dose in other tablets at one seller, in dollars (docs/safety.md S4)."""
        return leads.fifty(self.words, self.plan)

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
        return missed(self.words, self.plan)

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
    def ways(self) -> Layout:
        """Every way that may fit, laid out."""
        return layout_of(self.words, self.plan, self.fitting)

    @property
    def steps(self) -> list[tuple[str, list[TodoStep]]]:
        """The whole plan, by span."""
        return [
            (self.words._(WHEN_WORDS[when]), [step_in_words(self.words, self.plan, step) for step in group])
            for when, group in groupby(plan_steps(self.plan), key=lambda step: step.when)
        ]

    @property
    def today(self) -> list[TodoStep]:
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

    def _not_said(self, span: Span) -> list[TodoStep]:
        """The steps of a span that the first card does not say."""
        said = SAID_FIRST | ({"ask_about_50_mg"} if self.tablet_question else set())
        shown = {*self.lead.lines, *self.lead.below}
        if Line.TODAY in shown:
            said |= {"ask_partial_fill"}
        if shown & {Line.REFILL, Line.FIFTY}:
            said |= {"ask_short_local_prescription", "ask_for_first_prescription"}
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
        found = self.plan.snapshot.facts.places.near(code, limit=MOST_PLACES_SHOWN)
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
        return answer_phrases(self.words, self.plan.situation, self.plan.prescription)

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
        age = self.plan.situation.age
        older = listing.cautions_from_55 if age is None or age >= ESTATE_RECOVERY_AGE else ()
        texts = [self.words.text(text) for text in (*covers, *listing.cautions, *older, listing.license)]
        return [text for text in texts if text]
