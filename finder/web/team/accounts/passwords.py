"""Which passwords are taken, and comparing one without telling who exists."""

from __future__ import annotations

import re

from flask import current_app
from flask_babel import gettext as _
from flask_security.utils import hash_password, verify_password
from zxcvbn import zxcvbn

from finder.store.models import Member

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
# zxcvbn's scale is 0 to 4; 3 holds against someone who guesses 10,000 million times.
STRONG_ENOUGH = 3
JUDGED_LENGTH = 72
NOBODYS = "nobodys_password"
OUR_WORDS = ("azathioprine", "imuran", "finder", "costfinder", "volunteer")


def weakness(password: str, email: str) -> str | None:
    """Why a new password is not taken, as a sentence; ``None`` when it is."""
    if len(password) < SHORTEST_PASSWORD:
        return str(
            _("Use at least %(count)s characters. A short sentence is easy to remember.", count=SHORTEST_PASSWORD)
        )
    if len(password) > LONGEST_PASSWORD:
        return str(_("Use at most %(count)s characters.", count=LONGEST_PASSWORD))
    known = [*OUR_WORDS, email, *email.replace("@", ".").split("."), re.sub(r"\W", "", email)]
    if zxcvbn(password[:JUDGED_LENGTH], user_inputs=known)["score"] < STRONG_ENOUGH:
        return str(
            _("Many people use a password like this, or it is easy to guess. Add words that do not belong together.")
        )
    return None


def password_hash(password: str) -> str:
    """As the database keeps it: argon2id with a salt of its own."""
    return str(hash_password(normal(password)))


def is_right(member: Member | None, password: str) -> bool:
    """Whether this is the member's password. Nobody, or someone without one, takes as long as a wrong one."""
    nobodys = _nobodys()
    kept = member.password if member is not None and member.active else None
    fits = bool(verify_password(normal(password[:LONGEST_PASSWORD]), kept or nobodys))
    return fits and kept is not None and len(password) <= LONGEST_PASSWORD


def normal(password: str) -> str:
    """One spelling for letters that keyboards write in several ways."""
    return str(current_app.extensions["security"]._password_util.normalize(password))


def _nobodys() -> str:
    """A hash of the app's own cost, made once, to compare with where there is none."""
    kept = current_app.extensions
    if NOBODYS not in kept:
        kept[NOBODYS] = str(hash_password("nobody has this password"))
    return str(kept[NOBODYS])
