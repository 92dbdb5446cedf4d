from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from flask import Flask

from finder.answers.columns import COLUMNS
from finder.caseload.screen import OUTPUT
from tests.people.table import PEOPLE
from tests.web.api.conftest import OHIO, Call
from tests.web.conftest import GetPage
from tests.web.people import DAY, said


def errors(response) -> dict[str, str]:
    return {row["field"]: row["detail"] for row in response.json["errors"]}


def test_the_answer_has_the_day_the_version_and_the_columns_of_a_caseload(screen: Call) -> None:
    answer = screen(case="A-1").json
    assert answer["rules_as_of"] == DAY
    assert answer["snapshot"]
    assert {tuple(row) for row in answer["matches"]} == {(*OUTPUT[:-1], "words")}
    assert [row["rank"] for row in answer["matches"]] == list(range(1, len(answer["matches"]) + 1))
    assert {row["case"] for row in answer["matches"]} == {"A-1"}


def test_the_same_answers_give_what_screen_writes(app: Flask, screen: Call, tmp_path: Path) -> None:
    told = {name: ";".join(value) if isinstance(value, list) else str(value) for name, value in OHIO.items()}
    source = tmp_path / "in.csv"
    with source.open("w", newline="") as file:
        writer = csv.DictWriter(file, ["case", *told])
        writer.writeheader()
        writer.writerow({"case": "A", **told})
    result = app.test_cli_runner().invoke(args=["screen", str(source), "--on", DAY])
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert rows
    answer = screen(case="A").json
    said = {"remarks": " | ".join(answer["remarks"])}
    assert [as_csv(row) | said for row in answer["matches"]] == rows


def as_csv(row: dict[str, object]) -> dict[str, str]:
    joined = row | {"reasons": " | ".join(row["reasons"]), "missing": ";".join(row["missing"])}  # type: ignore[arg-type]
    return {name: "" if joined[name] is None else str(joined[name]) for name in OUTPUT[:-1]}


def test_numbers_may_be_numbers_or_text_and_yes_may_be_true(screen: Call) -> None:
    as_text = {"household_size": "1", "income": "$1,500.00", "daily_dose_mg": "3 tablets of 50 mg", "days_left": "30"}
    numbers = screen(married=True, written_strength_mg=50).json["matches"]
    assert screen(**as_text, married="yes").json["matches"] == numbers
    assert screen(married=False, written_strength_mg=50).json["matches"] != numbers


@pytest.mark.parametrize("income", [1500.125, 20000 / 12, 1e3])
def test_any_number_of_decimals_of_a_number_can_be_read(screen: Call, income: float) -> None:
    assert screen(income=income).status_code == 200


def test_null_blank_and_left_out_all_mean_not_told(screen: Call, shared_app: Flask) -> None:
    told = screen(age=None, married="").json
    assert told == screen(**dict.fromkeys(set(COLUMNS) - set(OHIO))).json
    assert any("age" in row["missing"] for row in told["matches"])


def test_a_day_can_be_asked_for(screen: Call) -> None:
    answer = screen(on="2027-02-01").json
    assert {answer["rules_as_of"], *(row["rules_as_of"] for row in answer["matches"])} == {"2027-02-01"}


def test_the_first_few_can_be_asked_for(screen: Call) -> None:
    assert screen(best=3).json["matches"] == screen().json["matches"][:3]


def test_words_come_in_the_language_asked_for(screen: Call) -> None:
    english, spanish = screen().json, screen(language="es").json
    assert [row["listing"] for row in english["matches"]] == [row["listing"] for row in spanish["matches"]]
    assert english["matches"][0]["words"]["verdict"] != spanish["matches"][0]["words"]["verdict"]
    assert spanish["steps"][0]["heading"] in ("Hoy", "Esta semana")


def test_someone_who_may_run_out_is_told_first_what_to_do_today(screen: Call) -> None:
    answer = screen(days_left=3).json
    assert answer["steps"][0]["when"] == "today"
    assert "lowest price" in answer["counter_question"]
    assert answer["fair_price"].startswith("Our estimate of a fair price is about $")


@pytest.mark.parametrize("name", PEOPLE)
def test_s1_the_question_and_its_price_name_the_tablets_that_the_page_names(
    shared_app: Flask, on_a_day: None, get_page: GetPage, name: str
) -> None:
    person = PEOPLE[name]
    told = {column: value for column, value in person.answers.items() if column in COLUMNS}
    sent = told | {"language": "es" if person.spanish else "en"}
    answer = shared_app.test_client().post("/api/v1/screen", json=sent).json
    assert answer is not None
    path = "/es/packet/print" if person.spanish else "/packet/print"
    counter = next(
        said(part)
        for part in get_page(path, {**person.answers, "option": "cost-plus-drugs"}).all("section")
        if part.get("class") == "box"
    )
    if not answer["counter_question"]:
        assert "“" not in counter
        return
    assert f"“{answer['counter_question']}”" in counter
    # The paper says only the low end of "about $20 to $25".
    lows = re.findall(r"(?<! to )(?<! a )\$\d[\d,]*", answer["fair_price"])
    assert [figure for figure in lows if figure not in counter] == []
    assert bool(lows) is bool(re.search(r"\$\d", counter.split("”")[-1]))


def test_s1_costly_tablets_are_never_asked_about_with_the_price_of_others(screen: Call) -> None:
    answer = screen(insurance=["none"], days_left=3, daily_dose_mg=150, written_strength_mg=75).json
    assert "90 generic 50 mg tablets" in answer["counter_question"]
    assert "As written now, 60 tablets of 75 mg: about $470." in answer["fair_price"]
    assert "50 mg tablets" in answer["steps"][0]["sentence"]


def test_s1_no_tablets_are_named_while_the_label_must_be_read(screen: Call) -> None:
    answer = screen(insurance=["none"], days_left=3, daily_dose_mg=75).json
    assert "this prescription" in answer["counter_question"]
    assert answer["fair_price"] == ""


def test_s9_whoever_has_medicaid_uses_the_card_first_and_is_not_sent_to_pay_cash(screen: Call) -> None:
    answer = screen(insurance=["medicaid"], days_left=3).json
    assert answer["steps"][0]["sentence"].startswith("Use your card first: Medicaid.")
    assert (answer["counter_question"], answer["fair_price"]) == ("", "")


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"income": "lots"}, "income", "Write one number"),
        ({"zip": "44113", "state": "TX"}, "zip", "not in Texas"),
        ({"insurance": ["none", "va"]}, "insurance", "no insurance alone"),
        ({"insurance": 3}, "insurance", "a list of at most"),
        ({"insurance": ["none"] * 31}, "insurance", "a list of at most"),
        ({"age": True}, "age", "Send a number"),
        ({"age": [30]}, "age", "Send a number"),
        ({"married": 1}, "married", "Send yes, no, true or false."),
        ({"married": "perhaps"}, "married", "yes or no"),
        ({"condition": ["gout"]}, "condition", "Choose one of these"),
        ({"state": 12}, "state", "Send a text."),
        ({"on": "tomorrow"}, "on", "YYYY-MM-DD"),
        ({"on": "0001-01-01"}, "on", "YYYY-MM-DD"),
        ({"on": 0}, "on", "YYYY-MM-DD"),
        ({"best": 0}, "best", "1 to 1000"),
        ({"language": "fr"}, "language", "en or es"),
        ({"case": "x" * 1001}, "case", "1000"),
        ({"color": "red"}, "color", "not known"),
        ({"ZIP": "44113"}, "ZIP", "not known"),
        ({"daily_dose_mg": 1e22}, "daily_dose_mg", "the dose"),
    ],
)
def test_a_field_that_cannot_be_used_is_named_with_what_to_do(
    screen: Call, changes: dict[str, object], field: str, sentence: str
) -> None:
    response = screen(**changes, status=422)
    assert set(errors(response)) == {field}
    assert sentence in errors(response)[field]
    assert response.json["status"] == 422
    assert response.json["request_id"] == response.headers["X-Request-ID"]


def test_every_wrong_field_is_named_at_once(screen: Call) -> None:
    assert set(errors(screen(income="lots", age="old", status=422))) == {"income", "age"}
    assert set(errors(screen(income={}, color="red", status=422))) == {"income", "color"}


def test_fields_of_the_wrong_form_do_not_hide_answers_that_cannot_be_used(screen: Call) -> None:
    told = errors(screen(state=["OH"], color="red", best=0, income="much", age=-1, status=422))
    assert set(told) == {"state", "color", "best", "income", "age"}


@pytest.mark.parametrize("name", ["name", "Birth Date", "phone", "ssn", "e-mail", "patient_id", "street"])
def test_a_field_that_points_to_a_person_is_refused_with_the_reason(screen: Call, name: str) -> None:
    response = screen(**{name: "Zebra"}, status=422)
    assert "can point to a person" in errors(response)[name]
    assert "Zebra" not in response.text


@pytest.mark.parametrize("body", ["", "{", "[" * 50_000, '{"age": NaN}', '{"age": 1, "age": 2}', b"\xff", "9" * 5000])
def test_what_is_not_json_is_refused(shared_app: Flask, body: str | bytes) -> None:
    response = shared_app.test_client().post("/api/v1/screen", data=body, content_type="application/json")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")


@pytest.mark.parametrize("body", ["[]", "3", "null", '"OH"'])
def test_json_that_is_no_object_is_refused(shared_app: Flask, body: str) -> None:
    response = shared_app.test_client().post("/api/v1/screen", data=body, content_type="application/json")
    assert response.status_code == 422
    assert errors(response) == {".": "Send an object."}


@pytest.mark.parametrize(
    ("told", "status"),
    [({"case": "\ud800"}, 422), ({"condition": ["\ud800"]}, 422), ({"zip": "\x00"}, 422), ({"\ud800": 1}, 400)],
)
def test_broken_characters_are_an_error_of_the_caller(shared_app: Flask, told: dict[str, object], status: int) -> None:
    body = json.dumps(told)
    response = shared_app.test_client().post("/api/v1/screen", data=body, content_type="application/json")
    assert response.status_code == status


def test_nothing_told_is_an_answer_too(shared_app: Flask) -> None:
    response = shared_app.test_client().post("/api/v1/screen", json={})
    assert response.status_code == 200
    assert response.json["matches"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(shared_app: Flask, kind: str) -> None:
    response = shared_app.test_client().post("/api/v1/screen", data="{}", content_type=kind)
    assert (response.status_code, response.content_type) == (415, "application/problem+json")
    assert "application/json" in response.json["detail"]


def test_a_content_type_with_a_charset_is_fine(shared_app: Flask) -> None:
    kind = "application/json; charset=utf-8"
    assert shared_app.test_client().post("/api/v1/screen", data="{}", content_type=kind).status_code == 200


def test_a_body_that_is_too_large_is_refused(shared_app: Flask) -> None:
    body = json.dumps({"case": "x" * 70_000})
    response = shared_app.test_client().post("/api/v1/screen", data=body, content_type="application/json")
    assert (response.status_code, response.content_type) == (413, "application/problem+json")


def test_the_answer_is_kept_nowhere(screen: Call) -> None:
    response = screen()
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers
