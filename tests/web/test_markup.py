"""Whatever somebody writes into the catalogue is shown as words: no element, no attribute and no template of theirs.

``make test`` tries one text, ``make soak`` as many as SPOILED_TEXTS says.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from finder.store import records, snapshot_cache
from tests.web.patient.search.test_safety import SITUATIONS
from tests.web.people import DAY, answers
from tests.web.spoiled_catalogue import spoiled_catalogue
from tests.web.worker.caseload.conftest import file_of, person, upload

SIGNS = st.text(alphabet="<>\"'`&{}%=/#\\ \u202e\u2028", max_size=8)
ELEMENT, ATTRIBUTE = "zz-element", "onzzload"
OPEN_TAG = f"<{ELEMENT}"
WORST = f"""\"'><{ELEMENT} {ATTRIBUTE}=1 {{{{7*7}}}} {{% raw %}} &lt;"""
TRIED = int(os.environ.get("SPOILED_TEXTS", "0"))
CLOSED = ("/team", "/api", "/healthz", "/readyz", "/es")


def addresses(app: Flask) -> Iterator[str]:
    """Every page that only looks, with each thing that it can be about."""
    with app.app_context():
        snapshot = snapshot_cache.current_snapshot()
    ids = {
        "listing_id": list(snapshot.by_id),
        "topic_id": [topic.id for topic in snapshot.facts.guide.topics],
        "brochure_id": [brochure.id for brochure in snapshot.facts.guide.brochures],
        "state": ["OH", "TX", "CA", "GA", "PR"],
        "what": ["wrong", "paid"],
    }
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(CLOSED) or rule.rule.endswith((".pdf", ".csv")):
            continue
        names = [name for name in sorted(rule.arguments) if name in ids]
        if rule.rule.startswith("/static") or rule.arguments - {"lang", *names}:
            continue
        # One listing stands for all where the page shows its name alone.
        most = None if rule.rule.startswith(("/listings/<listing_id>", "/guide", "/insurance")) else 1
        pages = [rule.rule]
        for name in names:
            found = ids[name][:most]
            pages = [re.sub(rf"<(\w+:)?{name}>", one, page) for page in pages for one in found]
        yield from pages


def answered(app: Flask) -> Iterator[tuple[str, TestResponse]]:
    """Every page, those made from answers, and the board's of the API."""
    client = app.test_client()
    for path in addresses(app):
        yield path, client.get(path)
    for name, told in SITUATIONS.items():
        yield name, client.post("/results", data=answers(zip="43215", **told))
    yield "spanish", client.post("/es/results", data=answers(zip="43215"))
    options = {"option": ["rx-outreach", "cost-plus-drugs", "medicaid", "good-days"]}
    for path in ("/dose", "/packet", "/packet/print", "/places", "/guide/questions", "/calendars", "/guide/faq"):
        yield path, client.post(path, data=answers(zip="43215", q="cost", **options))
    yield "caseload", client.post("/caseload", **upload("file", file_of([person("A")]), **{"as": "table"}))


class Names(HTMLParser):
    """The names of all elements and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.update([tag, *(name for name, _ in attrs)])


def names_in(page: str) -> set[str]:
    names = Names()
    names.feed(page)
    return names.found


def test_the_watch_sees_an_element_and_an_attribute() -> None:
    assert names_in(f'<p title=""><{ELEMENT} {ATTRIBUTE}=1>') >= {ELEMENT, ATTRIBUTE}
    assert names_in(f"<p title='&#39; {ATTRIBUTE}=1'>&lt;{ELEMENT}&gt;</p>") == {"p", "title"}


@pytest.fixture(scope="module")
def spoiled_app(make_app: Callable[..., Flask], seeded_database: Path) -> Iterator[Callable[[str], Flask]]:
    """An app whose catalogue has a text added to each of its own."""
    with pytest.MonkeyPatch.context() as patch:

        def make(added: str) -> Flask:
            patch.setattr(snapshot_cache, "catalog_in", lambda rows: spoiled_catalogue(records.catalog_in(rows), added))
            return make_app(seeded_database)

        yield make


@settings(
    max_examples=max(1, TRIED),
    phases=[Phase.explicit, *([Phase.generate] if TRIED else [])],
    suppress_health_check=list(HealthCheck),
)
@example(before="", after="")
@given(before=SIGNS, after=SIGNS)
def test_no_text_of_the_catalogue_becomes_part_of_a_page(spoiled_app, before: str, after: str) -> None:
    added = f"{before}{WORST}{after}x"
    shown = 0
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        app = spoiled_app(added)
        for path, answer in answered(app):
            assert answer.status_code == 200 or answer.status_code in (301, 303, 404, 422), path
            text = answer.text
            assert OPEN_TAG not in text.lower(), f"{path}: {text[text.index(OPEN_TAG) - 300 :][:600]}"
            if answer.mimetype != "text/html":
                continue
            shown += ELEMENT in text
            assert not {ELEMENT, ATTRIBUTE} & names_in(text), path
            assert "{{7*7}}" in text or ELEMENT not in text, path
    assert shown > 150
