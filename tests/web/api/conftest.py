"""Calls of the API on a fixed day."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.people import DAY

Call = Callable[..., TestResponse]
# The Ohio person of the pages, with numbers as numbers.
OHIO = {
    "state": "OH",
    "household_size": 1,
    "income": 1500,
    "income_period": "month",
    "insurance": ["none"],
    "daily_dose_mg": 150,
    "days_left": 30,
}


@pytest.fixture
def on_a_day() -> Iterator[None]:
    """Prices and rules age; the day does not."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture
def get(shared_app: Flask, on_a_day: None) -> Call:
    """Read something: ``get("/prices?strength=50")``."""
    return lambda path, status=200: _checked(shared_app.test_client().get(f"/api/v1{path}"), status)


@pytest.fixture
def screen(shared_app: Flask, on_a_day: None) -> Call:
    """Match the Ohio person with changes; ``None`` is sent as null: ``screen(income="lots", status=422)``."""

    def post(status: int = 200, **changes: object) -> TestResponse:
        return _checked(shared_app.test_client().post("/api/v1/screen", json=OHIO | changes), status)

    return post


def _checked(response: TestResponse, status: int) -> TestResponse:
    assert response.status_code == status, response.text
    wanted = "application/json" if status == 200 else "application/problem+json"
    assert response.content_type == wanted
    assert "Set-Cookie" not in response.headers
    return response
