from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from finder.caseload.funder_report import FEWEST_CASES, HIDDEN_COUNT, REPORT_COLUMNS, protect
from tests.web.conftest import Page, read
from tests.web.worker.caseload.conftest import file_of, person, rows_in

Report = Callable[..., list[dict[str, str]]]


def people(**states: int) -> bytes:
    return file_of(person(f"{state}-{at}", state=state) for state, count in states.items() for at in range(count))


@pytest.fixture
def post(shared_app: Flask):
    """Send files to the report."""

    def send(*files: bytes, as_: str = "csv", path: str = "/caseload/report", status: int = 200):
        stored = [FileStorage(io.BytesIO(data), f"{at}.csv", content_type="text/csv") for at, data in enumerate(files)]
        boundary, body = encode_multipart({"files": stored, "as": as_})
        kind = f'multipart/form-data; boundary="{boundary}"'
        response = shared_app.test_client().post(path, data=body, content_type=kind)
        assert response.status_code == status, response.text
        kept = "private, no-cache, max-age=0" if response.mimetype == "text/html" else "no-store"
        assert response.headers["Cache-Control"] == kept
        return response

    return send


@pytest.fixture
def report(post) -> Report:
    """The rows of the report as CSV."""
    return lambda *files, **how: rows_in(post(*files, **how).text)


@pytest.fixture
def page(post) -> Callable[..., Page]:
    """The report as a page, checked as every page is."""
    return lambda *files, **how: read(post(*files, as_="page", **how))


def cells(rows: list[dict[str, str]], table: str, key: str) -> dict[str, str]:
    return {row[key]: row["cases"] for row in rows if row["table"] == table}


@given(st.dictionaries(st.integers(), st.integers(min_value=0, max_value=30), max_size=6))
def test_what_is_hidden_cannot_be_found_by_taking_away(groups: dict[int, int]) -> None:
    shown = protect(groups)
    hidden = [groups[group] for group in groups if shown[group] is None]
    assert all(count is None or count == groups[group] for group, count in shown.items())
    assert not [count for count in shown.values() if count is not None and 0 < count < FEWEST_CASES]
    if hidden and sum(groups.values()) >= FEWEST_CASES:
        assert len(hidden) >= 2
        assert sum(hidden) >= FEWEST_CASES


@given(st.dictionaries(st.integers(), st.integers(min_value=FEWEST_CASES), max_size=6))
def test_groups_that_are_large_enough_are_shown(groups: dict[int, int]) -> None:
    assert protect(groups) == groups


def test_it_counts_by_state_program_and_reason(report: Report) -> None:
    rows = report(people(OH=12, TX=8))
    assert tuple(rows[0]) == REPORT_COLUMNS
    assert rows[0] == dict.fromkeys(REPORT_COLUMNS, "") | {"table": "all", "cases": "20"}
    assert cells(rows, "state", "state") == {"Ohio": "12", "Texas": "8"}
    medicaid = {
        row["verdict"]: row["cases"] for row in rows if row["table"] == "program" and row["program"] == "medicaid"
    }
    assert medicaid.keys() == {"yes", "maybe", "no"}
    assert sum(map(int, medicaid.values())) == 20
    assert any(row["table"] == "reason" and row["reason"] and int(row["cases"]) >= FEWEST_CASES for row in rows)


def test_a_state_with_few_cases_is_put_together_with_another(report: Report) -> None:
    assert cells(report(people(OH=12, TX=9, IN=1)), "state", "state") == {"Ohio": "12", "Other states, together": "10"}
    assert cells(report(people(OH=12, IN=1)), "state", "state") == {"All states, together": "13"}


def test_no_number_under_five_is_shown_and_none_follows_from_a_total(report: Report) -> None:
    rich = [person(f"r{at}", income="9,000") for at in range(3)]
    rows = report(file_of([*rich, *(person(f"p{at}") for at in range(20))]))
    total = int(rows[0]["cases"])
    assert total == 23
    assert not [row for row in rows if row["cases"] not in ("0", HIDDEN_COUNT) and int(row["cases"]) < FEWEST_CASES]
    assert any(row["cases"] == HIDDEN_COUNT for row in rows)
    for program in {row["program"] for row in rows if row["table"] == "program"}:
        told = [row["cases"] for row in rows if row["table"] == "program" and row["program"] == program]
        left = total - sum(int(cases) for cases in told if cases != HIDDEN_COUNT)
        assert told.count(HIDDEN_COUNT) != 1
        assert left == 0 or left >= FEWEST_CASES


def test_reasons_are_told_only_where_the_number_they_split_is(report: Report) -> None:
    rich = [person(f"r{at}", income="9,000") for at in range(3)]
    rows = report(file_of([*rich, *(person(f"p{at}") for at in range(20))]))
    hidden = {
        row["program"] for row in rows if row["verdict"] == "no" and row["cases"] == HIDDEN_COUNT and not row["reason"]
    }
    assert hidden
    assert not [row for row in rows if row["table"] == "reason" and row["program"] in hidden]
    for program in {row["program"] for row in rows if row["table"] == "reason"}:
        why = [row["cases"] for row in rows if row["table"] == "reason" and row["program"] == program]
        no = next(
            row for row in rows if row["table"] == "program" and row["program"] == program and row["verdict"] == "no"
        )
        assert why.count(HIDDEN_COUNT) != 1
        assert sum(int(cases) for cases in why if cases != HIDDEN_COUNT) <= int(no["cases"])


def test_several_files_are_counted_together(report: Report) -> None:
    assert report(people(OH=12), people(TX=8)) == report(people(OH=12, TX=8))


def test_no_label_number_or_answer_of_a_person_is_in_it(post) -> None:
    data = file_of(person(f"zebra{at}", income="1,234.56", zip="44113", state="", age="37") for at in range(9))
    for as_ in ("csv", "page"):
        text = post(data, as_=as_).text
        assert "zebra" not in text
        assert "1,234" not in text
        assert "44113" not in text


def test_immigration_is_never_counted(report: Report) -> None:
    rows = report(file_of(person(f"c{at}", citizenship="other_lawful", age="40") for at in range(9)))
    said = " ".join(row["reason"] for row in rows).casefold()
    assert said
    assert not [word for word in ("citizen", "immigra", "green card", "lawful") if word in said]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("/caseload/report", "A report needs 5 cases or more"), ("/es/caseload/report", "5")],
)
def test_fewer_than_five_cases_make_no_report(page, path: str, sentence: str) -> None:
    assert sentence in page(people(OH=4), status=422, path=path).main


def test_rows_with_mistakes_are_left_out_and_counted(page) -> None:
    told = page(people(OH=6) + b"broken,Nowhere\n")
    assert "Cases: 6." in told.main
    assert "left out: 1" in told.main


@pytest.mark.parametrize("path", ["/caseload/report", "/es/caseload/report"])
def test_the_page_shows_the_same_numbers(page, report: Report, path: str) -> None:
    data = people(OH=12, TX=9, IN=1)
    shown = page(data, path=path)
    rows = report(data, path=path)
    mark = "hidden" if path == "/caseload/report" else "oculto"
    numbers = Counter(
        " ".join("".join(cell.itertext()).split()) for cell in shown.all("td") if cell.get("class") == "number"
    )
    expected = Counter(mark if row["cases"] == HIDDEN_COUNT else row["cases"] for row in rows if row["table"] != "all")
    assert numbers == expected


def test_a_file_with_an_identity_column_is_refused_here_too(page) -> None:
    assert "can point to a person" in page(b"case,name\n1,Ann\n", status=422).main


def test_more_rows_than_one_report_takes_are_refused_in_several_files_too(app: Flask) -> None:
    app.config["CASELOAD_ROWS"] = 6
    for files in ([people(OH=7)], [people(OH=3), people(TX=4)], [people(OH=5), case_file(), case_file()]):
        stored = [FileStorage(io.BytesIO(data), "a.csv") for data in files]
        boundary, body = encode_multipart({"files": stored})
        kind = f'multipart/form-data; boundary="{boundary}"'
        response = app.test_client().post("/caseload/report", data=body, content_type=kind)
        assert response.status_code == 413
        assert "More than 6 rows were sent." in response.text


def case_file(**answers: str) -> bytes:
    data = json.loads((Path(__file__).parent.parent / "cases" / "files" / "version-1.json").read_text("utf-8"))
    return json.dumps(data | {"answers": answers}).encode()


def test_case_files_are_counted_like_rows(report: Report) -> None:
    told = person("x")
    del told["case"]
    cases = [case_file(**told) for _ in range(6)]
    assert report(*cases) == report(file_of([person(f"c{at}") for at in range(6)]))
    mixed = report(people(TX=8), *cases)
    assert cells(mixed, "state", "state") == {"Ohio": "6", "Texas": "8"}


def test_a_case_file_with_answers_that_cannot_be_used_is_left_out(page) -> None:
    told = page(people(OH=6), case_file(state="Nowhere"))
    assert "Cases: 6." in told.main
    assert "left out: 1" in told.main


def test_a_damaged_case_file_is_refused_by_its_name(page) -> None:
    assert "1.csv: This is not a case file" in page(people(OH=6), b'{"format": 1', status=422).main


def test_two_programs_do_not_tell_how_many_live_in_a_hidden_state(report: Report) -> None:
    rows = report(people(OH=12, TX=9, IN=1))
    assert "Not offered where they live" not in {row["reason"] for row in rows}
    assert "Not offered where they live" in {row["reason"] for row in report(people(OH=12, TX=9))}


def test_no_program_names_a_state_that_is_hidden(report: Report) -> None:
    def programs(**states: int) -> set[str]:
        return {row["program"] for row in report(people(**states))}

    assert "md-spdap" in programs(OH=12, MD=5)
    assert "md-spdap" not in programs(OH=12, MD=4)
