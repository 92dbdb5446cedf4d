"""What changed since a case was saved: help gained and lost, prices, and the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from finder.caseload.case_file import VERDICT_NAMES, CaseFile, CaseStep, ListingOutcome, Result, Rule
from finder.caseload.dated_answers import runs_out_on
from finder.core.ranking import SAFE_DAYS_LEFT
from finder.core.text import Text

# In the order they are told.
CHANGE_KINDS = ("gained", "lost", "surer", "less_sure", "price_down", "price_up", "price_new", "price_gone", "rule")
SOON_SPAN = timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """One difference at one listing: the rule, the verdict or the dollars a month, before and now."""

    kind: str
    listing: str
    name: Text
    before: Rule | ListingOutcome | None
    now: Rule | ListingOutcome | None


def changes(before: Result, now: Result) -> tuple[CaseChange, ...]:
    """Everything that differs, in the order of ``KINDS``."""
    old = {row.id: row for row in before.listings}
    new = {row.id: row for row in now.listings}
    ids = dict.fromkeys([*new, *old])
    found = [change for listing in ids for change in _at(listing, old.get(listing), new.get(listing))]
    return tuple(sorted(found, key=lambda change: CHANGE_KINDS.index(change.kind)))


def _at(listing: str, old: ListingOutcome | None, new: ListingOutcome | None) -> Iterator[CaseChange]:
    known = new or old
    assert known is not None, "an id comes from one of the two"  # noqa: S101 - says what the caller promises
    name = known.name
    kind = _verdict_change(_level(old), _level(new))
    if kind:
        yield CaseChange(kind=kind, listing=listing, name=name, before=old, now=new)
    # Where it neither fitted nor fits, its price and rules change nothing for this person.
    if old is None or new is None or not (_level(old) or _level(new)):
        return
    price = _price_change(old, new)
    if price:
        yield CaseChange(kind=price, listing=listing, name=name, before=old, now=new)
    for gone, come in _rule_changes(old.rules, new.rules):
        yield CaseChange(kind="rule", listing=listing, name=name, before=gone, now=come)


def _level(row: ListingOutcome | None) -> int:
    return VERDICT_NAMES.index(row.verdict) if row else 0


def _verdict_change(old: int, new: int) -> str:
    if old == new:
        return ""
    if not old or not new:
        return "gained" if new else "lost"
    return "surer" if new > old else "less_sure"


def _price_change(old: ListingOutcome, new: ListingOutcome) -> str:
    if (old.low, old.high) == (new.low, new.high):
        return ""
    if old.high is None or new.high is None or old.low is None or new.low is None:
        return "price_new" if old.high is None else "price_gone"
    return "price_up" if (new.high, new.low) > (old.high, old.low) else "price_down"


def _rule_changes(old: tuple[Rule, ...], new: tuple[Rule, ...]) -> Iterator[tuple[Rule | None, Rule | None]]:
    """Rules whose words or limits differ: pairs of what was and what is; one side is empty for a rule alone."""
    before, now = {rule.words.original: rule for rule in old}, {rule.words.original: rule for rule in new}
    for words, rule in now.items():
        earlier = before.get(words)
        if earlier is not None and earlier.limit and rule.limit and earlier.limit != rule.limit:
            yield earlier, rule
    gone = [rule for words, rule in before.items() if words not in now]
    come = [rule for words, rule in now.items() if words not in before]
    for earlier in gone:
        # The rule that took its place was most likely read at the same address.
        heir = next((rule for rule in come if rule.source == earlier.source), None)
        if heir is not None:
            come.remove(heir)
        yield earlier, heir
    yield from ((None, rule) for rule in come)


@dataclass(frozen=True, slots=True)
class DueDate:
    """Something whose day has come or is near: ``kind`` is next, renewal, tablets, or tablets_out after the day."""

    kind: str
    on: date
    overdue: bool
    step: CaseStep | None = None


def due(case: CaseFile, on: date) -> tuple[DueDate, ...]:
    """What is overdue on a day, and what comes within 30 days; the soonest first."""
    found = [row for step in case.steps for row in _step_due(step, on)]
    runs_out = runs_out_on(case)
    if runs_out is not None and runs_out < on + timedelta(days=SAFE_DAYS_LEFT):
        found.append(DueDate("tablets" if runs_out >= on else "tablets_out", runs_out, True))
    return tuple(sorted(found, key=lambda row: row.on))


def _step_due(step: CaseStep, on: date) -> Iterator[DueDate]:
    days = {"next": step.next_on, "renewal": step.renew_on}
    for kind, day in days.items():
        if day is not None and day <= on + SOON_SPAN:
            yield DueDate(kind, day, day < on, step)
