from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from finder.core.listing import Role
from finder.store.snapshot_cache import current_snapshot
from finder.web import api
from finder.web.shared.errors import API_WORDS
from tests.web.api.conftest import Call
from tests.web.people import DAY


def errors(response) -> set[str]:
    return {row["field"] for row in response.json["errors"]}


def test_every_published_listing_is_named(get: Call, shared_app: Flask) -> None:
    with shared_app.app_context():
        snapshot = current_snapshot()
    told = get("/listings").json
    assert told["snapshot"] == snapshot.version
    assert [row["id"] for row in told["listings"]] == list(snapshot.by_id)
    assert {row["role"] for row in told["listings"]} == {role.value for role in Role}


def test_every_listing_can_be_read_whole(get: Call) -> None:
    for row in get("/listings").json["listings"]:
        whole = get(f"/listings/{row['id']}").json
        assert {name: whole[name] for name in row} == row
        assert whole["sources"]
        assert whole["states"] == sorted(whole["states"])


def test_a_listing_has_both_languages_its_rules_and_its_papers(get: Call) -> None:
    told = get("/listings/medicaid").json
    assert told["summary"]["en"] != told["summary"]["es"]
    assert any(rule["parts"] for rule in told["rules"])
    assert all(paper["en"] for paper in told["documents"])


@pytest.mark.parametrize("name", ["nothing-of-this-name", "MEDICAID"])
def test_a_listing_that_is_not_there_is_not_found(get: Call, name: str) -> None:
    assert "no such listing" in get(f"/listings/{name}", 404).json["detail"]


@pytest.mark.parametrize(
    ("query", "options"),
    [("", []), ("?strength=50", ["--strength", "50"]), ("?kind=fixed", ["--kind", "fixed"]), ("?all=yes", ["--all"])],
)
def test_prices_are_those_of_prices_list(get: Call, app: Flask, query: str, options: list[str]) -> None:
    listed = app.test_cli_runner().invoke(args=["prices", "list", "--format", "csv", "--on", DAY, *options])
    rows = list(csv.DictReader(io.StringIO(listed.stdout)))
    told = get(f"/prices{query}").json["prices"]
    assert [{name: "" if row[name] is None else str(row[name]) for name in rows[0]} for row in told] == rows


def test_prices_of_another_day_can_be_asked_for(get: Call) -> None:
    told = get("/prices?on=2026-01-31").json
    assert told["on"] == "2026-01-31"
    assert all(row["observed_on"] <= "2026-01-31" for row in told["prices"])


def test_places_come_by_distance_with_their_source(get: Call, app: Flask) -> None:
    with app.app_context():
        found = current_snapshot().facts.places.near("44113", limit=3)
    told = get("/places?near=44113&limit=3").json["places"]
    assert [row["name"] for row in told] == [row.place.name for row in found]
    assert told
    assert all(row["source"] for row in told)


def test_a_zip_code_in_an_address_is_kept_nowhere(get: Call) -> None:
    assert get("/places?near=44113").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/places", {"near"}),
        ("/places?near=4411", {"near"}),
        ("/places?near=00000", {"near"}),
        ("/places?near=44113&limit=0&within=x", {"limit", "within"}),
        ("/places?near=44113&near=44114", {"near"}),
        ("/prices?on=2026-02-30", {"on"}),
        ("/prices?on=0", {"on"}),
        ("/prices?strength=%C2%B2", {"strength"}),
        ("/prices?kind=cheap&all=true", {"kind", "all"}),
        ("/prices?seller=costco", {"seller"}),
        ("/listings?state=OH", {"state"}),
        ("/listings/medicaid?x=", {"x"}),
    ],
)
def test_parameters_that_cannot_be_used_are_named(get: Call, path: str, fields: set[str]) -> None:
    assert errors(get(path, 422)) == fields


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404),
        ("GET", "/screen", 405),
        ("POST", "/listings", 405),
        ("OPTIONS", "/screen", 405),
        ("OPTIONS", "/listings", 405),
        ("DELETE", "/prices", 405),
    ],
)
def test_other_errors_are_problem_documents_too(shared_app: Flask, method: str, path: str, status: int) -> None:
    response = shared_app.test_client().open(f"/api/v1{path}", method=method)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert response.json["status"] == status
    assert ("Allow" in response.headers) == (status == 405)
    # Not the words of the page, which speak of forms.
    assert response.json["detail"] == API_WORDS[status]


@pytest.mark.parametrize("path", ["/listings", "/listings/medicaid", "/prices", "/places?near=44113", "/openapi.json"])
def test_any_site_may_read(get: Call, path: str) -> None:
    assert get(path).headers["Access-Control-Allow-Origin"] == "*"


def test_no_other_site_may_send_answers(shared_app: Flask) -> None:
    headers = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    for method in ("POST", "OPTIONS"):
        response = shared_app.test_client().open("/api/v1/screen", method=method, json={}, headers=headers)
        assert not [name for name, _value in response.headers if name.startswith("Access-Control")]


def test_pages_are_not_opened_to_other_sites(shared_app: Flask) -> None:
    assert "Access-Control-Allow-Origin" not in shared_app.test_client().get("/about").headers


def test_whoever_asks_too_often_is_told_how_long_to_wait(make_app: Callable[..., Flask], database: Path) -> None:
    client = make_app(database, {"RATELIMIT_ENABLED": True, "ANSWERS_LIMIT": "3 per minute"}).test_client()
    codes = [client.post("/api/v1/screen", data="{}").status_code for _ in range(4)]
    assert codes == [415] * 3 + [429]
    codes = [client.get("/api/v1/listings/nothing").status_code for _ in range(301)]
    assert codes == [404] * 300 + [429]
    refused = client.get("/api/v1/prices")
    assert refused.content_type == "application/problem+json"
    assert int(refused.headers["Retry-After"]) > 0


def test_a_catalogue_that_cannot_be_read_is_a_problem_document(
    shared_app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    monkeypatch.setattr(api, "current_snapshot", fail)
    response = shared_app.test_client().get("/api/v1/listings")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
