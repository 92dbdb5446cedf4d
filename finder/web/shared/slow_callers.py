"""Callers that take their answer slowly: no piece of an answer holds a thread for longer than a time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# Where gunicorn leaves the caller's connection.
CONNECTION = "gunicorn.socket"


class SendTimeout:
    """Hangs up on a caller who has not taken one piece of an answer within so many seconds.

    A page is one piece; a large file is given out in many, so one that moves along is never cut. Callers who send
    slowly are the proxy's to stop: it passes on whole requests alone.
    """

    def __init__(self, app: WSGIApplication, seconds: float) -> None:
        self.app = app
        self.seconds = seconds

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app inside does."""
        connection = environ.get(CONNECTION)
        if connection is not None:
            connection.settimeout(self.seconds)
        return self.app(environ, start_response)
