"""A team of three, each logged in by the pages themselves: password, and second factor where the role needs one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_mailman.backends.file import EmailBackend
from werkzeug.test import TestResponse

from finder.db import db, write
from finder.store.accounts import invite, member_by_email, set_password, set_second_factor
from finder.store.models import Member, MemberRole
from finder.web.team.accounts.passwords import password_hash
from finder.web.team.accounts.second_factor import new_recovery_codes, new_secret
from tests.conftest import close

PASSWORD = "lantern gravel seventeen kites"
# As cheap as argon2id can be: tests log in hundreds of times.
CHEAP = {"argon2__type": "ID", "argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}


@dataclass
class Person:
    """A member as a test knows them."""

    app: Flask
    email: str
    codes: list[str]
    secret: str | None

    @property
    def row(self) -> Member:
        """As the database has them."""
        with self.app.app_context():
            found = member_by_email(db.session, self.email)
            assert found is not None
            db.session.expunge(found)
            return found

    def code(self) -> str:
        """What the authenticator app shows now."""
        return str(self.app.extensions["security"].totp_factory.generate_totp_password(self.secret))


def token(page: TestResponse) -> str:
    """The form's proof of where it came from."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found, page.text[:2000]
    return found[1]


def post(client: FlaskClient, path: str, see: str | None = None, /, **fields: str) -> TestResponse:
    """Open a page, then send its form, as a browser does; ``see`` is the page when it is not the form's own address."""
    page = client.get(see or path)
    return client.post(path, data={"csrf_token": token(page), **fields})


def log_in(client: FlaskClient, person: Person, password: str = PASSWORD) -> TestResponse:
    """Both steps."""
    answer = post(client, "/team/log-in", email=person.email, password=password)
    if answer.headers.get("Location") == "/team/second-factor":
        # A code of the app works once in half a minute; a recovery code is there for each of a test's log-ins.
        answer = post(client, "/team/second-factor", code=person.codes.pop())
    return answer


@pytest.fixture(autouse=True)
def letters_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of letters are named by when they were sent; two of one moment would stand in any order."""
    numbers = count()
    monkeypatch.setattr(
        EmailBackend, "_get_filename", lambda backend: str(Path(backend.file_path) / f"{next(numbers):06}")
    )


@pytest.fixture
def app(make_app: Callable[..., Flask], database: Path, tmp_path: Path) -> Iterator[Flask]:
    """An app whose mail goes into this test's folder."""
    app = make_app(database, {"ARGON2": CHEAP, "MAIL_BACKEND": "file", "MAIL_FILE_PATH": str(tmp_path / "mail")})
    yield app
    close(app)


@pytest.fixture
def join(app: Flask) -> Callable[..., Person]:
    """Someone of the team, without going through the invitation."""

    def make(role: str, email: str = "", second_factor: bool | None = None) -> Person:
        email = email or f"{role}@team.example"
        with app.app_context():
            codes, kept = new_recovery_codes()
            secret = new_secret() if (role != "volunteer" if second_factor is None else second_factor) else None
            with write() as session:
                number = invite(session, email, MemberRole(role))
                unique = session.get_one(Member, number).fs_uniquifier
                assert set_password(session, number, password_hash(PASSWORD), unique)
                if secret:
                    set_second_factor(session, number, secret, None, kept)
        return Person(app, email, codes, secret)

    return make


@pytest.fixture
def sign_in(app: Flask, join: Callable[..., Person]) -> Callable[[str], FlaskClient]:
    """A client logged in with a role; "anonymous" for nobody."""

    def make(role: str) -> FlaskClient:
        client = app.test_client()
        if role != "anonymous":
            assert log_in(client, join(role)).status_code == 303
        return client

    return make
