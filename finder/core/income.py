"""Rules about income: against dollars, a percentage of poverty, or what a state's table says."""

from __future__ import annotations

from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from finder.core.costs import CENT
from finder.core.criteria import Criterion, Finding
from finder.core.evidence import Evidence
from finder.core.poverty import Floor
from finder.core.situation import MONTHS_PER_YEAR, Situation
from finder.core.tables import Covered, StateLimit
from finder.core.verdict import MAYBE, NO, YES, Unsure

INCOME_FACTS = frozenset({"income_per_month", "income_per_year", "income_percent_of_poverty"})
HUNDRED = Decimal(100)
# Dollars a month (https://www.ssa.gov/oact/cola/SSIamts.html). Never shown: it only says how far a question reaches.
SSI_COUPLE_PER_MONTH = {2025: Decimal(1450), 2026: Decimal(1491)}


def income_rule(facts: Evidence, criterion: Criterion, limit: object, floor: Floor | None = None) -> Finding:
    """Income against a limit in dollars, or in percent of poverty for each household size still possible."""
    amount = Decimal(limit)  # type: ignore[arg-type]  # a number
    if criterion.fact == "income_per_year":
        return _against(facts, criterion, {amount / MONTHS_PER_YEAR}, (), floor)
    if criterion.fact == "income_per_month":
        return _against(facts, criterion, {amount}, (), floor)
    return _percent_rule(facts, criterion, amount)


def _percent_rule(facts: Evidence, criterion: Criterion, percent: Decimal) -> Finding:
    lines, missing, floor = facts.poverty_lines(criterion)
    if not lines:
        return Finding(criterion, MAYBE, limit=percent, unsure=Unsure.NO_FIGURE)
    limits = {percent * line / HUNDRED / MONTHS_PER_YEAR for line in lines}
    finding = _against(facts, criterion, limits, missing, floor)
    per_year = facts.income_per_year(criterion)
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
    where = (str(figure.value), criterion.group, state) if figure else ("", "", state)
    row, floor = facts.tables.on(facts.on, *where), None
    if row is None and (row := facts.tables.last_in_dollars(facts.on, *where)) and row.ends:
        floor = facts.guidelines.floor_since(row.ends.year - 1, row.ends, facts.on)
    if row is None:
        return Finding(criterion, MAYBE, unsure=Unsure.NO_FIGURE)
    if row.covered is Covered.NO:
        return Finding(criterion, NO)
    if row.percent is None and not row.per_month:
        return Finding(criterion, MAYBE, unsure=Unsure.PROGRAM_DECIDES)
    if row.percent is not None:
        finding = _percent_rule(facts, criterion, row.percent)
    else:
        finding = _dollar_table_rule(facts, criterion, row, floor)
    if row.covered is not Covered.YES and finding.verdict is YES:
        # Within a limit that has more conditions, or is not confirmed: only the state can say yes.
        return finding._replace(verdict=MAYBE, unsure=Unsure.PROGRAM_DECIDES)
    return finding


def _dollar_table_rule(facts: Evidence, criterion: Criterion, row: StateLimit, floor: Floor | None) -> Finding:
    sizes, open_size = facts.sizes(criterion.size)
    limits = {row.dollars_per_month(people) for people in sizes}
    known = {limit for limit in limits if limit is not None}
    if len(known) < len(limits):
        unsure = Unsure.NOT_TOLD if open_size else Unsure.NO_FIGURE
        return Finding(criterion, MAYBE, unsure=unsure, missing=open_size)
    return _against(facts, criterion, known, open_size, floor)


def _against(
    facts: Evidence,
    criterion: Criterion,
    limits: set[Decimal],
    open_columns: tuple[str, ...],
    floor: Floor | None = None,
) -> Finding:
    """As ``_against_known``; with a floor, what the figure of the day may be at most has to say the same."""
    finding = _against_known(facts, criterion, limits, open_columns)
    if floor is None:
        return finding
    at_most = _against_known(facts, criterion, {limit * floor.rise for limit in limits}, open_columns)
    if at_most.verdict is finding.verdict:
        return finding._replace(floor_year=floor.year)
    return finding._replace(verdict=MAYBE, unsure=Unsure.NO_FIGURE, missing=(), margin=None, floor_year=floor.year)


def _against_known(
    facts: Evidence, criterion: Criterion, limits: set[Decimal], open_columns: tuple[str, ...]
) -> Finding:
    """Income against every limit still possible (dollars a month); several that disagree give MAYBE."""
    per_year, at_least = facts.income_per_year(criterion), criterion.operator == "at_least"
    printed = {limit: _as_printed(criterion, limit) for limit in limits}
    # A pregnancy could only raise the limit: the one without it is the limit to name.
    limit = printed[min(limits)] if len(limits) == 1 or open_columns == ("pregnant",) else None
    if per_year is None:
        missing = ("income", *open_columns)
        return Finding(criterion, MAYBE, limit, limit_per_month=limit, unsure=Unsure.NOT_TOLD, missing=missing)
    per_month = per_year / MONTHS_PER_YEAR
    held = {_is_within(per_year, exact, shown, at_least) for exact, shown in printed.items()}
    margin = None if limit is None else (per_month - limit) if at_least else (limit - per_month)
    if len(held) > 1:
        told = None if limit is None else per_month
        return Finding(
            criterion,
            MAYBE,
            value_per_month=told,
            limit_per_month=limit,
            margin=margin,
            unsure=Unsure.NOT_TOLD,
            missing=open_columns,
        )
    verdict = YES if held.pop() else NO
    if _changes_too_much(facts.situation, criterion):
        return Finding(criterion, MAYBE, unsure=Unsure.PROGRAM_DECIDES, limit_per_month=limit)
    finding = Finding(
        criterion,
        verdict,
        per_month,
        limit,
        value_per_month=per_month,
        limit_per_month=limit,
        margin=margin,
        not_counted_per_month=facts.not_counted_per_month(criterion),
    )
    return _part_may_not_count(facts, finding) if verdict is NO and not at_least else finding


def _is_within(per_year: Decimal, limit: Decimal, printed: Decimal, at_least: bool) -> bool:
    """Whether an income keeps to a limit of dollars a month.

    The number that is printed is the one that is judged by. A yearly income at the limit itself fits as well, which its
    twelfth part could miss by a rounding.
    """
    per_month, limit_per_year = per_year / MONTHS_PER_YEAR, limit * MONTHS_PER_YEAR
    if at_least:
        return per_month >= printed or per_year >= limit_per_year
    return per_month <= printed or per_year <= limit_per_year


def _as_printed(criterion: Criterion, limit: Decimal) -> Decimal:
    """A month's limit in whole cents.

    A percentage of poverty gives parts of a cent, which count for the person: up for the most one may earn, down for
    the least. A limit in dollars is exact, and never printed as more than it is.
    """
    for_the_person = criterion.fact == "income_percent_of_poverty"
    up = for_the_person is not (criterion.operator == "at_least")
    return limit.quantize(CENT, ROUND_CEILING if up else ROUND_FLOOR)


def _part_may_not_count(facts: Evidence, finding: Finding) -> Finding:
    """A no by income that MAGI counts names the column that could lift it, where nobody said what is not counted.

    Only as far as SSI for a couple reaches: that is the most such income that one household usually has.
    """
    most = _ssi_couple_per_month(facts.on)
    if finding.criterion.income_counted != "magi" or facts.situation.income_not_counted is not None:
        return finding
    if finding.margin is None or -finding.margin > most:
        return finding
    return finding._replace(missing=("income_not_counted",))


def _ssi_couple_per_month(on: date) -> Decimal:
    """SSI's federal rate for a couple in the year, or the newest on file: it has never fallen."""
    newest = min(max(on.year, min(SSI_COUPLE_PER_MONTH)), max(SSI_COUPLE_PER_MONTH))
    return SSI_COUPLE_PER_MONTH[newest]


def _changes_too_much(told: Situation, criterion: Criterion) -> bool:
    """Whether the income told covers another span than the rule looks at, and is not steady (docs/safety.md S12)."""
    if told.income_steady is not False or not criterion.income_of:
        return False
    told_for = "year" if told.income_period == "year" else "month"
    return told_for != criterion.income_of
