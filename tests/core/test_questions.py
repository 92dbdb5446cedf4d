"""Each question has one row of what the program knows of it; nothing about a question is known elsewhere."""

from __future__ import annotations

from dataclasses import MISSING, fields

import pytest

from finder.answers.columns import COLUMNS, YES_NO_COLUMNS
from finder.catalog.vocabulary import FACTS, WORDS
from finder.core.kinds import complete
from finder.core.questions import FOR_ADULTS, PRIVATE, QUESTIONS, TRUE_OF_FEW, QuestionSpec, Says
from finder.core.situation import PRESCRIPTION_FIELDS, SITUATION_FIELDS


def test_a_question_without_a_row_is_named() -> None:
    rows = {name: spec for name, spec in QUESTIONS.items() if name != "veteran"}
    with pytest.raises(ValueError, match=r"without a row: \['veteran'\]"):
        complete((*SITUATION_FIELDS, *PRESCRIPTION_FIELDS), rows)


@pytest.mark.parametrize("name", [field.name for field in fields(QuestionSpec)])
def test_a_row_without_one_attribute_is_refused(name: str) -> None:
    told = {"says": Says.YES_NO, "is_true_of_few": True, "is_private": False, "is_for_adults": True}
    assert QuestionSpec(**told) == QUESTIONS["veteran"]
    with pytest.raises(TypeError, match=name):
        QuestionSpec(**{key: value for key, value in told.items() if key != name})


def test_no_attribute_has_a_value_that_nobody_chose() -> None:
    assert all(field.default is MISSING for field in fields(QuestionSpec))


def test_the_status_alone_is_private() -> None:
    assert frozenset({"citizenship"}) == PRIVATE


def test_nobody_is_sent_on_a_guess_or_asks_a_child_about_work() -> None:
    assert {"veteran", "pregnant", "condition"} <= TRUE_OF_FEW
    assert "disabled" not in TRUE_OF_FEW
    assert {"veteran", "married", "work_hours"} <= FOR_ADULTS
    assert "pregnant" not in FOR_ADULTS


def test_rules_compare_an_answer_as_it_is_read() -> None:
    yes_or_no = {name for name, spec in QUESTIONS.items() if spec.says is Says.YES_NO}
    assert yes_or_no == set(YES_NO_COLUMNS)
    assert all(COLUMNS[name].choices for name in WORDS)
    assert {name for name, spec in QUESTIONS.items() if spec.says} <= set(FACTS)
