"""Logging in, in two steps where there is a second factor, and out."""

from __future__ import annotations

import time
from http import HTTPStatus

from flask import flash, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from finder.db import db, write
from finder.store.accounts import end_sessions, member_by_email
from finder.store.models import Member, MemberRole
from finder.web.shared.security import limit_requests
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts.access import current_member, member_now, member_or_403, open_to_all, requires
from finder.web.team.accounts.blueprint import enter, onward, pages, show
from finder.web.team.accounts.forms import CodeForm, LogInForm, form_of_request
from finder.web.team.accounts.known_devices import tried_address
from finder.web.team.accounts.passwords import is_right
from finder.web.team.accounts.second_factor import proves

HALF_SECONDS = 10 * 60
PER_CALLER = "10 per minute; 60 per hour"
# Per account, whoever asks: guessing from many addresses is slow too.
PER_ACCOUNT = "10 per 15 minutes; 100 per day"
# In the session between the two steps: the member's number, fs_uniquifier, and when.
HALF_WAY = "half"


@pages.route("/team/log-in", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@limit_requests(PER_ACCOUNT, by=tried_address, methods=["POST"])
@open_to_all
def log_in() -> PageResponse:
    """The first step. A wrong password and an unknown address get the same answer after the same work."""
    if current_member() is not None:
        return onward()
    form = form_of_request(LogInForm)
    if request.method == "POST" and form.validate():
        member = member_by_email(db.session, form.email.data)
        if is_right(member, form.password.data) and member is not None:
            return _next_step(member)
        form.password.errors = [_("The e-mail or the password is not right. Check both.")]
    return show("log_in.html", form)


def _next_step(member: Member) -> Response:
    if member.totp_secret:
        session[HALF_WAY] = [member.id, member.fs_uniquifier, time.time()]
        return redirect(url_for("accounts.second_factor"), 303)
    enter(member)
    return onward()


@pages.route("/team/second-factor", methods=["GET", "POST"])
@limit_requests(PER_CALLER, methods=["POST"])
@open_to_all
def second_factor() -> PageResponse:
    """The second step: a code from the app, or a recovery code."""
    member = _half_way()
    if member is None:
        session.pop(HALF_WAY, None)
        return redirect(url_for("accounts.log_in"), 303)
    form = form_of_request(CodeForm)
    if request.method == "POST" and form.validate():
        if proves(member, form.code.data):
            enter(member)
            return onward()
        form.code.errors = [_("This code is not right, or was used before. Wait for the next one and try again.")]
    return show("second_factor.html", form)


def _half_way() -> Member | None:
    """Who gave the right password in the last ten minutes, if nothing about the account has changed since."""
    number, unique, at = session.get(HALF_WAY) or (0, "", 0.0)
    if not 0 <= time.time() - at < HALF_SECONDS:
        return None
    member = member_now(number)
    return member if member is not None and member.active and member.fs_uniquifier == unique else None


@pages.errorhandler(TooManyRequests)
def too_many(error: TooManyRequests) -> tuple[str, int, dict[str, str]]:
    """What to do when one may not try any more for now."""
    wait = {"Retry-After": str(error.retry_after)} if error.retry_after else {}
    return show("too_many.html")[0], HTTPStatus.TOO_MANY_REQUESTS, wait


@pages.post("/team/log-out")
@requires(MemberRole.VOLUNTEER, before_second_factor=True)
def log_out() -> Response:
    """End the session here and on every other device, so that a copied cookie is worth nothing."""
    member = member_or_403().id
    with write() as changes:
        end_sessions(changes, member)
    session.clear()
    flash(_("You are logged out."))
    return redirect(url_for("accounts.log_in"), 303)
