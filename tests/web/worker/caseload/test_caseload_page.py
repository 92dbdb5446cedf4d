from __future__ import annotations

import csv
import io
from codecs import BOM_UTF8
from pathlib import Path

import pytest
from flask import Flask

from finder.answers.columns import COLUMNS
from finder.caseload.screen import OUTPUT
from finder.web.shared.uploads import MOST_UPLOAD_BYTES
from tests.languages import PREFIXES
from tests.web.conftest import GetPage, Page, words
from tests.web.worker.caseload.conftest import Send, file_of, person, rows_in, upload

MARK = BOM_UTF8.decode()
PATHS = ["/caseload", "/es/caseload"]


def labels(page: Page) -> list[str]:
    return [words(cell) for cell in page.all("th") if cell.get("scope") == "row"]


@pytest.mark.parametrize("path", [*PATHS, "/caseload/report", "/es/caseload/report"])
def test_the_forms_can_be_read(get_page: GetPage, path: str) -> None:
    assert get_page(path).all("form")


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_footer_leads_to_every_page_of_the_desk(get_page: GetPage, prefix: str) -> None:
    assert {f"{prefix}/{name}" for name in ("caseload", "cases", "handout")} <= set(get_page(f"{prefix}/about").links)
    assert f"{prefix}/calendars" in get_page(f"{prefix}/caseload").links


def test_the_empty_file_has_every_column_and_comes_back_without_cases(shared_app: Flask, table) -> None:
    response = shared_app.test_client().get("/caseload/template.csv")
    assert response.content_type == "text/csv; charset=utf-8"
    assert next(csv.reader(io.StringIO(response.text.removeprefix(MARK)))) == ["case", *COLUMNS]
    assert "The file has no cases" in table(response.data, 422).main


@pytest.mark.parametrize("path", PATHS)
def test_the_table_shows_the_best_ways_of_each_case(table, path: str) -> None:
    page = table(file_of([person("A-1"), person("A-2", days_left="60", state="TX")]), path=path)
    assert labels(page) == ["A-1", "A-2"]
    rows = list(page.one("tbody").iter("tr"))
    assert all(1 <= len(list(row.iter("li"))) <= 3 for row in rows)
    assert any("$" in words(row) for row in rows)


def test_the_table_counts_what_is_urgent(table) -> None:
    page = table(file_of([person("A"), person("B", days_left="3"), person("C", days_left="")]))
    assert "Under 14 days of tablets left, or not told 2" in page.main
    assert [("Act today" in words(row)) for row in page.one("tbody").iter("tr")] == [False, True, True]


def test_s9_who_has_medicaid_shows_the_card_before_any_cash_price_is_asked_for(table) -> None:
    page = table(file_of([person("A", days_left="3", insurance="medicaid"), person("B", days_left="3")]))
    member, other = (words(row) for row in page.one("tbody").iter("tr"))
    assert "Act today Use your card first: Medicaid." in member
    assert "Use your card first" not in other
    assert page.main.index("Someone with a card shows it first") < page.main.index("its cash price")


FAR_LESS = {
    "/caseload": "As 50 mg tablets this dose would cost far less than in another strength.",
    "/es/caseload": "En tabletas de 50 mg, esta dosis costaría mucho menos que en tabletas de otros mg.",
}


@pytest.mark.parametrize("path", PATHS)
def test_s4_the_table_and_the_csv_ask_about_50_mg_where_the_page_does(table, send: Send, path: str) -> None:
    costly = {"insurance": "none", "days_left": "3", "daily_dose_mg": "150", "written_strength_mg": "75"}
    told = [costly, costly | {"written_strength_mg": "50"}, costly | {"insurance": "medicaid"}]
    data = file_of([person(str(at), **changes) for at, changes in enumerate(told)])
    rows = rows_in(send(data, "csv", path=path).text)
    assert {row["case"] for row in rows if FAR_LESS[path] in row["remarks"]} == {"0"}
    assert {row["case"] for row in rows if not row["remarks"]} == {"1", "2"}
    shown = [FAR_LESS[path] in words(row) for row in table(data, path=path).one("tbody").iter("tr")]
    assert shown == [True, False, False]


@pytest.mark.parametrize(
    ("order", "expected"),
    [("file", ["A", "B", "C", "D"]), ("days_left", ["B", "C", "D", "A"]), ("nonsense", ["A", "B", "C", "D"])],
)
def test_cases_stand_in_the_order_wanted(table, send: Send, order: str, expected: list[str]) -> None:
    left = {"A": "90", "B": "2", "C": "", "D": "14"}
    data = file_of([person(case, days_left=days) for case, days in left.items()])
    assert labels(table(data, order=order)) == expected
    rows = rows_in(send(data, "csv", order=order).text)
    assert list(dict.fromkeys(row["case"] for row in rows)) == expected


def test_by_cost_the_dearest_case_leads_and_one_without_a_price_is_last(table, send: Send) -> None:
    doses = {"none": "", "low": "50", "high": "300"}
    data = file_of([person(case, daily_dose_mg=dose) for case, dose in doses.items()])
    assert labels(table(data, order="cost")) == ["high", "low", "none"]
    rows = rows_in(send(data, "csv", order="cost").text)
    assert list(dict.fromkeys(row["case"] for row in rows)) == ["high", "low", "none"]
    plain = rows_in(send(data, "csv").text)
    assert sorted(map(str, rows)) == sorted(map(str, plain))


def test_the_csv_is_what_screen_writes(app: Flask, send: Send, tmp_path: Path) -> None:
    data = file_of([person("A"), person("=B", state="TX", age="67", insurance="medicare"), person("C", state="")])
    source = tmp_path / "in.csv"
    source.write_bytes(data)
    screened = app.test_cli_runner().invoke(args=["screen", str(source), "--best", "10"])
    assert screened.exit_code == 0
    assert send(data, "csv").text == MARK + screened.stdout


def test_the_table_agrees_with_screen(app: Flask, table, tmp_path: Path) -> None:
    data = file_of([person("A"), person("B", state="CA", income="4000")])
    source = tmp_path / "in.csv"
    source.write_bytes(data)
    rows = rows_in(app.test_cli_runner().invoke(args=["screen", str(source)]).stdout)
    fitting = {
        case: [row["listing"] for row in rows if row["case"] == case and row["verdict"] != "no"] for case in "AB"
    }
    expected = [listing for case in "AB" for listing in fitting[case][:3]]
    links = [link.get("href") for link in table(data).one("tbody").iter("a")]
    assert links == [f"/listings/{listing}" for listing in expected]


def test_the_spanish_csv_has_the_same_answers_in_spanish(send: Send) -> None:
    data = file_of([person("A")])
    english, spanish = rows_in(send(data, "csv").text), rows_in(send(data, "csv", path="/es/caseload").text)
    same = [name for name in OUTPUT if name not in ("reasons", "remarks")]
    assert [[row[name] for name in same] for row in english] == [[row[name] for name in same] for row in spanish]
    assert english[0]["reasons"] != spanish[0]["reasons"]


@pytest.mark.parametrize("path", ["/caseload", "/es/caseload"])
def test_a_spreadsheet_shows_the_accents_of_the_csv(send: Send, path: str) -> None:
    answer = send(file_of([person("Ñandú-1")]), "csv", path=path)
    assert answer.data.startswith(BOM_UTF8)
    assert answer.data.count(BOM_UTF8) == 1
    assert int(answer.headers["Content-Length"]) == len(answer.data)
    assert {row["case"] for row in rows_in(answer.text)} == {"Ñandú-1"}
    # The mark of a file that comes in is no part of its first heading.
    assert send(BOM_UTF8 + file_of([person("Ñandú-1")]), "csv", path=path).data == answer.data


def test_the_csv_gives_ten_best_and_is_saved_as_a_file(send: Send) -> None:
    response = send(file_of([person("A"), person("B")]), "csv")
    assert response.headers["Content-Disposition"] == "attachment; filename=answers.csv"
    assert response.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in response.headers
    assert int(response.headers["Content-Length"]) == len(response.data)
    rows = rows_in(response.text)
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, 11)] * 2


def test_a_label_that_could_run_as_a_formula_is_neutralised(send: Send) -> None:
    rows = rows_in(send(file_of([person('=HYPERLINK("x")')]), "csv").text)
    assert {row["case"] for row in rows} == {'\'=HYPERLINK("x")'}


@pytest.mark.parametrize(
    ("path", "sentence"),
    [("/caseload", "income: Write one number, for example 1,500."), ("/es/caseload", "income: Escriba un solo número")],
)
def test_mistakes_are_told_by_line_beside_the_good_rows(table, path: str, sentence: str) -> None:
    page = table(file_of([person("A"), person("B", income="lots"), person("", state="Nowhere")]), path=path)
    assert labels(page) == ["A"]
    assert sentence in page.main
    assert ("Line 3:" if path == "/caseload" else "Línea 3:") in page.main
    assert "state:" in page.main


def test_a_csv_is_made_of_a_file_with_mistakes_only_when_they_may_be_left_out(table, send: Send) -> None:
    data = file_of([person("A"), person("B", income="lots")])
    refused = table(data, 422, as_="csv")
    assert "No CSV was made." in refused.main
    assert {row["case"] for row in rows_in(send(data, "csv", skip="yes").text)} == {"A"}


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"case,patient_name\n1,Ann\n", "patient_name"),
        (b"state\nOH\n", 'no column "case"'),
        (b"case,case\n1,2\n", "twice"),
        (b"", "The file is empty"),
        (b"case,state\n1,\xff\xfe\n", "not UTF-8"),
        (b'case,"sta"te\n1,OH\n', "not CSV"),
    ],
)
@pytest.mark.parametrize("as_", ["table", "csv"])
def test_a_file_that_is_refused_says_why(table, data: bytes, sentence: str, as_: str) -> None:
    page = table(data, 422, as_=as_)
    assert sentence in page.main
    assert "Ann" not in page.main


def test_the_refusal_is_in_spanish_too(table) -> None:
    page = table(b"case,nombre\n1,Ana\n", 422, path="/es/caseload")
    assert "nombre" in page.main
    assert "Take them out" not in page.main


def test_a_row_that_ends_the_file_early_is_told(table) -> None:
    page = table(file_of([person("A")]) + b'B,"OH\nC,OH\n')
    assert "check the quote marks" in page.main


def test_unknown_columns_are_named(table) -> None:
    assert "favourite_color" in table(file_of([person("A", favourite_color="red")])).main


def test_without_a_file_the_page_says_so(shared_app: Flask, get_page: GetPage) -> None:
    assert "Choose a file first." in get_page("/caseload", {"as": "table"}, 422).main


def test_more_than_the_table_holds_is_sent_to_the_csv(table, send: Send) -> None:
    data = b"case,state\n" + b"".join(b"%d,OH\n" % at for at in range(501))
    assert "501" in table(data, 422).main
    assert "Choose the CSV" in table(data, 422).main


def test_cells_with_line_breaks_and_blank_lines_keep_their_place(table) -> None:
    page = table(b'case,state\n"two\nlines",OH\n\nB,OH\nC,Nowhere\n')
    assert labels(page) == ["two lines", "B"]
    assert "Line 6:" in page.main


@pytest.mark.parametrize("path", [*PATHS, "/caseload/report"])
def test_a_file_over_ten_megabytes_is_refused_with_a_sentence(shared_app: Flask, path: str) -> None:
    field = "files" if path.endswith("report") else "file"
    for size in (MOST_UPLOAD_BYTES + 1, 2 * MOST_UPLOAD_BYTES):
        response = shared_app.test_client().post(path, **upload(field, b"x" * size))
        assert response.status_code == 413
        assert "10 MB" in response.text
        assert "<form" in response.text
