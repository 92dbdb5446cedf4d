"""The last days to join or change a plan, before, on and after their day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from finder.core.deadlines import Deadline, LastDay, last_days
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.statefacts import SearchFinding, StateSubject
from tests.core.shipped import SNAPSHOT

ALONE = {"household_size": 1, "income": Decimal(30_000), "income_period": "year", "age": 40, "citizenship": "citizen"}
NONE = frozenset({"none"})


def found(on: str, state: str | None = "TX", **told: object) -> list[LastDay]:
    situation = Situation(state=state, **(ALONE | told))  # type: ignore[arg-type]  # a few answers by name
    return last_days(match(SNAPSHOT, situation, Prescription(), date.fromisoformat(on)))


@pytest.mark.parametrize("insurance", ["medicare", "medicare_drug"])
@pytest.mark.parametrize(
    ("on", "told"), [("10-14", False), ("10-15", True), ("11-30", True), ("12-07", True), ("12-08", False)]
)
def test_medicares_last_day_is_said_while_it_can_be_met(insurance: str, on: str, told: bool) -> None:
    rows = found(f"2026-{on}", insurance=frozenset({insurance}), age=70)
    right = [LastDay(Deadline.MEDICARE, date(2026, 12, 7))]
    assert rows == (right if told else [])


@pytest.mark.parametrize(
    ("on", "told"), [("2026-10-31", False), ("2026-11-01", True), ("2026-12-15", True), ("2026-12-16", False)]
)
@pytest.mark.parametrize("insurance", ["none", "marketplace"])
def test_the_marketplaces_last_day_for_january_is_said_while_it_can_be_met(on: str, told: bool, insurance: str) -> None:
    rows = found(on, insurance=frozenset({insurance}))
    assert rows == ([LastDay(Deadline.MARKETPLACE, date(2026, 12, 15))] if told else [])


@pytest.mark.parametrize(
    ("state", "last", "is_sure"),
    [("TX", "12-15", True), ("CA", "12-15", False), ("ID", "12-15", True), ("MA", "12-23", True)],
    ids=["HealthCare.gov", "no day of its own on file", "enrollment ends on that day", "a day of its own"],
)
def test_a_state_exchanges_own_day_comes_from_its_row(state: str, last: str, is_sure: bool) -> None:
    day = date.fromisoformat(f"2026-{last}")
    told = {"state": state, "insurance": frozenset({"marketplace"})}
    (row,) = found(day.isoformat(), **told)  # type: ignore[arg-type]  # a few answers by name
    assert (row.last, row.starts, row.is_sure) == (day, date(2027, 1, 1), is_sure)
    assert (row.by.state if row.by else None) == ("MA" if state == "MA" else None)
    assert found((day + timedelta(days=1)).isoformat(), **told) == []  # type: ignore[arg-type]  # as above


@pytest.mark.parametrize(
    "change", [{"found": SearchFinding.UNCONFIRMED}, {"ends": date(2025, 12, 24)}, {"state": "CA"}]
)
def test_a_row_not_confirmed_or_of_another_year_or_state_moves_no_last_day(change: dict[str, object]) -> None:
    (own,) = (row for row in SNAPSHOT.facts.state_facts if row.subject is StateSubject.PLAN_FROM_JANUARY)
    rows = tuple(replace(row, **change) if row is own else row for row in SNAPSHOT.facts.state_facts)  # type: ignore[arg-type]  # fields by name
    snapshot = replace(SNAPSHOT, facts=replace(SNAPSHOT.facts, state_facts=rows))
    person = Situation(state="MA", insurance=frozenset({"marketplace"}), **ALONE)  # type: ignore[arg-type]  # as above
    (day,) = last_days(match(snapshot, person, Prescription(), date(2026, 12, 1)))
    assert (day.last, day.by, day.is_sure) == (date(2026, 12, 15), None, False)


@pytest.mark.parametrize(
    "told",
    [
        {"state": None},
        {"insurance": frozenset({"employer"})},
        {"insurance": frozenset({"medicaid"})},
        {"income": Decimal(9_000), "state": "OH"},
    ],
    ids=["state not told", "a plan at work", "Medicaid", "Medicaid is what to apply for"],
)
def test_nobody_else_is_told_of_a_last_day(told: dict[str, object]) -> None:
    assert found("2026-11-30", **({"insurance": NONE} | told)) == []  # type: ignore[arg-type]  # a few answers by name


def test_every_deadline_has_its_sourced_fact() -> None:
    assert {row.value for row in Deadline} <= set(SNAPSHOT.facts.safety)
