"""What leads for each person of the table, as the core decides it."""

from __future__ import annotations

from functools import cache

import pytest

from finder.answers.columns import COLUMNS, read_answers
from finder.core.leading import Line, lead, to_buy
from finder.core.listing import Covers
from finder.core.matches import Plan
from finder.core.matching import match
from finder.core.own_card import own_card
from finder.core.plan import may_run_out, plan_steps
from finder.core.tablet_question import costly_tablets
from finder.core.worth_asking import next_question, not_asked
from tests.core.shipped import SNAPSHOT
from tests.people.table import ON, PEOPLE

MOST_LINES = 3
LEAST_PEOPLE = 25


@cache
def plan(name: str) -> Plan:
    """The person's plan on the day."""
    answers = PEOPLE[name].answers
    told = {column: _texts(answers.get(column)) for column in COLUMNS}
    read = read_answers(told, SNAPSHOT.facts.zips)
    assert read.errors == {}
    return match(SNAPSHOT, read.situation, read.prescription, ON)


def _texts(value: str | list[str] | None) -> list[str]:
    return [] if value is None else [value] if isinstance(value, str) else value


def test_the_table_has_at_least_25_people() -> None:
    assert len(PEOPLE) >= LEAST_PEOPLE


@pytest.mark.parametrize("name", PEOPLE)
def test_what_must_lead_leads(name: str) -> None:
    found = lead(plan(name))
    assert found.lines == PEOPLE[name].lines
    assert len(found.lines) <= MOST_LINES
    assert not set(found.lines) & set(found.below)


@pytest.mark.parametrize("name", PEOPLE)
def test_the_question_asked_next_is_the_one_that_helps_most_and_was_not_answered(name: str) -> None:
    found = next_question(plan(name))
    wanted = PEOPLE[name].question
    if wanted is not None:
        assert found is not None
        assert found.column == wanted
    if found is not None:
        assert found.column not in PEOPLE[name].answers
        assert found.column not in not_asked(plan(name).situation)


@pytest.mark.parametrize("name", PEOPLE)
def test_s9_a_card_that_is_held_is_the_first_line_and_the_first_step(name: str) -> None:
    found = plan(name)
    held = own_card(found)
    assert (held is not None) is (lead(found).lines[0] is Line.CARD)
    if held is not None:
        assert plan_steps(found)[0].key in ("use_your_card", "use_your_plan")


@pytest.mark.parametrize("name", PEOPLE)
def test_s2_what_leads_to_be_bought_has_a_price_and_the_medicine(name: str) -> None:
    found = to_buy(plan(name))
    if found is not None:
        assert found.match.listing.covers is Covers.YES
        assert found.cost.high > 0


@pytest.mark.parametrize("name", PEOPLE)
def test_s1_mail_never_leads_for_who_may_run_out(name: str) -> None:
    found = plan(name)
    if may_run_out(found.prescription):
        assert lead(found).lines[0] not in (Line.BUY, Line.APPLY, Line.GAP)


@pytest.mark.parametrize("name", PEOPLE)
def test_s4_costly_tablets_are_never_what_is_bought_first(name: str) -> None:
    found = to_buy(plan(name))
    question = costly_tablets(plan(name))
    if question is not None and found is not None:
        assert found.cost == question.fifty
        assert found.as_written == question.other
