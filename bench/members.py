"""Members of the team at work in a test client, with the session that a log-in makes."""

from __future__ import annotations

import time

from flask import Flask
from flask.testing import FlaskClient

from finder.db import db, write
from finder.languages import OFFERED_LANGUAGES
from finder.store.accounts import invite, set_password, set_second_factor
from finder.store.models import Member, MemberRole


def hire(app: Flask, email: str, role: MemberRole) -> int:
    """The number of a new member with a second factor; nobody needs the password."""
    with app.app_context(), write() as session:
        number = invite(session, email, role)
        set_password(session, number, "not used here", session.get_one(Member, number).fs_uniquifier)
        set_second_factor(session, number, "not used here", None, [])
    return number


def sign_in(app: Flask, number: int) -> FlaskClient:
    """A client with the member's session on the team's pages of every language."""
    client = app.test_client()
    with app.app_context():
        unique = db.session.get_one(Member, number, populate_existing=True).fs_uniquifier
        for language in OFFERED_LANGUAGES:
            with client.session_transaction(path=f"{language.prefix}/team") as session:
                session["_user_id"], session["_fresh"] = unique, True
                session["began"] = session["seen"] = time.time()
    return client


def admin(app: Flask) -> FlaskClient:
    """A new admin at work."""
    return sign_in(app, hire(app, "admin@example.org", MemberRole.ADMIN))
