"""What would change an answer, and which question is most worth answering next.

Only income, coverage, tablet strength and dates are tried: never pregnancy, disability, citizenship
or moving. It says what would follow from a change; it never suggests saying something untrue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain

from finder.core.criteria import Criterion, Finding, as_set
from finder.core.matching import Match, Matcher, Plan
from finder.core.plan import CHEAP_STRENGTH_MG
from finder.core.situation import MONTHS_PER_YEAR, PERIODS_PER_YEAR, Situation
from finder.core.verdict import Verdict, all_of

DAYS_AHEAD = 400
# Asked last and never pressed for (PRODUCT.md S10).
NEVER_PRESSED_FOR = frozenset({"citizenship"})
CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that flips a listing's verdict: ``becomes`` is its new value (dollars a month for income)."""

    listing_id: str
    fact: str
    becomes: object
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Question:
    """A column worth answering: how many listings wait for it, and how many for nothing else."""

    column: str
    waiting: int
    settles: int


def what_would_change(plan: Plan, match: Match) -> Change | None:
    """The smallest single change that lifts a listing that does not fit so far; ``None`` when no single one does."""
    if match.verdict is not Verdict.NO:
        return None
    return next(chain(_by_income(plan, match), _by_coverage(plan, match), _by_date(plan, match)), None)


def tablet_change(plan: Plan, match: Match) -> Change | None:
    """Whether a prescription for 50 mg tablets would lift the verdict."""
    if plan.prescription.written_strength_mg in (None, CHEAP_STRENGTH_MG):
        return None
    told = replace(plan.prescription, written_strength_mg=CHEAP_STRENGTH_MG)
    verdict = Matcher(plan.snapshot, plan.situation, told, plan.on).match(match.listing).verdict
    better = verdict > match.verdict
    return Change(match.listing.id, "written_strength_mg", CHEAP_STRENGTH_MG, verdict) if better else None


def next_question(plan: Plan) -> Question | None:
    """The one question that settles most answers; ``None`` when nothing is waiting for one."""
    waiting: dict[str, list[int]] = {}
    for row in plan.fitting:
        for column in row.missing:
            waiting.setdefault(column, []).append(len(row.missing))
    questions = [
        Question(column, len(sizes), sum(size == 1 for size in sizes))
        for column, sizes in waiting.items()
        if column not in NEVER_PRESSED_FOR
    ]
    return max(questions, key=lambda row: (row.settles, row.waiting, row.column), default=None)


def rules_in(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Every single rule's finding, groups opened."""
    for finding in findings:
        if finding.parts:
            yield from rules_in(finding.parts)
        else:
            yield finding


def _judged(plan: Plan, match: Match, situation: Situation, on: date | None = None) -> Verdict:
    matcher = Matcher(plan.snapshot, situation, plan.prescription, on or plan.on)
    return all_of(finding.verdict for finding in matcher.judge(match.listing))


def _by_income(plan: Plan, match: Match) -> Iterator[Change]:
    """Incomes at the listing's own limits, the nearest to the person's first."""
    told = plan.situation.income_per_month
    if told is None:
        return
    period = PERIODS_PER_YEAR[plan.situation.income_period or "month"]
    limits = {row.limit_per_month for row in rules_in(match.findings) if row.limit_per_month is not None}
    for limit in sorted(limits, key=lambda amount: abs(amount - told)):
        income = limit * MONTHS_PER_YEAR / period
        # A period's share is rounded towards the side on which the rule holds.
        step = CENT if limit > told else -CENT
        for amount in (income, income.quantize(CENT) + step):
            verdict = _judged(plan, match, replace(plan.situation, income=amount))
            if verdict is not Verdict.NO:
                yield Change(match.listing.id, "income", limit, verdict)
                break


def _by_coverage(plan: Plan, match: Match) -> Iterator[Change]:
    """Coverage that the listing's own rules name; never giving up the coverage one has."""
    if plan.situation.insurance is None:
        return
    for token in sorted(set(_insurance_named(match.listing.criteria)) - {"none"}):
        verdict = _judged(plan, match, replace(plan.situation, insurance=frozenset({token})))
        if verdict is not Verdict.NO:
            yield Change(match.listing.id, "insurance", token, verdict)


def _insurance_named(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for criterion in criteria:
        yield from _insurance_named(criterion.parts)
        if criterion.fact == "insurance" and criterion.operator in ("is", "one_of"):
            for figure in criterion.figures:
                yield from (str(token) for token in as_set(figure.value))


def _by_date(plan: Plan, match: Match) -> Iterator[Change]:
    """Days ahead on which one of the listing's rules or figures changes."""
    last = plan.on + timedelta(days=DAYS_AHEAD)
    for day in sorted(set(days_named(match.listing.criteria))):
        if plan.on < day <= last:
            verdict = _judged(plan, match, plan.situation, day)
            if verdict is not Verdict.NO:
                yield Change(match.listing.id, "on", day, verdict)


def days_named(criteria: tuple[Criterion, ...]) -> Iterator[date]:
    """Every day on which one of the rules or its figures begins or ends."""
    for criterion in criteria:
        yield from days_named(criterion.parts)
        spans = [(criterion.starts, criterion.ends), *((row.starts, row.ends) for row in criterion.figures)]
        yield from (day for span in spans for day in span if day is not None)
