"""Who may open what. Every page of the team names a role; one that names none is closed to everybody."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, flash, g, redirect, request, session, url_for
from flask_babel import gettext as _
from flask_login import current_user
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.wrappers import Response

from finder.db import db
from finder.store.models import Member, MemberRole
from finder.web.shared.sender import is_from_here
from finder.web.team.accounts.late_forms import hand_back
from finder.web.team.accounts.sessions import is_team_path

View = TypeVar("View", bound=Callable[..., Any])
Refusal = Response | tuple[str, int]

IDLE_SECONDS = 30 * 60
LONGEST_SECONDS = 12 * 60 * 60
ACCESS, ACCESS_BEFORE_CODE = "team_access", "team_before_second_factor"
BEGAN_KEY, SEEN_KEY, NEXT_KEY = "began", "seen", "next"

csrf = CSRFProtect()


def requires(role: MemberRole, before_second_factor: bool = False) -> Callable[[View], View]:
    """Let a view be opened by members who have this role or a higher one.

    ``before_second_factor``: also by those who have yet to set up the second factor their role needs.
    """

    def mark(view: View) -> View:
        setattr(view, ACCESS, role)
        setattr(view, ACCESS_BEFORE_CODE, before_second_factor)
        return view

    return mark


def open_to_all(view: View) -> View:
    """Let a view of the team be opened without log-in: the log-in itself, and what leads to it."""
    setattr(view, ACCESS, None)
    return view


def access_of(view: Callable[..., Any] | None) -> MemberRole | str | None:
    """The role a view asks for, ``None`` when it is open, "closed" when nobody said."""
    return getattr(view, ACCESS, "closed")


def current_member() -> Member | None:
    """The member who sends this request, fully logged in; ``None`` for everybody else."""
    member = current_user._get_current_object()
    return member if isinstance(member, Member) else None


def member_or_403() -> Member:
    """The same where the guard has let a member in."""
    member = current_member()
    if member is None:
        raise Forbidden
    return member


def member_now(number: int) -> Member | None:
    """A member as the database has them now, not as this request saw them first."""
    db.session.rollback()
    return db.session.get(Member, number)


def guard() -> Refusal | None:
    """Before every request: is the session still good, is the view open to this role, is the form ours?"""
    view = current_app.view_functions.get(request.endpoint or "")
    access = access_of(view)
    if view is None or (access == "closed" and not is_team_path(request.path)):
        return None
    _end_old_session()
    if access == "closed":
        raise Forbidden
    answer = None if access is None else _let_in(access, view)
    if answer is None and request.method not in ("GET", "HEAD", "OPTIONS"):
        return _is_ours()
    return answer


def _is_ours() -> Refusal | None:
    """Refuse a form that is not from our own page. One from before the log-in may be sent once more."""
    try:
        csrf.protect()
    except CSRFError:
        if not is_from_here():
            raise
        return hand_back(BadRequest.code) or _once_more()
    return None


def _once_more() -> Refusal:
    """To the form as it is now: two pages opened at once, before there was a session, each began one."""
    flash(_("Nothing was done yet: this page was opened a while ago, or twice. Please try once more."), "refused")
    rule = request.url_rule
    if rule is None or "GET" not in (rule.methods or ()):
        return redirect(url_for("maintain.queue"), 303)
    key = {"key": request.form["key"]} if "key" in request.form else {}
    return redirect(url_for(rule.endpoint, **{**(request.view_args or {}), **key}), 303)


def _let_in(role: Any, view: Callable[..., Any]) -> Refusal | None:
    member = current_member()
    if member is None:
        if request.method == "GET":
            session[NEXT_KEY] = request.path
        return hand_back(Forbidden.code) or redirect(url_for("accounts.log_in"), 303)
    if member.role.needs_second_factor and not member.totp_secret and not getattr(view, ACCESS_BEFORE_CODE, False):
        return redirect(url_for("accounts.set_up"), 303)
    if not member.may_act_as(role):
        raise Forbidden
    return None


def _end_old_session() -> None:
    """Nobody who left a computer open stays in: 30 minutes without a click, or 12 hours in all."""
    if BEGAN_KEY not in session:
        return
    now = time.time()
    if now - session.get(SEEN_KEY, 0) >= IDLE_SECONDS or now - session[BEGAN_KEY] >= LONGEST_SECONDS:
        session.clear()
        # Whoever asked earlier in this request who it belongs to was too early.
        g.pop("_login_user", None)
        flash(_("You were logged out, because nothing was clicked for 30 minutes or you were in for 12 hours."))
    else:
        session[SEEN_KEY] = now
