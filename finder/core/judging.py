"""Judging: the evidence of one situation on one day, held against a criterion."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from finder.core.criteria import NUMERIC_OPERATORS, OPERATORS, Criterion, Finding, Form, as_set, group
from finder.core.poverty import Guideline, Guidelines
from finder.core.situation import MONTHS_PER_YEAR, PRESCRIPTION_FIELDS, Prescription, Situation
from finder.core.tables import Covered, StateLimit, StateTables
from finder.core.verdict import Unsure, Verdict

# A household whose size was not told is judged at both ends; a rule that holds at both holds.
SIZES_WHEN_NOT_TOLD = (1, 20)
STATES_WHEN_NOT_TOLD = ("OH", "AK", "HI")
AGES_THAT_CAN_BE_PREGNANT = range(10, 61)
INCOME_FACTS = frozenset({"income_per_month", "income_per_year", "income_percent_of_poverty"})
HUNDRED = Decimal(100)


class PovertyLines(NamedTuple):
    """The poverty guidelines still possible, in dollars a year; ``missing`` columns would settle which one it is."""

    per_year: frozenset[Decimal]
    missing: tuple[str, ...]


@dataclass(slots=True)
class Evidence:
    """One situation and prescription on one day, with the tables that rules refer to.

    ``plan_year`` is the Marketplace plan year being sold in the person's state on that day.
    ``other`` gives the finding of another listing. With ``assuming``, only those rules are taken as met when
    the answer is missing; ``None`` is all that say so.
    """

    situation: Situation
    prescription: Prescription
    on: date
    guidelines: Guidelines
    tables: StateTables
    plan_year: int | None = None
    other: Callable[[str], Finding | None] = lambda _listing: None
    assuming: frozenset[Criterion] | None = None
    income_per_year: Decimal | None = field(init=False)
    income_per_month: Decimal | None = field(init=False)
    _poverty: dict[tuple[str, str], PovertyLines] = field(default_factory=dict)
    _judged: dict[int, tuple[Criterion, Finding | None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.income_per_year = self.situation.income_per_year
        self.income_per_month = self.situation.income_per_month

    def judge(self, criterion: Criterion) -> Finding | None:
        """Judge a criterion, once; ``None`` when the rule does not exist on that day."""
        # Programs share rules (``criteria.shared``), and an object's id is cheaper than comparing whole rules.
        # The rule is kept beside its finding, or its id could come to mean another rule.
        kept = self._judged.get(id(criterion))
        if kept is None:
            kept = self._judged[id(criterion)] = (criterion, self._judge(criterion))
        return kept[1]

    def _judge(self, criterion: Criterion) -> Finding | None:
        if not criterion.applies(self.on):
            return None
        finding = JUDGES[criterion.form](self, criterion)
        if finding is not None and self._assumes(criterion) and _waits_for_answers_only(finding):
            return finding._replace(verdict=Verdict.YES, unsure=None, missing=(), assumed=True)
        return finding

    def _assumes(self, criterion: Criterion) -> bool:
        return criterion.assumed and (self.assuming is None or criterion in self.assuming)

    def value(self, fact: str) -> object:
        """What was told about a column, or the plan year being judged; ``None`` when not told."""
        if fact == "plan_year":
            return self.plan_year
        told = getattr(self.prescription if fact in PRESCRIPTION_FIELDS else self.situation, fact)
        if fact in ("pregnant", "postpartum") and told is None and not self.can_be_pregnant:
            return False
        return told

    @property
    def can_be_pregnant(self) -> bool:
        """Whether the age told leaves a pregnancy possible, so that it can change an answer."""
        return self.situation.age is None or self.situation.age in AGES_THAT_CAN_BE_PREGNANT

    def poverty_lines(self, criterion: Criterion) -> PovertyLines:
        """The guidelines that the rule may mean, by the way it counts people; none when no figure is on file."""
        key = (criterion.size, criterion.guideline)
        if key not in self._poverty:
            self._poverty[key] = self._possible_lines(criterion)
        return self._poverty[key]

    def _possible_lines(self, criterion: Criterion) -> PovertyLines:
        sizes, missing = self.sizes(criterion.size)
        state = self.situation.state
        rows = [self.guideline_for(criterion, row) for row in ((state,) if state else STATES_WHEN_NOT_TOLD)]
        lines = frozenset(row.per_year(people) for row in rows if row for people in sizes) if all(rows) else frozenset()
        return PovertyLines(lines, missing if state else (*missing, "state"))

    def sizes(self, size: str) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """The household sizes that are possible for a way of counting, and the columns that would settle it."""
        told = self.situation
        if size == "ssi":
            return ((1, 2), ("married",)) if told.ssi_size is None else ((told.ssi_size,), ())
        if told.household_size is None:
            return SIZES_WHEN_NOT_TOLD, ("household_size",)
        if size == "magi" and told.pregnant:
            return (told.household_size + 1,), ()
        if size == "magi" and told.pregnant is None and self.can_be_pregnant:
            return (told.household_size, told.household_size + 1), ("pregnant",)
        return (told.household_size,), ()

    def guideline_for(self, criterion: Criterion, state: str) -> Guideline | None:
        """The poverty guideline that the rule uses in ``state`` on the day."""
        if criterion.guideline == "marketplace":
            # A plan year is priced with the guideline of the year before it (26 CFR 1.36B-1(h)).
            return None if self.plan_year is None else self.guidelines.of_year(self.plan_year - 1, state)
        return self.guidelines.on(self.on, state)


def _waits_for_answers_only(finding: Finding) -> bool:
    """Whether answers alone would settle it: what a program decides is never assumed."""
    if finding.verdict is not Verdict.MAYBE:
        return False
    if not finding.parts:
        return finding.unsure is Unsure.NOT_TOLD
    return all(_waits_for_answers_only(part) for part in finding.parts if part.verdict is Verdict.MAYBE)


def _parts(facts: Evidence, criterion: Criterion) -> Finding | None:
    parts = tuple(found for part in criterion.parts if (found := facts.judge(part)) is not None)
    return group(criterion, parts) if parts else None


def _other_listing(facts: Evidence, criterion: Criterion) -> Finding:
    found = facts.other(criterion.listing)
    if found is None:
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.NO_FIGURE)
    return Finding(criterion, found.verdict, unsure=found.unsure, missing=found.missing, on_trust=found.on_trust)


def _program_decides(_facts: Evidence, criterion: Criterion) -> Finding:
    return Finding(criterion, Verdict.MAYBE, unsure=Unsure.PROGRAM_DECIDES)


def _rule(facts: Evidence, criterion: Criterion) -> Finding:
    if criterion.operator == "within_table":
        return _table_rule(facts, criterion)
    figure = criterion.figure(facts.on)
    if figure is None:
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.NO_FIGURE)
    if criterion.fact in INCOME_FACTS:
        return _income_rule(facts, criterion, figure.value)
    return _told_rule(facts, criterion, figure.value)


def _told_rule(facts: Evidence, criterion: Criterion, limit: object) -> Finding:
    """A rule about something told as it is: age, insurance, condition, resources ..."""
    value = facts.value(criterion.fact)
    if value is None and criterion.fact == "postpartum":
        # Asked beside pregnancy, which stays open until it is told: left blank it means no, and that is said.
        return Finding(criterion, Verdict.NO, limit=limit, missing=("postpartum",), assumed=True)
    if value is None:
        return Finding(criterion, Verdict.MAYBE, limit=limit, unsure=Unsure.NOT_TOLD, missing=(criterion.fact,))
    if criterion.fact == "insurance":
        return _insurance_rule(criterion, value, limit)
    holds = OPERATORS[criterion.operator].holds(value, limit)
    margin = _margin(criterion.operator, value, limit)
    if not holds and criterion.case_by_case and as_set(value) & criterion.case_by_case:
        return Finding(criterion, Verdict.MAYBE, value, limit, unsure=Unsure.PROGRAM_DECIDES)
    return Finding(criterion, Verdict.YES if holds else Verdict.NO, value, limit, margin=margin)


def _margin(operator: str, value: object, limit: object) -> Decimal | None:
    if operator not in NUMERIC_OPERATORS:
        return None
    room = Decimal(limit) - Decimal(value)  # type: ignore[arg-type]
    return -room if operator == "at_least" else room


def _insurance_rule(criterion: Criterion, value: object, limit: object) -> Finding:
    """Several kinds of insurance may be held. ``medicare`` alone leaves open whether there is drug cover."""
    held = frozenset(value)  # type: ignore[call-overload]
    if "medicare_drug" in held:
        held |= {"medicare"}
    possible = {"medicare_drug"} if "medicare" in held and "medicare_drug" not in held else frozenset()
    named = as_set(limit)
    found = bool(held & named)
    if not found and possible & named:
        return Finding(criterion, Verdict.MAYBE, value, limit, unsure=Unsure.NOT_TOLD, missing=("insurance",))
    if criterion.operator == "none_of":
        verdict = Verdict.NO if held & named - criterion.case_by_case else Verdict.MAYBE if found else Verdict.YES
    else:
        verdict = Verdict.YES if found else Verdict.MAYBE if held & criterion.case_by_case else Verdict.NO
    unsure = Unsure.PROGRAM_DECIDES if verdict is Verdict.MAYBE else None
    return Finding(criterion, verdict, value, limit, unsure=unsure)


def _income_rule(facts: Evidence, criterion: Criterion, limit: object) -> Finding:
    """Income against a limit in dollars, or in percent of poverty for each household size still possible."""
    amount = Decimal(limit)  # type: ignore[arg-type]
    if criterion.fact == "income_per_year":
        return _against(facts, criterion, {amount / MONTHS_PER_YEAR}, ())
    if criterion.fact == "income_per_month":
        return _against(facts, criterion, {amount}, ())
    return _percent_rule(facts, criterion, amount)


def _percent_rule(facts: Evidence, criterion: Criterion, percent: Decimal) -> Finding:
    lines, missing = facts.poverty_lines(criterion)
    if not lines:
        return Finding(criterion, Verdict.MAYBE, limit=percent, unsure=Unsure.NO_FIGURE)
    limits = {percent * line / HUNDRED / MONTHS_PER_YEAR for line in lines}
    finding = _against(facts, criterion, limits, missing)
    per_year = facts.income_per_year
    if per_year is None or len(lines) > 1:
        return finding._replace(limit=percent)
    value = per_year * HUNDRED / next(iter(lines))
    room = value - percent if criterion.operator == "at_least" else percent - value
    return finding._replace(limit=percent, value=value, margin_percent=room)


def _table_rule(facts: Evidence, criterion: Criterion) -> Finding:
    figure = criterion.figure(facts.on)
    state = facts.situation.state
    if state is None:
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.NOT_TOLD, missing=("state",))
    row = facts.tables.on(facts.on, str(figure.value), criterion.group, state) if figure else None
    if row is None:
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.NO_FIGURE)
    if row.covered is Covered.NO:
        return Finding(criterion, Verdict.NO)
    if row.percent is None and not row.per_month:
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.PROGRAM_DECIDES)
    if row.percent is not None:
        finding = _percent_rule(facts, criterion, row.percent)
    else:
        finding = _dollar_table_rule(facts, criterion, row)
    if row.covered is not Covered.YES and finding.verdict is Verdict.YES:
        # Within a limit that has more conditions, or is not confirmed: only the state can say yes.
        return finding._replace(verdict=Verdict.MAYBE, unsure=Unsure.PROGRAM_DECIDES)
    return finding


def _dollar_table_rule(facts: Evidence, criterion: Criterion, row: StateLimit) -> Finding:
    sizes, open_size = facts.sizes(criterion.size)
    limits = {row.dollars_per_month(people) for people in sizes}
    known = {limit for limit in limits if limit is not None}
    if len(known) < len(limits):
        unsure = Unsure.NOT_TOLD if open_size else Unsure.NO_FIGURE
        return Finding(criterion, Verdict.MAYBE, unsure=unsure, missing=open_size)
    return _against(facts, criterion, known, open_size)


def _against(facts: Evidence, criterion: Criterion, limits: set[Decimal], open_columns: tuple[str, ...]) -> Finding:
    """Income against every limit still possible (dollars a month); several that disagree give MAYBE."""
    per_year, per_month = facts.income_per_year, facts.income_per_month
    limit = min(limits) if len(limits) == 1 else None
    if per_year is None or per_month is None:
        missing = ("income", *open_columns)
        return Finding(criterion, Verdict.MAYBE, limit, limit_per_month=limit, unsure=Unsure.NOT_TOLD, missing=missing)
    # Compared over a year: a month's twelfth of a yearly income would carry a rounding error.
    at_least = criterion.operator == "at_least"
    held = {(per_year >= x * MONTHS_PER_YEAR) if at_least else (per_year <= x * MONTHS_PER_YEAR) for x in limits}
    if len(held) > 1:
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.NOT_TOLD, missing=open_columns)
    margin = None if limit is None else (per_month - limit) if at_least else (limit - per_month)
    verdict = Verdict.YES if held.pop() else Verdict.NO
    if _changes_too_much(facts.situation, criterion):
        return Finding(criterion, Verdict.MAYBE, unsure=Unsure.PROGRAM_DECIDES, limit_per_month=limit)
    return Finding(
        criterion, verdict, per_month, limit, value_per_month=per_month, limit_per_month=limit, margin=margin
    )


def _changes_too_much(told: Situation, criterion: Criterion) -> bool:
    """Whether the income told covers another span than the rule looks at, and is not steady (PRODUCT.md S12)."""
    if told.income_steady is not False or not criterion.income_of:
        return False
    told_for = "year" if told.income_period == "year" else "month"
    return told_for != criterion.income_of


JUDGES: dict[Form, Callable[[Evidence, Criterion], Finding | None]] = {
    Form.RULE: _rule,
    Form.ALL_OF: _parts,
    Form.ANY_OF: _parts,
    Form.NOT: _parts,
    Form.LISTING: _other_listing,
    Form.PROGRAM_DECIDES: _program_decides,
}
