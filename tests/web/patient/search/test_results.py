from __future__ import annotations

import re

import pytest
import time_machine
from flask import Flask

from finder.wording.questions import COLUMN_NAMES
from tests.web.conftest import read, words
from tests.web.people import OHIO, answers, by_id, card, cards, fitting, headings, said, section

# A dollar figure needs near it what it is or where and when it was read.
DATED = re.compile(r"20\d\d")


def test_the_ohio_person_sees_the_two_priced_pharmacies_first(ask) -> None:
    page = ask()
    assert fitting(page)[:2] == ["cost-plus-drugs", "rx-outreach"]
    first = section(page, "first")
    assert first.startswith("Try first Mark Cuban Cost Plus Drugs About $15 for 30 days")
    assert "90 tablets of 50 mg." in first
    assert "Our estimate, from a price of July 2026." in first
    assert "Tablets $5.28 Pharmacy fee $5.00 Shipping $5.00 $15.28" in first


BILL = re.compile(r"\$([\d,.]+)(?: to \$([\d,.]+))? for \d+ days[^:]*: (.+?)\.(?: |$)(?!\d)")


def bills(page) -> list[re.Match[str]]:
    """Every fill with its parts: "$15.28 for 30 days (90 tablets of 50 mg): tablets $5.28 + shipping $5.00"."""
    fills = [words(p) for p in page.all("p") if p.get("class") == "fill"]
    return [bill for fill in fills if (bill := BILL.match(fill))]


def test_each_bill_can_be_added_again_by_hand(ask) -> None:
    found = bills(ask())
    assert len(found) >= 4
    for bill in found:
        lines = [line for line in bill[3].split(" + ") if "not priced" not in line]
        spans = [[float(figure.replace(",", "")) for figure in re.findall(r"\$([\d,.]*\d)", line)] for line in lines]
        low, high = (round(sum(span[end] for span in spans), 2) for end in (0, -1))
        told = [float(figure.replace(",", "")) for figure in bill.groups()[:2] if figure]
        assert (told[0], told[-1]) == (low, high)


def test_rx_outreach_is_a_range_up_to_its_price_times_tablets_a_day(ask) -> None:
    told = card(ask(), "rx-outreach")
    assert "$12.00 to $36.00 for 30 days (90 tablets of 50 mg)" in told
    assert "Posted price, July 2026." in told


def test_the_dollars_of_the_dearer_tablets_are_shown_at_one_seller(ask) -> None:
    told = section(ask(), "fifty")
    assert "A month at Mark Cuban Cost Plus Drugs, about: 3 × 50 mg $10 2 × 75 mg $227" in told


def test_no_makers_program_stands_above_call_first(ask, shared_app: Flask) -> None:
    from finder.store.snapshot_cache import current_snapshot

    with shared_app.app_context():
        makers = {row.id for row in current_snapshot().by_id.values() if row.kind.value == "manufacturer_pap"}
    page = ask()
    shown = [name for name in fitting(page) if name in makers]
    assert shown
    for name in shown:
        assert "Call first" in card(page, name)
        assert fitting(page).index(name) > fitting(page).index("rx-outreach")
    for name in makers:
        assert name not in section(page, "first") + section(page, "today")


def test_with_six_days_left_the_counter_leads_and_mail_is_second(ask) -> None:
    page = ask(days_left="6")
    assert headings(page)[:4] == ["today", "refill", "more-today", "first"]
    assert "“My tablets last 6 more days. Please send a short prescription to a pharmacy near me.”" in section(
        page, "refill"
    )
    told = section(page, "today")
    assert told.startswith("Try first, today A pharmacy near you")
    assert "“What is your lowest price for 90 generic 50 mg tablets, with any discount card?”" in told
    assert "About $20 is low. Over $40: call the next one, or ask them to match." in told
    assert "Our estimate, not an offer: what pharmacies paid in July 2026" in told
    assert section(page, "first").startswith("Then, for later fills Mark Cuban Cost Plus Drugs")


@pytest.mark.parametrize(
    "place", [{"state": "OH"}, {"zip": "44113"}, {"state": "PR"}, {"state": "AK"}, {"zip": "96910"}]
)
def test_a_place_alone_gives_useful_results(get_page, place: dict[str, str]) -> None:
    page = get_page("/results", place)
    assert section(page, "today").startswith("Try first, today")
    assert len(fitting(page)) > 20
    assert "medicaid" in fitting(page)


def test_no_answer_at_all_still_gives_results(get_page) -> None:
    page = get_page("/results", {"days_left": ""})
    assert "Nothing yet. These are all the ways we know." in page.main
    assert len(fitting(page)) > 20


def test_an_answer_taken_out_never_takes_a_listing_out(ask) -> None:
    whole = set(cards(ask()))
    for name in OHIO:
        assert whole <= set(cards(ask(**{name: None}))), name


KIND_AND_MONTH = (
    r"([Oo]ur estimate, from a price of|[Pp]osted price,|[Pp]rice seen at a counter,|[Ww]hat the rules say, checked in)"
    r" [A-Z][a-z]+ 20\d\d"
)


def test_every_bill_says_what_its_figure_is_and_of_which_month(ask) -> None:
    page = ask(days_supply="90")
    costs = {name: card(page, name).partition("What you pay")[2].partition("Why:")[0] for name in cards(page)}
    priced = {name: text for name, text in costs.items() if "$" in text and " days" in text}
    assert len(priced) > 4
    for name, text in priced.items():
        assert re.search(KIND_AND_MONTH, text), name


def test_each_monthly_figure_carries_kind_and_date(ask) -> None:
    page = ask()
    heads = [
        said(next(by_id(page, name).iter("summary"))) + card(page, name).split("What you pay")[0]
        for name in fitting(page)
    ]
    priced = [head for head in heads if re.search(r"\$[\d,]+(\.\d\d)? a month [A-Z·]", head)]
    assert len(priced) > 1
    assert [head for head in priced if not re.search(KIND_AND_MONTH, head)] == []


def bars(page) -> list[str]:
    """The lines of the picture of a month."""
    pictures = [element for element in page.all("ul") if element.get("class") == "bars"]
    return [said(bar) for picture in pictures for bar in picture]


def test_each_bar_of_the_picture_names_strength_kind_and_date(ask) -> None:
    told = bars(ask())
    assert "Mark Cuban Cost Plus Drugs $15 3 × 50 mg, our estimate, from a price of July 2026" in told
    assert "Rx Outreach $12 to $36 3 × 50 mg, posted price, July 2026" in told
    assert "A fair price at a counter $20 to $25 90 × 50 mg, our estimate, July 2026: ask, it is no offer" in told


def test_the_picture_is_cheapest_first_and_holds_nothing_unpriced(ask) -> None:
    told = bars(ask())
    highs = [float(re.findall(r"\$([\d,.]+)", bar.split(" mg")[0])[-1].replace(",", "")) for bar in told]
    assert highs == sorted(highs)
    assert len(highs) > 1


def test_other_figures_on_the_page_are_dated_too(ask) -> None:
    page = ask(days_left="6")
    assert "$0 to $4 a fill, if you get it" in section(page, "apply")
    assert "What the rules say, checked in November 2026." in section(page, "apply")
    year = section(page, "year")
    assert "The coming year, at Mark Cuban Cost Plus Drugs $523 to $744" in year
    assert DATED.search(year)
    assert "Our estimate, from a price of July 2026." in section(page, "fifty")
    assert "July 2026" in section(page, "today")
    assert "As of November 24, 2026." in page.main


def test_fresh_prices_have_no_mark(ask) -> None:
    page = ask()
    assert "call before you pay" not in section(page, "first") + " ".join(bars(page)) + card(page, "rx-outreach")


def test_a_price_past_its_shelf_life_is_marked_and_still_shown(get_page) -> None:
    with time_machine.travel("2027-03-01 17:00Z", tick=False):
        page = get_page("/results", answers())
        first = section(page, "first")
    assert "About $15 for 30 days" in first
    assert "Seen July 2026: call before you pay." in first
    assert "Seen July 2026: call before you pay." in card(page, "rx-outreach")


def test_the_benchmark_behind_the_fair_price_says_its_month_and_is_no_price_to_call_about(ask) -> None:
    told = section(ask(days_left="6"), "today")
    assert "what pharmacies paid in July 2026" in told
    assert "call before you pay" not in told


def test_each_rule_shows_the_persons_number_the_limit_the_room_source_and_date(ask) -> None:
    told = card(ask(age="40", citizenship="citizen", pregnant="no", disabled="no", children_at_home="no"), "medicaid")
    assert re.search(r"You told us \$1,500 a month\. The limit is \$1,83\d(\.\d\d)? a month\.", told), told[:1500]
    assert re.search(r"\$3\d\d\.\d\d a month of room\.", told)
    assert "November" in told


def test_what_does_not_fit_says_why_and_what_would_change_it(ask) -> None:
    page = ask(income="4,000", age="40", citizenship="citizen", pregnant="no", disabled="no", children_at_home="no")
    assert "medicaid" not in fitting(page)
    told = card(page, "medicaid")
    assert "Does not seem to fit so far" in told
    assert "a month too far." in told
    assert "our $4,000 a month is over its limit of $1,835 by $2,165." in told


def test_a_limit_missed_by_far_is_said_with_the_income_and_of_whom_it_is(ask) -> None:
    page = ask(state="TX", income="9,000", age="40")
    assert "Your $9,000 a month is over its limit of $5,320 by $3,680." in card(page, "marketplace-tax-credit")
    told = (
        "A parent or caretaker of a child at home, within the income limit: your $9,000 a month is over its limit of $"
    )
    assert told in card(page, "medicaid")


def test_the_listing_of_the_plan_is_linked_where_it_stands(ask) -> None:
    page = ask()
    row = by_id(page, "cost-plus-drugs")
    assert row is not None
    assert "/listings/cost-plus-drugs" in [link.get("href") for link in row.iter("a")]


def test_the_steps_stand_under_today_this_week_this_month_and_reserve(ask) -> None:
    page = ask(days_left="6")
    plan = next(element for element in page.all("section") if element.get("aria-labelledby") == "plan")
    spans = [words(heading) for heading in plan.iter("h3") if not words(heading).startswith("Places")]
    assert spans == ["This week", "This month", "Keep in reserve"]
    assert "today" in words(by_id(page, "more-today"))


def test_the_question_most_worth_answering_can_be_answered_at_once(ask) -> None:
    page = ask(income="1,900", age="40")
    told = re.search(r"What would help most to know: (\w+)", section(page, "surer"))
    assert told is not None
    assert told[1] != "citizenship group"
    asked = next(name for name, label in COLUMN_NAMES.items() if label == told[1])
    assert f'name="{asked}"' in page.response.text


def test_the_next_search_keeps_the_answers(ask, get_page) -> None:
    page = ask(who_for="child")
    form = next(
        form for form in page.all("form") if form.get("action") == "/results" and "Show my options" in words(form)
    )
    told = {field.get("name"): field.get("value") for field in form.iter("input") if field.get("type") == "hidden"}
    assert told == OHIO | {"who_for": "child"}


def test_useful_negatives_and_warnings_are_dated_listings(ask) -> None:
    told = section(ask(), "all")
    assert "Imuran" in told
    assert "Walmart" in told
    assert "Checked on November" in told
    assert "Be careful with these" in told


def test_the_same_answers_on_the_same_day_give_the_same_bytes(make_app, database, shared_app: Flask) -> None:
    pages = [app.test_client().post("/results", data=OHIO).data for app in (shared_app, shared_app, make_app(database))]
    assert pages[0] == pages[1] == pages[2]


def test_order_of_the_fields_changes_nothing(shared_app: Flask) -> None:
    client = shared_app.test_client()
    turned = dict(reversed(OHIO.items()))
    assert read(client.post("/results", data=turned)).main == read(client.post("/results", data=OHIO)).main


@pytest.mark.parametrize("amount", ["$1,500", "1500.00", "1,500", " 1500 ", "$ 1,500.00", "1500"])
def test_forgiving_amounts_are_one_number(ask, amount: str) -> None:
    assert "Ohio · 1 person · $1,500 a month · 150 mg a day · 30 days left · No insurance" in ask(income=amount).main


def test_periods_of_income_are_told_apart(ask) -> None:
    yearly, monthly = ask(income="18000", income_period="year"), ask()
    assert "$18,000 a year" in yearly.main
    assert fitting(yearly) == fitting(monthly)


def test_one_day_is_one_day(ask) -> None:
    assert "1 day left" in ask(days_left="1").main
    assert "6 days left" in ask(days_left="6").main


def test_a_question_that_was_answered_is_not_asked_again_and_can_be_changed(ask) -> None:
    page = ask(disabled="no", condition="lupus")
    forms = [form for form in page.all("form") if "Show my options again" in words(form)]
    asked, answered = ([field.get("name") for field in form.iter() if field.get("id")] for form in forms)
    assert {"disabled", "condition"} <= set(answered)
    # What the medicine is for answers whether it is for a transplant.
    assert not {"disabled", "condition", "transplant", "medicare_at_transplant"} & set(asked)
    assert len([form for form in ask().all("form") if "Show my options again" in words(form)]) == 1


def test_the_question_that_helps_most_is_the_first_of_the_form(ask) -> None:
    page = ask(income="1,900", age="40", written_strength_mg="50")
    form = next(form for form in page.all("form") if "Show my options again" in words(form))
    names = [field.get("name") for field in form.iter("input") if field.get("type") != "hidden"]
    assert names[0] == "disabled"
    assert "What would help most to know: disability" in section(page, "surer")


@pytest.mark.parametrize(
    ("insurance", "said", "not_said"),
    [
        ("none", "One blood count in cash:", "with your coverage"),
        ("employer", "Ask your plan what it pays, and which lab it wants.", "with your coverage: $0. "),
        ("medicare", "One blood count with your coverage: $0. medicare.gov", "in cash"),
    ],
)
def test_s13_the_year_counts_blood_tests_at_the_coverage_of_the_person(
    ask, insurance: str, said: str, not_said: str
) -> None:
    year = ask(insurance=insurance).main.split("How we count the tests")[1].split("The guide explains")[0]
    assert said in year
    assert not_said not in year
