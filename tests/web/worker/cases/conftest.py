"""Cases saved and opened on fixed days."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.web.conftest import Page, read
from tests.web.people import DAY, answers

Save = Callable[..., dict[str, Any]]
Open = Callable[..., Page]


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    """Prices and rules age; the day does not."""
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture
def save(shared_app: Flask) -> Save:
    """The saved case of the Ohio person with changes."""

    def made(label: str = "", **changes: object) -> dict[str, Any]:
        response = shared_app.test_client().post("/cases/new", data=answers(**changes) | {"case_label": label})
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in response.headers
        return json.loads(response.data)

    return made


BOUNDARY = "a-line-between-files"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"


def multipart(*parts: tuple[str, str | None, bytes]) -> bytes:
    """Fields and files as a browser sends them. The test client's own way writes large ones to a temporary file."""
    lines = []
    for name, filename, data in parts:
        file = f'; filename="{filename}"' if filename else ""
        head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
        lines.append(head.encode() + data + b"\r\n")
    return b"".join([*lines, f"--{BOUNDARY}--\r\n".encode()])


def upload(app: Flask, *files: bytes | dict[str, Any], path: str = "/cases") -> TestResponse:
    """Send case files."""
    texts = [file if isinstance(file, bytes) else json.dumps(file).encode() for file in files]
    body = multipart(*[("files", f"case-{at}.json", text) for at, text in enumerate(texts)])
    return app.test_client().post(path, data=body, content_type=MULTIPART)


@pytest.fixture
def open_files(shared_app: Flask) -> Open:
    """The page that the files give, checked as every page is."""

    def opened(*files: bytes | dict[str, Any], path: str = "/cases", status: int = 200) -> Page:
        response = upload(shared_app, *files, path=path)
        assert response.status_code == status, response.text
        assert response.headers["Cache-Control"] == "private, no-cache, max-age=0"
        return read(response)

    return opened


@pytest.fixture
def work(shared_app: Flask) -> Callable[..., TestResponse]:
    """Post the page of a case with fields changed."""

    def post(page: Page, do: str, **changes: object) -> TestResponse:
        form = next(form for form in page.all("form") if form.get("action", "").endswith("/cases/work"))
        data: dict[str, Any] = {}
        for field in form.iter():
            name = field.get("name")
            if not name or field.tag == "button":
                continue
            if field.tag == "select":
                chosen = [option.get("value") for option in field.iter("option") if option.get("selected") is not None]
                data[name] = chosen[0] if chosen else ""
            elif field.get("type") in ("checkbox", "radio"):
                if field.get("checked") is not None:
                    data.setdefault(name, []).append(field.get("value"))
            else:
                data[name] = field.get("value", "")
        data |= {name.replace("__", "-"): value for name, value in changes.items()}
        return shared_app.test_client().post(str(form.get("action")), data=data | {"do": do})

    return post
