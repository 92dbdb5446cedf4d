"""Searches on a fixed day, through the real form fields."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine

from tests.web.conftest import GetPage, Page
from tests.web.people import DAY, answers

Ask = Callable[..., Page]


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    """Prices and rules age; the day does not."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture
def ask(get_page: GetPage) -> Ask:
    """The results of the Ohio person with changes: ``ask(days_left="6")``, ``ask(path="/es/results")``."""

    def results(path: str = "/results", status: int = 200, **changes: object) -> Page:
        return get_page(path, answers(**changes), status)

    return results
