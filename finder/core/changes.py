"""What would change an answer.

Only income, coverage, tablet strength and dates are tried: never pregnancy, disability, citizenship
or moving. It says what would follow from a change; it never suggests saying something untrue.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_CEILING
from itertools import chain

from finder.core.costs import CENT
from finder.core.criteria import Criterion, Finding, Form, as_set
from finder.core.deciding_income import TRUE_OF_FEW_OR_DISABLED
from finder.core.income import INCOME_FACTS
from finder.core.matches import Match, Plan
from finder.core.matching import Matcher
from finder.core.rare_traits import asks_for_few
from finder.core.situation import CITIZENSHIP, MONTHS_PER_YEAR, PERIODS_PER_YEAR, Situation
from finder.core.tablet_question import CHEAP_STRENGTH_MG
from finder.core.verdict import Unsure, Verdict, all_of

DAYS_AHEAD = 400


@dataclass(frozen=True, slots=True)
class Change:
    """One fact that flips a listing's verdict: ``becomes`` is its new value (dollars a month for income)."""

    listing_id: str
    fact: str
    becomes: object
    verdict: Verdict


@dataclass(slots=True)
class WhatIf:
    """A plan with one answer changed. Listings ask for the same few changes, so each is worked out once."""

    plan: Plan
    _matchers: dict[tuple[Situation, date], Matcher] = field(default_factory=dict)

    def verdict(self, match: Match, situation: Situation, on: date) -> Verdict:
        """What the listing's rules would say."""
        return all_of(finding.verdict for finding in self.findings(match, situation, on))

    def findings(self, match: Match, situation: Situation, on: date) -> tuple[Finding, ...]:
        """The listing's rules as they would be judged."""
        key = (situation, on)
        if key not in self._matchers:
            self._matchers[key] = Matcher(
                snapshot=self.plan.snapshot, situation=situation, prescription=self.plan.prescription, on=on
            )
        return self._matchers[key].judge(match.listing)


def what_would_change(what_if: WhatIf, match: Match) -> Change | None:
    """The smallest single change that lifts a listing that does not fit so far; ``None`` when no single one does."""
    if match.verdict is not Verdict.NO:
        return None
    tried = (_by_income, _by_coverage, _by_date)
    return next(chain.from_iterable(way(what_if, match) for way in tried), None)


def tablet_change(plan: Plan, match: Match) -> Change | None:
    """Whether a prescription for 50 mg tablets would lift the verdict."""
    if plan.prescription.written_strength_mg in (None, CHEAP_STRENGTH_MG):
        return None
    told = replace(plan.prescription, written_strength_mg=CHEAP_STRENGTH_MG)
    verdict = (
        Matcher(snapshot=plan.snapshot, situation=plan.situation, prescription=told, on=plan.on)
        .match(match.listing)
        .verdict
    )
    better = verdict > match.verdict
    return Change(match.listing.id, "written_strength_mg", CHEAP_STRENGTH_MG, verdict) if better else None


def citizenship_matters(plan: Plan) -> bool:
    """Whether an answer about citizenship could settle a listing that waits for it (docs/safety.md S10).

    Where only the program can settle it, the answer helps nobody unless some status is refused outright.
    """
    what_if = WhatIf(plan)
    told = [replace(plan.situation, citizenship=status) for status in CITIZENSHIP]
    return any(
        not _only_the_program_settles(row) or any(what_if.verdict(row, each, plan.on) is Verdict.NO for each in told)
        for row in plan.fitting
        if "citizenship" in row.missing
    )


def _only_the_program_settles(match: Match) -> bool:
    still_open = (row for row in match.findings if row.verdict is Verdict.MAYBE)
    return any(row.unsure is not Unsure.NOT_TOLD for row in still_open)


def rules_in(findings: tuple[Finding, ...]) -> Iterator[Finding]:
    """Every single rule's finding, groups opened."""
    for finding in findings:
        if finding.parts:
            yield from rules_in(finding.parts)
        else:
            yield finding


def _could_turn(match: Match, facts: frozenset[str]) -> bool:
    """Whether each rule that stands in the way has to do with one of the facts, or with another listing."""
    return all(
        any(row.criterion.fact in facts or row.criterion.form is Form.LISTING for row in rules_in((finding,)))
        for finding in match.findings
        if finding.verdict is Verdict.NO
    )


def _by_income(what_if: WhatIf, match: Match) -> Iterator[Change]:
    """Incomes at the listing's own limits, the nearest to the person's first."""
    situation = what_if.plan.situation
    told = situation.income_per_month
    if told is None or not _could_turn(match, INCOME_FACTS):
        return
    period = PERIODS_PER_YEAR[situation.income_period or "month"]
    # Only a limit that is not met can be what keeps it closed.
    against = (row for row in rules_in(match.findings) if row.verdict is Verdict.NO)
    limits = {row.limit_per_month for row in against if row.limit_per_month is not None}
    for limit in sorted(limits, key=lambda amount: abs(amount - told)):
        income = limit * MONTHS_PER_YEAR / period
        # A period's share is rounded towards the side on which the rule holds.
        step = CENT if limit > told else -CENT
        for amount in (income, income.quantize(CENT) + step):
            found = what_if.findings(match, replace(situation, income=amount), what_if.plan.on)
            verdict = all_of(finding.verdict for finding in found)
            # Where it would then hang on a guess, earning that would not really change it.
            if verdict is not Verdict.NO and not any(
                asks_for_few(finding, TRUE_OF_FEW_OR_DISABLED) for finding in found
            ):
                yield Change(match.listing.id, "income", limit, verdict)
                break


def income_not_counted(what_if: WhatIf, match: Match) -> Change | None:
    """The least part of the income that would have to be of a kind that MAGI leaves out, in dollars a month.

    ``None`` where nothing of the kind could lift the verdict, or the person said how much it is.
    """
    situation = what_if.plan.situation
    told = situation.income_per_month
    if told is None or "income_not_counted" not in match.missing:
        return None
    period = PERIODS_PER_YEAR[situation.income_period or "month"]
    limits = {row.limit_per_month for row in rules_in(match.findings) if row.limit_per_month is not None}
    for limit in sorted((row for row in limits if row < told), reverse=True):
        part = ((told - limit) * MONTHS_PER_YEAR / period).quantize(CENT, ROUND_CEILING)
        verdict = what_if.verdict(match, replace(situation, income_not_counted=part), what_if.plan.on)
        if verdict is not Verdict.NO:
            part = (told - limit).quantize(CENT, ROUND_CEILING)
            return Change(match.listing.id, "income_not_counted", part, verdict)
    return None


def _by_coverage(what_if: WhatIf, match: Match) -> Iterator[Change]:
    """Coverage that the listing's own rules name, beside the coverage one has: giving that up is never proposed."""
    situation = what_if.plan.situation
    if situation.insurance is None or not _could_turn(match, frozenset({"insurance"})):
        return
    held = situation.insurance - {"none"}
    for token in sorted(set(_insurance_named(match.listing.criteria)) - {"none"}):
        verdict = what_if.verdict(match, replace(situation, insurance=held | {token}), what_if.plan.on)
        if verdict is not Verdict.NO:
            yield Change(match.listing.id, "insurance", token, verdict)


def _insurance_named(criteria: tuple[Criterion, ...]) -> Iterator[str]:
    for criterion in criteria:
        yield from _insurance_named(criterion.parts)
        if criterion.fact == "insurance" and criterion.operator in ("is", "one_of"):
            for figure in criterion.figures:
                yield from (str(token) for token in as_set(figure.value))


def _by_date(what_if: WhatIf, match: Match) -> Iterator[Change]:
    """Days ahead on which one of the listing's rules or figures changes."""
    on = what_if.plan.on
    last = on + timedelta(days=DAYS_AHEAD)
    for day in sorted(set(days_named(match.listing.criteria))):
        if on < day <= last:
            verdict = what_if.verdict(match, what_if.plan.situation, day)
            if verdict is not Verdict.NO:
                yield Change(match.listing.id, "on", day, verdict)


def days_named(criteria: tuple[Criterion, ...]) -> Iterator[date]:
    """Every day on which one of the rules or its figures begins or ends."""
    for criterion in criteria:
        yield from days_named(criterion.parts)
        spans = [(criterion.starts, criterion.ends), *((row.starts, row.ends) for row in criterion.figures)]
        yield from (day for span in spans for day in span if day is not None)
