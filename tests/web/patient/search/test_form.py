from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask

from finder.answers.columns import COLUMNS
from finder.wording.questions import QUESTION_WORDS
from tests.web.conftest import Page, read, words
from tests.web.people import OHIO, answers, by_id, said

BAD = {
    "zip": ["4300", "ABCDE", "00000", "99999", "123456", "٤٣٠٠٤", "43004-12"],
    "state": ["Ohayo", "ZZ", "O"],
    "income": ["-5", "abc", "NaN", "Infinity", "1e9", "12,5", "1.500.000", "99999999999", "--", "$", "٣x", "1_500"],
    "household_size": ["0", "-1", "21", "1.5", "few", "NaN", "1e1"],
    "age": ["-1", "121", "x", "NaN"],
    "days_left": ["-1", "4000", "soon", "NaN"],
    "daily_dose_mg": ["-150", "0", "abc", "NaN", "1e3", "130", "751", "10000", "3 tablets of 40 mg", "12 mg mg"],
    "written_strength_mg": ["60", "x"],
    "insurance": ["aetna", ["none", "medicaid"]],
    "income_steady": ["perhaps"],
    "blood_tests_first_year": ["-1", "many"],
    "days_supply": ["0", "366", "x"],
    "citizenship": ["martian"],
    "condition": ["cough"],
    "pregnant": ["maybe"],
    "resources": ["lots"],
}


def entered(page: Page) -> dict[str, list[str]]:
    """What the form of the page would send again, by field."""
    form = next(form for form in page.all("form") if form.get("class") != "inline")
    sent: dict[str, list[str]] = {}
    for field in form.iter():
        name, value = field.get("name"), field.get("value") or ""
        if field.tag == "select":
            value = next(
                (option.get("value") or "" for option in field.iter("option") if "selected" in option.attrib), ""
            )
        elif field.tag != "input" or (field.get("type") in ("radio", "checkbox") and "checked" not in field.attrib):
            continue
        if name and value:
            sent.setdefault(name, []).append(value)
    return sent


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_an_answer_that_cannot_be_used_gets_a_sentence_at_its_field_and_the_rest_is_kept(
    get_page, name: str, text: object
) -> None:
    page = get_page("/", answers(**{name: text}))
    summary = next(element for element in page.all("div") if element.get("role") == "alert")
    # In a group of choices the first one takes the focus.
    assert {f"#{name}", f"#{name}-0"} & {link.get("href") for link in summary.iter("a")}
    error = by_id(page, f"{name}-error")
    assert error is not None
    sentence = said(error)
    assert sentence.endswith(".")
    assert not any(word in sentence for word in ("invalid", "Error", "Decimal", "None"))
    kept = entered(page)
    assert {key: kept.get(key) for key in OHIO if key != name} == {
        key: [value] for key, value in OHIO.items() if key != name
    }


@pytest.mark.parametrize(
    ("name", "text"),
    [("days_left", "soon"), ("days_left", "10 15"), ("income", "800 600"), ("daily_dose_mg", "3 tabs"), ("age", "old")],
)
def test_what_cannot_be_read_counts_as_not_told_and_is_said_at_the_top(get_page, name: str, text: str) -> None:
    page = get_page("/results", answers(**{name: text}))
    said = words(by_id(page, "unread"))
    assert text in said
    assert "counts as not told" in said
    wrong = by_id(get_page("/", answers(**{name: text})), f"{name}-error")
    assert words(wrong).partition(": ")[2] in said


def test_s1_days_left_that_cannot_be_read_are_unknown_and_lead_with_today(get_page) -> None:
    unread = get_page("/results", answers(days_left="10 15")).main
    blank = get_page("/results", answers(days_left=None)).main
    assert ("today" in unread.lower()) is ("today" in blank.lower()) is True


def test_an_income_without_a_period_is_said_and_settled_in_one_tap(get_page) -> None:
    page = get_page("/results", answers(income_period=None))
    said = by_id(page, "unread")
    assert "Is $1,500 a week, a month or a year?" in words(said)
    buttons = {words(button): form for form in said.iter("form") for button in form.iter("button")}
    sent = {field.get("name"): field.get("value") for field in buttons["twice a month"].iter("input")}
    assert sent["income_period"] == "twice_a_month"
    assert by_id(get_page("/results", sent), "unread") is None


def test_a_zip_code_in_two_states_is_asked_about_and_settled_in_one_tap(get_page) -> None:
    page = get_page("/results", answers(state=None, zip="42223"))
    assert "Apply too" not in page.main
    buttons = {words(button): form for form in by_id(page, "unread").iter("form") for button in form.iter("button")}
    assert {"Kentucky", "Tennessee"} <= set(buttons)
    sent = {field.get("name"): field.get("value") for field in buttons["Tennessee"].iter("input")}
    assert "Tennessee 42223" in get_page("/results", sent).main


def test_two_answers_that_cannot_both_be_true_are_asked_once_more_and_may_be_confirmed(get_page) -> None:
    told = answers(married="yes", household_size="1")
    page = get_page("/results", told, 422)
    for name in ("married", "household_size"):
        assert "only one person in the household" in words(by_id(page, f"{name}-error"))
    confirmed = told | {"confirm_answers": by_id(page, "confirm_answers").get("value")}
    assert "1 person" in get_page("/results", confirmed).main


def test_the_wrong_answer_itself_stays_to_be_mended(get_page) -> None:
    assert entered(get_page("/", answers(income="12,5")))["income"] == ["12,5"]


def test_a_zip_in_another_state_names_both(get_page) -> None:
    page = get_page("/results", answers(zip="90210"), 422)
    assert "The ZIP code 90210 is in California, not in Ohio. Change the one that is wrong." in page.main


def test_a_zip_alone_tells_the_state(get_page) -> None:
    assert "Ohio 44113" in get_page("/results", answers(state=None, zip="44113")).main


@pytest.mark.parametrize(("code", "place"), [("09000", "military address"), ("96910", "Guam"), ("20001", "District")])
def test_a_zip_code_outside_the_states_is_answered(get_page, code: str, place: str) -> None:
    assert place in get_page("/results", {"zip": code}).main


def test_several_errors_are_all_told_at_once(get_page) -> None:
    page = get_page("/", {"zip": "1", "income": "x", "age": "x", "citizenship": "x", "resources": "x"})
    summary = next(element for element in page.all("div") if element.get("role") == "alert")
    assert len(list(summary.iter("li"))) == 5
    # Citizenship is asked last, also among errors (S10).
    assert list(entered(page)) == ["zip", "income", "age", "resources"]
    ids = [element.get("id") for element in page.tree.iter() if element.get("id") in ("resources", "citizenship")]
    assert ids == ["resources", "citizenship"]


def test_an_error_in_spanish(get_page) -> None:
    page = get_page("/es/", answers(zip="1"))
    assert "Write a ZIP code" not in page.main
    assert by_id(page, "zip-error") is not None


def test_a_high_dose_must_be_confirmed(get_page) -> None:
    page = get_page("/results", answers(daily_dose_mg="300"), 422)
    assert "This is a high dose. Check the label, then tick the box below to say that it is right." in page.main
    assert by_id(page, "confirm_dose") is not None
    done = get_page("/results", answers(daily_dose_mg="300", confirm_dose="yes"))
    assert "300 mg a day" in done.main


def test_a_confirmed_dose_stays_confirmed_when_another_answer_is_wrong(get_page) -> None:
    page = get_page("/", answers(daily_dose_mg="300", confirm_dose="yes", zip="1"))
    assert entered(page)["confirm_dose"] == ["yes"]
    assert by_id(page, "daily_dose_mg-error") is None


@pytest.mark.parametrize("dose", ["abc", "3000", "130"])
def test_a_dose_that_cannot_be_read_has_nothing_to_confirm(get_page, dose: str) -> None:
    assert by_id(get_page("/", answers(daily_dose_mg=dose)), "confirm_dose") is None


@pytest.mark.parametrize("dose", ["250", "250 mg a day", "5 tablets of 50 mg"])
def test_the_highest_usual_dose_needs_no_confirming(get_page, dose: str) -> None:
    assert "250 mg a day" in get_page("/results", answers(daily_dose_mg=dose)).main


def test_change_shows_the_form_with_every_answer(get_page) -> None:
    told = answers(zip="44113", age="40", citizenship="citizen", transplant="kidney", insurance=["va", "medicare"])
    page = get_page("/", told)
    assert {name: sorted(values) for name, values in entered(page).items()} == {
        name: sorted(value) if isinstance(value, list) else [value] for name, value in told.items()
    }


def test_change_shows_what_is_wrong_and_does_not_refuse(get_page) -> None:
    assert by_id(get_page("/", {"zip": "1"}), "zip-error") is not None


def test_every_question_of_the_first_form_is_a_contract_column_or_says_who_it_is_for(get_page) -> None:
    form = next(form for form in get_page("/").all("form"))
    names = {field.get("name") for tag in ("input", "select") for field in form.iter(tag)}
    assert names - set(COLUMNS) == {"who_for", "shared_computer"}


def test_why_we_ask_stands_with_the_questions_that_are_personal(get_page) -> None:
    page = get_page("/")
    parts = [part for part in page.all("fieldset") if part.get("class") in ("start", "closer")]
    for name in ("days_left", "zip", "household_size", "income", "age", "insurance"):
        part = next(part for part in parts if by_name(part, name))
        reasons = next(fold for fold in part.iter("details") if "Why we ask" in words(fold))
        assert QUESTION_WORDS[name].label in words(reasons), name
        assert QUESTION_WORDS[name].why in words(reasons), name


def by_name(element, name: str) -> bool:
    return any(inner.get("name") == name for inner in element.iter())


def test_results_asked_for_by_address_lead_back_to_the_form(shared_app: Flask) -> None:
    client = shared_app.test_client()
    for path, home in (("/results", "/"), ("/es/results", "/es/")):
        response = client.get(f"{path}?income=1500")
        assert response.status_code == 303
        assert urlsplit(response.headers["Location"]).path == home
        assert urlsplit(response.headers["Location"]).query == ""


@pytest.mark.parametrize("path", ["/results", "/dose", "/", "/es/results"])
def test_a_page_made_from_answers_offers_to_clear_them_and_to_leave(get_page, path: str) -> None:
    page = get_page(path, OHIO)
    clear = "/es/clear" if path.startswith("/es") else "/clear"
    leave = next(nav for nav in page.all("nav") if nav.get("class") == "leave")
    signs = [] if path == "/" else ["#safety"]
    assert [link.get("href") for link in leave.iter("a")] == [*signs, clear, "https://www.weather.gov"]


@pytest.mark.parametrize("path", ["/", "/results", "/dose"])
def test_the_language_switch_carries_the_answers(get_page, path: str) -> None:
    page = get_page(path, OHIO)
    form = next(form for form in page.all("form") if words(form) == "Español")
    assert form.get("action") == ("/es/" if path == "/" else f"/es{path}")
    told = {field.get("name"): field.get("value") for field in form.iter("input")}
    assert told == OHIO


def test_unknown_fields_are_dropped(get_page) -> None:
    page = get_page("/results", OHIO | {"name": "zebra7731", "zebra7731": "1"})
    assert "zebra7731" not in page.response.text


def test_the_summary_of_mistakes_follows_the_order_of_the_form(get_page) -> None:
    page = get_page("/", answers(zip="9", days_left="-1", income="lots", pregnant="maybe"))
    summary = next(element for element in page.all("div") if element.get("role") == "alert")
    assert [link.get("href") for link in summary.iter("a")] == ["#days_left", "#zip", "#income", "#pregnant-0"]


@pytest.mark.parametrize(("age", "served"), [("9", False), ("15", False), ("16", False), ("17", True), (None, True)])
def test_a_child_is_not_asked_about_service(ask, age: str | None, served: bool) -> None:
    assert ("veteran" in {field.get("name") for field in ask(age=age).all("input")}) is served


def test_a_child_is_not_asked_about_marriage(ask) -> None:
    page = ask(state="TX", age="9", household_size="3", income="3,500", insurance="chip")
    assert "married" not in {field.get("name") for field in page.all("input")}


def test_an_answer_sent_many_times_over_is_not_sent_on_with_every_button(shared_app: Flask) -> None:
    told = {"state": "OH", "insurance": ["other"] * 1000, "age": ["40"] * 1000}
    answer = shared_app.test_client().post("/results", data=told)
    assert answer.status_code == 200
    sent = [[row.get("name") for row in form.iter("input")] for form in read(answer).all("form")]
    for name in ("insurance", "age"):
        assert max(names.count(name) for names in sent) == 20
