"""Feeds with ``--propose``: nothing is published before somebody approves, and then it is what the feed would do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from finder.db import db, write
from finder.feeds import importer
from finder.store.models import FILE_TABLES, Proposal, ProposalKind
from finder.store.proposals import FEED, RuleError, open_proposals, propose, reject
from finder.store.records import rows_in, version_in
from tests.feeds.reading import SAMPLES
from tests.store.proposing import ANA, BEN, approved, checked, history, version

ON = ("--on", "2026-11-23")


def take(app: Flask, feed: str, name: str | Path, *options: str) -> str:
    group = "places" if feed in ("hrsa", "places-csv", "hsds") else "prices"
    result = app.test_cli_runner().invoke(args=[group, "import", feed, str(SAMPLES / name), *ON, *options])
    assert (result.exit_code, result.stdout) == (0, ""), result.stderr
    return result.stderr


def tables() -> dict[str, object]:
    with db.engine.connect() as connection:
        return dict(rows_in(connection))


def open_ones() -> list[int]:
    with write() as session:
        return [proposal.id for proposal in open_proposals(session)]


FILES = [
    ("nadac", "nadac_weekly.csv"),
    ("openfda-ndc", "openfda_products.json"),
    ("costplus", "costplus_api.json"),
    ("hrsa", "hrsa_sites.csv"),
    ("places-csv", "places.csv"),
]


@pytest.mark.parametrize(("feed", "name"), FILES)
def test_an_approved_proposal_is_what_the_feed_would_have_done(seeded: Flask, feed: str, name: str) -> None:
    with seeded.app_context():
        before = tables()
        assert "Proposed; a reviewer decides:" in take(seeded, feed, name, "--propose")
        assert (tables(), version()) == (before, 1)
        (number,) = open_ones()
        assert approved(number) == version() == 2
        after = tables()
        assert after != before
        # The same file once more has nothing to add.
        assert "Nothing was changed." in take(seeded, feed, name)
        assert tables() == after


def test_places_of_an_hsds_package_become_a_proposal_too(seeded: Flask) -> None:
    kind = ("--kind", "free_clinic", "--source", "https://directory.example.org/")
    with seeded.app_context():
        take(seeded, "hsds", "hsds", *kind, "--propose")
        approved(*open_ones())
        assert "Nothing was changed." in take(seeded, "hsds", "hsds", *kind)


def test_changes_and_places_that_are_gone_are_proposed_and_noted_row_by_row(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "hrsa", "hrsa_sites.csv")
        before = tables()["places"]
        take(seeded, "hrsa", "hrsa_sites_newer.csv", "--propose")
        (number,) = open_ones()
        with write() as session:
            document = session.get_one(Proposal, number).document
        # What is the same on a later day is one line, however many places a list has.
        assert [(group["was"], group["now"]) for group in document["again"]] == [("2026-09-30", "2026-10-31")]
        assert len(document["rows"]) + document["again"][0]["count"] == len(before) - 1 == 11
        approved(number)
        assert "Nothing was changed." in take(seeded, "hrsa", "hrsa_sites_newer.csv")
        rows = [row for row in history("table:places") if row.proposal_id]
        assert {row.proposal_id for row in rows} == {number}
        assert {row.actor for row in rows} == {None}
        assert any(row.old and row.new and row.new.get("retired_on") and not row.old["retired_on"] for row in rows)


def test_a_newer_run_takes_the_older_proposal_back_and_the_same_run_adds_none(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "nadac", "nadac_weekly.csv", "--propose")
        first = open_ones()
        take(seeded, "nadac", "nadac_weekly.csv", "--propose")
        assert open_ones() == first
        take(seeded, "nadac", "nadac_yearly.csv", "--propose")
        assert len(open_ones()) == 1
        assert open_ones() != first
        with write() as session:
            old = session.get_one(Proposal, first[0])
            assert (old.state.value, old.proposer, old.decided_by) == ("withdrawn", FEED, FEED)


def test_a_proposal_older_than_a_column_can_still_be_approved(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "nadac", "nadac_weekly.csv", "--propose")
        (number,) = open_ones()
        with write() as session:
            proposal = session.get_one(Proposal, number)
            rows = [
                {name: text for name, text in row.items() if name != "survey_week"} for row in proposal.document["rows"]
            ]
            assert rows
            proposal.document = {**proposal.document, "rows": rows}
        approved(number)
        assert all(row["survey_week"] is None for row in tables()["prices"])


def test_rows_that_changed_meanwhile_are_not_written_over(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "places-csv", "places.csv", "--propose")
        (number,) = open_ones()
        take(seeded, "places-csv", "places.csv")
        before, held = tables(), version()
        with pytest.raises(RuleError, match="rows_changed"):
            approved(number)
        assert (tables(), version()) == (before, held)


def test_a_row_changed_by_hand_is_not_written_over(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "hrsa", "hrsa_sites.csv")
        take(seeded, "hrsa", "hrsa_sites_newer.csv", "--propose")
        with write() as session:
            session.execute(sa.update(FILE_TABLES["places"]).values(phone="614-555-0199"))
        with pytest.raises(RuleError, match="rows_changed"):
            approved(*open_ones())


def test_places_that_are_not_as_the_list_saw_them_are_not_dated(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "hrsa", "hrsa_sites.csv")
        take(seeded, "hrsa", "hrsa_sites_newer.csv", "--propose")
        (number,) = open_ones()
        with write() as session:
            named = {row["source_id"] for row in session.get_one(Proposal, number).document["rows"]}
            places = FILE_TABLES["places"]
            session.execute(
                sa.update(places).where(places.c.source_id.not_in(named)).values(retired_on=date(2026, 11, 1))
            )
        before = tables()
        with pytest.raises(RuleError, match="rows_changed"):
            approved(number)
        assert tables() == before


def test_more_than_a_person_can_look_through_is_not_proposed(seeded: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importer, "MOST_PROPOSED", 1)
    file = str(SAMPLES / "hrsa_sites.csv")
    result = seeded.test_cli_runner().invoke(args=["places", "import", "hrsa", file, "--propose"])
    assert result.exit_code == 2
    assert "more than a person can look through. Take the file in without --propose. Nothing was written." in (
        result.stderr
    )
    with seeded.app_context(), db.engine.connect() as connection:
        assert open_ones() == []
        held = version_in(connection)
        assert held is not None
        assert held[0] == 1


def test_a_feed_takes_back_no_proposal_of_a_member_whatever_it_is_called(seeded: Flask) -> None:
    was, rows = {"name": "nadac", "rows": [{}]}, {"name": "nadac", "rows": []}
    with seeded.app_context():
        with write() as session:
            propose(session, ProposalKind.ROWS, "table:prices", rows, checked(ANA), (0, was))
        own = open_ones()
        take(seeded, "nadac", "nadac_weekly.csv", "--propose")
        assert len(open_ones()) == 2
        assert set(own) < set(open_ones())


def refused(number: int) -> None:
    with write() as session:
        reject(session, number, BEN, "The list was cut off.")


def test_what_a_reviewer_did_not_take_is_not_proposed_again_until_it_differs(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "nadac", "nadac_weekly.csv", "--propose")
        refused(*open_ones())
        said = take(seeded, "nadac", "nadac_weekly.csv", "--propose")
        assert "A reviewer did not take the same changes: 'The list was cut off.'. Nothing was proposed." in said
        assert open_ones() == []
        take(seeded, "nadac", "nadac_yearly.csv", "--propose")
        assert len(open_ones()) == 1


def test_a_list_that_differs_by_its_day_alone_is_still_what_was_not_taken(seeded: Flask, tmp_path: Path) -> None:
    text = (SAMPLES / "hrsa_sites.csv").read_bytes()
    next_day = tmp_path / "hrsa.csv"
    next_day.write_bytes(text.replace(b"09/30/2026", b"10/01/2026"))
    with seeded.app_context():
        take(seeded, "hrsa", "hrsa_sites.csv", "--propose")
        refused(*open_ones())
        assert "Nothing was proposed." in take(seeded, "hrsa", next_day, "--propose")
        assert open_ones() == []
        # Whoever decides otherwise takes it in by hand.
        assert "Done: " in take(seeded, "hrsa", next_day)


@pytest.mark.parametrize(("feed", "name"), FILES)
def test_what_is_published_at_once_stands_in_the_history_too_once(seeded: Flask, feed: str, name: str) -> None:
    with seeded.app_context():
        before = tables()
        take(seeded, feed, name, "--dry-run")
        assert [row for table in before for row in history(f"table:{table}")] == []
        take(seeded, feed, name)
        (table,) = [table for table, rows in tables().items() if rows != before[table]]
        rows = history(f"table:{table}")
        assert {(row.actor, row.source, row.proposal_id, row.version) for row in rows} == {(None, name, None, 2)}
        assert len({row.field for row in rows}) == len(rows)
        take(seeded, feed, name)
        assert len(history(f"table:{table}")) == len(rows)


def test_the_history_has_a_line_for_each_place_that_differs_and_one_for_all_that_do_not(seeded: Flask) -> None:
    with seeded.app_context():
        take(seeded, "hrsa", "hrsa_sites.csv")
        take(seeded, "hrsa", "hrsa_sites_newer.csv")
        newer = [row for row in history("table:places") if row.version == 3]
        again = [row for row in newer if row.old == {"checked_on": "2026-09-30"}]
        assert [row.new for row in again] == [{"checked_on": "2026-10-31"}]
        gone = [row for row in newer if row.new and row.new.get("retired_on")]
        assert {row.old["retired_on"] for row in gone} == {""}
        assert len(newer) < sum(row.version == 2 for row in history("table:places"))
