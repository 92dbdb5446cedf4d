"""The team's accounts: invitation, log-in, second factor, and who may do what."""

from __future__ import annotations

import hashlib
import hmac

from flask import Flask, Response, request
from flask_mailman import Mail
from flask_security import FSQLALiteUserDatastore, Security

from finder.db import db
from finder.store.models import KnownRole, Member
from finder.web.team.accounts import access, account, blueprint, invitations, log_in, members
from finder.web.team.accounts.blueprint import pages
from finder.web.team.accounts.sessions import TeamSessions, is_team_path

# The modules of the views, so that importing this is enough to have every page.
__all__ = ["access", "account", "init_app", "invitations", "log_in", "members", "pages"]

ISSUER = "Azathioprine Cost Finder"
CHECKED_SMTP = "finder.web.team.accounts.smtp"
# OWASP's setting for argon2id: 19 MiB and two rounds, so that many log-ins at once do not fill the memory.
ARGON2 = {"argon2__type": "ID", "argon2__memory_cost": 19456, "argon2__time_cost": 2, "argon2__parallelism": 1}


def init_app(app: Flask) -> None:
    """Attach sessions, the guard, forgery protection, mail and Flask-Security; pages come with the blueprint."""
    app.config.update(_settings(app))
    app.session_interface = TeamSessions()
    # First of all, so that a session past its time is gone before anybody asks who it belongs to.
    app.before_request(access.guard)
    access.csrf.init_app(app)
    Mail(app)
    security = Security(app, FSQLALiteUserDatastore(db, Member, KnownRole), register_blueprint=False)
    # The library can also know members by a token in the address or a JSON body. We want no such way in.
    security.login_manager.request_loader(lambda _request: None)
    # It would keep a hash of the caller's address in the cookie.
    security.login_manager.session_protection = None
    app.jinja_env.globals.update(current_member=access.current_member, team_here_in=blueprint.here_in)
    app.after_request(_keep_nowhere)


def derived_key(app: Flask, purpose: str) -> str:
    """A key for one purpose, from the secret that all workers share."""
    return hmac.new(app.config["SECRET_KEY"].encode(), purpose.encode(), hashlib.sha256).hexdigest()


def _settings(app: Flask) -> dict[str, object]:
    over_https = app.config["FINDER_ENV"] == "production"
    # Browsers take a cookie of such a name over HTTPS alone: nobody on the line can slip one in.
    prefix = "__Secure-" if over_https else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}team",
        "DEVICE_COOKIE_NAME": f"{prefix}team_device",
        "SESSION_COOKIE_SECURE": over_https,
        # Checked by the guard, for the team's forms alone; the form of a patient has no session to hold a token.
        "WTF_CSRF_CHECK_DEFAULT": False,
        "WTF_CSRF_TIME_LIMIT": None,
        # It would compare the Referer, which our pages tell browsers never to send.
        "WTF_CSRF_SSL_STRICT": False,
        "MAIL_BACKEND": CHECKED_SMTP if app.config["MAIL_BACKEND"] == "smtp" else app.config["MAIL_BACKEND"],
        "SECURITY_PASSWORD_HASH": "argon2",
        "SECURITY_PASSWORD_SCHEMES": ["argon2"],
        "SECURITY_PASSWORD_SINGLE_HASH": ["argon2"],
        "SECURITY_DEPRECATED_PASSWORD_SCHEMES": [],
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": app.config.get("ARGON2", ARGON2),
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_TOTP_SECRETS": {"1": derived_key(app, "second factor")},
        "SECURITY_TOTP_ISSUER": ISSUER,
        # Our roles are a column; there is no table of them to join.
        "SECURITY_JOIN_USER_ROLES": False,
        "SECURITY_CLI_USERS_NAME": None,
        "SECURITY_CLI_ROLES_NAME": None,
    }


def _keep_nowhere(response: Response) -> Response:
    if is_team_path(request.path):
        response.headers["Cache-Control"] = "no-store"
    return response
