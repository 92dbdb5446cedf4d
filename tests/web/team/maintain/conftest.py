"""Members at work: Ana checks, Ben and Cara review. Each is logged in by the session that a log-in makes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import pytest
import time_machine
from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from bench.members import hire as hire_member
from bench.members import sign_in
from finder.db import db, write
from finder.store.history import rows_of
from finder.store.models import HistoryRow, ListingRow, MemberRole
from tests.catalog.folders import HOUSEHOLDS, copy_of_good
from tests.conftest import close
from tests.web.conftest import Page, read

REVIEWERS = ("ben", "cara")
CHECKED = {"method": "phone", "source": "1-800-555-0100", "checked_on": "2026-11-20", "note": "Spoke with the desk."}
LISTING = "good"
# The day of the shipped files, so that nothing is stale by accident, and what is done stands on that day too.
NOW = datetime(2026, 11, 24, 15, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def small_site(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A database with two listings, and the files with one stored household that it was filled from."""
    folder = tmp_path_factory.mktemp("small")
    files = copy_of_good(folder)
    (files / "households").mkdir()
    (files / "households" / "one.toml").write_text(HOUSEHOLDS, encoding="utf-8")
    other = (files / "programs" / "good.toml").read_text(encoding="utf-8").replace("Good Pharmacy", "Other Pharmacy")
    (files / "programs" / "other.toml").write_text(other.replace('id = "good"', 'id = "other"'), encoding="utf-8")
    app = make_app(folder / "small.sqlite", {"SEED_DATA": str(files)})
    with time_machine.travel(NOW):
        assert app.test_cli_runner().invoke(args=["seed"]).exit_code == 0
    with app.app_context(), db.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close(app)
    return folder / "small.sqlite", files


@pytest.fixture
def app(make_app: Callable[..., Flask], small_site: tuple[Path, Path], tmp_path: Path) -> Iterator[Flask]:
    """The small site, to be changed."""
    app = make_app(shutil.copyfile(small_site[0], tmp_path / "own.sqlite"), {"SEED_DATA": str(small_site[1])})
    yield app
    close(app)


class Visitor:
    """One member with a browser."""

    def __init__(self, app: Flask, number: int) -> None:
        self.app = app
        self.id = number
        self.client = sign_in(app, number)

    def see(self, path: str, status: int = 200) -> Page:
        """A page, checked as every page is."""
        return self._read(self.client.get(path), status)

    def send(self, path: str, status: int = 303, see: str = "", /, **fields: Any) -> TestResponse:
        """Send a form, with the proof from the page it is on."""
        page = self.client.get(see or "/team")
        found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
        assert found, page.status
        told: MultiDict[str, str] = MultiDict({"csrf_token": found[1]})
        for name, value in fields.items():
            told.setlist(name, value if isinstance(value, list) else [value])
        answer = self.client.post(path, data=told)
        assert answer.status_code == status, answer.text[:4000]
        return answer

    def sent_page(self, path: str, status: int, see: str = "", /, **fields: Any) -> Page:
        """The page that comes back for a form."""
        return self._read(self.send(path, status, see, **fields), status)

    def _read(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, response.text[:4000]
        assert response.headers["Cache-Control"] == "no-store"
        # The team's pages alone may set the team's cookie.
        response.headers.remove("Set-Cookie")
        return read(response)


@pytest.fixture
def hire() -> Callable[[Flask, str], Visitor]:
    """A member of any site at work; the same one when asked for again."""
    numbers: dict[str, int] = {}

    def make(app: Flask, name: str) -> Visitor:
        if name not in numbers:
            role = MemberRole.REVIEWER if name in REVIEWERS else MemberRole.VOLUNTEER
            numbers[name] = hire_member(app, f"{name}@team.example", role)
        return Visitor(app, numbers[name])

    return make


@pytest.fixture
def visit(app: Flask, hire: Callable[[Flask, str], Visitor]) -> Callable[[str], Visitor]:
    """A member at work: ``visit("ana")``."""
    return lambda name: hire(app, name)


@pytest.fixture
def ana(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("ana")


@pytest.fixture
def ben(visit: Callable[[str], Visitor]) -> Visitor:
    return visit("ben")


@pytest.fixture(autouse=True)
def that_day() -> Iterator[None]:
    """Nobody in these tests looks at the machine's own clock."""
    with time_machine.travel(NOW):
        yield


def record(app: Flask, subject: str = LISTING) -> dict[str, Any]:
    with app.app_context(), write() as session:
        return dict(session.get_one(ListingRow, subject).document)


def history(app: Flask, subject: str = LISTING) -> list[HistoryRow]:
    with app.app_context(), write() as session:
        rows = rows_of(session, subject)
        session.expunge_all()
        return rows


def number_of(answer: TestResponse) -> int:
    """The proposal that a form led to."""
    found = re.fullmatch(r"(?:/es)?/team/proposals/(\d+)(?:/merge)?", answer.headers["Location"])
    assert found, answer.headers["Location"]
    return int(found[1])


def controls(page: Page, inside: Element | None = None) -> Iterator[tuple[str, str]]:
    """What a browser would send for the form as it stands, buttons left out."""
    for element in (inside if inside is not None else page.one("main")).iter():
        name = element.get("name")
        if name is None or "disabled" in element.attrib:
            continue
        if element.tag == "textarea":
            # The parser of a browser drops the line break after the tag.
            yield name, "".join(element.itertext())
        elif element.tag == "select":
            options = list(element.iter("option"))
            chosen = next((option for option in options if "selected" in option.attrib), options[0])
            yield name, chosen.get("value") or ""
        elif element.tag == "input" and (
            element.get("type") not in ("checkbox", "radio") or "checked" in element.attrib
        ):
            yield name, element.get("value") or ""


def filled(page: Page) -> dict[str, list[str]]:
    """The same, by name."""
    told: dict[str, list[str]] = {}
    for name, value in controls(page):
        told.setdefault(name, []).append(value)
    told.pop("csrf_token", None)
    return told
