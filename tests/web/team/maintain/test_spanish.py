"""The workspace in Spanish is in Spanish, also where something is wrong."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.web.conftest import Page, read
from tests.web.spanish import fragments, left_in_english, messages
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, number_of

TEAM = "/es/team"
EDIT = f"{TEAM}/listings/{LISTING}/edit"
PRICES = f"{TEAM}/listings/{LISTING}/prices"
PATHS = (
    "",
    "/new",
    "/proposals",
    "/places",
    "/board",
    "/reports",
    "/account",
    f"/listings/{LISTING}",
    f"/listings/{LISTING}/edit",
    f"/listings/{LISTING}/prices",
    f"/listings/{LISTING}/history",
)


def labels_in_english(page: Page) -> list[str]:
    """Our own messages left in English. Members read and type English texts there too, so sentences do not count."""
    return [text for text in fragments(page.tree) if text.rstrip(".:") in messages()]


@pytest.mark.parametrize("path", PATHS)
def test_no_page_of_the_team_is_left_in_english(ben: Visitor, path: str) -> None:
    assert labels_in_english(ben.see(TEAM + path)) == []


def test_what_is_wrong_with_a_draft_is_said_in_spanish(ana: Visitor) -> None:
    told = filled(ana.see(EDIT)) | CHECKED | {"name": "", "url": "nowhere", "days_to_hand": "9; 3", "source": ""}
    page = ana.sent_page(EDIT, 422, EDIT, **told, do="send")
    assert labels_in_english(page) == []
    assert "Escriba dos números enteros, primero el menor: 5; 10." in page.main
    assert "Escriba una dirección web que empiece con https://." in page.main
    assert not any(element.get("lang") == "en" for element in page.one("main").iter("span"))


def test_what_is_wrong_with_a_price_is_said_in_spanish_after_the_name_of_its_column(ana: Visitor) -> None:
    told = filled(ana.see(PRICES)) | CHECKED | {"rows-0-price": "nine"}
    page = ana.sent_page(PRICES, 422, PRICES, **told, do="send")
    assert "Precio: Escriba un número, por ejemplo 12.50." in page.main
    assert labels_in_english(page) == []


def test_a_proposal_and_the_sentence_after_it_was_sent_are_in_spanish(app: Flask, ana: Visitor, ben: Visitor) -> None:
    told = filled(ana.see(EDIT)) | CHECKED | {"phone": "1-800-555-0111"}
    number = number_of(ana.send(EDIT, 303, EDIT, **told, do="send"))
    page = ana.see(f"{TEAM}/proposals/{number}")
    assert "Enviada. Ahora la revisa una segunda persona." in page.main
    assert labels_in_english(page) == []
    assert labels_in_english(ben.see(f"{TEAM}/proposals/{number}")) == []


@pytest.mark.parametrize("path", [f"{TEAM}/log-in", f"{TEAM}/forgot"])
def test_pages_before_the_log_in_are_in_spanish(app: Flask, path: str) -> None:
    client = app.test_client()
    response = client.get(path)
    response.headers.remove("Set-Cookie")
    assert left_in_english(read(response).tree, frozenset()) == []
