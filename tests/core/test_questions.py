"""Each question has one specification, beside its answer; nothing about a question is known elsewhere."""

from __future__ import annotations

from dataclasses import MISSING, fields
from datetime import date
from decimal import Decimal
from typing import get_args, get_type_hints

import pytest

from finder.answers.columns import COLUMNS, YES_NO_COLUMNS
from finder.catalog.vocabulary import FACTS
from finder.core.questions import AnswerType, Days, FactType, Number, Options, QuestionSpec, Trait, question
from finder.core.situation import (
    PRIVATE_QUESTIONS,
    QUESTIONS,
    QUESTIONS_FOR_ADULTS,
    QUESTIONS_OF_FEW,
    Prescription,
    Situation,
)

ANSWERS = get_type_hints(Situation) | get_type_hints(Prescription)
VALUES = {
    AnswerType.YES_NO: bool,
    AnswerType.STATE: str,
    AnswerType.ZIP_CODE: str,
    AnswerType.DOLLARS: Decimal,
    AnswerType.INCOME: Decimal,
    AnswerType.DAY: date,
    AnswerType.DOSE: Decimal,
    AnswerType.STRENGTH: int,
}


def test_every_answer_has_its_specification_beside_it() -> None:
    assert list(QUESTIONS) == [row.name for row in (*fields(Situation), *fields(Prescription))]
    assert all(isinstance(spec, QuestionSpec) for spec in QUESTIONS.values())


def test_nothing_in_a_specification_is_left_to_a_default() -> None:
    assert all(row.default is MISSING for row in fields(QuestionSpec))
    with pytest.raises(TypeError, match="traits"):
        question(AnswerType.YES_NO)  # type: ignore[call-arg]  # what is proved here


@pytest.mark.parametrize("name", QUESTIONS)
def test_the_type_of_an_answer_is_that_of_its_format(name: str) -> None:
    answer = QUESTIONS[name].format
    if isinstance(answer, Options):
        value = frozenset[str] if answer.several else str
    elif isinstance(answer, Number):
        value = int if answer.whole else Decimal
    else:
        value = int if isinstance(answer, Days) else VALUES[answer]
    assert get_args(ANSWERS[name]) == (value, type(None))


def test_the_status_alone_is_private() -> None:
    assert frozenset({"citizenship"}) == PRIVATE_QUESTIONS


def test_nobody_is_sent_on_a_guess_or_asks_a_child_about_work() -> None:
    assert {"veteran", "pregnant", "condition"} <= QUESTIONS_OF_FEW
    assert "disabled" not in QUESTIONS_OF_FEW
    assert {"veteran", "married", "work_hours"} <= QUESTIONS_FOR_ADULTS
    assert "pregnant" not in QUESTIONS_FOR_ADULTS


def test_rules_compare_an_answer_as_it_is_read() -> None:
    yes_or_no = {name for name, spec in QUESTIONS.items() if spec.fact_type is FactType.YES_NO}
    assert yes_or_no == set(YES_NO_COLUMNS)
    assert all(COLUMNS[name].choices for name, fact in FACTS.items() if fact.type is FactType.WORD)
    assert {name for name, spec in QUESTIONS.items() if Trait.IN_RULES in spec.traits} <= set(FACTS)
    assert not {"income", "expecting", "lost_coverage_on"} & set(FACTS)
