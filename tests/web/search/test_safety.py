"""What must never happen to a person who trusts us: each test names its rule of the safety list, S1 to S15."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from finder.core.listing import Covers, Listing
from finder.store.keeper import current_snapshot
from tests.web.conftest import words
from tests.web.people import card, cards, fitting, headings, section

EMERGENCY = (
    "Fever of 100.4 F (38 C) or chills: call now, day or night. No answer or getting worse: go to an emergency room. "
    "It must check and stabilize you even if you cannot pay; it may bill you, so ask for financial assistance."
)
FIFTY = (
    "Ask your prescriber and pharmacist whether 50 mg tablets can be used. Take what you have, as its label says, "
    "until the new tablets come; then follow only the new label. Ask the pharmacy to cancel the old prescription. "
    "After a transplant, your transplant team must agree first."
)
# Never said to a person, in English or Spanish. "Denied" and "eligible" only of what others decide would still hurt.
HURTFUL = re.compile(
    r"\b(in)?eligib\w*|\belegib\w*|\bdenied\b|\bdenial\b|\bdenegad\w*|\brechazad\w*|\bqualif\w*|\bcalific\w*|\bverdict\w*"
    r"|\bveredicto\w*|[✗✘❌✖❎🚫⛔]",
    re.IGNORECASE,
)
SITUATIONS = {
    "30 days": {},
    "6 days": {"days_left": "6"},
    "nothing told": dict.fromkeys(("household_size", "income", "insurance", "daily_dose_mg", "days_left")),
    "medicaid": {"insurance": "medicaid", "age": "60"},
    "medicare": {"insurance": ["medicare", "medicare_drug"], "age": "70", "condition": "rheumatoid_arthritis"},
    "transplant": {"transplant": "kidney", "medicare_at_transplant": "yes", "condition": "transplant", "age": "45"},
    "child": {"age": "9", "who_for": "child", "insurance": "chip", "daily_dose_mg": "25"},
    "veteran": {"insurance": "va", "veteran": "yes", "days_left": "3"},
    "high income": {"income": "15000", "household_size": "2", "age": "30"},
    "texas": {"state": "TX", "income": "500", "age": "30", "citizenship": "other_lawful"},
    "puerto rico": {"state": "PR"},
}


@pytest.fixture(scope="module")
def listings(shared_app: Flask) -> tuple[Listing, ...]:
    with shared_app.app_context():
        return tuple(current_snapshot().by_id.values())


@pytest.mark.parametrize("left", [None, "0", "1", "6", "13"])
def test_s1_under_14_days_or_not_known_a_same_day_step_leads_and_mail_never(ask, left: str | None) -> None:
    page = ask(days_left=left)
    assert headings(page)[0] == "today"
    today = section(page, "plan").split("This week")[0]
    assert "Ask pharmacies near you for their cash price today." in today
    assert "Buy:" not in today
    assert section(page, "first").startswith("Then: ")


@pytest.mark.parametrize("left", ["14", "30", "90"])
def test_s1_with_14_days_or_more_mail_may_lead(ask, left: str) -> None:
    assert headings(ask(days_left=left))[0] == "first"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ask for a partial fill", {}),
        ("Ask your prescriber for a short prescription at a local pharmacy, beside the one for mail.", {}),
        ("Ask the pharmacist for an emergency refill.", {}),
        ("emergency supply of at least 72 hours", {"insurance": "medicaid"}),
        ("transition fill", {"insurance": "medicare_drug", "age": "70"}),
        ("bill LI NET", {"insurance": "medicare", "age": "70"}),
        ("Ask the social worker or pharmacy of your hospital", {}),
        ("Call your transplant team now.", {"transplant": "kidney"}),
    ],
)
def test_s1_the_bridges_of_the_day(ask, sentence: str, told: dict[str, str]) -> None:
    assert sentence in section(ask(days_left="6", **told), "plan").split("This week")[0]


@pytest.mark.parametrize("insurance", ["none", "medicaid"])
def test_s1_with_few_days_left_the_transplant_team_is_called_before_any_price(ask, insurance: str) -> None:
    call = "Call your transplant team now. Say how many days of tablets you have left."
    where = {"none": "today", "medicaid": "first"}[insurance]
    for transplant, sentence in ((None, f"Had a transplant? {call}"), ("kidney", call)):
        told = section(ask(days_left="6", insurance=insurance, transplant=transplant), where)
        assert sentence in told
        assert "$" not in told.split(sentence)[0]
    assert call not in section(ask(days_left="6", insurance=insurance, transplant="none"), where)


@pytest.mark.parametrize("left", ["6", None])
def test_s1_mail_that_comes_next_says_how_long_it_takes_and_not_to_wait_for_it(ask, left: str | None) -> None:
    told = section(ask(days_left=left), "first")
    assert "Mail pharmacy: up to 14 days. Do not wait for it: get some tablets nearby first." in told
    assert "Do not wait for it" not in ask(days_left="30").main


def test_s4_who_runs_out_of_dear_tablets_sees_the_same_dose_in_50_mg_as_a_question(ask) -> None:
    told = section(ask(days_left="6", written_strength_mg="75"), "today")
    assert "The same dose as 90 tablets of 50 mg: our estimate is $21 to $25. Ask your prescriber first" in told
    for other in ({}, {"written_strength_mg": "50"}, {"written_strength_mg": "75", "insurance": "medicare_drug"}):
        assert "The same dose as" not in section(ask(days_left="6", **other), "today")


def test_s1_who_cannot_pay_is_led_to_the_other_steps_of_today(ask) -> None:
    for told in ({}, {"insurance": "medicaid"}):
        page = ask(days_left="6", **told)
        assert "#plan" in [link.get("href") for link in page.all("a") if "More to do today" in words(link)]
    assert "More to do today" not in ask().main


def test_s1_who_has_a_plan_shows_its_card_at_the_counter_too(ask) -> None:
    told = "Show your insurance card too. Ask for the price with your plan, and for the cash price."
    assert told in section(ask(days_left="6", insurance="employer"), "today")
    assert told not in ask(days_left="6").main


@pytest.mark.parametrize("told", [{}, {"state": "OH"}, {"days_left": "6"}], ids=["nothing", "state", "days left"])
def test_s11_nobody_is_sent_to_coverage_that_few_have_on_a_guess(get_page, told: dict[str, str]) -> None:
    page = get_page("/results", told or {"state": ""})
    said = page.main.split("All ways, in the order to try them")[0]
    assert "Worth applying: Medicaid." in said
    assert not re.search(r"Apply: (Medicare Extra Help|TRICARE|Children's)|Myositis Support", said)


def test_s2_coverage_that_waits_for_a_transplant_is_not_the_card_to_use_first(ask) -> None:
    page = ask(days_left="6", insurance="medicare", age="67")
    assert section(page, "first").startswith("Then: ")
    assert "Part B" not in section(page, "first")
    assert "medicare-part-b-transplant" in fitting(page)


def test_s14_you_may_get_is_said_only_where_all_rules_fit(ask) -> None:
    unsure = "Worth applying: Medicaid. "
    assert unsure in ask().main
    told = {"age": "40", "pregnant": "no", "citizenship": "citizen", "disabled": "no"}
    assert "You may get Medicaid. " in ask(**told).main
    # Who has Medicaid is sent to no other coverage on a guess.
    page = ask(insurance="medicaid").main
    assert "Worth applying: " not in page
    assert "You may get Medicare" not in page


def test_s1_it_says_try_first_and_never_surest(ask) -> None:
    for left in ("6", "30"):
        assert "Try first" in ask(days_left=left).main
        assert "surest" not in ask(days_left=left).main.casefold()


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_s2_unknown_stock_is_never_priced_and_heads_nothing(ask, listings, told: dict[str, str]) -> None:
    unknown = {row.id: row for row in listings if row.covers is Covers.UNKNOWN}
    page = ask(**told)
    shown = fitting(page)
    assert shown[0] not in unknown
    known = [place for place, name in enumerate(shown) if name not in unknown]
    for name in set(shown) & set(unknown):
        told_there = card(page, name)
        assert "Call first" in told_there
        assert "likely" not in told_there.casefold()
        assert " for 30 days" not in told_there.split("Why:")[0]
    priced = section(page, "costs") + section(page, "first") + section(page, "today")
    assert [row.id for row in unknown.values() if row.name.en in priced] == []
    assert known


def test_s3_priced_by_days_is_a_range_ranked_by_its_top_with_the_question_to_ask(ask) -> None:
    page = ask(days_supply="90")
    told = card(page, "rx-outreach")
    assert "$20.00 to $60.00 for 90 days (270 tablets of 50 mg)" in told
    assert "Ask: is it $20 for all 270 tablets?" in told
    assert fitting(page).index("cost-plus-drugs") < fitting(page).index("rx-outreach")


def test_s3_one_tablet_a_day_is_no_range(ask) -> None:
    told = card(ask(daily_dose_mg="50"), "rx-outreach")
    assert "$12.00 for 30 days (30 tablets of 50 mg)" in told
    assert "Ask: is it" not in told


def test_s4_the_50_mg_tip_is_a_question_in_dollars_at_one_seller(ask) -> None:
    page = ask()
    told = section(page, "fifty")
    assert told.startswith("A question for your prescriber")
    assert FIFTY in told
    assert not re.search(r"\btimes\b|\bswitch\b|change to", told)
    assert len(re.findall(r"about \$", told)) == 2


@pytest.mark.parametrize("cover", ["medicaid", "chip", "medicare_drug", "tricare", "va", "ihs"])
def test_s4_the_question_is_hidden_where_the_copay_would_not_change(ask, cover: str) -> None:
    page = ask(insurance=cover)
    assert section(page, "fifty") == ""
    assert "whether 50 mg tablets can be used" not in section(page, "plan")


def test_s4_the_question_is_hidden_for_those_who_have_50_mg_tablets(ask) -> None:
    assert section(ask(written_strength_mg="50"), "fifty") == ""


def test_s4_half_tablets_are_apart_and_never_suggested(ask, get_page) -> None:
    page = get_page("/dose", {"daily_dose_mg": "75"})
    whole, halves = page.all("table")
    assert "1/2" not in words(whole)
    assert "1 1/2 × 50 mg" in words(halves)
    before = page.main[: page.main.index("1 1/2 × 50 mg")]
    assert "Never split tablets unless your label says to." in before
    results = ask(daily_dose_mg="75", days_left="6").main
    assert "1/2" not in results.split("All ways, in the order to try them")[0]


@pytest.mark.parametrize(("dose", "asked"), [("50", True), ("150", True), ("75", False), ("125", False)])
def test_s4_the_dose_page_asks_about_50_mg_only_where_whole_tablets_make_the_dose(
    get_page, dose: str, asked: bool
) -> None:
    assert (FIFTY in get_page("/dose", {"daily_dose_mg": dose}).main) is asked


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_s5_urgent_signs_are_on_every_page_of_results(ask, told: dict[str, str]) -> None:
    said = section(ask(**told), "safety")
    assert EMERGENCY in said
    assert "Call 911 for new confusion, weakness, trouble speaking or seeing" in said


def test_s5_urgent_signs_are_on_the_dose_page(get_page) -> None:
    assert EMERGENCY in get_page("/dose", {"daily_dose_mg": "100"}).main


@pytest.mark.parametrize("left", ["6", "30"])
def test_s6_never_stop_restart_or_skip_a_test_to_save_money(ask, left: str) -> None:
    said = ask(days_left=left).main
    assert "Never skip a blood test to save money." in said
    assert "Buy your own test only if your prescriber agrees and will get the result." in said
    assert "Pregnant? Call your prescriber today. Do not stop on your own." in said
    assert "Do not stop or skip azathioprine on your own." in ask(days_left=left).text


@pytest.mark.parametrize(("told", "first"), [("yes", True), ("no", False), (None, False)])
def test_s6_who_is_pregnant_reads_first_to_call_and_not_to_stop(ask, told: str | None, first: bool) -> None:
    top = ask(pregnant=told, age="30").main.split("Try first")[0]
    assert ("Call your prescriber today. Do not stop on your own." in top) is first


def test_s6_those_who_may_run_out_read_what_to_do_after_missed_doses(ask) -> None:
    for told in ({}, {"insurance": "medicaid"}):
        assert (
            "Never stop or skip azathioprine to save money. Missed more than one dose? Call before you start again. "
            "You may need a blood test first."
        ) in ask(days_left="6", **told).main


FRACTION = r"(thirds?|quarters?|fourths?|half|tercios?|cuartos?|mitad|1/[34]|2/3|\d\d ?%)"
DOSE_CHANGE = re.compile(
    rf"\b{FRACTION}\b[^.]{{0,40}}\b(dose|dosis)\b|\b(dose|dosis)\b[^.]{{0,40}}\b{FRACTION}\b"
    r"|\b(reduce|lower|raise|increase|cut) (your|the) dose\b|\b(baje|reduzca|suba|aumente) (su|la) dosis\b",
    re.IGNORECASE,
)


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_s7_no_results_give_a_fraction_that_changes_a_dose(ask, told: dict[str, str]) -> None:
    assert not DOSE_CHANGE.search(ask(**told).main)


def test_s7_no_listing_gives_a_fraction_that_changes_a_dose(listing_pages) -> None:
    found = [(path, match[0]) for path, page in listing_pages.items() if (match := DOSE_CHANGE.search(page.main))]
    assert found == []


def test_s8_kidney_coverage_is_compared_over_all_medicines_it_covers(ask) -> None:
    page = ask(transplant="kidney", medicare_at_transplant="yes", insurance="none", age="45")
    assert "all" in card(page, "medicare-part-b-id")
    assert re.search(r"all (your|the|of your) (anti-rejection )?(medicines|drugs)", card(page, "medicare-part-b-id"))
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
    assert not re.search(r"Buy:|Ask the price:", section(page, "plan"))
    assert headings(page)[0] == "first"
    assert "Use your card first. If you cannot pay the copay, say so." in section(page, "first")
    assert "cash price" not in page.main.split("What it costs a month")[0].split("This week")[0]
    assert section(page, "today") == ""


def test_s9_estate_recovery_is_explained_with_who_is_protected_and_legal_aid(ask) -> None:
    told = card(ask(insurance="medicaid", age="60"), "medicaid")
    assert re.search(r"Age 55 or older: after your death the state may ask your estate to pay back", told)
    assert "It cannot while a spouse, a child under 21, or a blind or disabled child is alive. Ask legal aid." in told


def test_s9_savings_programs_are_said_not_to_be_recovered(ask) -> None:
    told = card(ask(insurance="medicare", age="70"), "medicare-savings-program")
    assert re.search(r"(not|never|cannot|no).{0,80}(estate|pay(s|ed)? back|recover)", told, re.IGNORECASE)


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


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
def test_s11_nothing_is_called_likely(ask, told: dict[str, str]) -> None:
    assert not re.search(r"\b(un)?likely\b", ask(**told).main, re.IGNORECASE)


def test_s11_being_too_sick_to_work_may_count(ask) -> None:
    told = dict.fromkeys(("disabled", "pregnant", "children_at_home", "tribal_member"), "no")
    page = ask(state="NE", age="40", citizenship="citizen", work_hours="0", income="500", **told)
    assert 'Being too sick to work may count: ask about "medically frail".' in page.main
    assert "Worth applying" in card(page, "medicaid")


def test_s12_the_form_explains_how_income_is_counted(get_page) -> None:
    said = get_page("/").main
    assert "Is this about the same every month?" in said
    assert "Medicaid looks at this month. The Marketplace looks at the whole year." in said
    assert "Count you, your spouse, and anyone you claim on taxes." in said


def test_s12_in_the_coverage_gap_it_is_the_states_rule(ask) -> None:
    gap = "Your state does not offer Medicaid to most adults your age. That is the state's rule, not your fault."
    told = {"age": "30", "income": "500", "citizenship": "citizen", "pregnant": "no", "disabled": "no"}
    # Among the reasons, not in what the listing says to everybody below them.
    reasons = {
        state: card(ask(state=state, **told), "medicaid").split("Steps, what you need")[0] for state in ("TX", "OH")
    }
    assert gap in reasons["TX"]
    assert gap not in reasons["OH"]


def test_s13_the_first_year_names_what_it_leaves_out(ask) -> None:
    said = section(ask(), "year")
    assert "This leaves out: Doctor visits. Liver tests. The gene test before you start." in said
    assert "Buy 90 days only when your dose is steady and your prescriber agrees." in said


def test_s13_it_asks_starting_or_already_taking_it(ask) -> None:
    assert "Are you starting, or already taking it?" in ask().main
    starting, taking = section(ask(starting="yes"), "year"), section(ask(starting="no"), "year")
    assert "17 blood counts" in starting
    assert "17 blood counts" not in taking


def test_s13_the_first_fill_is_shown_as_paid_at_once(ask) -> None:
    first = section(ask(), "first")
    assert "About $15 for 30 days" in first
    assert "A first fill of 30 days costs less at once." in section(ask(), "year")


def test_s13_the_count_of_blood_tests_can_be_changed(ask) -> None:
    assert "6 blood counts" in section(ask(blood_tests_first_year="6"), "year")


@pytest.mark.parametrize("told", SITUATIONS.values(), ids=SITUATIONS)
@pytest.mark.parametrize("path", ["/results", "/es/results"])
def test_s14_no_page_of_results_says_a_hurtful_word(ask, told: dict[str, str], path: str) -> None:
    found = HURTFUL.search(ask(path=path, **told).text)
    assert found is None, found


@pytest.mark.parametrize("path", ["/", "/es/", "/dose", "/es/dose", "/listings", "/es/listings"])
def test_s14_no_other_page_says_a_hurtful_word(get_page, path: str) -> None:
    found = HURTFUL.search(get_page(path).text)
    assert found is None, found


def test_s14_no_listing_says_a_hurtful_word_in_either_language(listing_pages) -> None:
    found = [(path, match[0]) for path, page in listing_pages.items() if (match := HURTFUL.search(page.text))]
    assert found == []


@pytest.mark.parametrize("path", ["/", "/es/"])
def test_s14_nobody_is_asked_who_they_are(get_page, ask, path: str) -> None:
    for page in (get_page(path), ask(path=f"{path}results")):
        fields = {field.get("name", "") for tag in ("input", "select", "textarea") for field in page.all(tag)}
        assert not [name for name in fields if re.search(r"name|birth|ssn|social|document|phone|mail|street", name)]
        assert not [field for field in page.all("input") if field.get("autocomplete") not in (None, "off")]


def test_s14_it_asks_who_this_is_for(get_page) -> None:
    assert "Who is this for?" in get_page("/").main


@pytest.mark.parametrize("told", [{"age": "9"}, {"age": "17"}, {"who_for": "child"}])
def test_s14_for_a_child_never_crush_and_ask_the_price_of_a_liquid(ask, told: dict[str, str]) -> None:
    assert "Do not crush tablets. If a liquid is ordered, ask its price." in ask(**told).main


@pytest.mark.parametrize("told", [{"age": "18"}, {"who_for": "me"}, {}])
def test_s14_adults_are_not_told_about_children(ask, told: dict[str, str]) -> None:
    assert "Do not crush tablets" not in ask(**told).main


def test_s14_you_may_get_it_and_the_state_decides(ask) -> None:
    said = ask(age="40", citizenship="citizen").main
    assert "You may get Medicaid." in said
    assert "The state decides. Apply even if unsure." in said


def test_s15_a_licence_not_confirmed_is_said(ask) -> None:
    for name in ("cost-plus-drugs", "rx-outreach"):
        assert "We have not confirmed its state license." in card(ask(), name)


def test_s15_every_seller_by_mail_says_what_is_known_of_its_licence(listings) -> None:
    mail = [row for row in listings if row.kind.value in ("mail_order_pharmacy", "nonprofit_pharmacy")]
    assert len(mail) >= 2
    assert [row.id for row in mail if row.role.value == "option" and not row.license.en] == []


def test_s15_every_seller_wants_a_prescription(ask, listings) -> None:
    priced = [row for row in listings if row.pricing and row.kind.value.endswith("pharmacy")]
    assert priced
    assert [row.id for row in priced if not any("prescription" in name for name in row.documents)] == []


def test_s15_sellers_without_prescription_are_cautions_only(listings, ask) -> None:
    shown = set(cards(ask()))
    for row in listings:
        if row.role.value == "caution":
            assert row.id not in shown
