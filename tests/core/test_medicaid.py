"""Medicaid and CHIP as shipped: groups, work rule and immigration status, state by state."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from finder.core.tables import Covered, StateLimit
from finder.core.verdict import Unsure, Verdict
from tests.core.public_coverage import MAYBE, NO, ROWS, YES, found, name_of, told, verdict


@pytest.mark.parametrize(
    "row", [r for r in ROWS if (r.table, r.group) == ("medicaid", "adult") and r.covered is Covered.NO], ids=name_of
)
def test_a_state_without_expansion_has_no_medicaid_for_an_adult_at_any_income(row: StateLimit) -> None:
    assert verdict("medicaid", told(state=row.state, household_size=1, age=40, income=Decimal(0))) is NO


def test_georgia_pathways_can_never_be_a_yes_and_its_next_rule_is_not_on_file() -> None:
    person = told(state="GA", household_size=1, age=40, income=Decimal(12000))
    assert found("medicaid", person).unsure is Unsure.PROGRAM_DECIDES
    assert verdict("medicaid", person, date(2027, 1, 1)) is MAYBE
    assert (
        verdict("medicaid", told(state="GA", household_size=1, age=40, income=Decimal(40000)), date(2027, 1, 1)) is NO
    )


@pytest.mark.parametrize(
    ("state", "starts"),
    [
        ("NE", date(2026, 5, 1)),
        ("MT", date(2026, 7, 1)),
        ("IA", date(2026, 12, 1)),
        ("OH", date(2027, 1, 1)),
        ("AR", date(2027, 1, 1)),
    ],
)
def test_the_work_rule_starts_on_the_day_of_the_state(state: str, starts: date) -> None:
    person = told(state=state, household_size=1, age=40, income=Decimal(3600), work_hours=Decimal(10))
    assert verdict("medicaid", person, starts - timedelta(1)) is YES
    assert verdict("medicaid", person, starts) is MAYBE


@pytest.mark.parametrize(
    "fits",
    [
        {"work_hours": Decimal(80)},
        {"income": Decimal(580 * 12)},
        {"children_at_home": True, "youngest_child_age": 13},
        {"disabled": True},
        {"tribal_member": True},
        {"pregnant": True},
    ],
    ids=lambda fits: next(iter(fits)),
)
def test_the_work_rule_is_met_or_does_not_apply(fits: dict[str, object]) -> None:
    person = {"state": "OH", "household_size": 1, "age": 40, "income": Decimal(3600), "work_hours": Decimal(0)}
    assert verdict("medicaid", told(**person), date(2027, 1, 1)) is MAYBE
    assert verdict("medicaid", told(**person | fits), date(2027, 1, 1)) is YES


def test_the_work_rule_does_not_touch_parents_in_states_without_expansion() -> None:
    person = told(
        state="WI", household_size=2, age=40, income=Decimal(3600), children_at_home=True, work_hours=Decimal(0)
    )
    assert verdict("medicaid", person, date(2027, 1, 1)) is YES


@pytest.mark.parametrize(
    ("state", "age", "expected"), [("MN", 1, YES), ("MN", 2, NO), ("DE", 0, YES), ("DE", 1, NO), ("MN", None, MAYBE)]
)
def test_the_limit_for_babies_ends_with_the_first_birthday_and_in_minnesota_with_the_second(
    state: str, age: int | None, expected: Verdict
) -> None:
    # Minnesota: 288% for babies, 280% after; Delaware: 217% and 147%. Each income lies between the two.
    income = Decimal({"MN": 77589, "DE": 50000}[state])
    assert verdict("medicaid", told(state=state, age=age, household_size=3, income=income)) is expected


@pytest.mark.parametrize(("state", "percent"), [("DC", 221), ("MA", 155), ("ME", 305)])
def test_people_of_19_and_20_have_a_group_of_their_own_in_some_states(state: str, percent: int) -> None:
    limit = Decimal(percent) * 15960 / 100
    for age, more, expected in ((19, 0, YES), (20, -1, YES), (20, 1, NO), (21, 0, NO)):
        person = told(state=state, household_size=1, age=age, income=limit + more, work_hours=Decimal(0))
        assert verdict("medicaid", person) is expected, (age, more)
        if expected is YES:
            assert verdict("marketplace-tax-credit", person) is NO


def test_florida_decides_for_people_of_19_and_20_and_is_never_a_no_within_its_limit() -> None:
    person = {"state": "FL", "household_size": 1, "age": 20, "income": Decimal(4000)}
    assert found("medicaid", told(**person)).unsure is Unsure.PROGRAM_DECIDES
    assert verdict("medicaid", told(**person | {"age": 21})) is NO


def test_a_new_green_card_leads_to_the_tax_credit_and_not_to_a_yes_for_medicaid() -> None:
    person = told(state="OH", household_size=1, age=40, income=Decimal(18000), citizenship="green_card_newer")
    assert verdict("medicaid", person) is MAYBE
    assert verdict("marketplace-tax-credit", person) is YES


def test_lawfully_residing_children_and_pregnant_people_fit_where_the_state_chose_it() -> None:
    child = {"age": 8, "household_size": 3, "income": Decimal(20000), "citizenship": "other_lawful"}
    assert verdict("medicaid", told(state="OH", **child)) is YES
    assert verdict("medicaid", told(state="TN", **child)) is MAYBE


def test_care_before_birth_does_not_ask_for_a_status_above_the_medicaid_limit() -> None:
    # California: Medicaid in pregnancy to 213%, care before birth to 322%.
    mother = {"age": 30, "pregnant": True, "expecting": 1}
    person = told(state="CA", household_size=1, income=Decimal(60000), citizenship=None, **mother)
    assert verdict("chip", person) is YES
