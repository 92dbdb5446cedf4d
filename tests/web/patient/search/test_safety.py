"""What must never happen to those who trust us, S1 to S7: running out, tablets, urgent signs. Tests name their rule."""

from __future__ import annotations

import re

import pytest

from finder.core.listing import Covers
from tests.web.conftest import words
from tests.web.people import SITUATIONS, card, fitting, headings, section

EMERGENCY = (
    "Fever of 100.4 F (38 C) or chills: call now, day or night. No answer or getting worse: go to an emergency room. "
    "It must check and stabilize you even if you cannot pay; it may bill you, so ask for financial assistance."
)
FIFTY = (
    "Ask your prescriber and pharmacist whether 50 mg tablets can be used. Take what you have, as its label says, "
    "until the new tablets come; then follow only the new label. Ask the pharmacy to cancel the old prescription. "
    "After a transplant, your transplant team must agree first."
)


@pytest.mark.parametrize("left", [None, "0", "1", "6", "13"])
def test_s1_under_14_days_or_not_known_a_same_day_step_leads_and_mail_never(ask, left: str | None) -> None:
    page = ask(days_left=left)
    assert headings(page)[0] == "today"
    today = section(page, "today")
    assert "Call two or three. Say: “What is your lowest price for" in today
    assert not re.search(
        r"\bby mail\b|[Mm]ail pharmacy|\bBuy\b",
        today + section(page, "more-today").replace("beside the one for mail", ""),
    )
    assert section(page, "first").startswith("Then, for later fills ")


@pytest.mark.parametrize("left", ["14", "30", "90"])
def test_s1_with_14_days_or_more_mail_may_lead(ask, left: str) -> None:
    assert headings(ask(days_left=left))[0] == "first"


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Ask for a partial fill", {}),
        ("Please send a short prescription to a pharmacy near me.", {}),
        ("Ask for a short prescription at a pharmacy near you too.", {"written_strength_mg": "75"}),
        ("Ask the pharmacist for an emergency refill.", {}),
        ("emergency supply of at least 72 hours", {"insurance": "medicaid"}),
        ("transition fill", {"insurance": "medicare_drug", "age": "70"}),
        ("bill LI NET", {"insurance": "medicare", "age": "70"}),
        ("Ask the social worker or pharmacy of your hospital", {}),
        ("Call your transplant team now.", {"transplant": "kidney"}),
    ],
)
def test_s1_the_bridges_of_the_day(ask, sentence: str, told: dict[str, str]) -> None:
    page = ask(days_left="6", **told)
    assert sentence in " ".join(
        section(page, name) for name in ("own", "fifty", "today", "refill", "first", "more-today")
    )


@pytest.mark.parametrize("insurance", ["none", "medicaid"])
def test_s1_with_few_days_left_the_transplant_team_is_called_before_any_price(ask, insurance: str) -> None:
    call = "Call your transplant team now. Say how many days of tablets you have left."
    where = {"none": "today", "medicaid": "own"}[insurance]
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


def test_s1_who_cannot_pay_is_led_to_the_other_steps_of_today(ask) -> None:
    for told in ({}, {"insurance": "medicaid"}):
        page = ask(days_left="6", **told)
        assert section(page, "more-today").startswith("Cannot pay, or no refills left? More to do today")
        assert "sk for a partial fill" in section(page, "today") + section(page, "more-today")
    assert "More to do today" not in ask().main


def test_s1_who_has_a_plan_shows_its_card_at_the_counter_too(ask) -> None:
    told = "Show your insurance card too. Ask for the price with your plan, and for the cash price."
    assert told in section(ask(days_left="6", insurance="employer"), "today")
    assert told not in ask(days_left="6").main


def test_s1_it_says_try_first_and_never_surest(ask) -> None:
    for left in ("6", "30"):
        assert "Try first" in ask(days_left=left).main
        assert "surest" not in ask(days_left=left).main.casefold()


def test_s2_coverage_that_waits_for_a_transplant_is_not_the_card_to_use_first(ask) -> None:
    page = ask(days_left="6", insurance="medicare", age="67")
    assert section(page, "first").startswith("Then, for later fills ")
    assert "Part B" not in section(page, "first")
    assert "medicare-part-b-transplant" in fitting(page)


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
    priced = "".join(section(page, name) for name in ("costs", "compare", "first", "today", "apply"))
    assert [row.id for row in unknown.values() if row.name.original in priced] == []
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


def test_s4_who_runs_out_of_dear_tablets_sees_the_same_dose_in_50_mg_as_a_question(ask) -> None:
    page = ask(days_left="6", written_strength_mg="75")
    assert headings(page)[:2] == ["fifty", "today"]
    assert section(page, "fifty").startswith("Call your prescriber today Can it be 50 mg tablets?")
    assert "As written now, 60 tablets of 75 mg: about $470. Then ask for a few days" in section(page, "today")
    for other in ({}, {"written_strength_mg": "50"}, {"written_strength_mg": "75", "insurance": "medicaid"}):
        assert "As written now" not in section(ask(days_left="6", **other), "today")


def test_s4_the_50_mg_tip_is_a_question_in_dollars_at_one_seller(ask) -> None:
    page = ask()
    told = section(page, "fifty")
    assert told.startswith("Ask your prescriber Can it be 50 mg tablets?")
    assert FIFTY in told
    assert not re.search(r"\btimes\b|\bswitch\b|change to", told)
    assert len(re.findall(r" mg \$\d", told)) == 2


@pytest.mark.parametrize("cover", ["medicaid", "chip", "medicare_drug", "tricare", "va", "ihs"])
def test_s4_the_question_is_hidden_where_the_copay_would_not_change(ask, cover: str) -> None:
    page = ask(insurance=cover)
    assert section(page, "fifty") == ""
    assert "whether 50 mg tablets can be used" not in section(page, "plan")


def test_s4_the_question_is_hidden_for_those_who_have_50_mg_tablets(ask) -> None:
    assert section(ask(written_strength_mg="50"), "fifty") == ""


def test_s4_half_tablets_are_apart_and_never_suggested(ask, get_page) -> None:
    page = get_page("/dose", {"daily_dose_mg": "75"})
    tables = [words(table) for table in page.all("table")]
    whole = [told for told in tables if told.startswith("Whole tablets")]
    assert "1/2" not in str(whole)
    assert "1 1/2 × 50 mg" in str([told for told in tables if told not in whole])
    before = page.main[: page.main.index("1 1/2 × 50 mg")]
    assert "Never split tablets unless your label says to." in before
    results = ask(daily_dose_mg="75", days_left="6")
    # What is on the label is asked, so that the price is that of the person's own tablets.
    asked = section(results, "label")
    assert "Does your label say 1 1/2 tablets of 50 mg a day?" in asked
    assert "never split tablets unless it says so" in asked
    assert "1/2" not in results.main.split("Other ways, by kind")[0].split("What 30 days cost")[0].replace(
        "1 1/2 tablets of 50 mg a day?", "", 1
    )


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
