"""The commands ``prices`` and ``places``: what is read, what goes where, and the contract of their columns."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from flask.testing import FlaskCliRunner

from finder.feeds import download
from finder.feeds.download import Patience
from finder.feeds.import_report import FeedError
from tests.feeds.reading import SAMPLES

MakeApp = Callable[..., Flask]


@pytest.fixture
def afresh(make_app: MakeApp, database: Path) -> Callable[..., Result]:
    """Run a command the way a new process does: with nothing in memory."""
    return lambda *args: make_app(database).test_cli_runner().invoke(args=[str(arg) for arg in args])


def table(result: Result) -> list[dict[str, str]]:
    assert result.exit_code == 0, result.stderr
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_a_file_can_come_from_standard_input(runner: FlaskCliRunner) -> None:
    data = (SAMPLES / "nadac_yearly.csv").read_bytes()
    result = runner.invoke(args=["prices", "import", "nadac", "-"], input=data)
    assert result.exit_code == 0
    assert "11 added" in result.stderr


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (["prices", "import", "hrsa", "x"], "hrsa is a feed of places. Use: places import hrsa FILE."),
        (["places", "import", "nadac", "x"], "nadac is a feed of prices. Use: prices import nadac FILE."),
        (["places", "import", "hsds", "x"], "Give the folder, zip or JSON file of an HSDS package."),
        (["prices", "import", "nadac", "no-such-file"], "no-such-file cannot be read: No such file or directory."),
        (["prices", "import", "nadac"], "Give a FILE, or --url, and not both."),
        (["prices", "import", "nadac", "x", "--url", "https://data.hrsa.gov/"], "Give a FILE, or --url, and not both."),
        (["prices", "import", "nadac", "--url", "https://example.org/x"], "'example.org' is refused."),
        (["prices", "import", "nadac", "--url", "http://data.medicaid.gov/x"], "is refused: use https://"),
    ],
)
def test_what_cannot_be_taken_in_is_refused_with_a_sentence(
    args: list[str], sentence: str, runner: FlaskCliRunner
) -> None:
    result = runner.invoke(args=args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert sentence in result.stderr
    assert "Nothing was written." in result.stderr


def test_a_folder_is_refused(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["prices", "import", "nadac", str(tmp_path)])
    assert result.exit_code == 2
    assert "cannot be read: Is a directory." in result.stderr


def test_an_unknown_feed_is_refused_with_the_known_ones(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["prices", "import", "goodrx", "x"])
    assert result.exit_code == 2
    assert "nadac" in result.stderr


def test_a_download_is_taken_in_like_a_file(runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(address: str, progress: Callable[[int], None], patience: Patience) -> io.BytesIO:
        assert patience == (60, 1800)
        assert address == "https://data.medicaid.gov/f.csv"
        progress(10)
        return io.BytesIO((SAMPLES / "nadac_yearly.csv").read_bytes())

    monkeypatch.setattr(download, "fetch", fetch)
    result = runner.invoke(args=["prices", "import", "nadac", "--url", "https://data.medicaid.gov/f.csv"])
    assert (result.exit_code, result.stdout) == (0, "")
    assert "11 added" in result.stderr


def test_a_download_that_fails_is_told(runner: FlaskCliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fetch(_address: str, **_how: object) -> io.BytesIO:
        raise FeedError("data.hrsa.gov did not send the file: it answered 503.")

    monkeypatch.setattr(download, "fetch", fetch)
    result = runner.invoke(args=["places", "import", "hrsa", "--url", "https://data.hrsa.gov/f.csv"])
    assert result.exit_code == 2
    assert "it answered 503" in result.stderr


def test_the_columns_of_prices_are_the_contract(afresh: Callable[..., Result]) -> None:
    result = afresh("prices", "list", "--format", "csv")
    assert result.stdout.splitlines()[0] == (
        "kind,seller,product,ndc,strength_mg,quantity,days_supply,price,unit_price,area,observed_on,source"
    )


def test_the_newest_day_among_its_ndcs_is_the_benchmarks(afresh: Callable[..., Result]) -> None:
    afresh("prices", "import", "nadac", SAMPLES / "nadac_yearly.csv")
    rows = table(afresh("prices", "list", "--on", "2026-03-20", "--kind", "benchmark", "--strength", "75"))
    (row,) = [row for row in rows if row["seller"] == "nadac" and row["product"] == "azathioprine"]
    assert (row["price"], row["unit_price"], row["observed_on"]) == ("8.77822", "8.77822", "2026-03-18")
    assert row["ndc"] == "68382011901"


def test_what_was_just_taken_in_is_listed_by_the_next_command(runner: FlaskCliRunner) -> None:
    def sellers() -> set[str]:
        return {row["seller"] for row in table(runner.invoke(args=["prices", "list"]))}

    assert "a-counter" not in sellers()
    runner.invoke(args=["prices", "import", "prices-csv", str(SAMPLES / "prices.csv")])
    assert "a-counter" in sellers()


def test_all_shows_the_history_and_still_nothing_of_the_future(afresh: Callable[..., Result]) -> None:
    afresh("prices", "import", "nadac", SAMPLES / "nadac_yearly.csv")
    rows = table(afresh("prices", "list", "--on", "2025-03-20", "--all"))
    imuran = [row["observed_on"] for row in rows if row["product"] == "Imuran" and row["ndc"]]
    assert imuran == ["2024-12-18", "2025-03-19"]
    assert all(row["observed_on"] <= "2025-03-20" for row in rows)


def test_a_price_by_days_has_no_price_of_one_tablet(afresh: Callable[..., Result]) -> None:
    rows = table(afresh("prices", "list", "--kind", "fixed"))
    by_days = [row for row in rows if row["seller"] == "rx-outreach"]
    assert by_days
    assert {(row["quantity"], row["unit_price"]) for row in by_days} == {("", "")}
    (thirty,) = [row for row in rows if row["seller"] == "cost-plus-drugs" and row["strength_mg"] == "50"]
    assert (thirty["price"], thirty["unit_price"]) == ("6.76", "0.22533")


def test_the_25_mg_tablet_has_no_price_and_it_is_said_so(afresh: Callable[..., Result]) -> None:
    result = afresh("prices", "list", "--strength", "25", "--on", "2026-11-23")
    assert table(result) == []
    assert result.stderr.strip() == "There is no price of 25 mg tablets on file for 2026-11-23."


def test_prices_of_low_confidence_are_not_listed(afresh: Callable[..., Result]) -> None:
    rows = table(afresh("prices", "list", "--all"))
    assert not [row for row in rows if row["kind"] == "derived" and row["observed_on"] == "2026-03-31"]


def test_the_columns_of_places_are_the_contract(afresh: Callable[..., Result]) -> None:
    afresh("places", "import", "hrsa", SAMPLES / "hrsa_sites.csv")
    result = afresh("places", "near", "43215", "--limit", "2", "--format", "csv")
    assert result.stdout.splitlines()[0] == (
        "name,kind,distance_miles,address,city,state,zip,phone,source,checked_on,as_of,name_seen_on,still_there,limited_to"
    )
    rows = table(result)
    assert (rows[1]["name"], rows[1]["phone"]) == ("Example Health Center, Downtown", "614-555-0100 x0123")
    assert 0 < float(rows[1]["distance_miles"]) < 3
    assert rows[1]["checked_on"] == "2026-09-30"


def test_within_keeps_to_the_distance(afresh: Callable[..., Result]) -> None:
    afresh("places", "import", "hrsa", SAMPLES / "hrsa_sites.csv")
    rows = table(afresh("places", "near", "43215", "--within", "15"))
    assert rows
    assert all(float(row["distance_miles"]) <= 15 for row in rows)
    assert "Johnstown" not in {row["city"] for row in rows}


@pytest.mark.parametrize(
    ("code", "name"), [("00601", "Centro"), ("96910", "Guam"), ("96799", "Pago"), ("96940", "Palau")]
)
def test_territories_have_places(code: str, name: str, afresh: Callable[..., Result]) -> None:
    afresh("places", "import", "hrsa", SAMPLES / "hrsa_sites.csv")
    assert table(afresh("places", "near", code))[0]["name"].startswith(name)


def test_a_zip_code_without_a_position_gets_its_state(afresh: Callable[..., Result]) -> None:
    result = afresh("places", "near", "00501")  # New York, without coordinates
    assert {row["state"] for row in table(result)} == {"NY"}
    afresh("places", "import", "hrsa", SAMPLES / "hrsa_sites.csv")
    result = afresh("places", "near", "43195")  # Ohio, without coordinates
    assert {row["state"] for row in table(result)} == {"OH"}
    assert {row["distance_miles"] for row in table(result)} == {""}
    assert "The position of 43195 is not known. These places are in OH." in result.stderr


@pytest.mark.parametrize("code", ["4321", "ABCDE", "43215abc", "43215-12", "٤٣٢١٥", ""])
def test_what_is_no_zip_code_is_refused(code: str, afresh: Callable[..., Result]) -> None:
    result = afresh("places", "near", code)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not a ZIP code" in result.stderr


def test_a_zip_code_that_cannot_be_is_refused(afresh: Callable[..., Result]) -> None:
    result = afresh("places", "near", "00000")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "The ZIP code 00000 is not known." in result.stderr


def test_named_charity_pharmacies_are_there_from_the_start(afresh: Callable[..., Result]) -> None:
    names = {row["name"] for row in table(afresh("places", "near", "43215"))}
    assert "Charitable Pharmacy of Central Ohio" in names
