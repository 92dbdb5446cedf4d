"""Browsers that have been in an account before. What they try is counted apart from what strangers try.

Without this, a stranger who keeps guessing a member's password would keep the member out as well.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets

from flask import Response, after_this_request, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from finder.store.accounts import tidy_address
from finder.store.models import Member
from finder.store.retention import DEVICE_DAYS
from finder.web.team.accounts.sessions import PATHS


def tried_address() -> str:
    """Whose log-in is tried, for counting: a name that does not give the address away."""
    name = _name(request.form.get("email", ""))
    return name + _browser(name)


def remember(member: Member) -> None:
    """Know this browser from now on: somebody has proved in it that the account is theirs."""
    value = _signer().dumps([_name(member.email), secrets.token_hex(8)])

    @after_this_request
    def keep(response: Response) -> Response:
        name = current_app.config["DEVICE_COOKIE_NAME"]
        secure, age = current_app.config["SESSION_COOKIE_SECURE"], DEVICE_DAYS * 24 * 60 * 60
        for path in PATHS:
            response.set_cookie(name, value, age, path=path, secure=secure, httponly=True, samesite="Lax")
        return response


def _browser(account: str) -> str:
    """What tells this browser from strangers, where it has been in this account; else nothing."""
    cookie = request.cookies.get(current_app.config["DEVICE_COOKIE_NAME"], "")
    try:
        known = _signer().loads(cookie, max_age=DEVICE_DAYS * 24 * 60 * 60)
    except BadSignature:
        return ""
    return f" {known[-1]}" if account == known[0] else ""


def _name(text: str) -> str:
    key = current_app.config["SECRET_KEY"].encode() + b" counted accounts"
    return hmac.new(key, tidy_address(text).encode(), hashlib.sha256).hexdigest()[:24]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="team device")
