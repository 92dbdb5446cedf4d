from __future__ import annotations

import json
from typing import Any

import pytest
import time_machine

from tests.web.conftest import Page, read, words
from tests.web.people import section


def row(case: dict[str, Any], listing: str) -> dict[str, Any]:
    return next(row for row in case["result"]["listings"] if row["listing"] == listing)


def test_a_case_opened_on_the_day_it_was_saved_shows_no_change(save, open_files) -> None:
    page = open_files(save("Client 7"))
    assert words(page.one("h1")) == "Case: Client 7"
    assert "Nothing that matters for this case." in section(page, "changed")
    assert section(page, "due") == ""


def test_a_case_says_what_was_gained_lost_and_what_a_price_did(save, open_files) -> None:
    case = save()
    row(case, "medicaid")["verdict"] = "no"
    costs = row(case, "cost-plus-drugs")
    costs["cost_per_month_low"] = costs["cost_per_month_high"] = "1.00"
    case["result"]["listings"].append(
        row(case, "medicaid") | {"listing": "gone-fund", "name": "Gone Fund", "verdict": "yes"}
    )
    told = section(open_files(case), "changed")
    assert "New: may fit now Medicaid" in told
    assert "Does not seem to fit any more Gone Fund (no longer listed)" in told
    assert "Price up Mark Cuban Cost Plus Drugs: Before: $1.00 a month. Now: $" in told


def test_a_changed_rule_shows_old_and_new_words_with_their_sources(save, open_files) -> None:
    case = save(citizenship="other_lawful")
    rule = next(rule for rule in row(case, "medicaid")["rules"] if rule["verdict"] == "maybe")
    old, rule["words"] = rule["words"], "An older rule."
    page = open_files(case)
    told = section(page, "changed")
    assert "A rule changed Medicaid" in told
    assert "Before An older rule." in told
    assert f"Now {old}" in told
    assert rule["source"] in page.links


def test_a_real_change_of_rules_by_date_is_told(save, open_files) -> None:
    with time_machine.travel("2026-09-15 17:00Z", tick=False):
        case = save(citizenship="other_lawful")
    told = section(open_files(case), "changed")
    assert "Before: " not in told or "a month" in told
    assert "A rule changed" in told
    assert "people from Palau, Micronesia" in told


def test_a_limit_that_rose_past_the_person_is_all_that_is_told(save, open_files) -> None:
    with time_machine.travel("2025-12-15 17:00Z", tick=False):
        case = save(income="1815", age="41", pregnant="no", disabled="no", citizenship="citizen")
    told = section(open_files(case), "changed")
    assert "New: may fit now Medicaid Before Income is up to 138% of poverty. The figure: $1799.75." in told
    assert "The figure: $1835.40." in told
    assert "Does not seem to fit any more Marketplace plan" in told
    assert told.count("Before") <= 3


def test_what_is_overdue_leads_the_page(save, open_files) -> None:
    case = save(days_left="10")
    case["steps"] = [
        {
            "listing": "medicaid",
            "state": "denied",
            "next_on": "2026-11-20",
            "renew_on": None,
            "reason": "",
            "events": [],
        }
    ]
    told = section(open_files(case), "due")
    assert "Now: Medicaid: look again on November 20, 2026" in told
    assert "Tablets may run out on December 4, 2026" in told
    with time_machine.travel("2026-12-05 17:00Z", tick=False):
        assert "the tablets ran out on December 4, 2026" in section(open_files(case), "due")


def saved_again(response: Any) -> dict[str, Any]:
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/json; charset=utf-8"
    return json.loads(response.data)


def test_a_step_is_added_changed_and_saved_without_javascript(save, open_files, work) -> None:
    page = read(work(open_files(save("Client 7")), "show", add="medicaid"))
    fields = {
        "step__0__state": "waiting_for_prescriber",
        "step__0__next_on": "12/10/2026",
        "step__0__renew_on": "2027-11-30",
        "step__0__reason": "Form at the clinic",
        "step__0__told_on": "2026-11-24",
        "step__0__sent_on": "2026-11-23",
    }
    case = saved_again(work(page, "save", **fields))
    assert case["steps"] == [
        {
            "listing": "medicaid",
            "state": "waiting_for_prescriber",
            "next_on": "2026-12-10",
            "renew_on": "2027-11-30",
            "reason": "Form at the clinic",
            "events": [{"what": "sent", "on": "2026-11-23"}, {"what": "told", "on": "2026-11-24"}],
        }
    ]
    page = open_files(case)
    assert saved_again(work(page, "save"))["steps"] == case["steps"]
    assert (
        saved_again(work(page, "save", step__0__forget=["0"]))["steps"][0]["events"] == case["steps"][0]["events"][1:]
    )
    assert saved_again(work(page, "save", step__0__drop="yes"))["steps"] == []


def test_a_saved_case_has_the_result_of_the_new_day(save, open_files, work) -> None:
    case = save()
    with time_machine.travel("2027-02-01 17:00Z", tick=False):
        again = saved_again(work(open_files(case), "save"))
    assert again["saved_on"] == again["result"]["rules_as_of"] == "2027-02-01"
    assert case["result"]["rules_as_of"] == "2026-11-24"


def test_changed_answers_are_saved_and_said_to_be_changed(save, open_files, work) -> None:
    page = open_files(save())
    shown = read(work(page, "show", income="5,000"))
    assert "You changed answers" in section(shown, "changed")
    assert saved_again(work(shown, "save"))["answers"]["income"] == "5,000"


@pytest.mark.parametrize(("name", "text"), [("income", "a lot"), ("step__0__next_on", "soon")])
def test_what_cannot_be_used_is_not_saved_but_asked_again(save, open_files, work, name: str, text: str) -> None:
    page = read(work(open_files(save()), "show", add="medicaid"))
    response = work(page, "save", **{name: text})
    assert response.status_code == 422
    again: Page = read(response)
    assert name.replace("__", "-") in {link.removeprefix("#") for link in again.links}


def test_a_label_is_kept_on_one_line_and_cut(save, open_files, work) -> None:
    case = saved_again(work(open_files(save()), "save", label=" a\x00\n b " + "x" * 100))
    assert case["label"] == ("a b " + "x" * 100)[:80]


def test_several_cases_give_the_list_of_those_to_look_at(save, open_files) -> None:
    same, changed, overdue = save("Same"), save("Changed"), save("Overdue")
    row(changed, "medicaid")["verdict"] = "no"
    overdue["steps"] = [
        {"listing": "medicaid", "state": "sent", "next_on": "2026-11-01", "renew_on": None, "reason": "", "events": []}
    ]
    page = open_files(same, changed, overdue, b"not a case")
    assert "Cases opened: 3. To look at: 2." in page.main
    look = section(page, "look")
    assert "Changed case-1.json" in look
    assert "New: may fit now: Medicaid" in look
    assert "Medicaid: look again on November 1, 2026" in look
    assert "Same" in section(page, "same")
    assert "case-3.json: This is not a case file" in section(page, "bad")


def test_the_pages_speak_spanish(save, open_files, get_page) -> None:
    get_page("/es/cases")
    case = save("Caso 7")
    limited = next(rule for rule in row(case, "medicaid")["rules"] if rule["limit"])
    limited |= {"words": "An older rule.", "words_es": "Una regla anterior.", "limit": "$99.00"}
    assert "Una regla anterior. La cifra: $99.00." in section(open_files(case, path="/es/cases"), "changed")


def test_the_page_of_results_offers_to_save_and_to_print(get_page) -> None:
    page = get_page("/results", {"state": "OH"})
    actions = {form.get("action") for form in page.all("form")}
    assert {"/cases/new", "/packet"} <= actions
