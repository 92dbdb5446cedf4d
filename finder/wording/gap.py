"""The coverage gap in words: the state's rule, the limit of one's own group there, and what may open another way in."""

from __future__ import annotations

from dataclasses import dataclass

from finder.core.coverage_gap import not_offered
from finder.core.deciding_income import deciding_income
from finder.core.headline import closed_to_adults
from finder.core.matches import Match, Plan
from finder.core.text import NO_TEXT
from finder.wording import Words
from finder.wording.contacts import Office, office
from finder.wording.limits import limit_of
from finder.wording.words import N_

# What opens another way into coverage that a state does not offer to most adults, as a question.
WAYS_IN = {
    "pregnant": N_("Pregnant?"),
    "disabled": N_("Disabled?"),
    "children_at_home": N_("Caring for a child at home?"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Coverage that a state does not offer to most adults: its name, the state's rule, and whom to ask.

    ``limit`` is that of the group the person is of, empty where they are of none; ``ways_in`` are questions not
    answered yet.
    """

    name: str
    rule: str
    limit: str
    ways_in: list[str]
    office: Office | None


def gap(words: Words, plan: Plan) -> Gap | None:
    """Coverage that the state does not offer to most adults, for a person who would be poor enough elsewhere."""
    match, told = closed_to_adults(plan), plan.situation
    if match is None:
        return None
    asked = office(words, match.listing, told.state, plan.snapshot.facts, plan.on)
    return Gap(
        name=asked.name if asked else words.text(match.listing.name),
        rule=words.text(next((text for finding in match.findings if (text := not_offered(finding))), NO_TEXT)),
        limit=_limit(words, match),
        ways_in=[words._(question) for fact, question in WAYS_IN.items() if getattr(told, fact) is None],
        office=asked,
    )


def _limit(words: Words, match: Match) -> str:
    income = deciding_income(match.findings)
    if income is None or not income.is_of_group:
        return ""
    nearest = words._("The nearest: %(what)s", what=words.text(income.branch.criterion.because))
    return f"{nearest} {limit_of(words, '', income)}"
