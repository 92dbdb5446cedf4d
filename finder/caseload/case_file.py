"""The case file: what a worker keeps on their own disk. docs/case-file.md describes it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from werkzeug.datastructures import MultiDict

from finder.answers.columns import COLUMNS, SEPARATOR
from finder.core.costs import cents
from finder.core.criteria import Finding, Form
from finder.core.matches import Match, Plan
from finder.core.text import Text
from finder.languages import LANGUAGES
from finder.wording import Words

CASE_FORMAT = "azathioprine-cost-finder-case"
CASE_VERSION = 2
STEP_STATES = ("planned", "sent", "waiting_for_prescriber", "approved", "denied", "appeal", "renewal_due")
EVENTS = ("told", "sent")
VERDICT_NAMES = ("no", "maybe", "yes")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that was done: the client was told, or papers were sent."""

    what: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseStep:
    """One listing that the worker follows for the client. ``next_on`` is when to look again."""

    listing: str
    state: str = "planned"
    next_on: date | None = None
    renew_on: date | None = None
    reason: str = ""
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule as it was: its words, its limit where it has one, and where it was read."""

    words: Text
    verdict: str
    limit: str
    source: str
    checked_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingOutcome:
    """One listing as it was: verdict, dollars a month (``None``: no price), rules."""

    id: str
    name: Text
    verdict: str
    low: Decimal | None
    high: Decimal | None
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """An answer of one day."""

    rules_as_of: date
    snapshot: str
    listings: tuple[ListingOutcome, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """A whole case: the worker's own label, answers as typed, the day each was told, the dated result, the steps."""

    label: str
    saved_on: date
    answers: Mapping[str, str]
    told_on: Mapping[str, date]
    result: Result
    steps: tuple[CaseStep, ...] = ()

    def with_result(self, plan: Plan) -> CaseFile:
        """The same case with the answer of a day."""
        return replace(self, saved_on=plan.on, result=result_of(plan))


def as_form(answers: Mapping[str, str]) -> MultiDict[str, str]:
    """Answers as a form sends them."""
    return MultiDict([(name, value) for name, text in answers.items() for value in _values(name, text)])


def _values(name: str, text: str) -> list[str]:
    several = name in COLUMNS and COLUMNS[name].several
    return [part.strip() for part in text.split(SEPARATOR) if part.strip()] if several else [text]


def answers_of(texts: MultiDict[str, str]) -> dict[str, str]:
    """Answers as text by name; several are joined by ";"."""
    return {name: SEPARATOR.join(dict.fromkeys(texts.getlist(name))) for name in texts}


def result_of(plan: Plan) -> Result:
    """What a plan says today, in the form of the file."""
    return Result(plan.on, plan.snapshot.version, tuple(_outcome(row) for row in plan.matches))


def _outcome(row: Match) -> ListingOutcome:
    low, high = (cents(amount) for amount in row.cost.per_month) if row.cost else (None, None)
    rules = dict.fromkeys(_rules(row.findings))
    return ListingOutcome(
        id=row.listing.id,
        name=row.listing.name,
        verdict=row.verdict.name.lower(),
        low=low,
        high=high,
        rules=tuple(rules),
    )


def _rules(findings: tuple[Finding, ...]) -> Iterator[Rule]:
    """Every rule that has words of its own, groups and their parts alike."""
    for finding in findings:
        criterion = finding.criterion
        if criterion.because:
            checked = criterion.checked_on.isoformat() if criterion.checked_on else ""
            yield Rule(
                words=criterion.because,
                verdict=finding.verdict.name.lower(),
                limit=_limit(finding),
                source=criterion.source,
                checked_on=checked,
            )
        yield from _rules(finding.parts)


def _limit(finding: Finding) -> str:
    """The limit as dollars a month or a number; empty for rules without one."""
    if finding.limit_per_month is not None:
        return f"${Words.plain(finding.limit_per_month)}"
    if finding.criterion.form is Form.RULE and isinstance(finding.limit, (int, Decimal)):
        return Words.number(finding.limit) if not isinstance(finding.limit, bool) else ""
    return ""


def write(case: CaseFile) -> str:
    """The file's text."""
    return json.dumps(as_data(case), ensure_ascii=False, indent=1) + "\n"


def as_data(case: CaseFile) -> dict[str, Any]:
    """The file as plain data."""
    return {
        "format": CASE_FORMAT,
        "version": CASE_VERSION,
        "label": case.label,
        "saved_on": case.saved_on.isoformat(),
        "answers": dict(case.answers),
        "told_on": {name: case.told_on[name].isoformat() for name in case.answers},
        "result": {
            "rules_as_of": case.result.rules_as_of.isoformat(),
            "snapshot": case.result.snapshot,
            "listings": [_listing_data(row) for row in case.result.listings],
        },
        "steps": [_step_data(step) for step in case.steps],
    }


def _listing_data(row: ListingOutcome) -> dict[str, Any]:
    return {
        "listing": row.id,
        **_translations("name", row.name),
        "verdict": row.verdict,
        "cost_per_month_low": None if row.low is None else Words.plain(row.low),
        "cost_per_month_high": None if row.high is None else Words.plain(row.high),
        "rules": [
            {
                **_translations("words", rule.words),
                "verdict": rule.verdict,
                "limit": rule.limit,
                "source": rule.source,
                "checked_on": rule.checked_on,
            }
            for rule in row.rules
        ],
    }


def _translations(key: str, text: Text) -> dict[str, str]:
    return {key + language.suffix: text.get(code, "") for code, language in LANGUAGES.items()}


def _step_data(step: CaseStep) -> dict[str, Any]:
    return {
        "listing": step.listing,
        "state": step.state,
        "next_on": step.next_on.isoformat() if step.next_on else None,
        "renew_on": step.renew_on.isoformat() if step.renew_on else None,
        "reason": step.reason,
        "events": [{"what": event.what, "on": event.on.isoformat()} for event in step.events],
    }
