"""Letters: through a server whose certificate is checked, and what happens when they cannot leave."""

from __future__ import annotations

import re
import smtplib
import socketserver
import ssl
import threading
from collections.abc import Iterator
from typing import ClassVar

import pytest
from flask import Flask

from finder.web.team.accounts.smtp import CheckingSMTP
from tests.web.team.accounts.conftest import PASSWORD, log_in, post
from tests.web.team.accounts.test_joining import link_in, mails, words_of

NEW = "eleven purple bridges sleeping"


@pytest.mark.parametrize(
    "error", [UnicodeError("x"), ValueError("x"), smtplib.SMTPRecipientsRefused({}), ssl.SSLError()]
)
def test_however_mail_fails_the_admin_gets_the_link(app: Flask, sign_in, monkeypatch, error: Exception) -> None:
    def broken(_letter: object) -> None:
        raise error

    monkeypatch.setattr("flask_mailman.EmailMessage.send", broken)
    page = post(sign_in("admin"), "/team/members", email="new@team.example", role="volunteer")
    assert page.status_code == 200
    assert "No mail could be sent." in page.text
    assert app.test_client().get(link_in(words_of(page.text))).status_code == 200


class Letters(socketserver.StreamRequestHandler):
    """The least of a mail server: it says yes, and keeps what it hears."""

    heard: ClassVar[list[str]] = []

    def handle(self) -> None:
        """One letter."""
        self.wfile.write(b"220 here\r\n")
        in_letter = False
        for line in self.rfile:
            self.heard.append(line.decode().rstrip())
            if in_letter and line != b".\r\n":
                continue
            in_letter = line.lower().startswith(b"data")
            self.wfile.write(b"354 go on\r\n" if in_letter else b"250 yes\r\n")


@pytest.fixture
def mail_server() -> Iterator[int]:
    with socketserver.TCPServer(("127.0.0.1", 0), Letters) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server.server_address[1]
        server.shutdown()
        thread.join()


def test_mail_goes_through_the_server_that_was_set_and_its_absence_is_said(
    make_app, app, database, mail_server
) -> None:
    through = {"MAIL_BACKEND": "smtp", "MAIL_SERVER": "127.0.0.1", "SITE_URL": "https://finder.example"}
    site = make_app(database, {**through, "MAIL_PORT": mail_server, "MAIL_USE_TLS": False})
    sent = site.test_cli_runner().invoke(args=["users", "add", "new@team.example", "--role", "volunteer"])
    assert (sent.exit_code, sent.stdout) == (0, "")
    assert "The invitation is sent." in sent.stderr
    assert "rcpt TO:<new@team.example>" in Letters.heard
    away = make_app(database, {**through, "MAIL_PORT": 9, "MAIL_USE_TLS": True})
    failed = away.test_cli_runner().invoke(args=["users", "add", "new@team.example", "--role", "volunteer"])
    assert failed.exit_code == 0
    assert "could not be sent through 127.0.0.1" in failed.stderr
    assert failed.stdout.startswith("https://finder.example/team/invitation?key=")


def test_the_mail_servers_certificate_is_checked(monkeypatch) -> None:
    seen: list[ssl.SSLContext] = []
    monkeypatch.setattr(smtplib.SMTP, "starttls", lambda _self, *, context: seen.append(context))
    CheckingSMTP().starttls(context=None)
    assert (seen[0].verify_mode, seen[0].check_hostname) == (ssl.CERT_REQUIRED, True)


def test_a_slow_mail_server_holds_up_no_answer(app: Flask, join, monkeypatch) -> None:
    """A thread of gunicorn reads the next request once the answer is closed: that must not wait for the letter."""
    person, slow, sent = join("volunteer"), threading.Event(), []

    def send(letter) -> None:
        assert slow.wait(10)
        sent.append(letter.to)

    monkeypatch.setattr("flask_mailman.EmailMessage.send", send)
    for email in (person.email, "nobody@team.example"):
        post(app.test_client(), "/team/forgot", email=email).close()
    assert app.test_client().get("/team/log-in").status_code == 200
    assert sent == []
    slow.set()
    mails(app)
    assert sent == [[person.email]]


def test_a_member_hears_by_mail_of_every_change_of_the_account(app: Flask, join, sign_in) -> None:
    admin, person, client = sign_in("admin"), join("volunteer", "v@team.example"), app.test_client()
    page = f"/team/members/{person.row.id}"
    log_in(client, person)
    post(client, "/team/password", current=PASSWORD, password=NEW).close()
    post(admin, f"{page}/role", page, role="reviewer").close()
    log_in(client, person, NEW)
    key = re.search(r'id="secret">([^<]+)<', client.get("/team/second-factor/set-up").text)[1].replace("-", "")
    code = app.extensions["security"].totp_factory._totp(key=key).generate().token
    post(client, "/team/second-factor/set-up", code=code).close()
    post(admin, f"{page}/new-second-factor", page).close()
    letters = [words_of(letter) for letter in mails(app) if letter.startswith("v@team.example\n")]
    for letter, change in zip(letters, ["password", "role", "authenticator app", "second factor"], strict=True):
        assert change in letter.split(" -- ")[0]
        assert "no se lo esperaba" in letter
