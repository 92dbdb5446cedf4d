"""Searches on a fixed day, through the real form fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask

from finder.core.listing import Listing
from finder.store.snapshot_cache import current_snapshot
from tests.web.conftest import GetPage, Page, read
from tests.web.people import DAY, answers

Ask = Callable[..., Page]


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    """Prices and rules age; the day does not."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture(scope="session")
def asked() -> dict[str, Page]:
    """Pages of results already read: the same answers on the same day give the same page."""
    return {}


@pytest.fixture
def ask(get_page: GetPage, asked: dict[str, Page]) -> Ask:
    """The results of the Ohio person with changes: ``ask(days_left="6")``, ``ask(path="/es/results")``."""

    def results(path: str = "/results", **changes: object) -> Page:
        told = answers(**changes)
        key = f"{path} {sorted(told.items())}"
        if key not in asked:
            asked[key] = get_page(path, told)
        return asked[key]

    return results


@pytest.fixture(scope="session")
def listings(shared_app: Flask) -> tuple[Listing, ...]:
    """Every listing on file."""
    with shared_app.app_context():
        return tuple(current_snapshot().by_id.values())


@pytest.fixture(scope="session")
def listing_pages(shared_app: Flask) -> dict[str, Page]:
    """The page of every listing in both languages, by path, each checked as every page is."""
    with shared_app.app_context():
        ids = list(current_snapshot().by_id)
    client = shared_app.test_client()
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        return {path: read(client.get(path)) for name in ids for path in (f"/listings/{name}", f"/es/listings/{name}")}
