"""One step of the plan ready to print: a sentence, how long it takes, and the official text it rests on."""

from __future__ import annotations

from dataclasses import dataclass

from finder.core.listing import Listing
from finder.core.matches import Plan
from finder.core.plan import Step
from finder.core.ranking import is_held
from finder.core.snapshot import SafetyFact
from finder.wording import Words
from finder.wording import plan_steps as step_words
from finder.wording.plan_steps import STEP_SOURCES


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoStep:
    """One step ready to print, with the fact it rests on."""

    key: str
    sentence: str
    how_long: str
    listing: Listing | None
    fact: SafetyFact | None


def step_in_words(words: Words, plan: Plan, step: Step) -> TodoStep:
    """The step in words."""
    listing = step.match.listing if step.match else None
    waits = listing is not None and not is_held(listing, plan.situation)
    how_long = step_words.how_soon(words, listing.days_to_hand) if listing and waits else ""
    fact = plan.snapshot.facts.safety.get(STEP_SOURCES.get(step.key, ""))
    return TodoStep(key=step.key, sentence=step_words.step(words, step), how_long=how_long, listing=listing, fact=fact)
