"""Medicare and its savings programs as shipped."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from finder.core.tables import StateLimit
from finder.core.verdict import Verdict
from tests.core.public_coverage import (
    MAYBE,
    NO,
    ROWS,
    YES,
    day_in_force,
    found,
    name_of,
    told,
    verdict,
)


@pytest.mark.parametrize("row", [r for r in ROWS if r.table == "medicare_savings"], ids=name_of)
def test_a_dollar_decides_at_every_medicare_savings_limit(row: StateLimit) -> None:
    day = day_in_force(row)
    assert day is not None
    for married, limit in zip((False, True), row.per_month, strict=True):
        person = {"age": 70, "married": married, "insurance": frozenset({"medicare"}), "state": row.state}
        got = [
            verdict("medicare-savings-program", told(income=limit + more, income_period="month", **person), day)
            for more in (-1, 0, 1)
        ]
        assert got == [YES, YES, NO]


def test_extra_help_counts_on_with_the_figures_of_2026_as_a_floor() -> None:
    person = told(state="TX", age=70, income=Decimal(22000), insurance=frozenset({"medicare"}))
    assert verdict("medicare-extra-help", person, date(2026, 12, 31)) is YES
    assert (
        verdict(
            "medicare-extra-help",
            told(state="TX", age=70, income=Decimal(23000), insurance=frozenset({"medicare"})),
            date(2027, 1, 1),
        )
        is YES
    )


def test_no_state_has_a_savings_program_below_135_percent_even_where_its_own_limit_is_not_on_file() -> None:
    # Connecticut's limits of 2025 are not on file: 135% of the 2025 guideline is $1,760 a month.
    person = told(state="CT", age=70, insurance=frozenset({"medicare"}), income_period="month", income=Decimal(1760))
    day = date(2025, 6, 1)
    assert verdict("medicare-savings-program", person, day) is YES
    assert verdict("medicare-savings-program", replace(person, income=Decimal(1800)), day) is MAYBE


def test_a_savings_program_brings_extra_help() -> None:
    # Connecticut's program goes higher than Extra Help's own income limit.
    person = told(state="CT", age=70, income=Decimal(36000), insurance=frozenset({"medicare"}))
    assert verdict("medicare-savings-program", person) is YES
    assert verdict("medicare-extra-help", person) is YES


@pytest.mark.parametrize(
    ("state", "resources", "expected"),
    [
        ("TX", 9950, YES),
        ("TX", 9951, MAYBE),
        ("TX", 11451, NO),
        # Ohio Administrative Code 5160:1-3-02.1(B)(7): the federal limit.
        ("OH", 9950, YES),
        ("OH", 90000, NO),
        ("WA", 90000, YES),
        # One list says that Arizona has no test; no official text was found.
        ("AZ", 9950, YES),
        ("AZ", 90000, MAYBE),
        ("CA", 130000, YES),
        ("CA", 130001, NO),
    ],
)
def test_savings_count_only_where_the_state_looks_at_them(state: str, resources: int, expected: Verdict) -> None:
    person = told(
        state=state,
        household_size=1,
        age=70,
        income=Decimal(12000),
        insurance=frozenset({"medicare"}),
        resources=Decimal(resources),
    )
    assert verdict("medicare-savings-program", person) is expected


@pytest.mark.parametrize(
    ("citizenship", "expected"),
    [
        ("citizen", YES),
        ("green_card_5_years", YES),
        ("green_card_newer", MAYBE),
        ("other_lawful", MAYBE),
        (None, MAYBE),
    ],
)
def test_at_65_who_can_sign_up_for_medicare_can_get_a_savings_program(
    citizenship: str | None, expected: Verdict
) -> None:
    person = {"state": "TX", "age": 65, "income": Decimal(12000), "citizenship": citizenship}
    for insurance in (frozenset({"none"}), None):
        assert verdict("medicare-savings-program", told(insurance=insurance, **person)) is expected
        assert verdict("medicare-savings-program", told(insurance=insurance, **person | {"age": 64})) is not YES


@pytest.mark.parametrize(
    ("listing", "state", "resources", "expected"),
    [
        ("medicare-savings-program", "TX", 9660, YES),
        ("medicare-savings-program", "TX", 11161, NO),
        ("medicare-savings-program", "CA", 500000, YES),
        ("medicare-extra-help", "TX", 17600, YES),
        ("medicare-extra-help", "TX", 17601, NO),
    ],
)
def test_savings_limits_of_2025_hold_in_2025(listing: str, state: str, resources: int, expected: Verdict) -> None:
    person = told(
        state=state, age=70, income=Decimal(12000), insurance=frozenset({"medicare"}), resources=Decimal(resources)
    )
    assert verdict(listing, person, date(2025, 6, 1)) is expected


def test_part_b_after_a_transplant_asks_for_part_a_at_the_transplant() -> None:
    person = {"insurance": frozenset({"medicare"}), "transplant": "kidney", "age": 50, "state": "OH"}
    assert verdict("medicare-part-b-transplant", told(medicare_at_transplant=True, **person)) is YES
    assert found("medicare-part-b-transplant", told(**person)).missing == ("medicare_at_transplant",)


@pytest.mark.parametrize(("on", "expected"), [(date(2024, 2, 29), MAYBE), (date(2025, 2, 1), YES)])
def test_massachusetts_has_not_looked_at_savings_since_march_2024(on: date, expected: Verdict) -> None:
    person = told(state="MA", age=70, income=Decimal(12000), insurance=frozenset({"medicare"}))
    assert verdict("medicare-savings-program", replace(person, resources=Decimal(90000)), on) is expected
