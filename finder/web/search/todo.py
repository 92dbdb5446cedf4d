"""Steps of the plan that are about no listing: a sentence, and the official text it rests on."""

from __future__ import annotations

from typing import NamedTuple

from finder.core.matching import Plan
from finder.core.plan import Step
from finder.core.snapshot import SafetyFact
from finder.web.wording import Words
from finder.web.wording import steps as step_words
from finder.web.wording.steps import SOURCES


class Todo(NamedTuple):
    """One step ready to print, with the fact it rests on."""

    key: str
    sentence: str
    fact: SafetyFact | None


def todo(words: Words, plan: Plan, step: Step) -> Todo:
    """The step in words."""
    fact = plan.snapshot.facts.safety.get(SOURCES.get(step.key, ""))
    return Todo(step.key, step_words.step(words, step), fact)
