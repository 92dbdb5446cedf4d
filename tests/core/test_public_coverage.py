"""Public coverage as shipped: every row of the state tables, and the rules that change by date."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.tables import Covered, StateLimit
from tests.core.public_coverage import (
    MAYBE,
    NO,
    ROWS,
    SNAPSHOT,
    TODAY,
    YES,
    day_in_force,
    found,
    guideline,
    name_of,
    told,
    verdict,
)

PEOPLE = {
    ("medicaid", "adult"): ("medicaid", {"age": 40}),
    ("medicaid", "parent"): ("medicaid", {"age": 40, "children_at_home": True, "youngest_child_age": 9}),
    ("medicaid", "pregnant"): ("medicaid", {"age": 30, "pregnant": True, "expecting": 1}),
    ("medicaid", "child_0"): ("medicaid", {"age": 0}),
    ("medicaid", "child_1_5"): ("medicaid", {"age": 3}),
    ("medicaid", "child_6_18"): ("medicaid", {"age": 12}),
    ("chip", "child"): ("chip", {"age": 12}),
    ("chip", "pregnant"): ("chip", {"age": 30, "pregnant": True, "expecting": 1}),
    ("chip", "unborn_child"): ("chip", {"age": 30, "pregnant": True, "expecting": 1}),
}
LIMITS = [
    row
    for row in ROWS
    if (row.table, row.group) in PEOPLE and row.covered is Covered.YES and row.percent is not None and day_in_force(row)
]


def percent_of(table: str, group: str, row: StateLimit, day: date) -> Decimal:
    """What a state's row of a group says on a day; 0 where the state does not offer it."""
    other = SNAPSHOT.facts.tables.on(day, table, group, row.state)
    return (other.percent if other is not None else None) or Decimal(0)


@pytest.mark.parametrize("row", LIMITS, ids=name_of)
def test_a_dollar_decides_at_every_income_limit_for_households_of_one_two_and_six(row: StateLimit) -> None:
    listing, answers = PEOPLE[row.table, row.group]
    day = day_in_force(row)
    assert day is not None
    # Above Georgia's limit for parents comes Georgia Pathways, where only the state can say yes.
    expected = [YES, YES, MAYBE if (row.group, row.state) == ("parent", "GA") else NO]
    if answers.get("pregnant") and row.table == "chip":
        if row.percent <= percent_of("medicaid", "pregnant", row, day):
            # Medicaid reaches as far for citizens, so CHIP is for people whose status Medicaid does not take.
            answers, expected = answers | {"citizenship": None}, [MAYBE, MAYBE, NO]
        if row.percent < percent_of("chip", "unborn_child", row, day):
            expected = [YES, YES, YES]
    # Each person adds the same amount to the line.
    for size in (1, 2, 6):
        counted = size + (1 if answers.get("pregnant") else 0)
        line = guideline(row, day).first_person + guideline(row, day).each_additional * (counted - 1)
        limit = row.percent * line / 100
        here = answers | {"state": row.state, "household_size": size}
        got = [verdict(listing, told(income=limit + more, **here), day) for more in (-1, 0, 1)]
        assert got == expected, (size, limit)


@pytest.mark.parametrize("state", sorted({row.state for row in ROWS}))
def test_every_state_has_every_table_today(state: str) -> None:
    for table, group in (*PEOPLE, ("medicare_savings", "any")):
        assert SNAPSHOT.facts.tables.on(TODAY, table, group, state) is not None, (table, group)


@pytest.mark.parametrize("state", ["OH", "TX"])
def test_the_year_2027_changes_only_the_programs_whose_rules_or_figures_change(state: str) -> None:
    person = told(
        state=state, household_size=1, age=40, income=Decimal(3600), work_hours=Decimal(0), tribal_member=False
    )
    before, after = (
        {listing: verdict(listing, person, day) for listing in SNAPSHOT.by_id}
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )
    changed = {listing for listing in before if before[listing] is not after[listing]}
    assert changed == ({"medicaid"} if state == "OH" else set())


def test_after_the_last_guideline_on_file_the_last_one_is_a_floor() -> None:
    finding = found("medicaid", told(state="OH", household_size=1, age=40, income=Decimal(3600)), date(2027, 2, 1))
    assert finding.verdict is YES
