"""Every stored household gets the answers that a reader of the rules expects, and is told what is missing."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest

from finder.answers.states import STATES
from finder.catalog.households import Household, read_households
from finder.core.listing import Kind
from finder.core.matches import Match
from finder.core.matching import Matcher
from finder.core.verdict import Unsure, Verdict
from tests.catalog.folders import SEED
from tests.core.shipped import CATALOG, SNAPSHOT

HOUSEHOLDS = read_households(SEED, CATALOG).rows


@cache
def judged(household_id: str) -> dict[str, Match]:
    """The listings that the household has an expectation of and that serve its state, worked out once for all tests."""
    household = next(row for row in HOUSEHOLDS if row.id == household_id)
    answers = household.read(SNAPSHOT.facts.zips)
    matcher = Matcher(
        snapshot=SNAPSHOT, situation=answers.situation, prescription=answers.prescription, on=household.on
    )
    expected = household.expect.keys() | household.missing.keys()
    serving = SNAPSHOT.that_can_apply(answers.situation)
    return {row.id: matcher.match(row) for row in serving if row.id in expected}


@pytest.mark.parametrize("household", HOUSEHOLDS, ids=[household.id for household in HOUSEHOLDS])
def test_a_stored_household_gets_the_answers_expected(household: Household) -> None:
    found = judged(household.id)
    # A listing that does not serve the state is not in the plan: that is a NO.
    got = {name: found[name].verdict if name in found else Verdict.NO for name in household.expect}
    assert got == dict(household.expect), household.story
    unnamed = {name: set(columns) - set(found[name].missing) for name, columns in household.missing.items()}
    assert not any(unnamed.values()), unnamed


def test_every_state_has_at_least_two_households() -> None:
    states = Counter(household.answers.get("state") for household in HOUSEHOLDS)
    assert [state for state in STATES if states[state] < 2] == []


def test_every_public_coverage_listing_is_expected_with_every_verdict_it_can_have() -> None:
    public = {row.id for row in CATALOG.listings if row.kind is Kind.PUBLIC_COVERAGE and row.id in SNAPSHOT.by_id}
    expected = {(name, verdict) for household in HOUSEHOLDS for name, verdict in household.expect.items()}
    assert public <= {name for name, _ in expected}
    told_yes = {name for name, verdict in expected if verdict is Verdict.YES}
    # The clinic's stock, and what the state's plan lists, are for them to say (docs/safety.md S2).
    never_yes = {row.id for row in CATALOG.listings if row.covers.value == "unknown"}
    # HoosierRx asks for Social Security's letter first.
    assert public - told_yes - never_yes == {"medicare-part-b-id", "in-hoosierrx"}
    assert public - {name for name, verdict in expected if verdict is not Verdict.YES} == set()


def test_every_kind_of_cannot_tell_is_stored() -> None:
    kinds: set[Unsure | None] = set()
    for household in HOUSEHOLDS:
        expected = household.expect
        kinds |= {row.unsure for name, row in judged(household.id).items() if expected.get(name) is Verdict.MAYBE}
    assert set(Unsure) <= kinds


@pytest.mark.parametrize("on", ["2025-01-01", "2026-06-30", "2026-11-23", "2026-12-31", "2027-01-01", "2028-01-15"])
def test_days_on_which_rules_turn_are_stored(on: str) -> None:
    assert date.fromisoformat(on) in {household.on for household in HOUSEHOLDS}
