"""The last days to join or change a plan, before, on and after their day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.deadlines import Deadline, LastDay, last_days
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
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
    right = [LastDay(Deadline.MEDICARE, date(2026, 12, 7), date(2027, 1, 1))]
    assert rows == (right if told else [])


@pytest.mark.parametrize(
    ("on", "told"), [("2026-10-31", False), ("2026-11-01", True), ("2026-12-15", True), ("2026-12-16", False)]
)
@pytest.mark.parametrize("insurance", ["none", "marketplace"])
def test_the_marketplaces_last_day_for_january_is_said_while_it_can_be_met(on: str, told: bool, insurance: str) -> None:
    rows = found(on, insurance=frozenset({insurance}))
    assert rows == ([LastDay(Deadline.MARKETPLACE, date(2026, 12, 15), date(2027, 1, 1))] if told else [])


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
