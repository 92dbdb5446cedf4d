from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask, render_template

from tests.languages import PREFIXES
from tests.web.conftest import read
from tests.web.reading import grade

PAGES = ["/about", "/privacy", "/accessibility"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_page_about_the_site_opens_in_both_languages(get_page, prefix: str, path: str) -> None:
    assert len(get_page(prefix + path).main) > 400


@pytest.mark.parametrize("path", PAGES)
def test_a_page_about_the_site_reads_at_seventh_grade_or_lower(get_page, path: str) -> None:
    assert grade(get_page(path).main) <= 7


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_the_pages_about_the_site(get_page, path: str) -> None:
    assert set(PAGES) <= set(get_page(path).links)


@pytest.mark.parametrize(
    "source", ["Federal Register", "CMS", "FDA", "Medicaid agencies", "Census Bureau", "CC BY 4.0"]
)
def test_the_about_page_credits_every_source(get_page, source: str) -> None:
    assert source in get_page("/about").main


@pytest.mark.parametrize("prefix", PREFIXES)
def test_how_we_rank_is_told_once_and_its_short_address_leads_there(get_page, shared_app: Flask, prefix: str) -> None:
    response = shared_app.test_client().get(f"{prefix}/how-we-rank")
    assert (response.status_code, response.headers["Location"]) == (301, f"{prefix}/guide/how-we-rank")
    assert {f"{prefix}/guide/how-we-rank", f"{prefix}/guide/who-pays-whom"} <= set(get_page(f"{prefix}/about").links)


def test_how_we_rank_gives_the_rules_in_their_order(get_page) -> None:
    text = get_page("/guide/how-we-rank").main
    places = [text.index(words) for words in ("fewer than 14 days", "rules fit", "first year", "How soon", "alphabet")]
    assert places == sorted(places)
    assert "does not read who earns money" in text


def test_search_engines_may_read_the_site(shared_app: Flask) -> None:
    response = shared_app.test_client().get("/robots.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text.startswith("User-agent: *\nAllow: /\n")


def test_security_txt_names_a_contact_that_exists_and_has_not_run_out(shared_app: Flask) -> None:
    client = shared_app.test_client()
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").text.splitlines())
    contact = urlsplit(fields["Contact"])
    page = read(client.get(contact.path))
    assert any(element.get("id") == contact.fragment for element in page.tree.iter())
    expires = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert timedelta(days=30) < expires - datetime.now(UTC) < timedelta(days=366)


def test_the_address_of_the_people_who_run_the_site_is_shown_where_it_is_needed(make_app, database: Path) -> None:
    client = make_app(database, {"SITE_CONTACT": "mailto:team@finder.example"}).test_client()
    for path in ("/about", "/accessibility"):
        page = read(client.get(path))
        assert "team@finder.example" in page.main
        assert "mailto:team@finder.example" in page.links
    assert "Contact: mailto:team@finder.example\n" in client.get("/.well-known/security.txt").text


@pytest.mark.parametrize(("path", "home"), [("/", "/"), ("/es/", "/es/")])
def test_answers_can_be_cleared_and_the_site_left_at_once(shared_app: Flask, path: str, home: str) -> None:
    with shared_app.test_request_context(path):
        shared_app.preprocess_request()
        html = render_template("components/leave.html")
    assert f'href="{home}clear"' in html
    assert 'href="https://www.weather.gov" rel="noreferrer"' in html
