"""The blueprint of the accounts, and how its pages are answered."""

from __future__ import annotations

import time
from urllib.parse import urlencode

from flask import redirect, render_template, request, session, url_for
from flask_security.utils import login_user
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response
from wtforms import Form

from finder.store.models import Member
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.language import Pages
from finder.web.shared.statuses import UNUSABLE
from finder.web.team.accounts import known_devices
from finder.web.team.accounts.access import BEGAN_KEY, NEXT_KEY, SEEN_KEY
from finder.web.team.accounts.second_factor import new_secret
from finder.web.team.accounts.sessions import is_team_path

pages = Pages("accounts", __name__)
HOME = "maintain.queue"
# In the session: the sealed secret of an authenticator app that is not connected yet.
NEW_FACTOR = "new_second_factor"


def show(template: str, form: Form | None = None, **values: object) -> tuple[str, int]:
    """A page of the accounts; 422 when its form has something to say."""
    errors = mistakes_in(form) if form is not None else []
    text = render_template(f"security/{template}", form=form, errors=errors, **values)
    return text, UNUSABLE if errors else 200


def here_in(language: str) -> str:
    """The same page in another language, also after a form was sent: what was typed is then gone."""
    if request.url_rule is None or "GET" not in (request.url_rule.methods or ()):
        return url_for("accounts.my_account", lang=language)
    address = url_for(str(request.endpoint), **{**(request.view_args or {}), "lang": language})
    # Written by hand: url_for takes some names, such as _external, as orders.
    fields = [("key", request.form["key"])] if "key" in request.form else list(request.args.items(multi=True))
    return f"{address}?{urlencode(fields)}" if fields else address


def enter(member: Member) -> None:
    """Begin a session. Whatever the browser brought along is thrown away first."""
    wanted = session.get(NEXT_KEY)
    session.clear()
    login_user(member, remember=False)
    known_devices.remember(member)
    session[BEGAN_KEY] = session[SEEN_KEY] = time.time()
    # Now, not with the first form: two pages opened at once would each begin one, and the second end the first.
    generate_csrf()
    if not member.totp_secret:
        session[NEW_FACTOR] = new_secret()
    if wanted:
        session[NEXT_KEY] = wanted


def onward() -> Response:
    """To the page that was asked for before the log-in, else to the first page of the team."""
    wanted = session.pop(NEXT_KEY, None)
    if isinstance(wanted, str) and is_team_path(wanted):
        return redirect(wanted, 303)
    return redirect(url_for(HOME), 303)
