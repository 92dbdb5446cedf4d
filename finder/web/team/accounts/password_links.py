"""Links that let someone choose a password. Each is signed, ends by itself, and works once."""

from __future__ import annotations

from urllib.parse import urlsplit

import sqlalchemy as sa
from flask import current_app, has_request_context, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from finder.db import db
from finder.store.models import Member

LAPTOP = "http://127.0.0.1:8000"
INVITATION, RESET = "invitation", "reset"
LIFE_SECONDS = {INVITATION: 7 * 24 * 60 * 60, RESET: 60 * 60}


def link(purpose: str, member: Member, language: str = "en") -> str:
    """The address to send. The key stands in the query, which our log never writes."""
    key = _signer(purpose).dumps(member.fs_uniquifier)
    # Mail through a server goes with SITE_URL alone: what a caller says about our name must not reach a letter.
    site = urlsplit(current_app.config["SITE_URL"] or (request.url_root if has_request_context() else LAPTOP))
    routes = current_app.url_map.bind(site.netloc, url_scheme=site.scheme)
    return routes.build(f"accounts.{purpose}", {"key": key, "lang": language}, force_external=True)


def holder(purpose: str, key: str) -> Member | None:
    """Who a link was made for; ``None`` when it is old, used, or not ours."""
    try:
        unique = _signer(purpose).loads(key, max_age=LIFE_SECONDS[purpose])
    except BadSignature:
        return None
    member = db.session.scalar(sa.select(Member).where(Member.fs_uniquifier == str(unique), Member.active))
    joined = member is not None and member.password is not None
    return member if member is not None and joined == (purpose == RESET) else None


def _signer(purpose: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=f"team {purpose}")
