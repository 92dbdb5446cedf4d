from __future__ import annotations

import re

import pytest
import time_machine
from flask import Flask

from finder.papers import pdf
from finder.papers.packet import MOST_OPTIONS_IN_PACKET
from finder.papers.pdf import NoPdf
from finder.store.snapshot_cache import current_snapshot
from finder.web.worker import paper
from tests.web.conftest import Page
from tests.web.pdfs import colours, opened, pages, smallest_type_pt
from tests.web.people import answers, by_id, said

CHOSEN = ["cost-plus-drugs", "medicaid", "marketplace-tax-credit"]
CHOSEN_NAMES = ["Mark Cuban Cost Plus Drugs", "Medicaid", "Marketplace plan with a premium tax credit"]
LETTERS = ["hardship", "prior_authorization"]


def packet(**changes: object) -> dict[str, object]:
    return answers(written_strength_mg="75") | {"option": CHOSEN, "letter": LETTERS} | changes


def made(app: Flask, path: str = "/packet/pdf", **changes: object) -> bytes:
    response = app.test_client().post(path, data=packet(**changes))
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    return response.data


def headings(page: Page) -> list[str]:
    return [said(heading) for heading in page.one("main").iter("h2")]


def test_the_first_options_and_the_coverage_are_ticked_already(get_page) -> None:
    page = get_page("/packet", answers())
    ticked = [
        field.get("value")
        for field in page.all("input")
        if field.get("name") == "option" and field.get("checked") is not None
    ]
    assert "medicaid" in ticked
    assert 1 < len(ticked) <= MOST_OPTIONS_IN_PACKET


@pytest.mark.parametrize(("insurance", "ticked"), [("none", False), ("employer", True), (None, True)])
def test_the_letter_to_a_plan_is_ticked_only_for_who_may_have_one(
    get_page, insurance: str | None, ticked: bool
) -> None:
    field = by_id(get_page("/packet", answers(insurance=insurance)), "letter-prior")
    assert field is not None
    assert (field.get("checked") is not None) is ticked


def test_the_packet_has_every_part_in_order(get_page) -> None:
    page = get_page("/packet/print", packet())
    assert headings(page) == [
        "At the counter",
        "In short",
        "What to do",
        "The options chosen",
        "Papers to collect, each once",
        "Questions for your visit and your pharmacist",
        "For the prescriber",
        "A letter to ask for help with the cost",
        "For the prescriber: a letter to ask the plan for approval",
        "Blood tests in the first year",
        "Where to get help",
    ]
    assert "Made on November 24, 2026. Check again after" in page.main
    assert [said(row).split(".")[0] for row in page.all("ol")[0]] == CHOSEN_NAMES
    assert [said(heading).split(". ", 1)[1] for heading in page.all("h3") if said(heading)[0].isdigit()] == CHOSEN_NAMES


def test_what_several_options_warn_of_stands_once_with_their_numbers(get_page) -> None:
    chosen = ["cost-plus-drugs", "needymeds-card", "medicaid"]
    text = get_page("/packet/print", packet(option=chosen)).main
    several = text[text.index("For several of these options") : text.index("Papers to collect")]
    assert re.search(r"Tell every pharmacist all your medicines\.[^()]*\(\d,\s\d\)", several)
    assert text.count("Tell every pharmacist all your medicines.") == 1
    assert "For several of these options" not in get_page("/packet/print", packet(option=["medicaid"])).main


def test_a_listing_checked_too_long_ago_is_marked(get_page) -> None:
    with time_machine.travel("2027-08-01 17:00Z", tick=False):
        assert "too long ago: call first." in get_page("/packet/print", packet(option=["cost-plus-drugs"])).main


def test_s9_the_card_comes_first_and_cash_never_leads(get_page) -> None:
    text = get_page("/packet/print", packet(insurance="medicaid")).main
    counter = text[text.index("At the counter") : text.index("In short")]
    assert "Medicaid: Use your card first." in counter
    assert "lowest price" not in counter


def counter_of(page: Page) -> str:
    return page.main[page.main.index("At the counter") : page.main.index("In short")]


def test_the_paper_says_at_the_counter_what_the_page_says(get_page) -> None:
    rushed = counter_of(get_page("/packet/print", packet(days_left="6", insurance="employer")))
    assert "Had a transplant? Call your transplant team now." in rushed
    assert "As written now, 60 tablets of 75 mg: about $470." in rushed
    assert "Show your insurance card too." in rushed
    calm = counter_of(get_page("/packet/print", packet(days_left="30", written_strength_mg="50")))
    assert "transplant" not in calm
    assert "The same dose as" not in calm
    assert "insurance card" not in calm


def in_short_of(page: Page) -> str:
    return page.main[page.main.index("In short") : page.main.index("What to do")]


def test_s1_with_few_days_left_the_same_day_line_leads_and_mail_is_not_waited_for(get_page) -> None:
    mail = ["cost-plus-drugs", "rx-outreach"]
    rushed = in_short_of(get_page("/packet/print", packet(days_left="4", option=mail)))
    assert rushed.removeprefix("In short").strip().startswith("Try first, today.")
    assert rushed.index("Ask pharmacies near you for their cash price today.") < rushed.index("Cost Plus")
    assert rushed.count("Do not wait for it: get some tablets nearby first.") == len(mail)
    calm = in_short_of(get_page("/packet/print", packet(option=mail)))
    assert "Try first, today" not in calm
    assert "Do not wait for it" not in calm


def test_s9_with_few_days_left_a_member_is_told_to_use_the_card_today(get_page) -> None:
    rushed = in_short_of(get_page("/packet/print", packet(days_left="4", insurance="medicaid")))
    first = rushed[: rushed.index("Cost Plus")]
    assert "Use your card first: Medicaid." in first
    assert "Go to a pharmacy near you with your card." in first
    assert "cash price" not in first


def test_the_paper_has_the_last_day_to_choose_a_plan(get_page) -> None:
    medicare = get_page("/packet/print", packet(insurance=["medicare", "medicare_drug"]))
    assert "Medicare drug plan: join or change by December 7, 2026." in in_short_of(medicare)
    assert "join or change by" not in get_page("/packet/print", packet()).main


def test_s12_the_paper_says_what_a_state_does_not_offer(get_page) -> None:
    gap = in_short_of(get_page("/packet/print", packet(state="TX", income="900", age="40")))
    assert "Your state does not offer Medicaid to most adults your age." in gap
    assert "What is left: a low price for the tablets" in gap
    assert "What is left" not in get_page("/packet/print", packet()).main


def test_who_is_pregnant_reads_at_the_top_to_call_the_prescriber(get_page) -> None:
    line = "Pregnant? Call your prescriber today. Do not stop on your own."
    assert line in before_the_counter(get_page("/packet/print", packet(pregnant="yes", age="29")))
    assert line not in before_the_counter(get_page("/packet/print", packet()))


def before_the_counter(page: Page) -> str:
    return page.main[: page.main.index("At the counter")]


def test_nobody_is_given_the_phone_of_a_group_for_a_condition_they_did_not_tell_of(get_page) -> None:
    def offices(**changes: object) -> str:
        text = get_page("/packet/print", packet(**changes)).main
        return text[text.index("Where to get help") :]

    assert "Lupus Foundation" not in offices()
    assert "This is the Wisconsin chapter." in offices(condition="lupus")


def test_the_paper_names_places_near_a_zip_code_with_their_age_and_a_phone_for_more(get_page) -> None:
    assert "Places near you" not in get_page("/packet/print", packet()).main
    text = get_page("/packet/print", packet(zip="44702")).main
    near = text[text.index("Places near you: call first") :]
    assert "miles" in near
    assert "listed " in near
    assert "findahealthcenter.hrsa.gov, 1-877-464-4772" in near


def test_each_paper_stands_once_with_the_programs_that_want_it(get_page) -> None:
    page = get_page("/packet/print", packet())
    rows = [[said(cell) for cell in row] for row in page.all("table")[0].iter("tr")][1:]
    names = [name for name, _ in rows]
    assert len(names) == len(set(names)) > 3
    assert [
        "Proof of income (pay stubs, tax return or benefit letter)",
        "Medicaid, Marketplace plan with a premium tax credit",
    ] in rows


def test_the_prescriber_gets_the_question_and_the_numbers_never_an_instruction(get_page) -> None:
    text = get_page("/packet/print", packet()).main
    assert "Can 50 mg tablets be used for this dose?" in text
    assert "After a transplant, your transplant team must agree first." in text
    assert "54766-590-10" in text
    assert "65649-231-41" in text
    assert "68382-120" not in text, "100 mg was not asked about"


@pytest.mark.parametrize(
    "changes",
    [
        {"written_strength_mg": "50"},
        {"insurance": "medicaid"},
        {"daily_dose_mg": "125", "written_strength_mg": None},
    ],
    ids=["written already", "the copay stays the same", "only halves would make the dose"],
)
def test_s4_50_mg_tablets_are_asked_about_only_where_they_can_be_used(get_page, changes: dict[str, object]) -> None:
    assert "Can 50 mg tablets be used for this dose?" in get_page("/packet/print", packet()).main
    assert "Can 50 mg tablets" not in get_page("/packet/print", packet(**changes)).main


def test_questions_follow_from_what_is_open(get_page) -> None:
    rushed = get_page(
        "/packet/print", packet(days_left="6", insurance="employer", option=["sebela-pap", "cost-plus-drugs"])
    )
    assert "I have few tablets left." in rushed.main
    assert "prior authorization)? Can you send that in?" in rushed.main
    calm = get_page("/packet/print", packet(days_supply="90"))
    assert "I have few tablets left." not in calm.main
    assert "so that 90 days at once would be right" not in calm.main


def test_letters_come_only_when_chosen_and_carry_no_answer(get_page) -> None:
    page = get_page("/packet/print", packet(letter="hardship"))
    assert "A letter to ask for help with the cost" in headings(page)
    assert "For the prescriber: a letter to ask the plan for approval" not in headings(page)
    letter = page.main[page.main.index("I take azathioprine") : page.main.index("Signed:")]
    assert "1,500" not in letter


def test_blood_tests_have_days_with_a_start_and_lines_without(get_page) -> None:
    page = get_page("/packet/print", packet(start_on="2026-12-01"))
    assert "December 8, 2026" in page.main
    assert "December 1, 2027" in page.main
    assert "December 8, 2026" not in get_page("/packet/print", packet()).main


@pytest.mark.parametrize(
    ("changes", "field"),
    [({"option": []}, "options"), ({"option": ["nothing-known"]}, "options"), ({"start_on": "soon"}, "start_on")],
)
def test_what_cannot_be_printed_is_asked_again(get_page, changes: dict[str, object], field: str) -> None:
    page = get_page("/packet/print", packet(**changes), status=422)
    assert f"#{field}" in page.links
    assert by_id(page, field) is not None


def test_more_options_than_fit_are_refused_with_a_sentence(get_page, shared_app: Flask) -> None:
    page = get_page("/packet", answers())
    every = [field.get("value") for field in page.all("input") if field.get("name") == "option"]
    assert len(every) > MOST_OPTIONS_IN_PACKET
    refused = get_page("/packet/pdf", packet(option=every), status=422)
    assert f"Choose 1 to {MOST_OPTIONS_IN_PACKET} options" in refused.main


def test_the_day_to_check_again_is_the_first_that_matters(get_page) -> None:
    assert "Check again after December 1, 2026." in get_page("/packet/print", packet()).main
    # A fund opens and closes within weeks: it was checked on November 23.
    assert "Check again after December 7, 2026." in get_page("/packet/print", packet(option=["nord-rarecare"])).main
    with time_machine.travel("2027-08-01 17:00Z", tick=False):
        page = get_page("/packet/print", packet(option=["medicaid"]))
    assert "Check again after" in page.main
    assert "2026" not in page.main[page.main.index("Check again after") :][:40]


@pytest.mark.parametrize(("path", "lang"), [("/packet/pdf", "en"), ("/es/packet/pdf", "es")])
def test_the_pdf_is_tagged_grey_letter_size_and_short(shared_app: Flask, path: str, lang: str) -> None:
    data = made(shared_app, path)
    text = opened(data)
    assert f"/Lang ({lang})" in text
    assert "/Marked true" in text
    assert "/MediaBox [0 0 612 792]" in text
    assert "/URI" not in text
    # With both letters. A ninth page would hold a few lines alone.
    assert pages(data) <= 8
    assert smallest_type_pt(data) == 12
    assert all(len(set(colour)) == 1 for colour in colours(data))


@pytest.mark.parametrize("path", ["/packet/pdf", "/es/packet/pdf"])
def test_the_five_longest_options_stay_within_ten_pages(shared_app: Flask, get_page, path: str) -> None:
    with shared_app.app_context():
        known = current_snapshot().by_id
    page = get_page("/packet", answers(days_left=None))
    offered = [str(field.get("value")) for field in page.all("input") if field.get("name") == "option"]

    def words_of(name: str) -> int:
        row = known[name]
        texts = [*row.steps, *row.cautions, row.summary, row.cost_in_words, row.renewal, row.who_gains]
        return sum(len(text.get("es", "")) for text in texts)

    longest = sorted(offered, key=words_of)[-MOST_OPTIONS_IN_PACKET:]
    assert pages(made(shared_app, path, option=longest, days_left=None, start_on="2026-12-01")) <= 10


def test_without_pango_the_print_page_is_offered(monkeypatch: pytest.MonkeyPatch, get_page) -> None:
    def none(*_args: object) -> bytes:
        raise NoPdf

    monkeypatch.setattr(paper, "pdf", none)
    page = get_page("/packet/pdf", packet(), status=503)
    assert "Open the print page and print that." in page.main
    get_page("/handout.pdf", status=503)
    assert pdf.pdf is not none


def test_the_qr_code_leads_to_the_first_page_and_holds_no_answer(get_page, shared_app: Flask) -> None:
    first = get_page("/packet/print", packet())
    other = get_page("/packet/print", packet(income="9,999", state="TX", zip=None))
    codes = [
        next(element.get("d") for element in page.tree.iter() if element.tag.endswith("path") and element.get("d"))
        for page in (first, other)
    ]
    assert codes[0] == codes[1]
    assert "http://localhost/" in first.main
