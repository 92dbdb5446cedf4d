"""The page and the command that say what waits to be checked."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest

from finder.web.patient import freshness

HEADER = "url,checked_on,outcome,detail,fingerprint\n"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (
            "/freshness",
            [
                *("Price: NADAC: what pharmacies pay (national survey), Imuran, 50 mg", "all strengths"),
                *("Its source has no date.", "Its source is of October 31, 2022.", "Sentence of the guide:"),
                *("Income limit: Georgia, Medicaid: adults from 19 to 64", "What a state has: "),
            ],
        ),
        (
            "/es/freshness",
            [
                "Imuran, 50 mg",
                "todos los miligramos",
                "Su fuente no tiene fecha.",
                "Frase de la guía:",
                "Georgia, Medicaid: ",
            ],
        ),
    ],
)
def test_the_page_lists_what_waits_in_words(
    get_page, monkeypatch: pytest.MonkeyPatch, path: str, names: list[str]
) -> None:
    monkeypatch.setattr(freshness, "MOST_FACTS_SHOWN", 5000)
    told = get_page(path).main
    assert [name for name in names if name not in told] == []
    # But for what the label says of the schedule of controlled substances.
    assert "None" not in told.replace('"DEA schedule: None"', "").replace("None of these", "")


def test_a_long_list_is_cut_and_says_so(get_page, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(freshness, "MOST_FACTS_SHOWN", 3)
    page = get_page("/freshness")
    assert ". The first 3 are shown." in page.main
    assert page.main.count("Checked on") == 3


def test_the_command_writes_only_data_to_standard_output(runner) -> None:
    result = runner.invoke(args=["freshness"])
    assert result.exit_code == 0
    rows = list(csv.DictReader(StringIO(result.stdout)))
    assert {"price", "blood_test"} <= {row["sort"] for row in rows}
    assert all(int(row["days_overdue"]) > 0 for row in rows)


def test_a_file_of_visits_puts_a_listing_with_a_dead_source_on_the_list(runner, tmp_path: Path) -> None:
    file = tmp_path / "visits.csv"
    file.write_text(HEADER + "https://www.costplusdrugs.com/,2026-11-23,failed,It answered 404.,\n")
    result = runner.invoke(args=["freshness", "--take-in", str(file)])
    found = [row for row in csv.DictReader(StringIO(result.stdout)) if row["id"] == "cost-plus-drugs"]
    assert [(row["link"], row["detail"]) for row in found] == [("failed", "It answered 404.")]


@pytest.mark.parametrize(
    "body",
    [
        "url\nhttps://a.example/\n",
        HEADER + "https://a.example/,yesterday,same,,\n",
        HEADER + "https://a.example/,2026-11-23,fine,,\n",
        HEADER + "a.example,2026-11-23,same,,\n",
        HEADER + "https://a.example/,2026-11-23,same,,xyz\n",
    ],
)
def test_a_bad_file_of_visits_is_refused_whole(runner, tmp_path: Path, body: str) -> None:
    file = tmp_path / "visits.csv"
    file.write_text(body)
    result = runner.invoke(args=["freshness", "--take-in", str(file)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "line " in result.stderr
