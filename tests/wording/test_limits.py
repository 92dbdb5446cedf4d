"""The income told beside the limit that decides, in words."""

from __future__ import annotations

from decimal import Decimal

import pytest

from finder.core.criteria import Finding
from finder.core.deciding_income import DecidingIncome
from finder.core.verdict import Verdict
from finder.wording import words_in
from finder.wording.limits import limit_of
from tests.factories import rule


def said(told: str, limit: str, operator: str = "at_most", language: str = "en") -> str:
    value, figure = Decimal(told), Decimal(limit)
    margin = figure - value if operator == "at_most" else value - figure
    verdict = Verdict.YES if margin >= 0 else Verdict.NO
    criterion = rule("income_per_month", operator, figure)
    found = Finding(criterion, verdict, value_per_month=value, limit_per_month=figure, margin=margin)
    return limit_of(words_in(language), "Ohio Medicaid", DecidingIncome(found, found))


@pytest.mark.parametrize(
    ("told", "limit", "words"),
    [
        ("1500", "1835.40", "your $1,500 a month is under its limit of $1,835 by $335."),
        ("1850", "1835.40", "your $1,850 a month is over its limit of $1,835 by $15."),
        ("1835.40", "1835.40", "your $1,835 a month is at its limit of $1,835."),
        ("5320", "5320.001", "your $5,320 a month is at its limit of $5,320."),
        ("1835.20", "1835.40", "your $1,835.20 a month is under its limit of $1,835.40 by $0.20."),
        ("1836", "1835.40", "your $1,836.00 a month is over its limit of $1,835.40 by $0.60."),
        ("5320.001", "5320", "your $5,320.00 a month is over its limit of $5,320.00 by $0.01."),
    ],
)
def test_income_is_said_beside_the_limit_with_the_room_and_never_with_a_room_of_0(
    told: str, limit: str, words: str
) -> None:
    assert said(told, limit) == f"Ohio Medicaid: {words}"


def test_the_least_is_said_alike() -> None:
    assert said("1330", "1330", "at_least") == "Ohio Medicaid: your $1,330 a month is the least it asks for."
    assert said("1329.50", "1330", "at_least").endswith("under the least it asks for, $1,330.00, by $0.50.")


def test_at_the_limit_spanish_names_no_room_either() -> None:
    assert (
        said("1835.40", "1835.40", language="es")
        == "Ohio Medicaid: sus $1,835 al mes están justo en su límite de $1,835."
    )
    assert said("1330", "1330", "at_least", "es") == "Ohio Medicaid: sus $1,330 al mes son justo lo mínimo que pide."
