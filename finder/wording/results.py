"""An answer in words: what leads it, the ways to compare, the plan and the costs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from finder.core.headline import first_priced
from finder.core.leading import Line
from finder.core.listing import Kind, Listing
from finder.core.places import PlaceKind
from finder.core.places_to_go import places_to_go
from finder.core.plan import ADULT_AGE, When, plan_steps
from finder.core.tablet_question import counter_tablets
from finder.wording import pictures
from finder.wording.cards import Card, cards
from finder.wording.headline import Headline
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
class Results(Headline):
    """Everything that follows from a plan."""

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
        lines = {*self.lead.lines, *self.lead.below}
        if Line.TODAY in lines:
            said |= {"ask_partial_fill"}
        if lines & {Line.REFILL, Line.FIFTY}:
            said |= {"ask_short_local_prescription", "ask_for_first_prescription"}
        if self.runs_out:
            # It stands in the first card, for everybody who may have had one.
            said |= {"call_transplant_team"}
        return [step for step in span.steps if step.key not in said]

    @cached_property
    def places(self) -> list[PlaceRow]:
        """The nearest places for this person, where a ZIP code was told."""
        facts = self.plan.snapshot.facts
        return [place_row(self.words, near, facts, self.on) for near in places_to_go(self.plan, MOST_PLACES_SHOWN)]

    @property
    def place_finder(self) -> Listing | None:
        """The listing whose site and phone find more places of care than we have on file."""
        return self.plan.snapshot.speaking_for(PlaceKind.HEALTH_CENTER)

    @cached_property
    def not_fitting(self) -> list[Card]:
        """Every way that does not seem to fit so far, with what would change it."""
        return cards(self.words, self.plan, self.plan.not_fitting)

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
    def answer_phrases(self) -> list[str]:
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
