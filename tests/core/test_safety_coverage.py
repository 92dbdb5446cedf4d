"""What must never happen to a person who trusts us, for public coverage (docs/safety.md S8 to S12, S14)."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from finder.core.matches import Match
from finder.core.matching import match
from finder.core.situation import Prescription, Situation
from finder.core.verdict import Unsure, Verdict
from tests.core.shipped import SNAPSHOT

TODAY = date(2026, 11, 23)
DOSE = Prescription(daily_dose_mg=Decimal(150), written_strength_mg=50, days_left=40)
COVERAGE = [row for row in SNAPSHOT.by_id.values() if row.kind == "public_coverage"]
STATES = sorted(SNAPSHOT.facts.contacts.keys() - {"AS", "GU", "MP", "PR", "VI"})


def matches(on: date = TODAY, **answers: object) -> dict[str, Match]:
    if "insurance" in answers:
        answers["insurance"] = frozenset({answers["insurance"]})
    plan = match(SNAPSHOT, Situation(**answers), DOSE, on)  # type: ignore[arg-type]
    return {row.listing.id: row for row in plan.matches}


def words(listing: str) -> str:
    row = SNAPSHOT.by_id[listing]
    texts = (row.summary, row.covers_detail, *row.steps, *row.notes, *row.cautions, *row.cautions_from_55)
    return " ".join(text.original for text in texts)


def test_s8_part_b_id_says_that_its_premium_is_dearer_than_50_mg_tablets_and_compares_all_medicines() -> None:
    # Tablets of 75 mg cost more than the premium, so the words name the strength that is compared.
    assert "the premium costs more than buying 50 mg tablets" in words("medicare-part-b-id")
    assert "cuesta más que comprar tabletas de 50 mg" in SNAPSHOT.by_id["medicare-part-b-id"].cautions[0]["es"]
    assert "all your transplant medicines, not azathioprine alone" in words("medicare-part-b-id")


def test_s8_the_part_b_id_premium_is_dearer_than_three_months_of_cash_tablets() -> None:
    plan = matches(state="OH", age=50, insurance="none", transplant="kidney", medicare_at_transplant=True)
    cost = plan["medicare-part-b-id"].cost
    assert cost is not None
    assert cost.per_month[0] == Decimal("121.60")
    assert cost.not_priced == ("coinsurance",)
    cash = [row.cost.per_month[1] for row in plan.values() if row.listing.kind == "mail_order_pharmacy" and row.cost]
    assert cash
    assert min(cash) < cost.per_month[0]


@pytest.mark.parametrize("condition", ["lupus", "crohns", "autoimmune_hepatitis"])
def test_s8_off_label_use_under_part_d_asks_the_plan(condition: str) -> None:
    plan = matches(state="OH", insurance="medicare_drug", condition=frozenset({condition}), transplant="none")
    assert (plan["medicare-drug-plan"].verdict, plan["medicare-drug-plan"].unsure) == (
        Verdict.MAYBE,
        Unsure.PROGRAM_DECIDES,
    )
    assert "usually covered: ask the plan" in words("medicare-drug-plan")


@pytest.mark.parametrize("card", ["medicaid", "chip"])
def test_s9_members_use_their_card_first(card: str) -> None:
    plan = match(SNAPSHOT, Situation(state="OH", age=12, insurance=frozenset({card})), DOSE, TODAY)
    assert plan.matches[0].listing.id == card
    assert plan.matches[0].verdict is Verdict.YES
    assert "use your card first. If you cannot pay the copay, say so." in words(card)


def test_s9_estate_recovery_is_explained_with_who_is_protected_and_where_help_is() -> None:
    said = words("medicaid")
    assert "Age 55 or older" in said
    assert "spouse, a child under 21, or a blind or disabled child" in said
    assert "legal aid" in said
    assert "not taken back from your estate" in words("medicare-savings-program")


@pytest.mark.parametrize("listing", ["medicaid", "chip", "basic-health-program", "marketplace-tax-credit"])
def test_s10_applying_comes_with_the_words_about_immigration(listing: str) -> None:
    assert "Applying gives the government information about you." in words(listing)
    assert "People not applying for themselves need not give their status." in words(listing)


@pytest.mark.parametrize("state", STATES)
def test_s10_citizenship_is_never_assumed(state: str) -> None:
    adult = {"state": state, "household_size": 1, "age": 40, "insurance": "none", "pregnant": False}
    for income in (Decimal(500), Decimal(2500)):
        plan = matches(income=income, **adult)
        for listing in ("medicaid", "marketplace-tax-credit"):
            assert plan[listing].verdict is not Verdict.YES


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("person", [{"age": 70}, {"age": 50, "disabled": True}], ids=["65 or older", "disabled"])
def test_s11_old_limits_and_unasked_savings_are_worth_applying_and_never_a_yes(
    state: str, person: dict[str, object]
) -> None:
    plan = matches(
        state=state,
        income=Decimal(900),
        married=False,
        household_size=1,
        insurance="medicare",
        citizenship="citizen",
        children_at_home=False,
        pregnant=False,
        **person,
    )
    assert plan["medicaid"].verdict is Verdict.MAYBE


def test_s11_savings_that_were_told_settle_it_only_where_the_limit_is_of_this_year() -> None:
    person = {"age": 70, "income": Decimal(900), "married": False, "insurance": "medicare", "citizenship": "citizen"}
    assert matches(state="OH", resources=Decimal(1000), **person)["medicaid"].verdict is Verdict.YES
    assert matches(state="FL", resources=Decimal(1000), **person | {"income": Decimal(1000)})["medicaid"].verdict is (
        Verdict.MAYBE  # within Florida's limit of 2018, above what SSI pays
    )
    assert matches(state="OH", resources=Decimal(90000), **person)["medicaid"].verdict is Verdict.MAYBE
    # California's own savings limit came back on 2026-01-01, at $130,000.
    assert matches(state="CA", resources=Decimal(130000), **person)["medicaid"].verdict is Verdict.YES
    assert matches(state="CA", resources=Decimal(130001), **person)["medicaid"].verdict is Verdict.MAYBE


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"state": "AL"}, Verdict.YES),
        ({"state": "AL", "age": 50, "disabled": True}, Verdict.YES),
        ({"state": "AL", "income": Decimal(994)}, Verdict.YES),
        ({"state": "AL", "income": Decimal(995)}, Verdict.MAYBE),
        ({"state": "AL", "income": Decimal(1491), "married": True, "household_size": 2}, Verdict.YES),
        ({"state": "AL", "income": Decimal(1492), "married": True, "household_size": 2}, Verdict.MAYBE),
        ({"state": "AL", "resources": Decimal(2001)}, Verdict.MAYBE),
        ({"state": "AL", "resources": None}, Verdict.MAYBE),
        ({"state": "AL", "citizenship": "green_card_5_years"}, Verdict.MAYBE),
        ({"state": "VA"}, Verdict.MAYBE),  # one of the eight states with rules of their own
    ],
    ids=str,
)
def test_s11_who_can_get_ssi_can_get_medicaid_where_the_state_goes_by_it(
    told: dict[str, object], verdict: Verdict
) -> None:
    person = {"age": 70, "income": Decimal(900), "household_size": 1, "married": False, "resources": Decimal(2000)}
    plan = matches(**person | {"insurance": "medicare", "citizenship": "citizen"} | told)
    assert plan["medicaid"].verdict is verdict


def test_s11_someone_too_sick_to_work_is_told_to_ask_about_medically_frail_and_never_no() -> None:
    plan = matches(
        date(2027, 1, 1), state="OH", household_size=1, age=40, income=Decimal(0), insurance="none",
        work_hours=Decimal(0), citizenship="citizen", pregnant=False, disabled=False, children_at_home=False,
        tribal_member=False,
    )  # fmt: skip
    assert plan["medicaid"].verdict is Verdict.MAYBE
    said = [part.criterion.because.original for part in walk(plan["medicaid"].findings)]
    assert any("ask about 'medically frail'" in because for because in said)


def walk(findings: tuple) -> list:  # type: ignore[type-arg]
    return [one for finding in findings for one in (finding, *walk(finding.parts))]


@pytest.mark.parametrize("listing", ["medicaid", "marketplace-tax-credit"])
def test_s12_medicaid_looks_at_the_month_and_the_marketplace_at_the_year(listing: str) -> None:
    span = {"medicaid": "looks at this month", "marketplace-tax-credit": "looks at the whole year"}[listing]
    assert span in words(listing)
    assert "Count you, your spouse, and anyone you claim on taxes." in words(listing)
    assert "That is the state's rule, not your fault." in words(listing)


def test_s12_an_income_that_changes_is_not_judged_by_the_wrong_span() -> None:
    person = {
        "state": "OH", "household_size": 1, "age": 40, "insurance": "none", "citizenship": "citizen",
        "pregnant": False, "disabled": False, "children_at_home": False, "income_steady": False,
    }  # fmt: skip
    by_year = matches(income=Decimal(18000), income_period="year", **person)
    by_month = matches(income=Decimal(2500), income_period="month", **person)
    assert by_year["medicaid"].verdict is Verdict.MAYBE
    assert by_month["marketplace-tax-credit"].verdict is Verdict.MAYBE


def test_s14_the_state_decides_and_people_are_told_to_apply_even_if_unsure() -> None:
    for listing in ("medicaid", "chip", "basic-health-program", "medicare-savings-program"):
        assert "The state decides. Apply even if unsure." in words(listing)


def test_emergency_medicaid_is_never_shown_as_drug_coverage() -> None:
    assert "It does not pay for azathioprine month by month." in words("medicaid")
    assert not any("emergency" in row.id for row in COVERAGE)


@pytest.mark.parametrize("row", COVERAGE, ids=lambda row: row.id)
def test_no_listing_of_public_coverage_uses_a_word_that_scares_or_promises(row: object) -> None:
    said = words(row.id).casefold()  # type: ignore[attr-defined]
    for word in ("eligible", "qualify", "denied", "as low as", "likely", "surest"):
        assert word not in said, word


@pytest.mark.parametrize(
    ("state", "postpartum", "expected"),
    [
        ("OH", True, Verdict.YES),
        ("OH", False, Verdict.NO),
        ("OH", None, Verdict.NO),
        ("AR", True, Verdict.MAYBE),
    ],
)
def test_a_birth_in_the_last_year_keeps_the_limit_of_pregnancy_without_counting_the_child_twice(
    state: str, postpartum: bool | None, expected: Verdict
) -> None:
    # Limits for 2 people in Ohio: 138% is $2,489 for adults, 205% is $3,697 in pregnancy; for 3 people $4,667.
    told: dict[str, object] = {
        "state": state,
        "household_size": 2,
        "income_period": "month",
        "age": 30,
        "insurance": "none",
        "citizenship": "citizen",
        "pregnant": False,
        "postpartum": postpartum,
        "children_at_home": True,
        "youngest_child_age": 0,
        "disabled": False,
    }
    assert matches(income=Decimal(3000), **told)["medicaid"].verdict is expected
    assert matches(income=Decimal(4000), **told)["medicaid"].verdict is not Verdict.YES


def test_a_blank_birth_counts_as_no_and_is_named_where_a_yes_would_lift_the_answer() -> None:
    person = {"state": "OH", "age": 28, "household_size": 2, "income": Decimal(3300), "citizenship": "citizen"}
    told = person | {"pregnant": False, "disabled": False, "children_at_home": False, "insurance": "none"}
    told |= {"income_not_counted": Decimal(0)}
    assert matches(**told)["medicaid"].missing == ("postpartum",)
    assert matches(**told)["medicaid"].verdict is Verdict.NO
    assert matches(**told, postpartum=True)["medicaid"].verdict is Verdict.YES
    for lifted_by_nothing in ({"age": 70}, {"income": Decimal(9000)}, {"postpartum": False}):
        assert matches(**told | lifted_by_nothing)["medicaid"].missing == ()
