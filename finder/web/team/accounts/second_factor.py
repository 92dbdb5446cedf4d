"""The second factor: six digits from an authenticator app, or a recovery code, each used once."""

from __future__ import annotations

import hashlib
import hmac
import time

import segno
from flask import current_app
from flask_security.totp import Totp
from markupsafe import Markup
from passlib.exc import TokenError
from werkzeug.exceptions import TooManyRequests

from finder.db import write
from finder.store.accounts import note_wrong_code, seconds_to_next_code, use_counter, use_recovery_code
from finder.store.models import Member

RECOVERY_CODES = 10
# A phone's clock may be a little off: one step of 30 seconds either way.
WINDOW_SECONDS = 30


def new_secret() -> str:
    """A secret for one member, sealed: it may wait in the session's cookie."""
    return str(_totp().generate_totp_secret())


def secret_as_text(secret: str) -> str:
    """As someone types it who cannot scan."""
    return str(_totp().get_totp_pretty_key(secret))


def secret_as_picture(secret: str, email: str) -> Markup:
    """As a phone scans it: drawn here, so that the secret goes nowhere else."""
    code = segno.make(_totp().get_totp_uri(email, secret), error="m")
    # Only squares and our own numbers are in it; nothing that anybody typed.
    return Markup(code.svg_inline(omitsize=True, border=4, dark="#000", light="#fff", svgclass="qr"))  # noqa: S704


def counter_of(code: str, secret: str) -> int | None:
    """The step of time that a code belongs to; ``None`` when it is wrong now."""
    try:
        match = _totp()._totp.verify("".join(code.split()), secret, window=WINDOW_SECONDS)
    except (TokenError, ValueError, KeyError):  # the last two: sealed with a key that is no longer ours
        return None
    return int(match.counter)


def proves(member: Member, code: str) -> bool:
    """Whether a code is the member's and was not used before. Using it up, or counting it, is part of the answer.

    Raises TooManyRequests while the account takes no code.
    """
    counter = counter_of(code, member.totp_secret) if member.totp_secret else None
    with write() as session:
        wait = seconds_to_next_code(session, member.id, time.time())
        if wait:
            raise TooManyRequests(retry_after=wait)
        if counter is not None:
            is_right = use_counter(session, member.id, counter)
        else:
            is_right = use_recovery_code(session, member.id, _digest(code))
        if not is_right:
            note_wrong_code(session, member.id, time.time())
    return is_right


def new_recovery_codes() -> tuple[list[str], list[str]]:
    """Ten codes to write down, and how they are kept."""
    codes = [str(code) for code in _totp().generate_recovery_codes(RECOVERY_CODES)]
    return codes, [_digest(code) for code in codes]


def _digest(code: str) -> str:
    tidy = "".join(code.lower().replace("-", " ").split())
    key = current_app.config["SECRET_KEY"].encode() + b" recovery codes"
    return hmac.new(key, tidy.encode(), hashlib.sha256).hexdigest()


def _totp() -> Totp:
    factory: Totp = current_app.extensions["security"].totp_factory
    return factory
