"""Posts on the board, at each step of their way."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from finder.db import db, write
from finder.store.models import Post, PostKind
from finder.store.posts import About, approve_post, keep_answer, keep_post, open_posts
from tests.web.conftest import Page, read

LISTING, TOPIC = "cost-plus-drugs", "running-out"
TIP = "I asked for the cash price and paid $12 for 60 tablets of 50 mg."
TOLD = {"kind": "tip", "about": f"listing.{LISTING}", "state": "TX", "words": TIP, "website": ""}
ABOUT = About(LISTING)
ANA, BEN = 101, 102
SignIn = Callable[[str], FlaskClient]


def kept(app: Flask) -> list[Post]:
    with app.app_context():
        db.session.rollback()
        found = open_posts(db.session)
        db.session.expunge_all()
        return found


def approved(
    app: Flask, words: str = TIP, about: About = ABOUT, us_state: str | None = "TX", language: str = "en"
) -> int:
    with app.app_context(), write() as session:
        made = keep_post(session, PostKind.TIP, about, language, words, us_state)
        return approve_post(session, made.id, BEN).id


def answered(app: Flask, number: int, words: str) -> int:
    with app.app_context(), write() as session:
        return approve_post(session, keep_answer(session, number, ANA, "en", words).id, BEN).id


def see(client: FlaskClient, path: str) -> Page:
    return read(client.get(path))
