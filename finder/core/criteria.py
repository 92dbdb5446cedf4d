"""Rules as data: a criterion, the table of operators, and what is found when one is judged.

A criterion is either a rule about one fact, a group of criteria, another listing's verdict, or a
note that the program decides case by case. Nothing here knows any program by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from finder.core.text import NO_TEXT, Text
from finder.core.verdict import MAYBE, NO, YES, Unsure, Verdict, all_of, any_of, negate


class Form(StrEnum):
    """What a criterion consists of."""

    RULE = "rule"
    ALL_OF = "all_of"
    ANY_OF = "any_of"
    NOT = "not"
    LISTING = "listing"
    PROGRAM_DECIDES = "program_decides"


class Figure(NamedTuple):
    """A value in force for ``starts <= on < ends``; ``None`` leaves that side open."""

    value: object
    starts: date | None
    ends: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One rule of a listing. Fields that a form does not use keep their defaults."""

    form: Form
    because: Text = NO_TEXT
    source: str = ""
    checked_on: date | None = None
    starts: date | None = None
    ends: date | None = None
    fact: str = ""
    operator: str = ""
    figures: tuple[Figure, ...] = ()
    size: str = ""
    guideline: str = "current"
    income_of: str = ""
    income_counted: str = "all"
    group: str = ""
    # Said where a state does not offer the group; empty where nobody needs to hear it.
    not_offered: Text = NO_TEXT
    case_by_case: frozenset[str] = frozenset()
    assumed: bool = False
    listing: str = ""
    parts: tuple[Criterion, ...] = ()

    def applies(self, on: date) -> bool:
        """Whether the rule exists on that day."""
        return (self.starts is None or self.starts <= on) and (self.ends is None or on < self.ends)

    def last_figure(self, on: date) -> Figure | None:
        """The newest figure that ended by ``on``, where no figure on file is less than the one before it."""
        dated = sorted((row for row in self.figures if row.ends is not None), key=lambda row: row.ends or on)
        values = [row.value for row in dated]
        rising = all(isinstance(value, (int, Decimal)) and not isinstance(value, bool) for value in values)
        if not dated or not rising or values != sorted(values):  # type: ignore[type-var]  # numbers
            return None
        return dated[-1] if dated[-1].ends is not None and dated[-1].ends <= on else None

    def figure(self, on: date) -> Figure | None:
        """The value in force on ``on``; ``None`` when no figure is on file for that day."""
        for figure in self.figures:
            if (figure.starts is None or figure.starts <= on) and (figure.ends is None or on < figure.ends):
                return figure
        return None


class Finding(NamedTuple):
    """A criterion judged for a situation.

    ``value`` and ``limit`` are in the rule's own unit; for income rules ``value_per_month`` and
    ``limit_per_month`` are dollars a month. ``margin`` is how much room is left (negative: how far
    off), in dollars a month for income, else in the rule's unit; ``margin_percent`` is the same in
    percent of poverty. ``missing`` names the columns that would settle it. ``on_trust`` is another
    listing's yes that stands on something taken as met. ``not_counted_per_month`` is the part of the income told that
    the rule leaves out. ``floor_year`` is there where the figure of the day is not on file and the last one, of that
    year, counts as a floor.
    """

    criterion: Criterion
    verdict: Verdict
    value: object = None
    limit: object = None
    value_per_month: Decimal | None = None
    limit_per_month: Decimal | None = None
    margin: Decimal | None = None
    margin_percent: Decimal | None = None
    unsure: Unsure | None = None
    missing: tuple[str, ...] = ()
    assumed: bool = False
    parts: tuple[Finding, ...] = ()
    on_trust: bool = False
    not_counted_per_month: Decimal | None = None
    floor_year: int | None = None


def as_set(value: object) -> frozenset[object]:
    """A told value or a rule's value as a set, so that one and several compare alike."""
    return value if isinstance(value, frozenset) else frozenset((value,))


# Whether what was told holds against what the rule says.
OPERATORS: dict[str, Callable[[object, object], bool]] = {
    "at_most": lambda value, limit: value <= limit,  # type: ignore[operator]  # both are numbers
    "at_least": lambda value, limit: value >= limit,  # type: ignore[operator]  # both are numbers
    "is": lambda value, wanted: wanted in as_set(value),
    "one_of": lambda value, wanted: bool(as_set(value) & as_set(wanted)),
    "none_of": lambda value, unwanted: not as_set(value) & as_set(unwanted),
    "within_table": lambda value, limit: value <= limit,  # type: ignore[operator]  # both are numbers
}

UNSURE_REASONS = tuple(Unsure)
NUMERIC_OPERATORS = frozenset({"at_most", "at_least", "within_table"})


def share_equal_rules(rules: Iterable[Criterion], pool: dict[Criterion, Criterion]) -> tuple[Criterion, ...]:
    """The same rules with equal ones made one object, in ``pool`` too, so that each is judged once a person."""
    whole = (replace(rule, parts=share_equal_rules(rule.parts, pool)) for rule in rules)
    return tuple(pool.setdefault(rule, rule) for rule in whole)


def group(criterion: Criterion, parts: tuple[Finding, ...]) -> Finding:
    """Combine judged parts by the criterion's form: all-of, any-of or not."""
    if criterion.form is Form.NOT:
        return _inverse(criterion, parts)
    any_form = criterion.form is Form.ANY_OF
    verdict = (any_of if any_form else all_of)([part.verdict for part in parts])
    assumed = True in [part.assumed for part in parts]
    margin, margin_percent = _margins(parts, verdict, any_form)
    # A person is judged by some hundred groups, so what most of them have no use for is not worked out.
    open_parts = [part for part in parts if part.verdict is MAYBE] if verdict is MAYBE else ()
    unsure, missing = (why_unsure(open_parts), missing_of(open_parts)) if open_parts else (None, ())
    return Finding(criterion, verdict, None, None, None, None, margin, margin_percent, unsure, missing, assumed, parts)


def stands_on_assumption(finding: Finding) -> bool:
    """Whether a yes (or, under a ``not``, a no) would be open if nothing were taken as met."""
    form = finding.criterion.form
    if not finding.parts or finding.criterion.assumed:
        return finding.verdict is YES and (finding.assumed or finding.on_trust)
    if form is Form.NOT:
        return stands_on_assumption(finding.parts[0])
    deciding = (stands_on_assumption(part) for part in finding.parts if part.verdict is finding.verdict)
    each_is_enough = (form is Form.ANY_OF) is (finding.verdict is YES)
    return all(deciding) if each_is_enough else any(deciding)


def taken_as_no(findings: Iterable[Finding]) -> tuple[str, ...]:
    """The columns whose blank counted against the person, where an answer could lift the NO of all these findings."""
    columns: dict[str, None] = {}
    for finding in findings:
        if finding.verdict is NO:
            lifted = _taken_as_no(finding)
            if not lifted:
                return ()
            columns.update(dict.fromkeys(lifted))
    return tuple(columns)


def _taken_as_no(finding: Finding) -> tuple[str, ...]:
    if not finding.parts:
        # A rule on its own that says no and still names a column: what was not told there counted against the person.
        return finding.missing
    if finding.criterion.form is Form.ANY_OF:
        return next(filter(None, map(_taken_as_no, finding.parts)), ())
    return taken_as_no(finding.parts)


def taken_as_met(finding: Finding) -> list[Finding]:
    """The assumed rules without which the finding would not be YES; none where another branch is without them."""
    if not finding.assumed or finding.verdict is not YES:
        return []
    if not finding.parts or finding.criterion.assumed:
        return [finding]
    branches = [taken_as_met(part) for part in finding.parts if part.verdict is YES]
    if finding.criterion.form is Form.ANY_OF:
        return min(branches, key=lambda rules: (len(rules), -_room(rules)))
    return [rule for rules in branches for rule in rules]


def _room(rules: list[Finding]) -> Decimal:
    """How much assumed limits allow together: a couple's is said rather than the lower one of a single person."""
    limits = (rule.limit for rule in rules if rule.criterion.operator == "at_most")
    return sum((Decimal(str(limit)) for limit in limits if limit is not None), Decimal(0))


def why_unsure(open_parts: Sequence[Finding]) -> Unsure | None:
    """The reason to show for several open parts: what we can ask for comes before what we cannot."""
    if not open_parts:
        return None
    if len(open_parts) == 1:
        return open_parts[0].unsure
    reasons = {part.unsure for part in open_parts}
    return next((reason for reason in UNSURE_REASONS if reason in reasons), None)


def missing_of(open_parts: Sequence[Finding]) -> tuple[str, ...]:
    """The columns that open parts wait for, each once, in order."""
    if len(open_parts) == 1:
        return open_parts[0].missing
    return tuple(dict.fromkeys(name for part in open_parts for name in part.missing))


def _margins(parts: tuple[Finding, ...], verdict: Verdict, any_form: bool) -> tuple[Decimal | None, Decimal | None]:
    """Of the part that speaks for the group: the smallest shortfall under any-of, the largest under all-of."""
    deciding = [part for part in parts if part.margin is not None and part.verdict is verdict]
    if not deciding:
        return None, None
    # A shortfall is negative, so the smallest one is the greatest margin.
    pick = max if any_form else min
    part = pick(deciding, key=lambda part: part.margin or Decimal(0)) if len(deciding) > 1 else deciding[0]
    return part.margin, part.margin_percent


def _inverse(criterion: Criterion, parts: tuple[Finding, ...]) -> Finding:
    inner = parts[0]
    return Finding(
        criterion,
        negate(inner.verdict),
        margin=None if inner.margin is None else -inner.margin,
        margin_percent=None if inner.margin_percent is None else -inner.margin_percent,
        unsure=inner.unsure,
        missing=inner.missing,
        assumed=inner.assumed,
        parts=parts,
    )
