"""Caseload files, and sending them as a browser does."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.web.conftest import Page, read
from tests.web.people import DAY, OHIO

Send = Callable[..., TestResponse]


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    """Prices and rules age; the day does not."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


def person(case: str, **changes: str) -> dict[str, str]:
    """The Ohio person as a row."""
    return {"case": case, **OHIO, **changes}


def file_of(rows: Iterable[Mapping[str, str]]) -> bytes:
    """Rows as a caseload file."""
    rows = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)), restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def rows_in(text: str) -> list[dict[str, str]]:
    """A CSV answer as rows."""
    return list(csv.DictReader(io.StringIO(text)))


def upload(field: str, data: bytes, **fields: str) -> dict[str, object]:
    """A form with one file, for the test client. Its own way would leave large bodies in open temporary files."""
    file = FileStorage(io.BytesIO(data), filename="caseload.csv", content_type="text/csv")
    boundary, body = encode_multipart({field: file, **fields})
    return {"data": body, "content_type": f'multipart/form-data; boundary="{boundary}"'}


@pytest.fixture
def send(shared_app: Flask) -> Send:
    """Send a file: ``send(data, as_="csv")``, ``send(data, path="/es/caseload")``."""

    def post(data: bytes, as_: str = "table", path: str = "/caseload", **fields: str) -> TestResponse:
        return shared_app.test_client().post(path, **upload("file", data, **{"as": as_}, **fields))

    return post


@pytest.fixture
def table(send: Send) -> Callable[..., Page]:
    """Send a file and read the page, checked as every page is."""

    def page(data: bytes, status: int = 200, **how: str) -> Page:
        response = send(data, **how)
        assert response.status_code == status, response.status
        assert response.headers["Cache-Control"] == "no-store"
        return read(response)

    return page
