"""Feeds into the database, on SQLite and PostgreSQL: whole or not at all, and twice is once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from click.testing import Result
from flask import Flask

from finder.core.snapshot import Snapshot
from finder.db import Base, db
from finder.feeds import importer
from finder.store.snapshot_cache import build_snapshot
from tests.feeds.reading import SAMPLES

Run = Callable[..., Result]


@pytest.fixture
def run(seeded: Flask) -> Run:
    """Run a command on the seeded database."""
    return lambda *args: seeded.test_cli_runner().invoke(args=[str(arg) for arg in args])


def take(run: Run, feed: str, name: str | Path, *options: str) -> Result:
    group = "places" if feed in ("hrsa", "places-csv") else "prices"
    return run(group, "import", feed, SAMPLES / name, *options)


def everything(app: Flask) -> dict[str, list[tuple[object, ...]]]:
    with app.app_context(), db.engine.connect() as connection:
        return {
            name: sorted((tuple(row) for row in connection.execute(sa.select(table))), key=str)
            for name, table in Base.metadata.tables.items()
        }


def snapshot(app: Flask) -> Snapshot:
    with app.app_context():
        return build_snapshot(db.engine)[1]


EVERY_FEED = [
    ("nadac", "nadac_yearly.csv"),
    ("nadac", "nadac_store.json"),
    ("openfda-ndc", "openfda_products.json"),
    ("costplus", "costplus_api.json"),
    ("costplus", "costplus_catalogue.json"),
    ("prices-csv", "prices.csv"),
    ("hrsa", "hrsa_sites.csv"),
    ("hrsa", "hrsa_older.csv"),
    ("places-csv", "places.csv"),
]


@pytest.mark.parametrize(("feed", "name"), EVERY_FEED)
def test_the_same_file_twice_changes_nothing(feed: str, name: str, run: Run, seeded: Flask) -> None:
    before = everything(seeded)
    first = take(run, feed, name, "--on", "2026-11-23")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "Done:" in first.stderr
    after = everything(seeded)
    assert after != before
    second = take(run, feed, name, "--on", "2026-11-23")
    assert second.exit_code == 0
    assert "All are on file already. Nothing was changed." in second.stderr
    assert everything(seeded) == after


def test_a_price_list_without_a_day_is_refused_until_the_day_is_given(run: Run, seeded: Flask) -> None:
    before = everything(seeded)
    refused = take(run, "costplus", "costplus_api.json")
    assert refused.exit_code == 2
    assert "Give the day: --on YYYY-MM-DD." in refused.stderr
    assert everything(seeded) == before


@pytest.mark.parametrize(("feed", "name"), EVERY_FEED)
def test_a_dry_run_says_what_would_change_and_writes_nothing(feed: str, name: str, run: Run, seeded: Flask) -> None:
    before = everything(seeded)
    result = take(run, feed, name, "--dry-run", "--on", "2026-11-23")
    assert result.exit_code == 0
    assert "Nothing was written (dry run); there would be" in result.stderr
    assert everything(seeded) == before


@pytest.mark.parametrize(("feed", "name"), EVERY_FEED)
def test_what_was_taken_in_can_be_written_out_and_taken_in_again(
    feed: str, name: str, run: Run, seeded: Flask, tmp_path: Path
) -> None:
    take(run, feed, name)
    before = everything(seeded)
    assert run("listings", "export", tmp_path / "out").exit_code == 0
    result = run("listings", "import", tmp_path / "out")
    assert result.exit_code == 0, result.stderr
    assert "0 listings and tables changed" in result.stderr
    assert everything(seeded) == before


def test_an_import_publishes(run: Run, seeded: Flask) -> None:
    version = int(snapshot(seeded).version)
    take(run, "nadac", "nadac_yearly.csv")
    assert int(snapshot(seeded).version) == version + 1
    take(run, "nadac", "nadac_yearly.csv")
    assert int(snapshot(seeded).version) == version + 1


@pytest.mark.parametrize(
    ("feed", "name", "lines"), [("nadac", "nadac_mistakes.csv", 8), ("hrsa", "hrsa_mistakes.csv", 5)]
)
def test_a_file_with_mistakes_is_refused_whole(feed: str, name: str, lines: int, run: Run, seeded: Flask) -> None:
    before = everything(seeded)
    result = take(run, feed, name)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"{name}, line 2: " in result.stderr
    assert f"Refused: {lines} rows have mistakes. Nothing was written." in result.stderr
    assert everything(seeded) == before


def test_our_own_rows_are_checked_like_the_shipped_files(run: Run, seeded: Flask, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_text((SAMPLES / "prices.csv").read_text().replace("24.50", "-24.50").replace("2026-11-01", "11/01/2026"))
    result = take(run, "prices-csv", bad)
    assert result.exit_code == 2
    assert "bad.csv, line 2: 'price' must not be less than zero" in result.stderr
    assert "bad.csv, line 3: 'observed_on' must be a date" in result.stderr


def test_an_older_file_adds_history_and_does_not_push_out_the_newer_price(run: Run, seeded: Flask) -> None:
    take(run, "nadac", "nadac_store.json")
    take(run, "nadac", "nadac_yearly.csv")
    book = snapshot(seeded).facts.prices

    def benchmark(on: date) -> Decimal | None:
        found = book.benchmark_per_tablet(50, on)
        return found and found.price

    assert benchmark(date(2024, 12, 18)) == Decimal("0.13884")
    assert benchmark(date(2025, 1, 22)) == Decimal("0.13724")
    assert benchmark(date(2026, 11, 23)) == Decimal("0.13037")


def test_places_that_a_newer_list_does_not_have_are_retired_and_not_deleted(run: Run, seeded: Flask) -> None:
    take(run, "hrsa", "hrsa_sites.csv")
    result = take(run, "hrsa", "hrsa_sites_newer.csv")
    assert "0 added, 9 changed, 2 retired" in result.stderr
    retired = [row for row in everything(seeded)["places"] if row[-1] is not None]
    assert {(row[0], row[-1]) for row in retired} == {
        ("BPS-H80-000003", date(2026, 10, 31)),
        ("BPS-H80-000007", date(2026, 10, 31)),
    }
    open_ones = {place.source_id for place in snapshot(seeded).facts.places.places}
    assert "BPS-H80-000003" not in open_ones
    assert "a-pharmacy" in open_ones  # ours, not HRSA's


def test_a_place_that_comes_back_is_open_again(run: Run, seeded: Flask, tmp_path: Path) -> None:
    take(run, "hrsa", "hrsa_sites.csv")
    take(run, "hrsa", "hrsa_sites_newer.csv")
    again = tmp_path / "again.csv"
    again.write_bytes((SAMPLES / "hrsa_sites.csv").read_bytes().replace(b'"09/30/2026"', b'"11/15/2026"'))
    assert take(run, "hrsa", again).exit_code == 0
    assert "BPS-H80-000003" in {place.source_id for place in snapshot(seeded).facts.places.places}


def test_an_older_list_of_places_is_refused(run: Run, seeded: Flask) -> None:
    take(run, "hrsa", "hrsa_sites_newer.csv")
    before = everything(seeded)
    result = take(run, "hrsa", "hrsa_sites.csv")
    assert result.exit_code == 2
    assert "The file is of 2026-09-30, and a newer one, of 2026-10-31, is on file already." in result.stderr
    assert everything(seeded) == before


def test_a_part_of_the_list_retires_nothing(run: Run, seeded: Flask) -> None:
    take(run, "hrsa", "hrsa_sites.csv")
    assert "0 retired" in take(run, "hrsa", "hrsa_sites_newer.csv", "--part").stderr


def test_a_list_that_lost_very_many_places_is_taken_only_on_request(
    run: Run, seeded: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "MANY_GONE", 1)
    monkeypatch.setattr(importer, "MANY_GONE_SHARE", 0.1)
    take(run, "hrsa", "hrsa_sites.csv")
    before = everything(seeded)
    result = take(run, "hrsa", "hrsa_sites_newer.csv")
    assert result.exit_code == 2
    assert "This file would retire 2 of 11 places. If it is whole, add --retire-many" in result.stderr
    assert everything(seeded) == before
    assert take(run, "hrsa", "hrsa_sites_newer.csv", "--retire-many").exit_code == 0


STARTERS = """source_id,name,kind,state,source,as_of,checked_on,still_there
fq20-1,Old Clinic,health_center,OH,https://example.org/copy,2021-01-05,2026-09-01,low
tx25-1,Other Clinic,health_center,TX,https://example.org/copy,2025-07-29,2026-09-01,high
BPS-H80-000001,Named Before,health_center,OH,https://example.org/copy,2021-09-22,2026-09-01,medium
BPS-H80-999999,Gone Clinic,health_center,SC,https://example.org/copy,2021-09-22,2026-09-01,medium
va-1,VA Columbus,va_facility,OH,https://example.org/copy,2023-03-10,2026-09-01,medium
"""


@pytest.fixture
def starters(run: Run, tmp_path: Path) -> None:
    """Places of an older list of health centers, and one of another list."""
    file = tmp_path / "starters.csv"
    file.write_text(STARTERS)
    assert take(run, "places-csv", file).exit_code == 0


@pytest.mark.usefixtures("starters")
def test_the_first_list_of_health_centers_takes_the_place_of_the_starter_directory(run: Run, seeded: Flask) -> None:
    assert "1 changed, 3 retired" in take(run, "hrsa", "hrsa_sites.csv").stderr
    places = {row.source_id: row for row in snapshot(seeded).facts.places.places}
    assert "va-1" in places
    assert not {"fq20-1", "tx25-1", "BPS-H80-999999"} & set(places)
    assert (places["BPS-H80-000001"].still_there, places["BPS-H80-000001"].name_seen_on) == (None, None)


@pytest.mark.usefixtures("starters")
def test_a_part_of_the_list_leaves_the_starter_directory_alone(run: Run, seeded: Flask) -> None:
    assert "0 retired" in take(run, "hrsa", "hrsa_sites.csv", "--part").stderr
    assert "fq20-1" in {row.source_id for row in snapshot(seeded).facts.places.places}


@pytest.mark.usefixtures("starters")
def test_a_list_far_shorter_than_the_starter_directory_is_taken_only_on_request(
    run: Run, seeded: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "MANY_GONE", 1)
    short = tmp_path / "short.csv"
    short.write_bytes(b"\r\n".join((SAMPLES / "hrsa_sites.csv").read_bytes().split(b"\r\n")[:2]) + b"\r\n")
    before = everything(seeded)
    result = take(run, "hrsa", short)
    assert (result.exit_code, "add --retire-many" in result.stderr) == (2, True)
    assert everything(seeded) == before
    assert take(run, "hrsa", short, "--retire-many").exit_code == 0


def test_the_older_report_changes_nothing_and_is_taken_over_by_the_list(run: Run, seeded: Flask) -> None:
    take(run, "hrsa", "hrsa_older.csv")
    assert take(run, "hrsa", "hrsa_sites.csv").exit_code == 0
    held = {row[0]: row for row in everything(seeded)["places"]}
    assert held["BPS-H80-000021"][-1] == date(2026, 9, 30)  # not in the list, so retired
    after = everything(seeded)
    assert take(run, "hrsa", "hrsa_older.csv").exit_code == 0
    assert everything(seeded) == after


def test_a_list_without_sites_is_refused(run: Run, seeded: Flask, tmp_path: Path) -> None:
    empty = tmp_path / "empty.csv"
    empty.write_bytes((SAMPLES / "hrsa_sites.csv").read_bytes().split(b"\r\n")[0] + b"\r\n")
    result = take(run, "hrsa", empty)
    assert result.exit_code == 2
    assert "has no site that sees patients" in result.stderr


def test_packages_replace_their_products_and_keep_what_was_found_out_by_hand(run: Run, seeded: Flask) -> None:
    with seeded.app_context(), db.engine.begin() as connection:
        connection.execute(
            sa.text(
                "UPDATE products SET ndc = '68382-118', strength_mg = 25, scored = 'no', hard_to_find = :yes"
            ).bindparams(yes=True)
        )
    take(run, "openfda-ndc", "openfda_products.json")
    products = [row for row in snapshot(seeded).facts.products if row.strength_mg == 25]
    assert [(row.ndc, row.scored, row.hard_to_find) for row in products] == [
        ("68382011801", "no", True),
        ("68382011805", "no", True),
    ]


def test_an_older_directory_does_not_overwrite_a_newer_one(run: Run, seeded: Flask, tmp_path: Path) -> None:
    take(run, "openfda-ndc", "openfda_products.json")
    before = everything(seeded)
    older = tmp_path / "older.json"
    text = (SAMPLES / "openfda_products.json").read_text()
    older.write_text(text.replace("2026-10-07", "2026-01-01").replace("Zydus", "Old"))
    assert "Nothing was changed." in take(run, "openfda-ndc", older).stderr
    assert everything(seeded) == before


def test_a_place_of_ours_is_not_overwritten_by_an_older_row(run: Run, seeded: Flask, tmp_path: Path) -> None:
    take(run, "places-csv", "places.csv")
    before = everything(seeded)
    older = tmp_path / "older.csv"
    older.write_text((SAMPLES / "places.csv").read_text().replace("2026-11-01", "2026-01-01"))
    assert take(run, "places-csv", older).exit_code == 0
    assert everything(seeded) == before
