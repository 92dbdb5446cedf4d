"""From 2026-12-31 to 2027-01-01 the answers change for exactly the listings whose rules or figures change that day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from finder.core.criteria import Criterion
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from tests.core.shipped import SNAPSHOT

OLD_DAY, NEW_DAY = date(2026, 12, 31), date(2027, 1, 1)
STATES = sorted({state for _, _, state in SNAPSHOT.facts.tables.rows})


def figures_turn(rule: Criterion) -> bool:
    """Whether a rule, a figure of it or a row of its table begins or ends on New Year's Day."""
    rows = [
        row
        for (table, group, _), found in SNAPSHOT.facts.tables.rows.items()
        if rule.operator == "within_table" and (table, group) == (rule.figures[0].value, rule.group)
        for row in found
    ]
    spans = [(each.starts, each.ends) for each in (rule, *rule.figures, *rows)]
    return any(NEW_DAY in span for span in spans) or any(figures_turn(part) for part in rule.parts)


def named(rule: Criterion) -> set[str]:
    """The other listings a rule looks at."""
    return {rule.listing, *(name for part in rule.parts for name in named(part))} - {""}


TURNING = {row.id for row in SNAPSHOT.by_id.values() if any(figures_turn(rule) for rule in row.criteria)}
FOLLOWING = {row.id for row in SNAPSHOT.by_id.values() if any(named(rule) & TURNING for rule in row.criteria)}
PEOPLE = [
    {"age": 40, "household_size": 1, "income": Decimal(300), "work_hours": Decimal(10), "resources": Decimal(0)},
    {"age": 40, "household_size": 3, "income": Decimal(300), "work_hours": Decimal(10), "children_at_home": True},
    {"age": 30, "household_size": 2, "income": Decimal(1500), "pregnant": True},
    {"age": 8, "household_size": 3, "income": Decimal(4000)},
    {"age": 70, "income": Decimal(1500), "insurance": frozenset({"medicare"}), "resources": Decimal(12000)},
    {"age": 70, "income": Decimal(4000), "insurance": frozenset({"medicare"}), "resources": Decimal(90000)},
    {"age": 50, "income": Decimal(1000), "disabled": True, "insurance": frozenset({"medicare"})},
]
EVERYBODY = {
    "insurance": frozenset({"none"}),
    "citizenship": "citizen",
    "married": False,
    "disabled": False,
    "pregnant": False,
    "children_at_home": False,
    "tribal_member": False,
    "veteran": False,
    "transplant": "none",
}


def changed(state: str, person: dict[str, object]) -> set[str]:
    """The listings whose answer is another one on New Year's Day."""
    told = Situation(state=state, **EVERYBODY | person)  # type: ignore[arg-type]
    before, after = (
        {row.listing.id: row.verdict for row in match(SNAPSHOT, told, Prescription(), day).matches}
        for day in (OLD_DAY, NEW_DAY)
    )
    assert before.keys() == after.keys()
    return {name for name, verdict in before.items() if after[name] is not verdict}


def test_the_listings_with_a_rule_that_turns_on_new_years_day_are_these() -> None:
    assert {
        # The work rule, and what is known of Georgia's; the others look whether Medicaid comes first.
        "medicaid", "chip", "basic-health-program", "marketplace-tax-credit",
        # Savings and income limits of 2026, without figures for 2027 yet.
        "medicare-savings-program", "medicare-extra-help", "nj-paad", "nj-senior-gold",
    } == TURNING  # fmt: skip


@pytest.mark.parametrize("state", STATES)
def test_no_other_answer_changes_on_new_years_day(state: str) -> None:
    found = set().union(*(changed(state, person) for person in PEOPLE))
    assert found <= TURNING | FOLLOWING


def test_what_turns_changes_an_answer_for_somebody() -> None:
    found = set().union(*(changed(*pair) for pair in product(("OH", "NJ", "GA"), PEOPLE)))
    # Limits in dollars that end count on as a floor, so that only the work rule changes an answer here.
    assert "medicaid" in found
