"""A price that a volunteer heard by phone, from the form to every place that prints its source."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path

import pytest
from flask import Flask

from finder.clock import today
from finder.feeds.freshness_command import web_sources
from finder.store.snapshot_cache import SNAPSHOT_EXTENSION, current_snapshot
from tests.feeds.hsds.packages import rows_of
from tests.languages import PREFIXES
from tests.web.conftest import Page, read
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, number_of
from tests.web.team.maintain.test_editing import approve, said_at

PRICES = f"/team/listings/{LISTING}/prices"
CALLED, NUMBER = "tel:+1-888-555-0100", "1-888-555-0100"
TOLD = {
    "rows-1-kind": "seen",
    "rows-1-strength_mg": "50",
    "rows-1-quantity": "90",
    "rows-1-price": "21.00",
    "rows-1-observed_on": "2026-11-20",
    "rows-1-source": "(888) 555-0100",
}


@pytest.fixture
def typed(ana: Visitor) -> dict[str, object]:
    """The form with a new price, typed as people write a number."""
    return filled(ana.sent_page(PRICES, 200, PRICES, **filled(ana.see(PRICES)), do="add")) | CHECKED | TOLD


@pytest.fixture
def told(app: Flask, ana: Visitor, ben: Visitor, typed: dict[str, object]) -> Flask:
    """The site once a second person has approved it."""
    approve(ben, number_of(ana.send(PRICES, **typed, do="send")))
    with app.app_context():
        for _ in range(2):
            current_snapshot()
            app.extensions[SNAPSHOT_EXTENSION].wait()
    return app


def public(app: Flask, path: str) -> Page:
    return read(app.test_client().get(path))


@pytest.mark.parametrize(("prefix", "said"), [("", "by phone: "), ("/es", "por teléfono: ")])
def test_the_second_person_reads_that_it_was_a_phone_call(
    ana: Visitor, ben: Visitor, typed: dict[str, object], prefix: str, said: str
) -> None:
    number = number_of(ana.send(PRICES, **typed, do="send"))
    assert said + NUMBER in ben.see(f"{prefix}/team/proposals/{number}").main


@pytest.mark.parametrize(
    ("typed_source", "sentence"),
    [
        ("888-555-010", "This is no phone number of the United States."),
        ("+44 20 7946 0018", "This is no phone number of the United States."),
        ("Mrs. Jones", "Write an address that starts with https://, or the number that you called"),
    ],
)
def test_what_is_no_number_is_told_at_its_field_and_stays_as_typed(
    ana: Visitor, typed: dict[str, object], typed_source: str, sentence: str
) -> None:
    page = ana.sent_page(PRICES, 422, PRICES, **typed | {"rows-1-source": typed_source}, do="send")
    assert sentence in said_at(page, "rows-1-source")
    assert filled(page)["rows-1-source"] == [typed_source]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_form_says_that_a_number_may_stand_there(ana: Visitor, prefix: str) -> None:
    page = ana.see(prefix + PRICES)
    (field,) = [element for element in page.one("main").iter("input") if element.get("id") == "rows-0-source"]
    assert field.get("aria-describedby") == "rows-0-source-hint"
    assert NUMBER in page.main


@pytest.mark.parametrize(
    ("path", "said", "kind"),
    [
        ("/prices", "by phone: ", "Price told by phone, November 2026."),
        ("/es/prices", "por teléfono: ", "Precio dicho por teléfono, noviembre de 2026."),
    ],
)
def test_the_price_page_names_the_phone_and_links_it(told: Flask, path: str, said: str, kind: str) -> None:
    page = public(told, path)
    assert f"{kind} {said}{NUMBER}, " in page.main
    assert CALLED in page.links


def test_the_history_and_the_public_changes_name_the_phone(told: Flask, ben: Visitor) -> None:
    assert f"Source: by phone: {NUMBER}" in ben.see(f"/team/listings/{LISTING}/history").main
    page = public(told, f"/listings/{LISTING}/changes")
    assert "Source: by phone: 1-800-555-0100" in page.main
    assert "tel:+1-800-555-0100" in page.links


def test_lists_exports_and_the_api_hold_the_one_form_and_it_comes_back_byte_for_byte(
    told: Flask, tmp_path: Path
) -> None:
    runner = told.test_cli_runner()
    listed = runner.invoke(args=["prices", "list", "--format", "csv"]).stdout
    assert CALLED in {row["source"] for row in csv.DictReader(StringIO(listed))}
    taken = runner.invoke(args=["prices", "import", "prices-csv", "-"], input=listed.encode())
    assert (taken.exit_code, "Nothing was changed." in taken.stderr) == (0, True)
    shown = told.test_client().get("/api/v1/prices").json["prices"]
    assert CALLED in {row["source"] for row in shown}
    for folder in ("first", "second"):
        assert runner.invoke(args=["listings", "export", str(tmp_path / folder)]).exit_code == 0
        assert runner.invoke(args=["listings", "import", str(tmp_path / folder)]).exit_code == 0
    first, second = ((tmp_path / folder / "prices.csv").read_bytes() for folder in ("first", "second"))
    assert CALLED.encode() in first == second


def test_a_package_of_the_standard_says_it_in_words(told: Flask, tmp_path: Path) -> None:
    result = told.test_cli_runner().invoke(args=["listings", "export", str(tmp_path / "out"), "--format", "hsds"])
    assert result.exit_code == 0, result.output
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()}
    told_so = {row["amount_description"] for row in rows_of(files, "cost_options")}
    assert f"seen price, US, from the phone {NUMBER}" in told_so


def test_the_description_of_the_api_says_that_a_source_may_be_a_phone(told: Flask) -> None:
    schema = told.test_client().get("/api/v1/openapi.json").json["components"]["schemas"]["PriceShown"]
    assert CALLED in json.dumps(schema["properties"]["source"])


def test_a_phone_waits_on_the_freshness_page_and_is_never_visited(told: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with told.app_context():
        visited = web_sources(current_snapshot(), today())
    assert visited
    assert not [url for url in visited if url.startswith("tel:")]
    later = today().replace(year=2027)
    monkeypatch.setattr("finder.web.patient.freshness.today", lambda: later)
    page = public(told, "/freshness")
    assert f"by phone: {NUMBER}" in page.main
    assert CALLED in page.links


def test_a_place_still_needs_a_page_that_somebody_read(ana: Visitor) -> None:
    place = "/team/places/a-pharmacy"
    page = ana.sent_page(place, 422, place, **filled(ana.see(place)) | CHECKED | {"rows-0-source": NUMBER}, do="send")
    assert said_at(page, "rows-0-source") == "Write an address that starts with https://."
    assert filled(page)["rows-0-source"] == [NUMBER]
