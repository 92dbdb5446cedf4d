from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient

from finder.store.posts import About
from tests.web.patient.board.posts import LISTING, TIP, TOPIC, answered, approved, see
from tests.web.people import section
from tests.web.reading import ease, grade, prose

PAGES = ["/board", "/board/new", f"/board/new?about=topic.{TOPIC}", "/board/thanks"]
MARCH = datetime(2026, 3, 9, 17, tzinfo=UTC)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_page_of_the_board_opens_in_both_languages_and_reads_easily(get_page, prefix: str, path: str) -> None:
    text = prose(get_page(prefix + path).one("main"))
    assert len(text) > 100
    assert ease(text) >= 65 if prefix else grade(text) <= 7


def test_the_board_is_reached_from_every_page_from_listings_and_from_topics(get_page) -> None:
    assert "/board" in get_page("/privacy").links
    assert "/es/board" in get_page("/es/guide").links
    assert f"/board/new?about=listing.{LISTING}" in get_page(f"/listings/{LISTING}").links
    assert f"/es/board/new?about=topic.{TOPIC}" in get_page(f"/es/guide/{TOPIC}").links


def test_a_post_shows_month_and_state_and_its_answers_and_never_who(app: Flask, client: FlaskClient) -> None:
    with time_machine.travel(MARCH, tick=False):
        number = approved(app, language="es")
        answered(app, number, "Thank you. The listing says what to ask.")
    with time_machine.travel("2026-04-20", tick=False):
        page = see(client, "/board")
        assert (
            f"Tip: Mark Cuban Cost Plus Drugs {TIP} Texas. Written in March 2026. Prices and rules change." in page.main
        )
        assert "Answer from our team Thank you. The listing says what to ask. Written in March 2026." in page.main
        assert "This is old" not in page.main
        assert "March 9" not in page.text
        assert [row.get("lang") for row in page.all("p") if TIP in "".join(row.itertext())] == ["es"]
        spanish = see(client, "/es/board").main
        assert "Consejo: Mark Cuban Cost Plus Drugs" in spanish
        assert "Escrito en marzo de 2026. Los precios y las reglas cambian." in spanish
    with time_machine.travel("2026-09-09", tick=False):
        assert "This is old: call before you count on it." in see(client, "/board").main


def test_posts_are_found_by_thing_and_by_state_and_on_the_page_they_are_about(app: Flask, client: FlaskClient) -> None:
    approved(app, "The listing, Texas")
    approved(app, "The topic, Ohio", About(topic_id=TOPIC), "OH")
    approved(app, "The topic, anywhere", About(topic_id=TOPIC), None)
    every = ["The listing, Texas", "The topic, Ohio", "The topic, anywhere"]
    for path, shown in {
        "/board": every,
        "/board?about=&state=": every,
        "/board?about=topic.nowhere&state=ZZ": every,
        f"/board?about=listing.{LISTING}": every[:1],
        f"/board?about=topic.{TOPIC}": every[1:],
        f"/board?about=topic.{TOPIC}&state=OH": every[1:2],
        "/board?state=TX": every[:1],
        f"/listings/{LISTING}": every[:1],
        f"/guide/{TOPIC}": every[1:],
        "/listings/goodrx": [],
    }.items():
        text = see(client, path).main
        assert [words for words in every if words in text] == shown, path
    page = see(client, f"/board?about=topic.{TOPIC}&state=OH")
    assert f"/es/board?about=topic.{TOPIC}&state=OH" in page.links
    assert sorted(row.get("value") for row in page.all("option") if "selected" in row.attrib) == [
        "OH",
        f"topic.{TOPIC}",
    ]
    assert "Nobody wrote about this yet." in see(client, "/board?state=VT").main


def test_the_page_of_a_listing_shows_the_newest_three_and_leads_to_all(app: Flask, client: FlaskClient) -> None:
    approved(app, "It closed last year.", About("no-longer-there"))
    assert "Tip It closed last year." in see(client, "/board").main, "also when what it was about is gone"
    for number in range(4):
        approved(app, f"Tip number {number}.")
    page = see(client, f"/listings/{LISTING}")
    shown = section(page, "board")
    assert [number for number in range(4) if f"Tip number {number}." in shown] == [1, 2, 3]
    assert f"/board?about=listing.{LISTING}" in page.links
