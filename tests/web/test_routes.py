from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from finder.config import ROOT
from finder.web.shared.logs import ALLOWED_FIELDS
from tests.web.routes import LOGGED, Row, as_table, rows, spanish_twins

TABLE = ROOT / "docs" / "routes.md"


@pytest.fixture(scope="module")
def site(shared_app: Flask) -> list[Row]:
    """The table as the app has it."""
    return rows(shared_app)


def test_the_table_of_routes_is_what_the_site_has(site: list[Row], tmp_path: Path) -> None:
    """A new route, method or role, a limit that was lost or a header that changed fails until it stands there."""
    written = [line for line in TABLE.read_text(encoding="utf-8").splitlines() if line.startswith("|")]
    found = as_table(site)
    (tmp_path / "routes.md").write_text("\n".join(found), encoding="utf-8")
    assert found == written, f"If this is meant, put the table of {tmp_path / 'routes.md'} into docs/routes.md."


def test_every_page_stands_in_both_languages(shared_app: Flask) -> None:
    english, spanish = spanish_twins(shared_app)
    assert {path.rstrip("/") for path in english} == {path.rstrip("/") for path in spanish}


def test_no_answer_leaves_it_to_the_browser_how_a_form_goes_on(site: list[Row]) -> None:
    """303 says that a page is to be looked at, 308 that the form is to be sent there; 302 says neither."""
    assert {row.status for row in site} <= {"200", "301", "303", "400", "404", "410", "415", "422"}


def test_a_view_is_limited_unless_machines_watch_the_site_by_it(site: list[Row]) -> None:
    assert {row.route for row in site if row.limit == "none"} == {"/healthz", "/readyz"}


def test_the_log_may_hold_the_fields_of_the_table_and_the_kind_and_place_of_a_failure() -> None:
    assert set(ALLOWED_FIELDS) == LOGGED | {"error", "reason", "place"}


@pytest.mark.parametrize("path", ["/about", "/team/log-in", "/es/handbook"])
def test_pages_without_a_limit_of_their_own_are_counted_together(make_app, database: Path, path: str) -> None:
    client = make_app(database, {"RATELIMIT_ENABLED": True, "PAGES_LIMIT": "2 per minute"}).test_client()
    assert [client.get(page).status_code for page in ("/privacy", path, path)] == [200, 200, 429]
    assert client.get("/healthz").status_code == 200
    assert client.post("/results", data={"state": "OH"}).status_code == 200


def test_a_view_whose_limits_are_for_posts_alone_is_a_page_when_it_is_only_looked_at(make_app, database: Path) -> None:
    client = make_app(database, {"RATELIMIT_ENABLED": True, "PAGES_LIMIT": "2 per minute"}).test_client()
    assert [client.get("/report/suggestion").status_code for _ in range(3)] == [200, 200, 429]


def test_a_pdf_is_counted_as_one_wherever_it_is_made(make_app, database: Path) -> None:
    client = make_app(database, {"RATELIMIT_ENABLED": True, "PDF_LIMIT": "1 per minute"}).test_client()
    assert client.post("/packet/pdf", data={"state": "OH"}).status_code == 422
    assert client.get("/handout.pdf").status_code == 429
