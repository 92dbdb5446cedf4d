"""The pages of the guide, on a fixed day."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask

from finder.store.snapshot_cache import current_snapshot
from tests.web.conftest import Page, read
from tests.web.people import DAY

FIXED = ("", "/faq", "/faq/print", "/calendar", "/questions", "/people", "/glossary", "/running-out/half-sheets")


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    """Dates are counted from a day that stays."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture(scope="session")
def guide_pages(shared_app: Flask) -> dict[str, Page]:
    """Every page of the guide in both languages, by path, each checked as every page is."""
    with shared_app.app_context():
        guide = current_snapshot().facts.guide
    ends = [*FIXED, *(f"/{row.id}" for row in guide.topics), *(f"/brochures/{row.id}" for row in guide.brochures)]
    client = shared_app.test_client()
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        return {path: read(client.get(path)) for end in ends for path in (f"/guide{end}", f"/es/guide{end}")}
