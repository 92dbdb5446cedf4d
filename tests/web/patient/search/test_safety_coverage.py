"""What must never happen to those who trust us, S8 to S12: coverage, status, income. Each test names its rule."""

from __future__ import annotations

import re

import pytest

from tests.web.conftest import words
from tests.web.people import SITUATIONS, before_other_ways, card, cards, fitting, headings, plan_lines, reasons, section


def test_s8_kidney_coverage_is_compared_over_all_medicines_it_covers(ask) -> None:
    page = ask(transplant="kidney", medicare_at_transplant="yes", insurance="none", age="45")
    told = card(page, "medicare-part-b-id")
    assert "It pays for all anti-rejection medicines, azathioprine among them, and for nothing else." in told
    assert "Add up what all your anti-rejection medicines cost you in cash." in told
    assert re.search(r"all (your|the|of your) (medicines|drugs)", card(page, "medicare-drug-plan"))


def test_s8_off_label_use_under_part_d_says_ask_the_plan(ask) -> None:
    told = card(ask(insurance="medicare", age="70", condition="crohns"), "medicare-drug-plan")
    assert re.search(r"sually covered.*ask the plan", told, re.IGNORECASE)


@pytest.mark.parametrize("left", ["6", "13", "30", None])
@pytest.mark.parametrize("card_of", ["medicaid", "chip"])
@pytest.mark.parametrize("income", ["0", "1,500", "20,000"])
def test_s9_members_use_their_card_first_and_cash_never_leads(ask, left: str | None, card_of: str, income: str) -> None:
    page = ask(insurance=card_of, days_left=left, income=income, age="12" if card_of == "chip" else "40")
    assert fitting(page)[0] == card_of
    assert not [line for line in plan_lines(page) if line.startswith(("Buy:", "Ask the price:"))]
    assert headings(page)[0] == "own"
    cannot_pay = "So a Medicaid pharmacy may not refuse the tablets" if (card_of, income) == ("medicaid", "0") else "If"
    assert re.search(f"Use your card first\\. .*{cannot_pay}.* you cannot pay the copay", section(page, "own"))
    assert section(page, "first") == ""
    assert not re.search("cash price|lowest price", before_other_ways(page).split("This week")[0])
    assert section(page, "today") == ""


def test_s9_estate_recovery_is_explained_with_who_is_protected_and_legal_aid(ask) -> None:
    told = card(ask(insurance="medicaid", age="60"), "medicaid")
    assert re.search(r"Age 55 or older: after your death the state may ask your estate to pay back", told)
    assert "It cannot while a spouse, a child under 21, or a blind or disabled child is alive. Ask legal aid." in told


def test_s9_savings_programs_are_said_not_to_be_recovered(ask) -> None:
    told = card(ask(insurance="medicare", age="70"), "medicare-savings-program")
    assert "What a savings program pays is not taken back from your estate." in told


def test_s10_citizenship_is_not_on_the_first_form_and_last_among_the_others(ask, get_page) -> None:
    assert 'name="citizenship"' not in get_page("/").response.text
    page = ask(transplant="kidney")
    form = next(form for form in page.all("form") if "Show my options again" in words(form))
    names = [field.get("name") for field in form.iter() if field.tag in ("input", "select") and field.get("id")]
    assert names[-1] == "citizenship"


def test_s10_citizenship_is_optional_and_explained(ask) -> None:
    said = section(ask(), "surer")
    assert (
        "You need not answer. Applying gives the government information about you. If anyone at home is worried, talk "
        "to a free immigration legal helper first. People not applying for themselves need not give their status."
    ) in said
    assert said.index("Another lawful status") < said.index("None of these, or I would rather not say")


def test_s10_the_last_choice_is_the_same_as_blank(ask) -> None:
    blank = ask()
    page = ask(citizenship="none_of_these")
    assert [card(page, name) for name in cards(page)] == [card(blank, name) for name in cards(blank)]
    assert ask(citizenship="").main == blank.main


@pytest.mark.parametrize(
    ("told", "phrase"),
    [
        ("green_card_newer", "Green card for less than 5 years"),
        ("green_card_5_years", "Green card for 5 years or more"),
        ("other_lawful", "Another lawful status"),
        ("citizen", "U.S. citizen or national"),
    ],
)
def test_s10_citizenship_is_never_repeated_on_the_page(ask, told: str, phrase: str) -> None:
    page = ask(citizenship=told)
    # Once as a choice of the question, and nowhere else.
    assert page.main.count(phrase) == 1
    assert phrase in section(page, "surer")


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_s10_citizenship_is_never_called_the_answer_that_would_help_most(ask, told: dict[str, str]) -> None:
    assert "help most: citizenship" not in ask(**told).main


def test_s10_health_centers_say_ask_the_clinic(ask) -> None:
    assert "If you have questions about immigration: ask the clinic." in card(ask(), "hrsa-health-centers")


@pytest.mark.parametrize("told", [{}, {"state": "OH"}, {"days_left": "6"}], ids=["nothing", "state", "days left"])
def test_s11_nobody_is_sent_to_coverage_that_few_have_on_a_guess(get_page, told: dict[str, str]) -> None:
    page = get_page("/results", told or {"state": ""})
    # Each state has its own office: without a state there is nobody to send them to.
    assert re.match(r"Apply too Medicaid .*Worth applying\." if "state" in told else "$", section(page, "apply"))
    assert not [
        line for line in plan_lines(page) if re.search(r"Medicare Extra Help|TRICARE|Children's|Myositis", line)
    ]


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_s11_nothing_is_called_likely(ask, told: dict[str, str]) -> None:
    assert not re.search(r"\b(un)?likely\b", ask(**told).main, re.IGNORECASE)


def test_s11_being_too_sick_to_work_may_count(ask) -> None:
    told = dict.fromkeys(("disabled", "pregnant", "children_at_home", "tribal_member"), "no")
    page = ask(state="NE", age="40", citizenship="citizen", work_hours="0", income="500", **told)
    assert "Worth applying. Being too sick to work may count: ask about 'medically frail'." in reasons(page, "medicaid")


def test_s12_the_form_explains_how_income_is_counted(get_page) -> None:
    said = get_page("/").main
    assert "Is this about the same every month?" in said
    assert "Medicaid looks at this month. The Marketplace looks at the whole year." in said
    assert "Count you, your spouse, and anyone you claim on taxes." in said


def test_s12_in_the_coverage_gap_it_is_the_states_rule(ask) -> None:
    gap = "Your state does not offer Medicaid to most adults your age. That is the state's rule, not your fault."
    told = {"age": "30", "income": "500", "citizenship": "citizen", "pregnant": "no", "disabled": "no"}
    # Among the reasons, not in what the listing says to everybody below them.
    assert gap in reasons(ask(state="TX", **told), "medicaid")
    assert gap not in reasons(ask(state="OH", **told), "medicaid")


@pytest.mark.parametrize(("age", "income"), [("9", "9,000"), ("70", "3,000")], ids=["a child", "65 or older"])
def test_s12_the_states_rule_for_adults_is_not_said_to_others(ask, age: str, income: str) -> None:
    told = dict.fromkeys(("disabled", "pregnant", "children_at_home"), "no")
    page = ask(state="TX", age=age, income=income, household_size="1", citizenship="citizen", **told)
    assert "your age" not in reasons(page, "medicaid")


def test_s12_in_the_gap_the_states_rule_is_said_and_what_is_left_and_nobody_is_sent_to_apply(ask) -> None:
    page = ask(state="TX", age="35", income="600")
    top = section(page, "gap")
    assert top.startswith("Coverage in your state Texas Medicaid")
    assert "most adults your age. That is the state's rule, not your fault." in top
    assert "Pregnant? Disabled? Caring for a child at home? Then ask: other limits hold." in top
    assert "What is left: a low price for the tablets, a health center with fees set by income" in top
    assert "citizenship" not in top
    assert "Call 1-877-541-7905" in top
    assert section(page, "apply") == ""
    assert not [line for line in plan_lines(page) if "Medicaid" in line]


def test_s12_who_is_of_a_group_that_the_state_takes_is_sent_to_apply(ask) -> None:
    page = ask(state="TX", age="35", income="600", pregnant="yes")
    assert section(page, "gap") == ""
    assert section(page, "apply").startswith("Apply too Medicaid")


def test_s10_no_answer_is_said_to_hang_on_citizenship(ask) -> None:
    assert "It depends on what you have not told us yet" not in ask(state="OH", age="40", income="1,000").main


def test_a_state_with_terms_of_its_own_for_adults_says_to_ask_for_them(ask) -> None:
    told = dict.fromkeys(("disabled", "pregnant", "children_at_home"), "no")
    page = ask(state="GA", age="35", income="600", citizenship="citizen", **told)
    assert "Ask its office what they are." in reasons(page, "medicaid")


def test_s2_coverage_that_may_not_pay_for_it_is_not_at_the_top(ask) -> None:
    told = dict.fromkeys(("disabled", "pregnant", "children_at_home"), "no")
    page = ask(state="TX", age="35", income="600", transplant="none", citizenship="citizen", **told)
    assert "Kidney Health Care" not in section(page, "apply")


def test_s9_with_medicare_and_medicaid_the_medicaid_copay_is_not_promised(ask) -> None:
    page = ask(insurance=["medicaid", "medicare_drug"], age="70", income="1,000")
    top = section(page, "own")
    assert "Your Medicare drug plan usually pays for the tablets, with Extra Help." in top
    assert "$" not in top
    assert "medicareinteractive.org" in top
    assert "$0 to $5 a month" in card(page, "medicaid")
    # It comes by itself: nobody is sent to apply for it.
    assert not [line for line in plan_lines(page) if "Extra Help" in line]
    assert "Extra Help" not in section(page, "apply")


@pytest.mark.parametrize(
    "told",
    [
        {"age": "10", "household_size": "3", "income": "2,000"},
        {"age": "28", "household_size": "2", "pregnant": "yes", "disabled": "no"},
        {"age": "67", "insurance": "medicare", "disabled": "no"},
        {"age": "30", "income": "9,000", "pregnant": "no", "disabled": "no"},
    ],
    ids=["child", "pregnant", "Medicare", "high income"],
)
def test_s12_nobody_outside_the_coverage_gap_is_told_of_it_among_the_reasons(ask, told: dict[str, str]) -> None:
    page = ask(state="TX", citizenship="citizen", **told)
    for listing in ("medicaid", "chip", "marketplace-tax-credit"):
        assert "most adults your age" not in reasons(page, listing)


def test_s10_citizenship_is_not_asked_where_no_answer_could_settle_anything(ask) -> None:
    no = ("disabled", "pregnant", "children_at_home", "tribal_member", "veteran", "job_offer", "married")
    told = dict.fromkeys(no, "no") | {"age": "40", "income": "3,000", "transplant": "none", "condition": "lupus"}
    assert "citizenship" not in [field.get("name") for field in ask(insurance="medicaid", **told).all("input")]
    assert "citizenship" in [field.get("name") for field in ask(insurance="none", **told).all("select")] + [
        field.get("name") for field in ask(insurance="none", **told).all("input")
    ]


def test_a_birth_that_was_taken_as_none_is_said_where_it_could_change_the_answer(ask) -> None:
    told = {"age": "28", "household_size": "2", "income": "3,300", "citizenship": "citizen"}
    told |= dict.fromkeys(("pregnant", "disabled", "children_at_home"), "no")
    assert "We assumed no birth in the last 12 months." in reasons(ask(**told), "medicaid")
    assert "We assumed no birth" not in card(ask(**told, postpartum="no"), "medicaid")
    assert "We assumed no birth" not in card(ask(**told | {"age": "70"}), "medicaid")


@pytest.mark.parametrize("held", ["none", "employer", "marketplace", "medicaid", "chip", "other"])
def test_whoever_can_lose_coverage_is_asked_when_and_told_until_when_a_plan_can_be_joined(ask, held: str) -> None:
    age = "12" if held == "chip" else "40"
    names = [field.get("name") for field in ask(insurance=held, age=age).all("input")]
    assert "lost_coverage_on" in names
    page = ask(insurance=held, age=age, lost_coverage_on="12/31/2026")
    told = "You can join a Marketplace plan until March 1, 2027."
    note = next(text for text in map(words, page.all("p")) if told in text)
    assert "Was it Medicaid or CHIP? Then until March 31, 2027." in note
    assert "healthcare.gov" in note
    assert "kff.org" in note
    assert ("once it has ended, change your answers to no insurance" in note) is (held != "none")


def test_s12_in_the_gap_the_day_to_join_a_plan_says_that_there_is_no_help_with_its_price(ask) -> None:
    told = dict.fromkeys(("disabled", "pregnant", "children_at_home"), "no")
    page = ask(state="TX", age="40", income="1,000", insurance="none", lost_coverage_on="11/20/2026", **told)
    note = next(text for text in map(words, page.all("p")) if "You can join a Marketplace plan until" in text)
    assert "On what you told us, there is no help with its price." in note


def test_s9_with_both_cards_after_a_transplant_part_b_is_named_first_and_no_copay_is_promised(ask) -> None:
    told = {"transplant": "kidney", "medicare_at_transplant": "yes"}
    page = ask(insurance=["medicaid", "medicare"], age="50", income="1,000", **told)
    assert "if Medicare covered it, Part B pays for azathioprine" in section(page, "own")
    assert "with Extra Help" not in section(page, "own")
    assert "a month" not in card(page, "medicaid").split("Why:")[0]
    # Who has a card that leads is not shown a year in cash.
    assert section(page, "year") == ""


def test_s9_with_both_cards_care_of_veterans_is_still_named(ask) -> None:
    page = ask(insurance=["medicaid", "medicare_drug"], age="70", income="1,000", veteran="yes")
    assert [line for line in plan_lines(page) if "VA health care" in line]


def test_pregnant_people_are_not_sent_to_indian_health_care_on_a_guess(ask) -> None:
    page = ask(age="28", pregnant="yes", income="6,000")
    assert "Indian Health Service" not in section(page, "plan")


def test_who_has_va_care_is_not_sent_to_tricare(ask) -> None:
    page = ask(insurance="va", age="60", veteran="yes", income="6,000")
    assert "TRICARE" not in section(page, "apply")


@pytest.mark.parametrize("held", [["medicare_drug"], ["medicare", "employer"]])
def test_who_has_medicare_is_not_sent_to_a_marketplace_plan_after_a_loss(ask, held: list[str]) -> None:
    assert "You can join a Marketplace plan" not in ask(insurance=held, age="70", lost_coverage_on="12/31/2026").main


def test_between_60_and_90_days_only_the_day_after_medicaid_is_told(ask) -> None:
    page = ask(insurance="none", age="40", lost_coverage_on="09/20/2026")
    assert "Was it Medicaid or CHIP? Then until December 19, 2026." in page.main
    assert "You can join a Marketplace plan until" not in page.main


@pytest.mark.parametrize("held", ["medicare", "va", "tricare"])
def test_coverage_that_does_not_end_is_not_asked_about(ask, held: str) -> None:
    assert "lost_coverage_on" not in [field.get("name") for field in ask(insurance=held, age="70").all("input")]


@pytest.mark.parametrize("insurance", ["employer", "tricare", "none"])
def test_s11_with_enough_income_nobody_is_sent_to_medicaid_for_a_disability_they_did_not_tell(ask, insurance) -> None:
    page = ask(state="IL", age="40", income="4,000", insurance=insurance)
    assert "Medicaid" not in section(page, "apply").split("see the rules")[0]
    assert "Apply: Medicaid" not in plan_lines(page)
    assert "Can't tell yet" in card(page, "medicaid")


@pytest.mark.parametrize("held", ["va", "tricare", "ihs", "medicare_drug", "employer"])
@pytest.mark.parametrize("left", ["3", "30"])
def test_s4_no_other_tablets_than_those_written_lead_in_cash_without_the_prescriber(ask, held: str, left: str) -> None:
    page = ask(insurance=held, written_strength_mg="75", days_left=left)
    lead = page.main.split("Urgent signs")[0]
    assert "50 mg" in lead
    assert "Ask your prescriber" in page.main or "call your prescriber" in lead.casefold()
    assert "$470" not in lead


def test_s9_who_has_medicare_alone_is_asked_for_a_drug_plans_card_before_any_cash(ask) -> None:
    said = "Do you have a Medicare drug plan or Medicare Advantage? Show that card first."
    alone = ask(insurance="medicare", age="66", written_strength_mg="50").main
    assert alone.index(said) < alone.index("Try first")
    assert said not in ask(insurance=["medicare", "medicare_drug"], age="66").main


def test_s9_a_plan_beside_medicaid_is_named_with_the_first_card(ask) -> None:
    assert "You have this too: the health plan of your job." in ask(insurance=["medicaid", "employer"]).main


def test_s4_half_tablets_never_lead_without_a_warning(ask) -> None:
    page = ask(daily_dose_mg="75", written_strength_mg="50").main
    assert "Never split tablets unless your label says to." in page.split("Urgent signs")[0]


@pytest.mark.parametrize("income", ["0", "$0", "none", "nada"])
def test_no_income_needs_no_period(ask, income: str) -> None:
    page = ask(income=income, income_period=None).main
    assert "a week, a month or a year" not in page
    assert "$0 a month" in page
