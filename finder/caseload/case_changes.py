"""What changed since a case was saved, as far as it decides for this person: help gained and lost, prices, and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from finder.caseload.case_file import VERDICT_NAMES, CaseFile, CaseStep, ListingOutcome, Result, Rule
from finder.caseload.dated_answers import runs_out_on
from finder.core.ranking import SAFE_DAYS_LEFT
from finder.core.text import Text

# In the order they are told.
CHANGE_KINDS = ("gained", "lost", "surer", "less_sure", "price_down", "price_up", "price_new", "price_gone", "rule")
SOON_SPAN = timedelta(days=30)


class RuleChange(NamedTuple):
    """One rule as it was and as it is; one side is ``None`` for a rule that ended or began."""

    before: Rule | None
    now: Rule | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseChange:
    """One difference at one listing, before and now, with the rule that made it."""

    kind: str
    listing: str
    name: Text
    before: ListingOutcome | None
    now: ListingOutcome | None
    reason: RuleChange | None = None


def changes(before: Result, now: Result) -> tuple[CaseChange, ...]:
    """What differs for this person, in the order of ``CHANGE_KINDS``."""
    old = {row.id: row for row in before.listings}
    new = {row.id: row for row in now.listings}
    ids = dict.fromkeys([*new, *old])
    found = [change for listing in ids for change in _at(listing, old.get(listing), new.get(listing))]
    return tuple(sorted(_lowest_new_price(found), key=lambda change: CHANGE_KINDS.index(change.kind)))


def _lowest_new_price(found: list[CaseChange]) -> Iterator[CaseChange]:
    """All changes, but of first prices on file the lowest alone: they are new to us, not to the seller."""
    highs = [row.now.high for row in found if row.kind == "price_new" and row.now and row.now.high is not None]
    for row in found:
        if row.kind != "price_new" or (row.now and row.now.high == min(highs)):
            yield row


def _at(listing: str, old: ListingOutcome | None, new: ListingOutcome | None) -> Iterator[CaseChange]:
    known = new or old
    assert known is not None, "an id comes from one of the two"  # noqa: S101 - says what the caller promises

    def change(kind: str, reason: RuleChange | None = None) -> CaseChange:
        return CaseChange(kind=kind, listing=listing, name=known.name, before=old, now=new, reason=reason)

    kind = _verdict_change(_level(old), _level(new))
    if kind:
        yield change(kind, _reason(old.rules, new.rules) if old and new else None)
    # Where it does not fit, its price and rules change nothing for this person.
    if old is None or new is None or not (_level(old) and _level(new)):
        return
    price = _price_change(old, new)
    if price:
        yield change(price)
    reworded = None if kind else _still_open(old.rules, new.rules)
    if reworded is not None:
        yield change("rule", reworded)


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


def _reason(old: tuple[Rule, ...], new: tuple[Rule, ...]) -> RuleChange | None:
    """The rule that made the verdict another one: best a limit that moved past the person.

    Of limits with the same figures the last: groups that few belong to stand first. A rule that began or ended counts
    where it stood, or stands, against the person.
    """
    pairs = list(_pairs(old, new))
    turned = [pair for pair in pairs if _has_turned(pair)]
    by_figures = {_limits(pair): pair for pair in turned if _has_other_limit(pair)}
    alone = [pair for pair in pairs if None in pair and "no" in {rule.verdict for rule in pair if rule}]
    return next(iter([*by_figures.values(), *turned, *alone]), None)


def _has_turned(pair: RuleChange) -> bool:
    before, now = pair
    return bool(before and now and before.verdict != now.verdict)


def _still_open(old: tuple[Rule, ...], new: tuple[Rule, ...]) -> RuleChange | None:
    """A rule that cannot be told for this person, then as now, and that says something else today."""
    pairs = (pair for pair in _pairs(old, new) if pair.before and pair.now)
    kept_open = (pair for pair in pairs if {rule.verdict for rule in pair if rule} == {"maybe"})
    return next((pair for pair in kept_open if _has_other_words(pair) or _has_other_limit(pair)), None)


def _limits(pair: RuleChange) -> tuple[str, ...]:
    return tuple(rule.limit for rule in pair if rule is not None)


def _has_other_limit(pair: RuleChange) -> bool:
    return all(_limits(pair)) and len(set(_limits(pair))) == len(pair)


def _has_other_words(pair: RuleChange) -> bool:
    before, now = pair
    return bool(before and now and before.words.original != now.words.original)


def _pairs(old: tuple[Rule, ...], new: tuple[Rule, ...]) -> Iterator[RuleChange]:
    """Each rule beside what it was: by its words; where they changed, by the address, if no other changed there."""
    before, now = {rule.words.original: rule for rule in old}, {rule.words.original: rule for rule in new}
    for words, rule in now.items():
        if words in before:
            yield RuleChange(before[words], rule)
    gone = [rule for words, rule in before.items() if words not in now]
    come = [rule for words, rule in now.items() if words not in before]
    alone = [Counter(rule.source for rule in rules) for rules in (gone, come)]
    heirs = {rule.source: rule for rule in come if alone[0][rule.source] == alone[1][rule.source] == 1}
    for rule in gone:
        yield RuleChange(rule, heirs.get(rule.source))
    yield from (RuleChange(None, rule) for rule in come if rule is not heirs.get(rule.source))


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
