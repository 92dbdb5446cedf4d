from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from typing import IO

import pytest
from flask import Flask

from finder.caseload import screen_command
from finder.config import ROOT
from tests.web.people import DAY
from tests.web.worker.caseload.conftest import ONE


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


@pytest.mark.parametrize("label", ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(1)"])
def test_a_label_is_never_a_formula(screen, label: str) -> None:
    assert screen(f"case,state\n{label},OH\n", "--best", "1").rows[0]["case"] == f"'{label}"


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x1b", "\x7f", "\uffff"])
def test_a_sign_that_cannot_be_shown_does_not_reach_the_output(screen, sign: str) -> None:
    assert screen(f"case,state\nA{sign}1,O{sign}H\n", "--best", "1").rows[0]["case"] == "A1"


def test_no_cell_of_the_output_begins_like_a_formula(screen) -> None:
    cells = [cell for row in screen(ONE).rows for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))] == []


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

    monkeypatch.setattr(screen_command, "_write", full)
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
    monkeypatch.setattr(screen_command, "REPORT_EVERY", 2)
    run = screen("case,state\n" + "".join(f"{at},OH\n" for at in range(5)), "--best", "1")
    assert run.err == "2 cases done, line 3 of 6\n4 cases done, line 5 of 6\n"
    assert len(run.rows) == 5


def test_nothing_of_a_case_is_kept_in_the_database(screen, shared_app: Flask) -> None:
    screen("case,state,income\nzebra7731,OH,98765.43 a month\n")
    path = Path(shared_app.config["DATABASE_URL"].removeprefix("sqlite:///"))
    kept = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert b"zebra7731" not in kept
    assert b"98765" not in kept
