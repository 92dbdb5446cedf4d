from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from finder.answers.columns import COLUMNS
from finder.core.situation import Situation
from finder.store.snapshot_cache import current_snapshot
from tests.web.people import DAY, OHIO, card, cards, fitting
from tests.web.worker.caseload.conftest import ONE, OUTPUT


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
    assert {row["listing"] for row in rows} == {row.id for row in snapshot.that_can_apply(Situation(state="OH"))}


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
    told += "A,OH,1820 a month,1,40,citizen,none,no,no,no\n"
    found = {}
    for day in ("2026-01-12", DAY):
        row = next(row for row in screen(told, on=day).rows if row["listing"] == "medicaid")
        found[row["rules_as_of"]] = row["verdict"]
    assert found == {"2026-01-12": "no", DAY: "yes"}


def test_without_a_day_it_is_today(screen) -> None:
    with time_machine.travel("2026-12-05 17:00Z", tick=False):
        assert screen(ONE, "--best", "1", on=None).rows[0]["rules_as_of"] == "2026-12-05"


def test_the_document_names_every_column_in_the_order_of_the_files() -> None:
    text = (Path(__file__).parents[4] / "docs" / "screen.md").read_text(encoding="utf-8")
    given, answered = text.partition("## The answer")[::2]
    for part, columns in ((given, ("case", *COLUMNS)), (answered, OUTPUT)):
        cells = [row.split("|")[1] for row in part.splitlines() if row.startswith("| `")]
        assert re.findall(r"`(\w+)`", "".join(cells)) == list(columns)


def test_the_document_names_every_choice() -> None:
    text = (Path(__file__).parents[4] / "docs" / "screen.md").read_text(encoding="utf-8")
    for column in COLUMNS.values():
        row = next(row for row in text.splitlines() if row.startswith("|") and f"`{column.name}`" in row)
        assert column.name == "state" or [word for word in column.choices if word not in row] == []
