from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.wording import words_in
from finder.wording.words import Words


@pytest.fixture(scope="module")
def english() -> Words:
    return words_in("en")


@pytest.fixture(scope="module")
def spanish() -> Words:
    return words_in("es")


@pytest.mark.parametrize(
    ("low", "high", "exact", "whole"),
    [
        ("15.28", "15.28", "$15.28", "$15"),
        ("12", "36", "$12.00 to $36.00", "$12 to $36"),
        ("12.10", "12.40", "$12.10 to $12.40", "$12"),
        ("1234.5", "1234.5", "$1,234.50", "$1,235"),
        ("0", "0", "$0.00", "$0"),
        ("0.132", "0.132", "$0.13", "$0.13"),
        ("0.5", "1.5", "$0.50 to $1.50", "$0.50 to $2"),
        ("999.995", "999.995", "$1,000.00", "$1,000"),
    ],
)
def test_a_range_of_dollars_exact_and_whole(english: Words, low: str, high: str, exact: str, whole: str) -> None:
    assert english.span(Decimal(low), Decimal(high)) == exact
    assert english.span(Decimal(low), Decimal(high), whole=True) == whole


def test_both_languages_write_dollars_alike(english: Words, spanish: Words) -> None:
    assert spanish.dollars(Decimal("1234.5")) == english.dollars(Decimal("1234.5")) == "$1,234.50"
    assert spanish.span(Decimal(1), Decimal(2)) == "$1.00 a $2.00"


def test_a_file_gets_plain_amounts() -> None:
    assert Words.plain(Decimal("1234.5")) == "1234.50"


def test_days_and_months_in_each_language(english: Words, spanish: Words) -> None:
    day = date(2026, 7, 4)
    assert (english.day(day), english.month(day)) == ("July 4, 2026", "July 2026")
    assert (spanish.day(day), spanish.month(day)) == ("4 de julio de 2026", "julio de 2026")


@pytest.mark.parametrize(("value", "told"), [("1.50", "1.5"), ("100", "100"), ("0.0", "0"), ("2E+2", "200")])
def test_numbers_have_no_needless_zeros(value: str, told: str) -> None:
    assert Words.number(Decimal(value)) == told


def test_languages_are_named_as_the_reader_calls_them(english: Words, spanish: Words) -> None:
    assert (english.language_name("es"), spanish.language_name("es")) == ("Spanish", "español")
    assert spanish.language_names()["en"] == "Inglés"
