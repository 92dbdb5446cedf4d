"""Every key that the core and the reader of answers can give has its sentence, in both languages."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from finder.answers.columns import COLUMNS, read_answers
from finder.answers.errors import AnswerError
from finder.core.listing import Kind
from finder.core.plan import When
from finder.core.prices import PriceKind
from finder.core.situation import CITIZENSHIP, CONDITIONS, INSURANCE, PERIODS_PER_YEAR, TRANSPLANT
from finder.core.verdict import Unsure
from finder.wording import labels, plan_steps, verdicts, words_in
from finder.wording.answer_errors import ANSWER_SENTENCES, sentence
from finder.wording.questions import CHOICES, COLUMN_NAMES, QUESTION_WORDS

LANGUAGES = ("en", "es")


def test_every_kind_column_and_choice_has_a_name() -> None:
    assert set(labels.LISTING_KIND_WORDS) == set(Kind)
    assert set(labels.PRICE_KIND_WORDS) == set(PriceKind)
    assert set(COLUMN_NAMES) == set(COLUMNS)
    assert set(CHOICES["insurance"]) == set(INSURANCE)
    assert set(CHOICES["condition"]) == set(CONDITIONS)
    assert set(CHOICES["transplant"]) == set(TRANSPLANT)
    assert set(CHOICES["income_period"]) == set(PERIODS_PER_YEAR)
    assert set(CHOICES["citizenship"]) == {*CITIZENSHIP, ""}


def test_every_column_is_asked_somewhere() -> None:
    assert set(COLUMNS) <= set(QUESTION_WORDS)
    assert all(row.name and row.label for row in QUESTION_WORDS.values())


def test_every_span_and_kind_of_doubt_has_words() -> None:
    assert set(plan_steps.WHEN_WORDS) == set(When)
    assert set(verdicts.UNSURE) == set(Unsure)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("key", ANSWER_SENTENCES)
def test_every_error_is_a_sentence_that_says_what_to_do(key: str, language: str) -> None:
    values = {
        "zip": "44113",
        "place": "OH",
        "told": "TX",
        "lowest": 1,
        "highest": 1000,
        "choices": "a, b",
        "amount": 1500,
    }
    told = sentence(words_in(language), "income", AnswerError(key, **values))
    assert told.endswith(".")
    assert "%(" not in told
    assert told[0].isupper()


def test_every_error_that_reading_can_give_has_its_sentence() -> None:
    texts = ["x", "-1", "1.5", "99999999999", "0", "3 x 40", "130", "7000", "1.000", "60", "0,5", "none;va", "00000"]
    keys = set()
    for name in COLUMNS:
        for text in texts:
            keys |= {error.key for error in read_answers({name: [text]}, {}).errors.values()}
    assert len(keys) > 10
    assert keys <= set(ANSWER_SENTENCES)


def test_large_numbers_in_sentences_have_commas() -> None:
    told = sentence(words_in("en"), "income", AnswerError("out_of_range", lowest=0, highest=10_000_000))
    assert told == "Write a number from 0 to 10,000,000."


@pytest.mark.parametrize("table", [plan_steps.STEP_SENTENCES, plan_steps.STEP_REASONS, plan_steps.WHEN_WORDS])
def test_steps_have_no_gap_that_is_never_filled(table: dict[object, str]) -> None:
    for message in table.values():
        assert set(re.findall(r"%\((\w+)\)", message)) <= {"name"}
        assert not [field for _, field, _, _ in Formatter().parse(message) if field]


def test_a_source_belongs_to_a_step() -> None:
    assert set(plan_steps.STEP_SOURCES) <= set(plan_steps.STEP_SENTENCES)
