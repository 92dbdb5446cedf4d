"""A seller's prices and single places, changed by members."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from finder.core.places import StillThere
from finder.db import db, write
from finder.store.models import FILE_TABLES
from finder.store.records import rows_in
from tests.languages import PREFIXES
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, number_of
from tests.web.team.maintain.test_editing import approve, said_at

PRICES = f"/team/listings/{LISTING}/prices"
PLACE = "/team/places/a-pharmacy"


def rows(app: Flask, table: str) -> list[dict[str, object]]:
    with app.app_context():
        return list(rows_in(db.session)[table])


def test_a_new_price_is_a_new_row_that_a_second_person_approves(app: Flask, ana: Visitor, ben: Visitor) -> None:
    page = ana.sent_page(PRICES, 200, PRICES, **filled(ana.see(PRICES)), do="add")
    told = filled(page) | {
        "rows-1-strength_mg": "50",
        "rows-1-quantity": "90",
        "rows-1-price": "21.00",
        "rows-1-observed_on": "2026-11-20",
        "rows-1-source": "https://example.org/prices",
    }
    number = number_of(ana.send(PRICES, **told | CHECKED, do="send"))
    shown = ben.see(f"/team/proposals/{number}")
    assert "21.00" in shown.main
    assert "ana@team.example" in shown.main
    assert len(rows(app, "prices")) == 1
    ana.send(f"/team/proposals/{number}/approve", 403, seen=filled(shown)["seen"])
    approve(ben, number)
    assert [str(row["price"]) for row in rows(app, "prices")] == ["9.50", "21.00"]


def test_a_row_is_taken_out_and_the_seller_cannot_be_forged(app: Flask, ana: Visitor, ben: Visitor) -> None:
    told = filled(ana.see(PRICES)) | {"rows-0-price": "8.00", "rows-0-seller": "other"}
    approve(ben, number_of(ana.send(PRICES, **told | CHECKED, do="send")))
    assert [(str(row["price"]), row["seller"]) for row in rows(app, "prices")] == [("8.00", LISTING)]
    told = filled(ana.see(PRICES)) | {"rows-0-drop": "yes"}
    approve(ben, number_of(ana.send(PRICES, **told | CHECKED, do="send")))
    assert rows(app, "prices") == []


def test_a_mistake_stands_at_its_field_and_nothing_typed_is_lost(ana: Visitor) -> None:
    told = filled(ana.see(PRICES)) | CHECKED | {"rows-0-price": "nine", "rows-0-note": "Typed by hand.", "source": ""}
    page = ana.sent_page(PRICES, 422, PRICES, **told, do="send")
    assert said_at(page, "rows-0-price") == "Write a number, for example 12.50."
    assert "Price: Write a number" in page.main
    assert said_at(page, "source").endswith("Fill this in.")
    assert (filled(page)["rows-0-price"], filled(page)["rows-0-note"]) == (["nine"], ["Typed by hand."])


def test_what_is_wrong_with_a_whole_row_stands_at_the_field_that_it_hangs_on(ana: Visitor) -> None:
    told = filled(ana.see(PRICES)) | CHECKED
    dear = ana.sent_page(f"/es{PRICES}", 422, f"/es{PRICES}", **told | {"rows-0-price": "90000"}, do="send")
    assert said_at(dear, "rows-0-price") == "Esto es demasiado para ser un precio. ¿Está el punto en su lugar?"
    both = ana.sent_page(PRICES, 422, PRICES, **told | {"rows-0-days_supply": "30"}, do="send")
    assert said_at(both, "rows-0-quantity").startswith("A price is for a number of tablets or for a number of days.")


def test_the_second_of_two_members_is_told_and_keeps_what_was_typed(ana: Visitor, ben: Visitor) -> None:
    old = filled(ana.see(PRICES)) | CHECKED | {"rows-0-price": "7.00"}
    approve(ben, number_of(ana.send(PRICES, **old | {"rows-0-price": "8.00"}, do="send")))
    page = ana.sent_page(PRICES, 409, PRICES, **old, do="send")
    assert "Somebody changed these rows meanwhile." in page.main
    assert filled(page)["rows-0-price"] == ["7.00"]


def test_sent_again_after_a_conflict_it_takes_out_nothing_that_the_other_put_in(
    app: Flask, ana: Visitor, ben: Visitor
) -> None:
    old = filled(ana.see(PRICES)) | CHECKED | {"rows-0-price": "7.00"}
    approve(ben, number_of(ana.send(PRICES, **old | {"rows-0-price": "8.00"}, do="send")))
    page = ana.sent_page(PRICES, 409, PRICES, **old, do="send")
    approve(ben, number_of(ana.send(PRICES, **filled(page) | CHECKED, do="send")))
    assert {str(row["price"]) for row in rows(app, "prices")} == {"7.00", "8.00"}


def test_a_price_and_its_day_are_read_as_people_write_them(app: Flask, ana: Visitor, ben: Visitor) -> None:
    told = filled(ana.see(PRICES)) | CHECKED | {"rows-0-price": "$8.00", "rows-0-observed_on": "11/20/2026"}
    approve(ben, number_of(ana.send(PRICES, **told, do="send")))
    assert [(str(row["price"]), str(row["observed_on"])) for row in rows(app, "prices")] == [("8.00", "2026-11-20")]


def test_the_history_says_who_changed_a_price_and_the_public_sees_when(ana: Visitor, ben: Visitor) -> None:
    told = filled(ana.see(PRICES)) | CHECKED | {"rows-0-price": "8.00"}
    approve(ben, number_of(ana.send(PRICES, **told, do="send")))
    shown = ben.see(f"/team/listings/{LISTING}/history").main
    prices = shown[shown.index("Its prices, the newest change first") :]
    assert "ana@team.example" in prices.split("Who is behind")[0]
    assert "Price: 8.00" in prices
    assert "Price: 9.50" in prices
    public = ben.client.get(f"/listings/{LISTING}/changes").text
    assert "Its prices" in public
    assert "ana@team.example" not in public


def test_a_place_is_found_and_changed(app: Flask, ana: Visitor, ben: Visitor) -> None:
    assert PLACE in ana.see("/team/places?q=johns").links
    assert "No place has this" in ana.see("/team/places?q=%25").main
    told = filled(ana.see(PLACE)) | CHECKED | {"rows-0-hours": "Mon-Fri 9-17", "rows-0-source_id": "forged"}
    approve(ben, number_of(ana.send(PLACE, **told, do="send")))
    assert [(row["source_id"], row["hours"]) for row in rows(app, "places")] == [("a-pharmacy", "Mon-Fri 9-17")]
    ana.send(PLACE, **filled(ana.see(PLACE)) | CHECKED, do="send")
    assert "This changes nothing. Nothing was sent." in ana.see("/team").main


def test_a_place_that_somebody_checked_is_no_longer_doubted(app: Flask, ana: Visitor, ben: Visitor) -> None:
    doubted = {"still_there": StillThere.LOW, "name_seen_on": date(2026, 1, 29)}
    with app.app_context(), write() as session:
        session.execute(FILE_TABLES["places"].update().values(doubted))
    approve(ben, number_of(ana.send(PLACE, **(filled(ana.see(PLACE)) | CHECKED), do="send")))
    (row,) = rows(app, "places")
    assert (row["still_there"], row["name_seen_on"]) == (None, None)


def test_what_the_other_wrote_of_a_place_stands_at_each_field_that_differs(ana: Visitor, ben: Visitor) -> None:
    old = filled(ana.see(PLACE)) | CHECKED
    approve(ben, number_of(ana.send(PLACE, **old | {"rows-0-hours": "Mon-Fri 9-17"}, do="send")))
    page = ana.sent_page(PLACE, 409, PLACE, **old | {"rows-0-notes": "Ring twice."}, do="send")
    assert said_at(page, "rows-0-hours").endswith("On file now: Mon-Fri 9-17")
    assert filled(page)["rows-0-notes"] == ["Ring twice."]


@pytest.mark.parametrize("path", [PRICES, PLACE, "/team/places", "/team/places/new"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_pages_hold_what_every_page_must(ana: Visitor, prefix: str, path: str) -> None:
    ana.see(prefix + path)


def test_what_is_not_there_is_not_found(ana: Visitor, client: FlaskClient) -> None:
    ana.see("/team/places/none", 404)
    ana.see("/team/listings/none/prices", 404)
    assert client.get(PRICES).headers["Location"] == "/team/log-in"


def test_a_new_place_is_proposed_and_published_by_a_second_person(app: Flask, ana: Visitor, ben: Visitor) -> None:
    assert "/team/places/new" in ana.see("/team/places").links
    new = "/team/places/new"
    told = filled(ana.see(new)) | CHECKED
    told |= {"rows-0-name": "Clínica Ñandú", "rows-0-city": "Columbus", "rows-0-state": "OH", "rows-0-zip": "43215"}
    told |= {
        "rows-0-source": "https://example.org/clinic",
        "rows-0-source_id": "forged",
        "rows-0-retired_on": "2026-01-01",
    }
    page = ana.sent_page(new, 422, new, **told | {"rows-0-state": "Ohio"}, do="send")
    assert "two letters, like OH" in said_at(page, "rows-0-state")
    number = number_of(ana.send(new, **told, do="send"))
    assert number_of(ana.send(new, **told, do="send")) == number
    approve(ben, number)
    added = [row for row in rows(app, "places") if row["name"] == "Clínica Ñandú"]
    assert [(row["source_id"], row["kind"], row["retired_on"]) for row in added] == [
        ("clinica-nandu-columbus", "free_clinic", None)
    ]
    page = ana.sent_page(new, 422, new, **told | {"rows-0-name": "CLINICA NANDU"}, do="send")
    assert "A place of this name is on file in this city." in said_at(page, "rows-0-name")
