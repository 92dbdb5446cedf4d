"""Rules about income: against dollars, a percentage of poverty, or what a state's table says."""

from __future__ import annotations

from decimal import Decimal

from finder.core.criteria import Criterion, Finding
from finder.core.evidence import Evidence
from finder.core.situation import MONTHS_PER_YEAR, Situation
from finder.core.tables import Covered, StateLimit
from finder.core.verdict import MAYBE, NO, YES, Unsure

INCOME_FACTS = frozenset({"income_per_month", "income_per_year", "income_percent_of_poverty"})
HUNDRED = Decimal(100)


def income_rule(facts: Evidence, criterion: Criterion, limit: object) -> Finding:
    """Income against a limit in dollars, or in percent of poverty for each household size still possible."""
    amount = Decimal(limit)  # type: ignore[arg-type]  # a number
    if criterion.fact == "income_per_year":
        return _against(facts, criterion, {amount / MONTHS_PER_YEAR}, ())
    if criterion.fact == "income_per_month":
        return _against(facts, criterion, {amount}, ())
    return _percent_rule(facts, criterion, amount)


def _percent_rule(facts: Evidence, criterion: Criterion, percent: Decimal) -> Finding:
    lines, missing = facts.poverty_lines(criterion)
    if not lines:
        return Finding(criterion, MAYBE, limit=percent, unsure=Unsure.NO_FIGURE)
    limits = {percent * line / HUNDRED / MONTHS_PER_YEAR for line in lines}
    finding = _against(facts, criterion, limits, missing)
    per_year = facts.income_per_year
    if per_year is None or len(lines) > 1:
        return finding._replace(limit=percent)
    value = per_year * HUNDRED / next(iter(lines))
    room = value - percent if criterion.operator == "at_least" else percent - value
    return finding._replace(limit=percent, value=value, margin_percent=room)


def table_rule(facts: Evidence, criterion: Criterion) -> Finding:
    """Income against the limit that the table of the person's state has for a group on the day."""
    figure = criterion.figure(facts.on)
    state = facts.situation.state
    if state is None:
        return Finding(criterion, MAYBE, unsure=Unsure.NOT_TOLD, missing=("state",))
    row = facts.tables.on(facts.on, str(figure.value), criterion.group, state) if figure else None
    if row is None:
        return Finding(criterion, MAYBE, unsure=Unsure.NO_FIGURE)
    if row.covered is Covered.NO:
        return Finding(criterion, NO)
    if row.percent is None and not row.per_month:
        return Finding(criterion, MAYBE, unsure=Unsure.PROGRAM_DECIDES)
    if row.percent is not None:
        finding = _percent_rule(facts, criterion, row.percent)
    else:
        finding = _dollar_table_rule(facts, criterion, row)
    if row.covered is not Covered.YES and finding.verdict is YES:
        # Within a limit that has more conditions, or is not confirmed: only the state can say yes.
        return finding._replace(verdict=MAYBE, unsure=Unsure.PROGRAM_DECIDES)
    return finding


def _dollar_table_rule(facts: Evidence, criterion: Criterion, row: StateLimit) -> Finding:
    sizes, open_size = facts.sizes(criterion.size)
    limits = {row.dollars_per_month(people) for people in sizes}
    known = {limit for limit in limits if limit is not None}
    if len(known) < len(limits):
        unsure = Unsure.NOT_TOLD if open_size else Unsure.NO_FIGURE
        return Finding(criterion, MAYBE, unsure=unsure, missing=open_size)
    return _against(facts, criterion, known, open_size)


def _against(facts: Evidence, criterion: Criterion, limits: set[Decimal], open_columns: tuple[str, ...]) -> Finding:
    """Income against every limit still possible (dollars a month); several that disagree give MAYBE."""
    per_year, per_month = facts.income_per_year, facts.income_per_month
    limit = min(limits) if len(limits) == 1 else None
    if per_year is None or per_month is None:
        missing = ("income", *open_columns)
        return Finding(criterion, MAYBE, limit, limit_per_month=limit, unsure=Unsure.NOT_TOLD, missing=missing)
    # Compared over a year: a month's twelfth of a yearly income would carry a rounding error.
    at_least = criterion.operator == "at_least"
    held = {(per_year >= x * MONTHS_PER_YEAR) if at_least else (per_year <= x * MONTHS_PER_YEAR) for x in limits}
    if len(held) > 1:
        return Finding(criterion, MAYBE, unsure=Unsure.NOT_TOLD, missing=open_columns)
    margin = None if limit is None else (per_month - limit) if at_least else (limit - per_month)
    verdict = YES if held.pop() else NO
    if _changes_too_much(facts.situation, criterion):
        return Finding(criterion, MAYBE, unsure=Unsure.PROGRAM_DECIDES, limit_per_month=limit)
    return Finding(
        criterion, verdict, per_month, limit, value_per_month=per_month, limit_per_month=limit, margin=margin
    )


def _changes_too_much(told: Situation, criterion: Criterion) -> bool:
    """Whether the income told covers another span than the rule looks at, and is not steady (docs/safety.md S12)."""
    if told.income_steady is not False or not criterion.income_of:
        return False
    told_for = "year" if told.income_period == "year" else "month"
    return told_for != criterion.income_of
