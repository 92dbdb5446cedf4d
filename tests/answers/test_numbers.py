from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest

from finder.answers.columns import COLUMNS
from finder.answers.errors import AnswerError
from finder.answers.numbers import count, days, read_dollars
from tests.steps import steps


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1500", "1500"),
        ("$1,500", "1500"),
        ("1,500 $", "1500"),
        ("1 500", "1500"),
        ("12 500", "12500"),
        ("12\u00a0500", "12500"),
        ("１５００", "1500"),
        ("＄１,５００", "1500"),
        ("1500,50", "1500.50"),
        ("1.500,50", "1500.50"),
        ("1,500.50", "1500.50"),
        (".50", "0.50"),
        ("1500 dólares", "1500"),
        ("none", "0"),
        ("ninguno", "0"),
        ("1666.666667", "1666.666667"),
    ],
)
def test_an_amount_with_one_meaning_is_read(text: str, amount: str) -> None:
    assert read_dollars(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text",
    ["800 600", "1 2", "10 15", "1$5$00", "$1$500", "1 50", "1.500", "12,5", "1,50", "1 500 600", "1-500", "1e3"],
)
def test_an_amount_that_could_mean_two_things_is_refused(text: str) -> None:
    with pytest.raises(AnswerError, match="not_a_number"):
        read_dollars(text)


@pytest.mark.parametrize("text", ["1,500", "1 500", "10 15", "1 2", "$5", "5,0"])
def test_a_count_takes_no_thousands_mark_at_all(text: str) -> None:
    with pytest.raises(AnswerError, match="not_a_number"):
        count(0, 10_000)(text)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("10", 10),
        ("10 days", 10),
        ("a week", 7),
        ("1 week", 7),
        ("2 weeks", 14),
        ("two weeks", 14),
        ("una semana", 7),
        ("dos semanas", 14),
        ("none", 0),
        ("nada", 0),
        ("six", 6),
        ("10.0", 10),
    ],
)
def test_days_in_words(text: str, number: int) -> None:
    assert days(0, 365)(text) == number


HOSTILE = (*" 1$½-", "1 ", "a ", "1,", "mg ", "tab ", "1/2 of 50 mg tablets ", "a week ", "twice a day ")


@pytest.mark.parametrize("sign", HOSTILE)
@pytest.mark.parametrize("name", COLUMNS)
def test_work_grows_no_faster_than_the_text(name: str, sign: str) -> None:
    """Counted in calls and lines of Python that run, over what stands after the bound of every reader."""
    assert _steps(name, sign, 4000) <= 3 * _steps(name, sign, 1000) + 2000


def _steps(name: str, sign: str, length: int) -> int:
    def read() -> None:
        with suppress(AnswerError):
            COLUMNS[name].read("1" + sign * length + "x")

    return steps(read)
