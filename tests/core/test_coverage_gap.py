"""The coverage gap: a state that does not offer Medicaid to most adults (S12), as the shipped rules say it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finder.core.coverage_gap import not_offered
from finder.core.criteria import Criterion, Finding, Form
from finder.core.headline import closed_to_adults, coverage_to_apply_for
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.situation import Situation
from finder.core.text import NO_TEXT, Text
from finder.core.verdict import Verdict
from tests.core.shipped import SNAPSHOT
from tests.core.test_ranking import DOSE
from tests.factories import TODAY, rule


def plan(state: str, income: int = 900, **answers: object) -> Plan:
    told = {"household_size": 1, "age": 40, "insurance": frozenset({"none"}), **answers}
    situation = Situation(state=state, income=Decimal(income), income_period="month", **told)  # type: ignore[arg-type]
    return match(SNAPSHOT, situation, DOSE, TODAY)


@pytest.mark.parametrize("state", ["TX", "FL", "AL", "TN", "MS", "KS", "SC", "WY"])
def test_s12_below_the_poverty_line_there_the_states_rule_is_said_and_nobody_is_sent_to_apply(state: str) -> None:
    found = plan(state)
    closed = closed_to_adults(found)
    assert closed is not None
    assert any(not_offered(finding) for finding in closed.findings)
    assert coverage_to_apply_for(found) is None


@pytest.mark.parametrize(
    ("state", "answers"),
    [
        ("OH", {}),
        ("TX", {"income": 1500}),
        ("TX", {"age": 70}),
        ("TX", {"age": 10}),
        ("TX", {"insurance": frozenset({"medicaid"})}),
    ],
)
def test_elsewhere_with_more_income_at_another_age_or_as_a_member_there_is_no_gap(
    state: str, answers: dict[str, object]
) -> None:
    assert closed_to_adults(plan(state, **answers)) is None  # type: ignore[arg-type]


def test_what_is_said_stands_at_the_rule_of_the_group_that_the_state_does_not_offer() -> None:
    closed = closed_to_adults(plan("TX"))
    assert closed is not None
    (said,) = {text for finding in closed.findings if (text := not_offered(finding))}
    assert said.in_language("en").startswith("Your state does not offer Medicaid to most adults your age.")
    assert said.in_language("es").startswith("Su estado no ofrece Medicaid")


def test_a_group_whose_rule_has_no_words_for_it_is_closed_in_silence() -> None:
    for said in (NO_TEXT, Text(en="Your state has none.")):
        parts = rule("income_percent_of_poverty", "within_table", "medicaid", group="adult", not_offered=said)
        against = Finding(parts, Verdict.NO)
        group = Finding(Criterion(form=Form.ALL_OF), Verdict.NO, parts=(against,))
        assert not_offered(Finding(Criterion(form=Form.ANY_OF), Verdict.NO, parts=(group,))) == said
