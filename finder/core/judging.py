"""Judging: the evidence of one situation on one day, held against a criterion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from finder.core.criteria import NUMERIC_OPERATORS, OPERATORS, Criterion, Finding, Form, as_set, group
from finder.core.evidence import Evidence
from finder.core.income import INCOME_FACTS, income_rule, table_rule
from finder.core.verdict import MAYBE, NO, YES, Unsure

# Limits in dollars that a new year raises.
YEARLY_DOLLARS = INCOME_FACTS | {"resources"}


@dataclass(slots=True)
class Judge:
    """Holds criteria against one evidence, each of them once. ``other`` gives the finding of another listing.

    With ``assuming``, only those rules are taken as met when the answer is missing; ``None`` is all that say so.
    """

    evidence: Evidence
    other: Callable[[str], Finding | None] = lambda _listing: None
    assuming: frozenset[Criterion] | None = None
    _judged: dict[int, tuple[Criterion, Finding | None]] = field(default_factory=dict)

    def judge(self, criterion: Criterion) -> Finding | None:
        """Judge a criterion, once; ``None`` when the rule does not exist on that day."""
        # Programs share rules (``criteria.shared``), and an object's id is cheaper than comparing whole rules.
        # The rule is kept beside its finding, or its id could come to mean another rule.
        known = self._judged.get(id(criterion))
        if known is not None:
            return known[1]
        finding = None
        if not (criterion.starts or criterion.ends) or criterion.applies(self.evidence.on):
            finding = JUDGES[criterion.form](self, criterion)
            if criterion.assumed and finding is not None and self._assumes(criterion):
                finding = _taken_as_met(finding)
        self._judged[id(criterion)] = (criterion, finding)
        return finding

    def _assumes(self, criterion: Criterion) -> bool:
        return self.assuming is None or criterion in self.assuming


def _taken_as_met(finding: Finding) -> Finding:
    if not _waits_for_answers_only(finding):
        return finding
    return finding._replace(verdict=YES, unsure=None, missing=(), assumed=True)


def _waits_for_answers_only(finding: Finding) -> bool:
    """Whether answers alone would settle it: what a program decides is never assumed."""
    if finding.verdict is not MAYBE:
        return False
    if not finding.parts:
        return finding.unsure is Unsure.NOT_TOLD
    return all(_waits_for_answers_only(part) for part in finding.parts if part.verdict is MAYBE)


def _parts(judge: Judge, criterion: Criterion) -> Finding | None:
    parts = tuple([found for part in criterion.parts if (found := judge.judge(part)) is not None])
    return group(criterion, parts) if parts else None


def _other_listing(judge: Judge, criterion: Criterion) -> Finding:
    found = judge.other(criterion.listing)
    if found is None:
        return Finding(criterion, MAYBE, unsure=Unsure.NO_FIGURE)
    return Finding(criterion, found.verdict, unsure=found.unsure, missing=found.missing, on_trust=found.on_trust)


def _program_decides(_judge: Judge, criterion: Criterion) -> Finding:
    return Finding(criterion, MAYBE, unsure=Unsure.PROGRAM_DECIDES)


def _rule(judge: Judge, criterion: Criterion) -> Finding:
    finding = _judged_rule(judge.evidence, criterion)
    if finding.verdict is not NO or criterion.size != "magi" or not judge.evidence.may_expect_more:
        return finding
    if _judged_rule(judge.evidence.with_more_expected(), criterion).verdict is NO:
        return finding
    # Twins would raise the limit, and what nobody said never makes a no.
    return finding._replace(verdict=MAYBE, unsure=Unsure.NOT_TOLD, missing=("expecting",))


def _judged_rule(facts: Evidence, criterion: Criterion) -> Finding:
    if criterion.operator == "within_table":
        return table_rule(facts, criterion)
    figure = criterion.figure(facts.on)
    if figure is None:
        return _by_last_figure(facts, criterion)
    if criterion.fact in INCOME_FACTS:
        return income_rule(facts, criterion, figure.value)
    return _told_rule(facts, criterion, figure.value)


def _by_last_figure(facts: Evidence, criterion: Criterion) -> Finding:
    """A limit in dollars whose year is over and whose next is not on file: the last one counts as a floor."""
    figure = criterion.last_figure(facts.on) if criterion.fact in YEARLY_DOLLARS else None
    if figure is None or figure.ends is None:
        return Finding(criterion, MAYBE, unsure=Unsure.NO_FIGURE)
    floor = facts.guidelines.floor_since(figure.ends.year - 1, figure.ends, facts.on)
    if criterion.fact in INCOME_FACTS:
        return income_rule(facts, criterion, figure.value, floor)
    finding = _told_rule(facts, criterion, figure.value)._replace(floor_year=floor.year)
    if _told_rule(facts, criterion, Decimal(str(figure.value)) * floor.rise).verdict is finding.verdict:
        return finding
    return finding._replace(verdict=MAYBE, unsure=Unsure.NO_FIGURE, margin=None)


def _told_rule(facts: Evidence, criterion: Criterion, limit: object) -> Finding:
    """A rule about something told as it is: age, insurance, condition, resources ..."""
    value = facts.answers[criterion.fact]
    if value is None and criterion.fact == "postpartum":
        # Asked beside pregnancy, which stays open until it is told: left blank it means no, and that is said.
        return Finding(criterion, NO, limit=limit, missing=("postpartum",), assumed=True)
    if value is None:
        return Finding(criterion, MAYBE, limit=limit, unsure=Unsure.NOT_TOLD, missing=(criterion.fact,))
    if criterion.fact == "insurance":
        return _insurance_rule(criterion, value, limit)
    holds = OPERATORS[criterion.operator](value, limit)
    margin = _margin(criterion.operator, value, limit)
    if not holds and criterion.case_by_case and as_set(value) & criterion.case_by_case:
        return Finding(criterion, MAYBE, value, limit, unsure=Unsure.PROGRAM_DECIDES)
    return Finding(criterion, YES if holds else NO, value, limit, margin=margin)


def _margin(operator: str, value: object, limit: object) -> Decimal | None:
    if operator not in NUMERIC_OPERATORS:
        return None
    room = Decimal(limit) - Decimal(value)  # type: ignore[arg-type]  # both are numbers
    return -room if operator == "at_least" else room


def _insurance_rule(criterion: Criterion, value: object, limit: object) -> Finding:
    """Several kinds of insurance may be held. ``medicare`` alone leaves open whether there is drug cover."""
    coverage = frozenset(value)  # type: ignore[call-overload]  # a set of kinds
    if "medicare_drug" in coverage:
        coverage |= {"medicare"}
    named = as_set(limit)
    found = bool(coverage & named)
    if not found and "medicare" in coverage and "medicare_drug" in named:
        return Finding(criterion, MAYBE, value, limit, unsure=Unsure.NOT_TOLD, missing=("insurance",))
    if criterion.operator == "none_of":
        verdict = NO if coverage & named - criterion.case_by_case else MAYBE if found else YES
    else:
        verdict = YES if found else MAYBE if coverage & criterion.case_by_case else NO
    unsure = Unsure.PROGRAM_DECIDES if verdict is MAYBE else None
    return Finding(criterion, verdict, value, limit, unsure=unsure)


JUDGES: dict[Form, Callable[[Judge, Criterion], Finding | None]] = {
    Form.RULE: _rule,
    Form.ALL_OF: _parts,
    Form.ANY_OF: _parts,
    Form.NOT: _parts,
    Form.LISTING: _other_listing,
    Form.PROGRAM_DECIDES: _program_decides,
}
