"""Words for steps and changes of a case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finder.caseload.case_changes import CaseChange, DueDate
from finder.caseload.case_file import ListingOutcome, Rule
from finder.wording import Words
from finder.wording.words import N_

STEP_STATE_WORDS = {
    "planned": N_("Planned"),
    "sent": N_("Sent"),
    "waiting_for_prescriber": N_("Waiting for the prescriber"),
    "approved": N_("They said yes"),
    "denied": N_("They said no"),
    "appeal": N_("Asked them to look again (appeal)"),
    "renewal_due": N_("To be renewed"),
}
EVENT_WORDS = {"told": N_("Told the client"), "sent": N_("Sent the papers")}
CHANGE_KIND_WORDS = {
    "gained": N_("New: may fit now"),
    "lost": N_("Does not seem to fit any more"),
    "surer": N_("Surer than before"),
    "less_sure": N_("Less sure than before"),
    "price_up": N_("Price up"),
    "price_down": N_("Price down"),
    "price_new": N_("Has a price now"),
    "price_gone": N_("No price now"),
    "rule": N_("A rule changed"),
}
DUE = {
    "next": N_("%(name)s: look again on %(day)s"),
    "renewal": N_("%(name)s: renew by %(day)s"),
    "tablets": N_("Tablets may run out on %(day)s"),
    "tablets_out": N_("By the count on file the tablets ran out on %(day)s. Ask today whether any are left."),
}


class Side(NamedTuple):
    """One side of a changed rule: its words and limit, and where it was read."""

    text: str
    source: str
    checked_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeWords:
    """One change ready to print: what kind, where, a sentence, and the rule that made it."""

    kind: str
    listing: str
    name: str
    sentence: str
    rule_before: Side | None
    rule_now: Side | None


def change_words(words: Words, change: CaseChange) -> ChangeWords:
    """One change in words."""
    before, now = change.before, change.now
    sentence = ""
    if change.kind.startswith("price") and before is not None and now is not None:
        sentence = words._("Before: %(before)s. Now: %(now)s.", before=_price(words, before), now=_price(words, now))
    return ChangeWords(
        kind=words._(CHANGE_KIND_WORDS[change.kind]),
        listing=change.listing,
        name=words.text(change.name),
        sentence=sentence,
        rule_before=_side(words, change.reason and change.reason.before),
        rule_now=_side(words, change.reason and change.reason.now),
    )


def _price(words: Words, row: ListingOutcome) -> str:
    if row.low is None or row.high is None:
        return words._("no price")
    return words._("%(span)s a month", span=words.span(Decimal(row.low), Decimal(row.high)))


def _side(words: Words, rule: Rule | None) -> Side | None:
    if rule is None:
        return None
    text = words.text(rule.words)
    if rule.limit:
        # Not inside an f-string: messages there are not found for translation.
        figure = words._("The figure: %(limit)s.", limit=rule.limit)
        text = f"{text} {figure}"
    return Side(text, rule.source, _day_or_none(rule.checked_on))


def _day_or_none(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def due_words(words: Words, row: DueDate, name: str) -> str:
    """Something to look at, in words."""
    values = {"day": words.day(row.on)} | ({"name": name} if row.step else {})
    return words._(DUE[row.kind], **values)
