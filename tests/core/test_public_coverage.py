"""Public coverage as shipped: every row of the state tables, and the rules that change by date."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from finder.catalog import read_catalog
from finder.core.criteria import Finding
from finder.core.matching import Matcher
from finder.core.poverty import Guideline
from finder.core.situation import Prescription, Situation
from finder.core.tables import Covered, StateLimit
from finder.core.verdict import Unsure, Verdict

YES, MAYBE, NO = Verdict.YES, Verdict.MAYBE, Verdict.NO
SNAPSHOT = read_catalog(Path(__file__).parents[2] / "seed_data").snapshot("shipped")
TODAY = date(2026, 11, 23)
ROWS = [row for rows in SNAPSHOT.facts.tables.rows.values() for row in rows]
CITIZEN = Situation(
    insurance=frozenset({"none"}),
    citizenship="citizen",
    pregnant=False,
    children_at_home=False,
    disabled=False,
    married=False,
    work_hours=Decimal(100),
    income_period="year",
)


def told(**answers: object) -> Situation:
    """A citizen without insurance who works, with these answers changed."""
    return Situation(
        **{name: getattr(CITIZEN, name) for name in Situation.__dataclass_fields__} | answers  # type: ignore[arg-type]
    )


def found(listing: str, situation: Situation, on: date = TODAY) -> Finding:
    finding = Matcher(SNAPSHOT, situation, Prescription(), on).verdict_of(listing)
    assert finding is not None
    return finding


def verdict(listing: str, situation: Situation, on: date = TODAY) -> Verdict:
    return found(listing, situation, on).verdict


def day_in_force(row: StateLimit) -> date | None:
    """A day on which both the row and a guideline are in force; today where it can be."""
    last = (row.ends or date(2027, 2, 1)) - timedelta(1)
    day = max(row.starts or TODAY, min(TODAY, last))
    return day if SNAPSHOT.facts.guidelines.on(day, row.state) else None


def guideline(row: StateLimit, day: date) -> Guideline:
    found_row = SNAPSHOT.facts.guidelines.on(day, row.state)
    assert found_row is not None
    return found_row


PEOPLE = {
    ("medicaid", "adult"): ("medicaid", {"age": 40}),
    ("medicaid", "parent"): ("medicaid", {"age": 40, "children_at_home": True, "youngest_child_age": 9}),
    ("medicaid", "pregnant"): ("medicaid", {"age": 30, "pregnant": True}),
    ("medicaid", "child_0"): ("medicaid", {"age": 0}),
    ("medicaid", "child_1_5"): ("medicaid", {"age": 3}),
    ("medicaid", "child_6_18"): ("medicaid", {"age": 12}),
    ("chip", "child"): ("chip", {"age": 12}),
    ("chip", "pregnant"): ("chip", {"age": 30, "pregnant": True}),
    ("chip", "unborn_child"): ("chip", {"age": 30, "pregnant": True}),
}
LIMITS = [
    row
    for row in ROWS
    if (row.table, row.group) in PEOPLE and row.covered is Covered.YES and row.percent is not None and day_in_force(row)
]


def name_of(row: StateLimit) -> str:
    return f"{row.table}-{row.group}-{row.state}-{row.starts}"


def percent_of(table: str, group: str, row: StateLimit, day: date) -> Decimal:
    """What a state's row of a group says on a day; 0 where the state does not offer it."""
    other = SNAPSHOT.facts.tables.on(day, table, group, row.state)
    return (other.percent if other is not None else None) or Decimal(0)


@pytest.mark.parametrize("row", LIMITS, ids=name_of)
def test_a_dollar_decides_at_every_income_limit_for_households_of_one_to_six(row: StateLimit) -> None:
    listing, answers = PEOPLE[row.table, row.group]
    day = day_in_force(row)
    assert day is not None
    # Above Georgia's limit for parents comes Georgia Pathways, where only the state can say yes.
    expected = [YES, YES, MAYBE if (row.group, row.state) == ("parent", "GA") else NO]
    if answers.get("pregnant") and row.table == "chip":
        if row.percent <= percent_of("medicaid", "pregnant", row, day):
            # Medicaid reaches as far for citizens, so CHIP is for people whose status Medicaid does not take.
            answers, expected = answers | {"citizenship": None}, [MAYBE, MAYBE, NO]
        if row.percent < percent_of("chip", "unborn_child", row, day):
            expected = [YES, YES, YES]
    for size in range(1, 7):
        counted = size + (1 if answers.get("pregnant") else 0)
        line = guideline(row, day).first_person + guideline(row, day).each_additional * (counted - 1)
        limit = row.percent * line / 100
        here = answers | {"state": row.state, "household_size": size}
        got = [verdict(listing, told(income=limit + more, **here), day) for more in (-1, 0, 1)]
        assert got == expected, (size, limit)


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


@pytest.mark.parametrize("state", sorted({row.state for row in ROWS}))
def test_every_state_has_every_table_today(state: str) -> None:
    for table, group in (*PEOPLE, ("medicare_savings", "any")):
        assert SNAPSHOT.facts.tables.on(TODAY, table, group, state) is not None, (table, group)


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
    ("percent", "expected"), [(Decimal("99.9"), NO), (Decimal(100), YES), (Decimal(400), YES), (Decimal("400.1"), NO)]
)
def test_the_tax_credit_runs_from_100_to_400_percent_of_the_guideline_before_the_plan_year(
    percent: Decimal, expected: Verdict
) -> None:
    # In November 2026 plan year 2027 is sold, priced with the guideline of 2026: $15,960 for one person.
    person = told(state="TX", household_size=1, age=40, income=percent * 15960 / 100)
    assert verdict("marketplace-tax-credit", person) is expected


def test_before_open_enrolment_the_tax_credit_uses_the_guideline_of_2025() -> None:
    person = told(state="TX", household_size=1, age=40, income=Decimal(62601))
    assert verdict("marketplace-tax-credit", person, date(2026, 10, 31)) is NO
    assert verdict("marketplace-tax-credit", person, date(2026, 11, 1)) is YES


def test_plan_year_2025_had_no_upper_income_limit() -> None:
    person = told(state="TX", household_size=1, age=40, income=Decimal(90000))
    assert verdict("marketplace-tax-credit", person, date(2025, 6, 1)) is YES
    assert verdict("marketplace-tax-credit", person, date(2026, 6, 1)) is NO


def test_a_job_offer_that_was_not_told_is_assumed_away_and_one_that_was_told_is_not() -> None:
    person = {"state": "TX", "household_size": 1, "age": 40, "income": Decimal(30000)}
    assert found("marketplace-tax-credit", told(**person)).verdict is YES
    assert verdict("marketplace-tax-credit", told(job_offer=True, **person)) is NO


def test_new_york_moved_people_above_200_percent_to_the_marketplace_in_july_2026() -> None:
    person = told(state="NY", household_size=1, age=40, income=Decimal(35000))
    days = (date(2026, 6, 30), date(2026, 7, 1))
    assert [verdict("basic-health-program", person, day) for day in days] == [YES, NO]
    assert [verdict("marketplace-tax-credit", person, day) for day in days] == [NO, YES]


@pytest.mark.parametrize(
    ("state", "income", "expected"),
    [
        ("MN", 31300, YES),
        ("MN", 31301, NO),
        ("OR", 31920, YES),
        ("OR", 31921, NO),
        ("NY", 39900, YES),
        ("NY", 39901, NO),
    ],
)
def test_the_basic_health_program_goes_by_the_guideline_of_its_state(
    state: str, income: int, expected: Verdict
) -> None:
    # 200% (New York until July 2026: 250%) of $15,650 in Minnesota, of $15,960 in the others.
    person = told(state=state, household_size=1, age=40, income=Decimal(income))
    day = date(2026, 6, 1)
    assert verdict("basic-health-program", person, day) is expected
    assert verdict("marketplace-tax-credit", person, day) is (NO if expected is YES else YES)


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


@pytest.mark.parametrize("state", ["OH", "TX"])
def test_the_year_2027_changes_only_the_programs_whose_rules_or_figures_change(state: str) -> None:
    person = told(
        state=state, household_size=1, age=40, income=Decimal(3600), work_hours=Decimal(0), tribal_member=False
    )
    before, after = (
        {listing: verdict(listing, person, day) for listing in SNAPSHOT.by_id}
        for day in (date(2026, 12, 31), date(2027, 1, 1))
    )
    changed = {listing for listing in before if before[listing] is not after[listing]}
    assert changed == ({"medicaid"} if state == "OH" else set())


def test_after_the_last_guideline_on_file_no_income_rule_guesses() -> None:
    finding = found("medicaid", told(state="OH", household_size=1, age=40, income=Decimal(3600)), date(2027, 2, 1))
    assert (finding.verdict, finding.unsure) == (MAYBE, Unsure.NO_FIGURE)


def test_extra_help_has_no_figure_for_2027_yet() -> None:
    person = told(state="TX", age=70, income=Decimal(22000), insurance=frozenset({"medicare"}))
    assert verdict("medicare-extra-help", person, date(2026, 12, 31)) is YES
    assert (
        verdict(
            "medicare-extra-help",
            told(state="TX", age=70, income=Decimal(23000), insurance=frozenset({"medicare"})),
            date(2027, 1, 1),
        )
        is MAYBE
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
        ("OH", 90000, YES),
        ("WA", 90000, YES),
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
    ("state", "age", "expected"), [("MN", 1, YES), ("MN", 2, NO), ("DE", 0, YES), ("DE", 1, NO), ("MN", None, MAYBE)]
)
def test_the_limit_for_babies_ends_with_the_first_birthday_and_in_minnesota_with_the_second(
    state: str, age: int | None, expected: Verdict
) -> None:
    # Minnesota: 288% for babies, 280% after; Delaware: 217% and 147%. Each income lies between the two.
    income = Decimal({"MN": 77589, "DE": 50000}[state])
    assert verdict("medicaid", told(state=state, age=age, household_size=3, income=income)) is expected


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
    person = told(state="CA", household_size=1, age=30, pregnant=True, income=Decimal(60000), citizenship=None)
    assert verdict("chip", person) is YES


def test_part_b_after_a_transplant_asks_for_part_a_at_the_transplant() -> None:
    person = {"insurance": frozenset({"medicare"}), "transplant": "kidney", "age": 50, "state": "OH"}
    assert verdict("medicare-part-b-transplant", told(medicare_at_transplant=True, **person)) is YES
    assert found("medicare-part-b-transplant", told(**person)).missing == ("medicare_at_transplant",)


@pytest.mark.parametrize("listing", ["basic-health-program", "marketplace-tax-credit"])
def test_insurance_through_a_job_is_not_assumed_to_cost_too_much(listing: str) -> None:
    income = {"basic-health-program": 2500, "marketplace-tax-credit": 3200}[listing] * 12
    person = told(state="NY", household_size=1, age=40, income=Decimal(income))
    assert verdict(listing, person) is YES
    assert (
        verdict(
            listing,
            told(state="NY", household_size=1, age=40, income=Decimal(income), insurance=frozenset({"employer"})),
        )
        is MAYBE
    )
