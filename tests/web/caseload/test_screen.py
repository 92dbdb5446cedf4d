from __future__ import annotations

import csv
import errno
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pytest
import time_machine
from flask import Flask

from finder.catalog.answers import COLUMNS
from finder.config import ROOT
from finder.store.keeper import current_snapshot
from finder.web.caseload import commands
from tests.web.people import DAY, OHIO, card, cards, fitting

OUTPUT = [
    *("case", "rank", "listing", "kind", "verdict", "cost_per_month_low", "cost_per_month_high", "first_year_low"),
    *("first_year_high", "reasons", "missing", "rules_as_of"),
]
COLUMNS_OF_ONE = "case,state,household_size,income,income_period,insurance,daily_dose_mg,days_left"
ONE = f"{COLUMNS_OF_ONE}\nA,OH,1,1500,month,none,150,30\n"


@dataclass(frozen=True)
class Screened:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows written to standard output, by column."""
        return list(csv.DictReader(io.StringIO(self.out)))


Screen = Callable[..., Screened]


@pytest.fixture
def screen(shared_app: Flask, tmp_path: Path) -> Screen:
    """Screen a text: ``screen("case,state\\nA,OH\\n", "--best", "3")``; None runs the options alone."""

    def run(content: str | bytes | None, *options: str, on: str | None = DAY, stdin: bool = False) -> Screened:
        data = content.encode() if isinstance(content, str) else content
        path = tmp_path / "cases.csv"
        if data is not None and not stdin:
            path.write_bytes(data)
        arguments = ["screen", "-" if stdin else str(path), *options, *(["--on", on] if on else [])]
        result = shared_app.test_cli_runner().invoke(args=arguments, input=data if stdin else None)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Screened(result.exit_code, result.stdout, result.stderr)

    return run


def test_the_output_has_the_columns_of_the_contract(screen) -> None:
    run = screen(ONE)
    assert run.code == 0
    assert run.err == ""
    assert run.out.splitlines()[0] == ",".join(OUTPUT)


def test_one_row_a_listing_that_can_apply_there_no_included(screen, shared_app: Flask) -> None:
    rows = screen(ONE).rows
    assert [row["rank"] for row in rows] == [str(rank) for rank in range(1, len(rows) + 1)]
    assert {row["verdict"] for row in rows} == {"yes", "maybe", "no"}
    with shared_app.app_context():
        snapshot = current_snapshot()
    assert {row["listing"] for row in rows} == {row.id for row in snapshot.that_can_apply("OH")}


def test_the_ohio_person_in_a_file(screen) -> None:
    first, second = screen(ONE, "--best", "2").rows
    assert (first["listing"], first["kind"], first["verdict"]) == ("cost-plus-drugs", "mail_order_pharmacy", "yes")
    assert (first["cost_per_month_low"], first["cost_per_month_high"]) == ("15.28", "15.28")
    assert (first["first_year_low"], first["first_year_high"]) == ("523.36", "744.36")
    assert (second["cost_per_month_low"], second["cost_per_month_high"]) == ("12.00", "36.00")
    assert first["missing"] == ""
    assert first["rules_as_of"] == "2026-11-24"


def test_ninety_days_are_scaled_to_a_month_with_fee_and_shipping(screen) -> None:
    row = screen("case,state,insurance,daily_dose_mg,days_left,days_supply\nA,OH,none,150,30,90\n", "--best", "1").rows[
        0
    ]
    # $25.84 for 90 days.
    assert row["cost_per_month_low"] == row["cost_per_month_high"] == "8.61"


def test_no_dose_told_leaves_every_cost_blank(screen) -> None:
    for told in ("A,OH,\n", "A,OH,medicaid\n", "A,OH,none\n"):
        rows = screen(f"case,state,insurance\n{told}").rows
        costs = {row[name] for row in rows for name in OUTPUT if name.startswith(("cost_", "first_year_"))}
        assert costs == {""}, told


def test_a_file_gives_the_same_answers_as_the_page(screen, get_page) -> None:
    rows = screen(ONE).rows
    with time_machine.travel("2026-11-24 17:00Z", tick=False):
        page = get_page("/results", OHIO)
    told = [row["listing"] for row in rows if row["verdict"] != "no"]
    unconfirmed = [name for name in told if "Call first" in card(page, name)[:200]]
    assert sorted(fitting(page)) == sorted(told)
    assert [name for name in fitting(page) if name not in unconfirmed] == [
        name for name in told if name not in unconfirmed
    ]
    assert cards(page)[len(told) :] == [row["listing"] for row in rows if row["verdict"] == "no"]
    assert "$15.28" in card(page, rows[0]["listing"])


def test_reasons_and_missing_are_lists_in_a_cell(screen) -> None:
    rows = screen(ONE).rows
    medicaid = next(row for row in rows if row["listing"] == "medicaid")
    assert " | " in medicaid["reasons"]
    assert set(medicaid["missing"].split(";")) <= set(COLUMNS)
    assert "age" in medicaid["missing"].split(";")


def test_reasons_never_repeat_citizenship(screen) -> None:
    out = screen("case,state,citizenship\nA,OH,green_card_newer\n").out
    assert "You told us: Green card" not in out
    assert "green_card" not in out


def test_a_blank_is_not_told_and_none_of_these_is_a_blank(screen) -> None:
    head = "case,state,citizenship,income,insurance\n"
    runs = [screen(f"{head}A,OH,{told}\n").out for told in (",,", " , , ", "none_of_these,,")]
    assert runs[0] == runs[1] == runs[2]


def test_several_values_are_joined_by_semicolons(screen) -> None:
    rows = screen("case,state,insurance,condition\nA,OH,medicare; medicare_drug ;va,lupus;other\n")
    assert rows.code == 0
    assert "Lupus" in next(row for row in rows.rows if "Lupus" in row["reasons"])["reasons"]


def test_cases_keep_their_order_and_labels(screen) -> None:
    rows = screen("case,state\nZ 1,OH\nA 2,TX\nA 2,TX\n", "--best", "1").rows
    assert [row["case"] for row in rows] == ["Z 1", "A 2", "A 2"]


def test_every_column_of_the_contract_can_be_filled(screen) -> None:
    told = {
        "case": "A", "zip": "44113", "state": "OH", "household_size": "2", "married": "yes", "income": "$1,500.00",
        "income_period": "two_weeks", "income_steady": "no", "age": "44", "insurance": "employer", "pregnant": "no",
        "children_at_home": "yes", "youngest_child_age": "3", "disabled": "no", "citizenship": "citizen",
        "veteran": "no", "tribal_member": "no", "resources": "500", "job_offer": "no", "work_hours": "90",
        "transplant": "none", "medicare_at_transplant": "no", "condition": "lupus", "starting": "yes",
        "daily_dose_mg": "100", "written_strength_mg": "50", "days_supply": "30", "days_left": "20",
    }  # fmt: skip
    target = io.StringIO()
    writer = csv.DictWriter(target, told, lineterminator="\n")
    writer.writeheader()
    writer.writerow(told)
    run = screen(target.getvalue())
    assert (run.code, run.err) == (0, "")
    assert run.rows


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


def test_strict_writes_nothing_when_a_row_is_bad(screen, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    run = screen("case,state\nA,OH\nB,XX\n", "--strict", "-o", str(target))
    assert run.code == 2
    assert run.out == ""
    assert "line 3: state" in run.err
    assert not target.exists()
    assert screen("case,state\nA,OH\nB,XX\n", "--strict").out == ""


def test_strict_writes_all_when_all_are_good(screen) -> None:
    run = screen(ONE, "--strict")
    assert run.code == 0
    assert run.out == screen(ONE).out


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


@pytest.mark.parametrize("mark", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_a_rare_mark_inside_a_cell_breaks_no_row(screen, mark: str) -> None:
    run = screen(f"case,state\nA{mark}B,OH\nC,XX\n", "--best", "1")
    assert [row["case"] for row in run.rows] == [f"A{mark}B"]
    assert run.err.startswith("line 3: state")


def test_standard_input_is_a_dash(screen) -> None:
    assert screen(ONE, stdin=True).out == screen(ONE).out


def test_quotes_commas_and_newlines_in_a_label_come_back_whole(screen) -> None:
    run = screen('case,state\n"A ""x"", and\ny",OH\n', "--best", "1")
    assert run.rows[0]["case"] == 'A "x", and\ny'


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
def test_a_label_is_never_a_formula(screen, label: str) -> None:
    assert screen(f"case,state\n{label},OH\n", "--best", "1").rows[0]["case"] == f"'{label}"


def test_no_cell_of_the_output_begins_like_a_formula(screen) -> None:
    cells = [cell for row in screen(ONE).rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


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


@pytest.mark.parametrize("best", ["1", "5", "100000"])
def test_best_keeps_the_first_rows_of_each_case(screen, best: str) -> None:
    whole = screen("case,state\nA,OH\nB,TX\n").rows
    kept = screen("case,state\nA,OH\nB,TX\n", "--best", best).rows
    assert kept == [row for row in whole if int(row["rank"]) <= int(best)]


@pytest.mark.parametrize("options", [["--best", "0"], ["--best", "x"], ["--on", "24.11.2026"], ["--nonsense"]])
def test_a_wrong_option_is_refused(screen, options: list[str]) -> None:
    run = screen(ONE, *options, on=None)
    assert (run.code, run.out) == (2, "")


def test_on_picks_the_figures_of_that_day(screen) -> None:
    # 138 % of poverty for one person: $1,799.75 a month in 2025, $1,835.40 in 2026.
    told = "case,state,income,household_size,age,citizenship,insurance,pregnant,disabled,children_at_home\n"
    told += "A,OH,1820,1,40,citizen,none,no,no,no\n"
    found = {}
    for day in ("2026-01-12", DAY):
        row = next(row for row in screen(told, on=day).rows if row["listing"] == "medicaid")
        found[row["rules_as_of"]] = row["verdict"]
    assert found == {"2026-01-12": "no", DAY: "yes"}


def test_without_a_day_it_is_today(screen) -> None:
    with time_machine.travel("2026-12-05 17:00Z", tick=False):
        assert screen(ONE, "--best", "1", on=None).rows[0]["rules_as_of"] == "2026-12-05"


def test_a_file_appears_whole_and_nothing_goes_to_standard_output(screen, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    run = screen(ONE, "-o", str(target))
    assert (run.code, run.out) == (0, "")
    assert target.read_bytes().decode() == screen(ONE).out
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_refused_file_leaves_the_old_output_alone(screen, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    assert screen("state\nOH\n", "-o", str(target)).code == 2
    assert target.read_text() == "old"
    assert {path.name for path in tmp_path.iterdir()} >= {"out.csv"}
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("where", ["missing/out.csv", "."])
def test_a_place_that_cannot_be_written_is_refused(screen, tmp_path: Path, where: str) -> None:
    run = screen(ONE, "-o", str(tmp_path / where))
    assert (run.code, run.out) == (2, "")
    assert run.err


def test_a_full_disk_leaves_nothing_half_written(screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(commands, "_write", full)
    run = screen(ONE, "-o", str(tmp_path / "out.csv"))
    assert (run.code, run.out) == (2, "")
    assert "out.csv cannot be written: No space left on device." in run.err
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def test_a_dash_after_o_is_standard_output(screen, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert screen(ONE, "-o", "-").out == screen(ONE).out
    assert [path.name for path in tmp_path.iterdir()] == ["cases.csv"]


def in_a_process(database: Path, source: Path, stdout: IO[bytes] | int) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "screen", str(source), "--best", "1", "--on", DAY]
    environ = {**os.environ, "DATABASE_URL": f"sqlite:///{database}", "PYTHONIOENCODING": "ascii"}
    return subprocess.run(command, cwd=ROOT, env=environ, stdout=stdout, stderr=subprocess.PIPE, timeout=60)


def test_the_answers_are_utf_8_whatever_the_terminal_reads(database: Path, tmp_path: Path) -> None:
    source = tmp_path / "cases.csv"
    source.write_text("case,state\nJosé,OH\n", encoding="utf-8")
    done = in_a_process(database, source, subprocess.PIPE)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode().splitlines()[1].startswith("José,1,")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is always full")
def test_standard_output_that_takes_no_more_is_told_with_exit_2(database: Path, tmp_path: Path) -> None:
    source = tmp_path / "cases.csv"
    source.write_text(ONE)
    with Path("/dev/full").open("wb") as full:
        done = in_a_process(database, source, full)
    assert done.returncode == 2
    assert done.stderr.decode().strip() == (
        "Standard output cannot be written: No space left on device. What is there is not whole."
    )


def test_a_device_is_not_replaced_by_a_file(screen) -> None:
    run = screen(ONE, "-o", "/dev/null")
    assert run.code == 2
    assert not Path("/dev/null").is_file()


def test_the_same_file_gives_the_same_bytes(screen) -> None:
    assert screen(ONE).out == screen(ONE).out


def test_long_work_says_how_far_it_is(screen, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "REPORT_EVERY", 2)
    run = screen("case,state\n" + "".join(f"{at},OH\n" for at in range(5)), "--best", "1")
    assert run.err == "2 cases done, line 3 of 6\n4 cases done, line 5 of 6\n"
    assert len(run.rows) == 5


def test_nothing_of_a_case_is_kept_in_the_database(screen, shared_app: Flask) -> None:
    screen("case,state,income\nzebra7731,OH,98765.43\n")
    path = Path(shared_app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"zebra7731" not in kept
    assert b"98765" not in kept


def test_the_document_names_every_column_in_the_order_of_the_files() -> None:
    text = (Path(__file__).parents[3] / "docs" / "screen.md").read_text(encoding="utf-8")
    given, answered = text.partition("## The answer")[::2]
    for part, columns in ((given, ("case", *COLUMNS)), (answered, OUTPUT)):
        cells = [row.split("|")[1] for row in part.splitlines() if row.startswith("| `")]
        assert re.findall(r"`(\w+)`", "".join(cells)) == list(columns)


def test_the_document_names_every_choice() -> None:
    text = (Path(__file__).parents[3] / "docs" / "screen.md").read_text(encoding="utf-8")
    for column in COLUMNS.values():
        row = next(row for row in text.splitlines() if row.startswith("|") and f"`{column.name}`" in row)
        assert column.name == "state" or [word for word in column.choices if word not in row] == []
