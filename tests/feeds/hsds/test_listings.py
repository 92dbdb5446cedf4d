from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from finder.db import db, write
from finder.feeds.hsds.standard import HSDS_COLUMNS
from finder.store.accounts import invite
from finder.store.models import MemberRole
from finder.store.proposals import open_proposals
from finder.store.records import catalog_in
from tests.catalog.folders import GOOD as GOOD_FOLDER
from tests.feeds.hsds.packages import SAMPLE


def test_listings_of_a_package_become_proposals_and_nothing_is_published(seeded: Flask, tmp_path: Path) -> None:
    runner, folder = seeded.test_cli_runner(), tmp_path / "package"
    assert runner.invoke(args=["listings", "export", "--format", "hsds", str(folder)]).exit_code == 0
    with seeded.app_context(), write() as session:
        invite(session, "ana@team.example", MemberRole.VOLUNTEER)
    with seeded.app_context():
        before = catalog_in(db.session).records
    asked = ["listings", "import", "--format", "hsds", str(folder), "--as", "ana@team.example"]
    assert "Made 0 proposals." in runner.invoke(args=asked).stderr
    text = (folder / "x_listings.csv").read_text(encoding="utf-8")
    (folder / "x_listings.csv").write_text(text.replace("Good Pharmacy", "Better Pharmacy"), encoding="utf-8")
    result = runner.invoke(args=asked)
    assert (result.exit_code, "Made 1 proposals." in result.stderr) == (0, True), result.stderr
    assert "Made 0 proposals." in runner.invoke(args=asked).stderr
    with seeded.app_context(), write() as session:
        (proposal,) = open_proposals(session)
        assert proposal.document["name"] == "Better Pharmacy"
        assert catalog_in(db.session).records == before


def test_listings_are_proposed_in_the_name_of_a_member(seeded: Flask) -> None:
    result = seeded.test_cli_runner().invoke(args=["listings", "import", "--format", "hsds", str(SAMPLE)])
    assert result.exit_code == 2
    assert "the e-mail of a member of the team" in result.stderr


def test_services_of_others_become_no_listings(seeded: Flask) -> None:
    with seeded.app_context(), write() as session:
        invite(session, "ana@team.example", MemberRole.VOLUNTEER)
    asked = ["listings", "import", "--format", "hsds", str(SAMPLE), "--as", "ana@team.example"]
    result = seeded.test_cli_runner().invoke(args=asked)
    assert "2 services have no listing of ours with them." in result.stderr
    assert "Made 0 proposals." in result.stderr


@pytest.fixture
def listings(seeded: Flask, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """Import a package whose listings are given as TOML, by id; the exit code and what was said."""
    with seeded.app_context(), write() as session:
        invite(session, "ana@team.example", MemberRole.VOLUNTEER)
    folder = tmp_path / "package"
    runner = seeded.test_cli_runner()
    assert runner.invoke(args=["listings", "export", "--format", "hsds", str(folder)]).exit_code == 0

    def run(*records: tuple[str, str]) -> tuple[int, str]:
        out = io.StringIO()
        rows = [(f"{n}", "service", name, text) for n, (name, text) in enumerate(records)]
        csv.writer(out).writerows([HSDS_COLUMNS["x_listings"], *rows])
        (folder / "x_listings.csv").write_text(out.getvalue(), encoding="utf-8")
        asked = ["listings", "import", "--format", "hsds", str(folder), "--as", "ana@team.example"]
        result = runner.invoke(args=asked)
        return result.exit_code, result.stderr

    return run


GOOD = (GOOD_FOLDER / "programs" / "good.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ('status = "active"\n', "", "good: 'status' is missing."),
        ('status = "active"', "status = 07:32:00", "good: 'status'"),
        ("checked_on = 2026", "checked_on = 2026-01-02T03:04:05Z # ", "good: 'checked_on' must be a date."),
        ('id = "good"', 'id = "../../good"', "An id is of small letters, digits and hyphens"),
        ('id = "good"', 'id = "table:prices"', "An id is of small letters, digits and hyphens"),
        ('id = "good"', 'id = "good"\nid = "good"', "'record' is not TOML"),
        ('id = "good"', 'id = "other"\nmore = nan', "other: 'more' is not a key we know."),
    ],
)
def test_a_listing_that_our_own_files_could_not_hold_is_not_even_proposed(
    seeded: Flask, listings: Callable[..., tuple[int, str]], old: str, new: str, sentence: str
) -> None:
    text = GOOD.replace(old, new, 1)
    assert text != GOOD
    name = new.split('"')[1] if old.startswith("id") and "\nid" not in new else "good"
    code, told = listings((name, text))
    assert (code, sentence in told) == (2, True), told
    assert "Nothing was written." in told
    with seeded.app_context(), write() as session:
        assert open_proposals(session) == []


def test_a_listing_that_stands_in_a_package_twice_is_a_mistake(listings: Callable[..., tuple[int, str]]) -> None:
    code, told = listings(("good", GOOD), ("good", GOOD.replace("Good", "Better")))
    assert code == 2
    assert "The listing good stands in line " in told
