"""The team's cookie: sent to the team's pages alone, in each language; public pages neither set nor read one."""

from __future__ import annotations

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from finder.languages import OFFERED_LANGUAGES

TEAM = "/team"
PATHS = tuple(language.prefix + TEAM for language in OFFERED_LANGUAGES)


def is_team_path(path: str) -> bool:
    """Whether a page belongs to the team."""
    return any(path == start or path.startswith(f"{start}/") for start in PATHS)


class TeamSessions(SecureCookieSessionInterface):
    """Signed cookies for two paths. A cookie for the whole site would go along with patients' pages."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The team member's session; for everybody else an empty one that is never kept."""
        return super().open_session(app, request) if is_team_path(request.path) else self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie for both languages' paths, so that one session serves both."""
        if not is_team_path(request.path):
            return
        response.vary.add("Cookie")
        name, secure = self.get_cookie_name(app), self.get_cookie_secure(app)
        for path in PATHS:
            if session:
                value = self.get_signing_serializer(app).dumps(dict(session))  # type: ignore[union-attr]  # has a key
                response.set_cookie(name, value, path=path, secure=secure, httponly=True, samesite="Lax")
            elif session.modified:
                response.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="Lax")
