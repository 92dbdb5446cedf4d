from __future__ import annotations

import pytest
from flask import Flask

from tests.web.conftest import read
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, number_of


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_the_public_sees_days_fields_and_sources_and_no_person(
    app: Flask, ana: Visitor, ben: Visitor, prefix: str
) -> None:
    told = filled(ana.see(f"/team/listings/{LISTING}/edit")) | CHECKED | {"phone": "1-800-555-0100"}
    number = number_of(ana.send(f"/team/listings/{LISTING}/edit", **told, do="send"))
    ben.send(f"/team/proposals/{number}/approve", seen=filled(ben.see(f"/team/proposals/{number}"))["seen"])
    page = read(app.test_client().get(f"{prefix}/listings/{LISTING}/changes"))
    assert "1-800-555-0100" in page.main
    assert ("Teléfono" if prefix else "Phone") in page.main
    for hidden in ("ana@", "ben@", "Spoke with the desk"):
        assert hidden not in page.text


def test_a_source_in_words_stays_with_the_team(app: Flask, ana: Visitor, ben: Visitor) -> None:
    number = number_of(
        ana.send(f"/team/listings/{LISTING}/verify", **CHECKED | {"source": "Mrs. Jones, 1-800-555-0100"})
    )
    ben.send(f"/team/proposals/{number}/approve", seen=filled(ben.see(f"/team/proposals/{number}"))["seen"])
    page = read(app.test_client().get(f"/listings/{LISTING}/changes"))
    assert "Checked on. How it was checked: By phone." in page.main
    assert "Jones" not in page.text


def test_what_is_not_published_has_no_page_of_changes(app: Flask) -> None:
    assert app.test_client().get("/listings/none/changes").status_code == 404
