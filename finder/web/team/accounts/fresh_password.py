"""The password again, before something that matters: a computer left open is not enough."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import request, session
from flask_babel import gettext as _
from wtforms import Form

from finder.store.models import Member, MemberRole
from finder.web.shared.security import limit_requests
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts.access import BEGAN_KEY, member_or_403, requires
from finder.web.team.accounts.blueprint import show
from finder.web.team.accounts.forms import ConfirmForm
from finder.web.team.accounts.passwords import is_right

View = Callable[..., Any]

CONFIRMED = "confirmed"
# For so long after the password was given, nobody else has taken the chair.
FRESH_SECONDS = 15 * 60
# Fields of the page that asks, which the act does not need.
NOT_PASSED_ON = ("csrf_token", "current", "account")
# Acts and guesses together: whoever sits at a computer left open guesses no faster than at the log-in.
ADMIN_ACTS = "30 per 15 minutes; 100 per day"


def own_guesses() -> str:
    """For counting wrong passwords in a session that is open."""
    return str(session.get("_user_id", "nobody"))


def is_fresh(since_log_in: bool) -> bool:
    """Whether the password was given a short while ago; ``since_log_in``: at the log-in counts too."""
    given = max(session.get(CONFIRMED, 0.0), session[BEGAN_KEY] if since_log_in else 0.0)
    return bool(0 <= time.time() - given < FRESH_SECONDS)


def note_confirmed() -> None:
    """From now on it was given a short while ago."""
    session[CONFIRMED] = time.time()


def admin_act(view: View) -> View:
    """Let admins act by this view; whoever gave the password a while ago gives it again with the same form."""

    @wraps(view)
    def with_fresh_password(**values: Any) -> Any:
        question = None if request.method != "POST" or is_fresh(since_log_in=True) else _asked_again(member_or_403())
        return view(**values) if question is None else question

    count = limit_requests(ADMIN_ACTS, scope="admin acts", by=own_guesses, methods=["POST"])
    return count(requires(MemberRole.ADMIN)(with_fresh_password))


def _asked_again(member: Member) -> PageResponse | None:
    """The page that asks, which sends along all that was sent; ``None`` once the password is right."""
    form = ConfirmForm(request.form if "current" in request.form else None)
    if "current" in request.form and has_right_password(form, member):
        note_confirmed()
        return None
    fields = [(name, text) for name, text in request.form.items(multi=True) if name not in NOT_PASSED_ON]
    page, status = show("confirm.html", form, member=member, purpose="act", fields=fields)
    return page, status if form.errors else HTTPStatus.FORBIDDEN


def has_right_password(form: Form, member: Member) -> bool:
    """Whether the form holds the member's password; else its field says so."""
    if not form.validate():
        return False
    right = is_right(member, form["current"].data)
    if not right:
        form["current"].errors = [_("This is not your password.")]
    return right
