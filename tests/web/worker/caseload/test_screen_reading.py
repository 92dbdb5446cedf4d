from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.web.worker.caseload.conftest import ONE, OUTPUT


def test_bad_rows_are_told_by_line_and_good_ones_written(screen) -> None:
    run = screen('case,state,age\nA,OH,40\nB,XX,x\n\n"C\nC",OH,41\nD,OH,-1\n,OH,5\n', "--best", "1")
    assert run.code == 1
    assert [row["case"] for row in run.rows] == ["A", "C\nC"]
    assert re.findall(r"^line (\d+): (\w+|\"\w+\")", run.err, re.MULTILINE) == [
        ("3", "state"),
        ("3", "age"),
        ("7", "age"),
        ("8", '"case"'),
    ]


def test_unknown_columns_are_told_with_their_line(screen) -> None:
    run = screen("case,state,county\nA,OH,Cuyahoga\n", "--best", "1")
    assert 'line 1: the column "county" is not known and was not read' in run.err
    assert len(run.rows) == 1
    assert "Cuyahoga" not in run.out + run.err


def test_identity_columns_are_refused_and_nothing_is_repeated(screen) -> None:
    run = screen("case,Patient Name,state\nA,Zebra Seven,OH\n")
    assert (run.code, run.out) == (2, "")
    assert "point to a person: patient_name" in run.err
    assert "Zebra" not in run.err


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "The file is empty."),
        ("state\nOH\n", 'no column "case"'),
        ("case,state,state\nA,OH,OH\n", "stand twice"),
        ("\ncase,state\nA,OH\n", 'Line 1 has no column "case"'),
        ("case;state\nA;OH\n", "not parted by commas"),
        ("case\tstate\nA\tOH\n", "not parted by commas"),
        ('"case\n', "Line 1 is not CSV"),
        (b"case,state\nA,OH\nJos\xe9,OH\n", "Line 3 is not UTF-8 text. Save the file as CSV UTF-8."),
        (b"\xff\xfec\x00a\x00s\x00e\x00", "Line 1 is not UTF-8 text."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_whole(screen, content: str | bytes, told: str) -> None:
    run = screen(content)
    assert (run.code, run.out) == (2, "")
    assert told in run.err


def test_a_file_that_is_not_there_is_refused(screen, tmp_path: Path) -> None:
    run = screen(None)
    assert (run.code, run.out) == (2, "")
    assert "cannot be read" in run.err


def test_a_file_of_a_header_alone_gives_a_header_alone(screen) -> None:
    run = screen("case,state\n")
    assert run.code == 0
    assert run.out == ",".join(OUTPUT) + "\n"


def test_all_rows_bad_is_not_all_done(screen) -> None:
    run = screen("case,state\nA,XX\n")
    assert run.code == 1
    assert run.rows == []


@pytest.mark.parametrize(
    "change", [lambda t: "\ufeff" + t, lambda t: t.replace("\n", "\r\n"), lambda t: t.rstrip("\n")]
)
def test_excel_and_old_editors_make_no_difference(screen, change) -> None:
    assert screen(change(ONE)).out == screen(ONE).out


# Control characters go; marks that can be shown stay.
RARE_MARKS = [*((mark, "AB") for mark in "\x0b\x0c\x1c"), ("\x85", "A\x85B"), ("\u2028", "A\u2028B")]


@pytest.mark.parametrize(("mark", "label"), RARE_MARKS)
def test_a_rare_mark_inside_a_cell_breaks_no_row(screen, mark: str, label: str) -> None:
    run = screen(f"case,state\nA{mark}B,OH\nC,XX\n", "--best", "1")
    assert [row["case"] for row in run.rows] == [label]
    assert run.err.startswith("line 3: state")


def test_standard_input_is_a_dash(screen) -> None:
    assert screen(ONE, stdin=True).out == screen(ONE).out


def test_quotes_commas_and_newlines_in_a_label_come_back_whole(screen) -> None:
    run = screen('case,state\n"A ""x"", and\ny",OH\n', "--best", "1")
    assert run.rows[0]["case"] == 'A "x", and\ny'


@pytest.mark.parametrize("row", ["A", "A,OH,1", "A,OH,,"])
def test_a_row_of_another_width_is_bad(screen, row: str) -> None:
    run = screen(f"case,state\n{row}\n")
    assert run.code == 1
    assert run.err.startswith("line 2: This row has ")


@pytest.mark.parametrize("row", ['"B"x,OH', "B" * 140_000 + ",OH"])
def test_a_line_that_is_not_csv_harms_no_other(screen, row: str) -> None:
    run = screen(f"case,state\nA,OH\n{row}\nC,OH\nD,XX\n", "--best", "1")
    assert run.code == 1
    assert [row["case"] for row in run.rows] == ["A", "C"]
    assert [line.partition(": ")[0] for line in run.err.splitlines()] == ["line 3", "line 5"]
    assert "line 3: This is not CSV" in run.err


def test_a_quote_that_is_left_open_stops_the_reading_and_says_where(screen) -> None:
    run = screen('case,state\nA,OH\n"B,OH\nC,OH\n', "--best", "1")
    assert run.code == 1
    assert [row["case"] for row in run.rows] == ["A"]
    assert "line 3: This is not CSV" in run.err
    assert "The rest of the file was not read." in run.err


def test_empty_columns_at_the_right_are_passed_over(screen) -> None:
    run = screen("case,state,,\nA,OH,,\nB,OH\nC,OH,x,\n", "--best", "1")
    assert run.code == 1
    assert [row["case"] for row in run.rows] == ["A", "B"]
    assert run.err.splitlines() == [
        "line 4: This row has 4 cells; the header has 2. Check for missing or extra commas."
    ]


def test_a_cell_that_is_far_too_long_is_bad(screen) -> None:
    run = screen(f"case,state\n{'x' * 1001},OH\nB,OH\n", "--best", "1")
    assert run.code == 1
    assert [row["case"] for row in run.rows] == ["B"]
