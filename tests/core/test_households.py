"""The stored households get the answers that a person worked out for them from the facts."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from finder.catalog import read_catalog
from finder.catalog.answers import read_answers
from finder.core.matching import match

SEED = Path(__file__).parents[2] / "seed_data"
CATALOG = read_catalog(SEED)
SNAPSHOT = CATALOG.snapshot("shipped")


def stored() -> list[tuple[date, dict[str, Any]]]:
    files = [tomllib.loads(path.read_text("utf-8")) for path in sorted((SEED / "households").glob("*.toml"))]
    return [(row.get("on", file["on"]), row) for file in files for row in file["households"]]


HOUSEHOLDS = stored()


@pytest.mark.parametrize(("on", "household"), HOUSEHOLDS, ids=[row["id"] for _, row in HOUSEHOLDS])
def test_a_stored_household_gets_the_answers_worked_out_for_it(on: date, household: dict[str, Any]) -> None:
    answers = read_answers({name: (text,) for name, text in household["told"].items()}, SNAPSHOT.facts.zips)
    assert answers.errors == {}
    plan = match(SNAPSHOT, answers.situation, answers.prescription, on)
    got = {row.listing.id: row.verdict.name.lower() for row in plan.matches}
    absent = dict.fromkeys(household["expected"], "no")
    assert {name: (absent | got)[name] for name in household["expected"]} == household["expected"], household["who"]


def test_there_are_enough_households_and_each_has_its_own_id() -> None:
    ids = Counter(row["id"] for _, row in HOUSEHOLDS)
    assert max(ids.values()) == 1
    assert len(ids) >= 150


def test_every_state_has_at_least_two_households() -> None:
    states = Counter(row["told"].get("state") for _, row in HOUSEHOLDS)
    assert all(states[state] >= 2 for state in {row.state for row in SNAPSHOT.facts.enrolment})


def test_every_program_of_public_coverage_is_expected_somewhere() -> None:
    named = {name for _, row in HOUSEHOLDS for name in row["expected"]}
    assert {row.id for row in SNAPSHOT.by_id.values() if row.kind == "public_coverage"} <= named
