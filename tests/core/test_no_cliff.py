"""No verdict gets worse by an end date alone: the last figure counts as a floor until the next one is on file."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.answers.states import STATES
from finder.core.criteria import Finding
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Verdict
from tests.core.test_shipped_catalogue import SNAPSHOT

BEFORE = date(2027, 1, 2)
AFTER = (date(2027, 2, 1), date(2027, 3, 31))
INCOMES = (0, 1000, 1800, 2600)
YOUNG = Situation(household_size=1, income_period="month", age=40, insurance=frozenset({"none"}), citizenship="citizen")
OLD = Situation(
    household_size=1, income_period="month", age=70, insurance=frozenset({"medicare"}), citizenship="citizen"
)
KNOWN = {"married": False, "pregnant": False, "disabled": False, "children_at_home": False, "postpartum": False}
JUDGED = ("medicaid", "medicare-savings-program", "medicare-extra-help", "basic-health-program", "chip")


def verdicts(on: date) -> dict[tuple[str, int, int, str], Verdict]:
    found = {}
    for state in STATES:
        for person in (YOUNG, OLD):
            for income in INCOMES:
                told = replace(
                    person,
                    state=state,
                    income=Decimal(income),
                    resources=Decimal(500),
                    work_hours=Decimal(100),
                    **KNOWN,
                )
                for row in match(SNAPSHOT, told, Prescription(), on).matches:
                    if row.listing.id in JUDGED:
                        found[state, person.age or 0, income, row.listing.id] = row.verdict
    return found


@pytest.fixture(scope="module")
def before() -> dict[tuple[str, int, int, str], Verdict]:
    return verdicts(BEFORE)


@pytest.mark.parametrize("on", AFTER)
def test_no_verdict_gets_worse_when_the_guidelines_year_ends(before: dict, on: date) -> None:
    after = verdicts(on)
    worse = {key: (old.name, after[key].name) for key, old in before.items() if after[key] < old}
    assert worse == {}
    assert Counter(before.values())[Verdict.YES] > 100


def leaves(findings: tuple[Finding, ...]) -> list[Finding]:
    return [leaf for row in findings for leaf in (leaves(row.parts) if row.parts else [row])]


@pytest.mark.parametrize(
    ("income", "expected"), [("1835.40", Verdict.YES), ("1850", Verdict.MAYBE), ("2300", Verdict.NO)]
)
def test_between_the_old_limit_and_the_most_the_new_one_may_be_it_cannot_be_told(
    income: str, expected: Verdict
) -> None:
    told = replace(YOUNG, state="OH", income=Decimal(income), income_not_counted=Decimal(0), **KNOWN)
    row = next(row for row in match(SNAPSHOT, told, Prescription(), AFTER[0]).matches if row.listing.id == "medicaid")
    assert row.verdict is expected
    assert 2026 in {leaf.floor_year for leaf in leaves(row.findings)}
