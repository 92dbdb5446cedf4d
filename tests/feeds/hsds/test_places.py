from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from finder.db import db
from finder.feeds.import_report import FeedError
from finder.store.records import catalog_in
from tests.feeds.hsds.packages import ASKED, SAMPLE, SOURCE, read, sample
from tests.feeds.reading import column, remarked, said


def test_a_place_is_read_with_all_that_hangs_on_it() -> None:
    rows, told = read(SAMPLE)
    first = rows[0]
    assert told.mistakes == []
    assert (first["source_id"], first["name"], first["run_by"]) == ("hsds:1", "Free Clinic of Canton", "")
    assert (first["address"], first["city"], first["state"], first["zip"]) == (
        "1 Main St, Suite 2",
        "Canton",
        "OH",
        "44702-1234",
    )
    assert (first["phone"], first["phone_extension"], first["url"]) == (
        "330-555-0100",
        "12",
        "https://www.clinic.example",
    )
    assert (first["hours"], first["languages"]) == ("MO,WE 09:00-17:00", "English, Spanish")
    assert (first["latitude"], first["longitude"]) == (40.8, -81.38)
    assert (first["checked_on"], first["source"]) == (date(2026, 5, 1), SOURCE)


def test_places_where_nobody_can_go_are_left_out_and_said() -> None:
    rows, told = read(SAMPLE)
    assert column(rows, "source_id") == ["hsds:1", "hsds:two"]
    text = " ".join(message for _, message in remarked(told))
    for words in ("(virtual)", "(postal)", "none of its services is active", "not in the United States"):
        assert words in text


def test_a_latitude_beyond_the_pole_is_not_believed_nor_swapped() -> None:
    rows, told = read(SAMPLE)
    assert (rows[1]["latitude"], rows[1]["longitude"], rows[1]["zip"]) == (None, None, "44702")
    assert any("its position cannot be right" in message for _, message in remarked(told))


def test_a_postal_address_is_not_where_people_go() -> None:
    assert read(SAMPLE)[0][1]["address"] == "2 Side St"


def test_what_the_package_does_not_say_is_asked_for() -> None:
    with pytest.raises(FeedError, match="Say what these places are: --kind health_center"):
        read(SAMPLE, kind=None)
    with pytest.raises(FeedError, match="Say where the package comes from"):
        read(SAMPLE, source="")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("locations.csv", "two,physical", "1,physical"), "The location 1 stands in line 2 already."),
        (("addresses.csv", ",Ohio,", ",Ohoi,"), "'Ohoi' is not a state."),
        (("locations.csv", "100,101", "north,101"), "The position must be two numbers"),
    ],
)
def test_what_cannot_be_right_is_a_mistake(tmp_path: Path, change: tuple[str, str, str], message: str) -> None:
    _, told = read(sample(tmp_path, change))
    assert any(message in text for _, text in said(told))


def test_the_command_takes_places_in_once_and_all_or_nothing(seeded: Flask, tmp_path: Path) -> None:
    runner = seeded.test_cli_runner()
    first = runner.invoke(args=["places", "import", "hsds", str(SAMPLE), *ASKED])
    assert (first.exit_code, first.stdout) == (0, "")
    assert "Done: 2 added, 0 changed, 0 retired." in first.stderr
    assert "Nothing was changed." in runner.invoke(args=["places", "import", "hsds", str(SAMPLE), *ASKED]).stderr
    wrong = sample(tmp_path, ("addresses.csv", ",Ohio,", ",Ohoi,"), ("locations.csv", "two,", "new,"))
    refused = runner.invoke(args=["places", "import", "hsds", str(wrong), *ASKED])
    assert refused.exit_code == 2
    assert "Nothing was written." in refused.stderr
    with seeded.app_context():
        assert "hsds:new" not in {row["source_id"] for row in catalog_in(db.session).rows["places"]}


def test_a_mistake_in_our_own_table_of_places_names_its_line_in_the_package(seeded: Flask, tmp_path: Path) -> None:
    runner, folder = seeded.test_cli_runner(), tmp_path / "package"
    assert runner.invoke(args=["listings", "export", "--format", "hsds", str(folder)]).exit_code == 0
    file = folder / "x_places.csv"
    text = file.read_text(encoding="utf-8")
    heading, first, *_ = text.splitlines()
    wrong = first.replace("free_clinic", "free clinic").replace("charity_pharmacy", "charity pharmacy")
    assert wrong != first
    file.write_text("\n".join((heading, "", "", wrong)) + "\n", encoding="utf-8")
    _, told = read(folder)
    assert [line for line, _ in said(told)] == [4]
    assert "x_places: 'kind'" in said(told)[0][1]
