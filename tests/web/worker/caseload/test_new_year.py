"""``screen --on`` shows what New Year's Day 2027 changes."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from flask import Flask

CASES = """\
case,state,income,household_size,age,citizenship,insurance,pregnant,disabled,children_at_home,married,work_hours,resources
works,OH,300 a month,1,40,citizen,none,no,no,no,no,10,
saves,TX,1200 a month,1,70,citizen,medicare,no,no,no,no,,12000
texan,TX,300 a month,1,40,citizen,none,no,no,no,no,10,
"""


def test_screen_shows_what_new_years_day_changes_and_nothing_else(shared_app: Flask, tmp_path: Path) -> None:
    path = tmp_path / "cases.csv"
    path.write_text(CASES)
    answers = []
    for day in ("2026-12-31", "2027-01-01"):
        done = shared_app.test_cli_runner().invoke(args=["screen", str(path), "--on", day])
        assert done.exit_code == 0, done.stderr
        rows = csv.DictReader(io.StringIO(done.stdout))
        answers.append({(row["case"], row["listing"]): row["verdict"] for row in rows})
    before, after = answers
    assert before.keys() == after.keys()
    changed = {key: (before[key], after[key]) for key in before if before[key] != after[key]}
    assert changed == {
        # The work rule begins. The savings limits of 2026 end, and count on as a floor of those of 2027.
        ("works", "medicaid"): ("yes", "maybe"),
    }
