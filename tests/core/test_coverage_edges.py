"""Public coverage at its edges: after a birth, beside Medicaid's doubts, at other savings limits, on New Year's Day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.headline import special_enrolment_until
from finder.core.matching import Matcher, match
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Unsure, Verdict
from tests.core.shipped import SNAPSHOT

YES, MAYBE, NO = Verdict.YES, Verdict.MAYBE, Verdict.NO
TODAY = date(2026, 11, 26)
MOTHER = Situation(
    age=28,
    household_size=2,
    insurance=frozenset({"none"}),
    citizenship="citizen",
    pregnant=False,
    postpartum=True,
    children_at_home=True,
    youngest_child_age=0,
    disabled=False,
    work_hours=Decimal(100),
)
OLDER = Situation(
    age=70, household_size=1, insurance=frozenset({"medicare_drug"}), citizenship="citizen", married=False
)


def judged(person: Situation, on: date = TODAY, **more: object) -> Matcher:
    told = {name: getattr(person, name) for name in Situation.__dataclass_fields__} | more
    return Matcher(snapshot=SNAPSHOT, situation=Situation(**told), prescription=Prescription(), on=on)  # type: ignore[arg-type]


def verdicts(matcher: Matcher, *listings: str) -> list[Verdict]:
    found = [matcher.verdict_of(name) for name in listings]
    return [row.verdict for row in found if row is not None]


def words(listing: str, language: str = "en") -> str:
    row = SNAPSHOT.by_id[listing]
    return " ".join(text.in_language(language) for text in (*row.steps, *row.notes, *row.cautions))


@pytest.mark.parametrize(
    ("state", "percent"), [("VA", 205), ("NJ", 205), ("CO", 265), ("KY", 218), ("MO", 305), ("WV", 305)]
)
def test_chip_for_pregnancy_goes_on_for_12_months_after_the_birth(state: str, percent: int) -> None:
    limit = percent * Decimal(21640) / 1200
    for income, expected in ((limit, [NO, YES, NO]), (limit + Decimal("0.01"), [NO, NO, YES])):
        person = judged(MOTHER, state=state, income=income)
        assert verdicts(person, "medicaid", "chip", "marketplace-tax-credit") == expected


@pytest.mark.parametrize(("state", "income"), [("OH", 3300), ("TX", 3300), ("WI", 4500), ("RI", 4500)])
def test_who_may_get_medicaid_after_a_birth_gets_no_tax_credit(state: str, income: int) -> None:
    person = judged(MOTHER, state=state, income=Decimal(income))
    assert verdicts(person, "medicaid", "marketplace-tax-credit") == [YES, NO]


def test_a_blank_answer_about_a_birth_leaves_the_tax_credit_a_yes() -> None:
    person = judged(MOTHER, state="OH", income=Decimal(3300), postpartum=None)
    assert verdicts(person, "medicaid", "marketplace-tax-credit") == [NO, YES]


def test_care_from_conception_to_birth_ends_with_the_birth() -> None:
    alabama = {"state": "AL", "income": Decimal(3000)}
    expecting = judged(MOTHER, pregnant=True, expecting=1, postpartum=False, household_size=1, **alabama)
    assert verdicts(expecting, "medicaid", "chip") == [NO, YES]
    assert verdicts(judged(MOTHER, **alabama), "medicaid", "chip") == [NO, NO]


@pytest.mark.parametrize(
    ("state", "on", "expected"),
    [
        ("WI", date(2026, 5, 31), MAYBE),
        ("WI", date(2026, 6, 1), YES),
        ("AR", date(2026, 5, 31), MAYBE),
        ("AR", TODAY, MAYBE),
        ("OH", date(2026, 5, 31), YES),
    ],
)
def test_where_the_time_after_a_birth_is_shorter_the_state_decides(state: str, on: date, expected: Verdict) -> None:
    person = judged(MOTHER, on, state=state, income=Decimal(3500))
    assert verdicts(person, "medicaid") == [expected]
    assert verdicts(person, "marketplace-tax-credit") == [{YES: NO, MAYBE: MAYBE}[expected]]


@pytest.mark.parametrize(
    ("size", "married", "savings", "expected"),
    [
        (1, False, 130000, YES),
        (1, False, 130001, NO),
        (2, True, 130001, YES),
        (2, True, 195000, YES),
        (2, True, 195001, NO),
        (2, False, 195000, MAYBE),
        (3, True, 260000, MAYBE),
        (3, True, 260001, NO),
        (4, True, 325000, MAYBE),
        (4, True, 325001, NO),
    ],
)
def test_california_adds_65000_of_savings_for_each_more_person(
    size: int, married: bool, savings: int, expected: Verdict
) -> None:
    person = judged(
        OLDER,
        state="CA",
        household_size=size,
        married=married,
        income=Decimal(1700),
        resources=Decimal(savings),
    )
    assert verdicts(person, "medicare-savings-program", "medicare-extra-help") == [expected, expected]
    assert verdicts(person, "medicaid") == [YES if expected is YES else MAYBE]


def test_california_looked_at_no_savings_in_2025() -> None:
    person = judged(OLDER, date(2025, 6, 1), state="CA", income=Decimal(1500), resources=Decimal(500000))
    assert verdicts(person, "medicare-savings-program") == [YES]


def test_medi_cal_brings_extra_help_above_the_limit_of_the_savings_program() -> None:
    couple = {"state": "CA", "household_size": 2, "married": True, "income": Decimal(2480)}
    for savings, expected in ((195000, [YES, NO, YES]), (195001, [MAYBE, NO, NO])):
        person = judged(OLDER, resources=Decimal(savings), **couple)
        assert verdicts(person, "medicaid", "medicare-savings-program", "medicare-extra-help") == expected


@pytest.mark.parametrize("on", [date(2026, 6, 1), TODAY])
@pytest.mark.parametrize("state", ["CA", "OH", "NY", "MN"])
def test_the_tax_credit_is_as_unsure_as_medicaid_about_another_lawful_status(state: str, on: date) -> None:
    for income in (900, 1400, 1800):
        adult = judged(
            MOTHER,
            on,
            state=state,
            household_size=1,
            age=40,
            postpartum=False,
            children_at_home=False,
            youngest_child_age=None,
            income=Decimal(income),
            citizenship="other_lawful",
        )
        assert verdicts(adult, "medicaid") == [MAYBE]
        credit = adult.verdict_of("marketplace-tax-credit")
        assert credit is not None
        assert credit.verdict is (NO if income == 900 else MAYBE)


def test_above_the_medicaid_limit_another_lawful_status_had_the_tax_credit_until_plan_year_2026() -> None:
    adult = {"state": "CA", "household_size": 1, "age": 40, "postpartum": False, "citizenship": "other_lawful"}
    alone = {"children_at_home": False, "income": Decimal(1900)}
    assert verdicts(judged(MOTHER, date(2026, 6, 1), **adult, **alone), "marketplace-tax-credit") == [YES]


def test_extra_help_says_no_far_above_150_percent_on_both_sides_of_new_year() -> None:
    rich = {"state": "TX", "income": Decimal(6000), "resources": Decimal(50000)}
    for on in (date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 31)):
        assert verdicts(judged(OLDER, on, **rich), "medicare-extra-help") == [NO]
    # The savings limit of 2026 is far below these savings, whatever the one of 2027 is.
    near = rich | {"income": Decimal(1950)}
    assert verdicts(judged(OLDER, date(2027, 1, 1), **near), "medicare-extra-help") == [NO]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"pregnant": True, "postpartum": False}, MAYBE),
        ({"pregnant": False, "postpartum": False}, NO),
        ({"pregnant": None}, MAYBE),
    ],
)
def test_who_expects_a_members_child_is_sent_to_the_indian_health_clinic(
    answers: dict[str, object], expected: Verdict
) -> None:
    person = judged(MOTHER, state="SD", tribal_member=False, **answers)
    # Whether the clinic has the medicine is open for everyone (S2), so the rule itself is looked at.
    assert verdicts(person, "indian-health-service") == [expected]
    rules = person.judge(SNAPSHOT.by_id["indian-health-service"])
    assert rules[0].verdict is expected


def test_at_65_a_transplant_patient_without_medicare_is_told_to_sign_up_for_part_b() -> None:
    answers = {"state": "OH", "insurance": frozenset({"none"}), "transplant": "kidney", "medicare_at_transplant": True}
    person = judged(OLDER, **answers)
    found = person.verdict_of("medicare-part-b-transplant")
    assert found is not None
    assert (found.verdict, found.unsure) == (MAYBE, Unsure.PROGRAM_DECIDES)
    rule = SNAPSHOT.by_id["medicare-part-b-transplant"].criteria[0]
    assert "sign up for Part B" in rule.because.original
    assert "inscribirse en la Parte B" in rule.because["es"]
    assert verdicts(judged(OLDER, **answers, age=64), "medicare-part-b-transplant") == [NO]


@pytest.mark.parametrize(("age", "missing"), [(8, ()), (16, ()), (17, ("veteran",)), (40, ("veteran",))])
def test_children_are_not_asked_whether_they_served(age: int, missing: tuple[str, ...]) -> None:
    found = judged(MOTHER, state="OH", age=age).verdict_of("va-health-care")
    assert found is not None
    assert found.missing == missing


@pytest.mark.parametrize(("savings", "expected"), [(None, MAYBE), (5000, NO), (20000, MAYBE)])
def test_savings_that_were_not_told_never_rule_out_the_maryland_program(savings: int | None, expected: Verdict) -> None:
    told = None if savings is None else Decimal(savings)
    found = judged(OLDER, state="MD", income=Decimal(1900), resources=told).verdict_of("md-spdap")
    assert found is not None
    assert found.verdict is expected
    assert ("resources" in found.missing) is (savings is None)


def test_what_a_listing_assumes_of_itself_still_says_no_where_another_comes_first() -> None:
    """With a job's insurance on offer neither would do; without it the Basic Health Program comes first."""
    adult = {"state": "NY", "household_size": 1, "age": 40, "income": Decimal(2300), "children_at_home": False}
    person = judged(MOTHER, postpartum=False, **adult)
    assert verdicts(person, "basic-health-program", "marketplace-tax-credit") == [YES, NO]


@pytest.mark.parametrize("listing", ["marketplace-tax-credit", "basic-health-program"])
def test_people_with_daca_are_told_since_when_they_are_left_out(listing: str) -> None:
    assert "DACA" in words(listing)
    assert "since August 25, 2025" in words(listing)
    assert "desde el 25 de agosto de 2025" in words(listing, "es")


def test_after_medicaid_or_chip_there_are_90_days_to_choose_a_plan() -> None:
    assert "60 days to choose a plan, or 90 after Medicaid or CHIP ends" in words("marketplace-tax-credit")
    assert "90 después de terminar Medicaid o CHIP" in words("marketplace-tax-credit", "es")
    assert "90 days" in SNAPSHOT.facts.safety["special_enrolment_loss_of_medicaid"].statement.original


@pytest.mark.parametrize(
    ("insurance", "day", "last"),
    [
        ("medicaid", date(2026, 9, 1), (date(2026, 10, 31), date(2026, 11, 30))),
        ("none", date(2026, 8, 28), (date(2026, 10, 27), date(2026, 11, 26))),
        ("none", date(2026, 8, 27), None),
        ("employer", date(2026, 9, 28), (date(2026, 11, 27), date(2026, 12, 27))),
        ("medicaid", date(2027, 1, 25), (date(2027, 3, 26), date(2027, 4, 25))),
        ("medicaid", date(2027, 1, 26), None),
        ("medicare", date(2026, 11, 20), None),
    ],
)
def test_the_last_day_to_join_a_plan_is_later_after_medicaid_or_chip(
    insurance: str, day: date, last: tuple[date, date] | None
) -> None:
    person = Situation(state="OH", insurance=frozenset({insurance}), lost_coverage_on=day)
    assert special_enrolment_until(match(SNAPSHOT, person, Prescription(), TODAY)) == last


DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=50)


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"age": 8}, (0, 0)),
        ({"age": 17}, (0, 0)),
        ({"age": 18}, (0, 4)),
        ({"age": 30, "pregnant": True}, (0, 0)),
        ({"age": 30, "pregnant": None}, (0, 4)),
        ({"age": 30, "postpartum": True}, (0, 4)),
        ({"age": 30, "insurance": frozenset({"medicaid", "ihs"})}, (0, 0)),
        ({"age": 30, "tribal_member": True}, (0, 4)),
        ({"age": 0, "income": Decimal(1000)}, (0, 0)),
        ({"age": 0, "income": Decimal(3500)}, (0, 4)),
        ({}, (0, 4)),
    ],
)
def test_medicaid_takes_no_copay_from_children_in_pregnancy_and_from_indian_health_patients(
    answers: dict[str, object], expected: tuple[int, int]
) -> None:
    told = {"state": "OH", "household_size": 2, "pregnant": False, "insurance": frozenset({"medicaid"})} | answers
    plan = match(SNAPSHOT, Situation(**told), DOSE, TODAY)  # type: ignore[arg-type]
    medicaid = next(row for row in plan.matches if row.listing.id == "medicaid")
    assert medicaid.cost is not None
    assert medicaid.first_year is not None
    assert (medicaid.cost.low, medicaid.cost.high) == expected
    assert (medicaid.first_year.blood_tests[1] == 0) is (expected == (0, 0))
    # What one person pays is nobody else's: the catalogue's own figure stays.
    other = match(SNAPSHOT, Situation(state="OH", age=40), DOSE, TODAY)
    assert next(row for row in other.matches if row.listing.id == "medicaid").cost.high == 4  # type: ignore[union-attr]
