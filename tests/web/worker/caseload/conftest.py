"""Caseload files: sending them as a browser does, and running the command ``screen`` on them."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from tests.web.conftest import Page, read
from tests.web.people import DAY, OHIO

Send = Callable[..., TestResponse]
OUTPUT = [
    *("case", "rank", "listing", "kind", "verdict", "cost_per_month_low", "cost_per_month_high", "first_year_low"),
    *("first_year_high", "reasons", "missing", "rules_as_of", "remarks"),
]
ONE = """case,state,household_size,income,income_period,insurance,daily_dose_mg,days_left
A,OH,1,1500,month,none,150,30
"""


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
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


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
        kept = "private, no-cache, max-age=0" if status in (200, 422) else "no-store"
        assert response.headers["Cache-Control"] == kept
        return read(response)

    return page


@dataclass(frozen=True)
class Screened:
    """What a run gave."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows written to standard output, by column."""
        return rows_in(self.out)


@pytest.fixture
def screen(shared_app: Flask, tmp_path: Path) -> Callable[..., Screened]:
    """Screen a text: ``screen("case,state\\nA,OH\\n", "--best", "3")``; None runs the options alone."""

    def run(content: str | bytes | None, *options: str, on: str | None = DAY, stdin: bool = False) -> Screened:
        data = content.encode() if isinstance(content, str) else content
        path = tmp_path / "cases.csv"
        if data is not None and not stdin:
            path.write_bytes(data)
        arguments = ["screen", "-" if stdin else str(path), *options, *(["--on", on] if on else [])]
        result = shared_app.test_cli_runner().invoke(args=arguments, input=data if stdin else None)
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return Screened(result.exit_code, result.stdout, result.stderr)

    return run
