"""What a feed proposed, as a reviewer sees and decides it."""

from __future__ import annotations

from pathlib import Path

from flask import Flask

from finder.db import db
from finder.store.records import rows_in
from tests.web.team.maintain.conftest import Visitor, filled

SAMPLES = Path(__file__).parents[3] / "feeds" / "samples"


def take(app: Flask, group: str, feed: str, name: str, *options: str) -> None:
    asked = [group, "import", feed, str(SAMPLES / name), "--on", "2026-11-23", *options]
    result = app.test_cli_runner().invoke(args=asked)
    assert result.exit_code == 0, result.stderr


def test_prices_from_a_feed_are_shown_row_by_row_and_published_by_one_reviewer(
    app: Flask, ana: Visitor, ben: Visitor
) -> None:
    take(app, "prices", "nadac", "nadac_weekly.csv", "--propose")
    assert "nadac: Prices, products or places A feed" in ana.see("/team/proposals").main
    page = ben.see("/team/proposals/1")
    for text in ("A feed, ", "nadac_weekly.csv", "Added: ", "benchmark, not a price for people"):
        assert text in page.main
    assert "What it changes for people No answer and no cost: those of no listing rest on these rows." in page.main
    ben.see("/es/team/proposals/1")
    assert "Approve and publish" not in ana.see("/team/proposals/1").main
    ana.send("/team/proposals/1/approve", 403, seen=filled(page)["seen"])
    ben.send("/team/proposals/1/approve", seen=filled(page)["seen"])
    assert "Published. People see it within seconds." in ben.see("/team/proposals/1").main
    with app.app_context():
        assert "nadac" in {row["seller"] for row in rows_in(db.session)["prices"]}


def test_places_that_differ_or_are_gone_are_shown_side_by_side(app: Flask, ben: Visitor) -> None:
    take(app, "places", "hrsa", "hrsa_sites.csv")
    take(app, "places", "hrsa", "hrsa_sites_newer.csv", "--propose")
    page = ben.see("/team/proposals/1")
    assert "Changed: " in page.main
    assert "Checked again, nothing else changed: " in page.main
    assert "Gone sincenothing 2026-" in page.main
    assert "No answer and no cost" in page.main
    assert "Write a reason." in ben.sent_page("/team/proposals/1/reject", 422, reason=" ").main
    ben.send("/team/proposals/1/reject", reason="The list was cut off.")


def test_a_proposal_that_was_overtaken_says_so_and_is_not_published(app: Flask, ben: Visitor) -> None:
    take(app, "places", "places-csv", "places.csv", "--propose")
    seen = filled(ben.see("/team/proposals/1"))["seen"]
    take(app, "places", "places-csv", "places.csv")
    page = ben.sent_page("/team/proposals/1/approve", 409, seen=seen)
    assert "These rows changed after this was proposed." in page.main
    ben.see("/team/proposals/1/merge", 404)
