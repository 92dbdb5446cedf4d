"""One line a request, from a list of what may be written. Answers and callers are never on it."""

from __future__ import annotations

import logging
import secrets
import sys
import time
import traceback
from collections.abc import Iterable, Mapping, MutableMapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog
from flask import Flask, has_request_context, request

from finder.config import ROOT
from finder.db import reason_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

ALLOWED_FIELDS = (
    "time",
    "level",
    "event",
    "request_id",
    "method",
    "path",
    "status",
    "duration_ms",
    "error",
    "reason",
    "place",
)
HTTP_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
REQUEST_ID = "finder.request_id"
PATH_LENGTH = 200
PACKAGE = ROOT / "finder"
# Libraries that would write addresses or whole URLs.
TALKATIVE_LOGGERS = ("werkzeug", "flask-limiter", "gunicorn.access")
SORRY = b"Something went wrong on our side. Please try again.\nAlgo fall\xc3\xb3 de nuestro lado. Intente de nuevo.\n"


def only_allowed(_logger: object, _method: str, event: MutableMapping[str, Any]) -> Mapping[str, Any]:
    """Drop everything that is not on the list, whoever put it there."""
    return {name: event[name] for name in ALLOWED_FIELDS if name in event}


def init_app(app: Flask) -> None:
    """Give the app its log (to LOG_STREAM, else stderr) and silence what could repeat a request."""
    app.extensions["log"] = structlog.wrap_logger(
        structlog.PrintLogger(app.config["LOG_STREAM"] or sys.stderr),
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True, key="time"),
            only_allowed,
            structlog.processors.JSONRenderer(ensure_ascii=True),
        ],
    )
    for name in TALKATIVE_LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    logging.getLogger("finder").handlers = [Lines(app.extensions["log"])]


class Lines(logging.Handler):
    """Writes what the rooms below say as lines of our log: an error's kind and place, not its trace."""

    def __init__(self, log: Any) -> None:
        super().__init__()
        self.log = log

    def emit(self, record: logging.LogRecord) -> None:
        """Write one line."""
        _, error, trace = record.exc_info or (None, None, None)
        failure = _failure_fields(error, trace) if error else {}
        write = self.log.error if record.levelno >= logging.ERROR else self.log.info
        write(record.getMessage(), request_id=request_id(), **failure)


def request_id() -> str:
    """The id of this request, as shown on error pages and in the log; "-" outside a request."""
    return request.environ.get(REQUEST_ID, "-") if has_request_context() else "-"


def failure(app: Flask, exc_info: Any) -> None:
    """Log an error's kind and place. Not its message: it may quote what a person wrote."""
    _, error, trace = exc_info
    app.extensions["log"].error("failure", request_id=request_id(), **_failure_fields(error, trace))


def _failure_fields(error: BaseException | None, trace: Any) -> dict[str, str]:
    """What may be said of an error: its kind, what is the matter with the database where it is that, and its place."""
    reason = reason_of(error)
    named = {"error": type(error).__name__, "place": place(trace)}
    return named | {"reason": reason} if reason else named


def place(trace: Any) -> str:
    """The innermost line of our own code in a traceback, as ``web/search.py:42``; "-" when there is none."""
    ours = [frame for frame in traceback.extract_tb(trace) if Path(frame.filename).is_relative_to(PACKAGE)]
    return f"{Path(ours[-1].filename).relative_to(PACKAGE)}:{ours[-1].lineno}" if ours else "-"


class RequestLog:
    """Numbers and times each request, and answers a plain sentence if everything inside fails."""

    def __init__(self, app: WSGIApplication, log: Any, reraise: bool = False) -> None:
        self.app = app
        self.log = log
        self.reraise = reraise

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app inside does, with the request's id in a header."""
        environ[REQUEST_ID] = number = secrets.token_hex(8)
        began = time.perf_counter()
        status = ["500"]

        def start(line: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
            status[0] = line[:3]
            return start_response(line, [*headers, ("X-Request-ID", number)], exc_info)  # type: ignore[arg-type]  # passed on as it came

        try:
            return self.app(environ, start)  # type: ignore[arg-type]  # write() is passed on
        except Exception as error:
            self.log.error("failure", request_id=number, **_failure_fields(error, error.__traceback__))
            if self.reraise:
                raise
            start("500 Internal Server Error", [("Content-Type", "text/plain; charset=utf-8")], sys.exc_info())
            return [SORRY]
        finally:
            self._write(environ, int(status[0]), (time.perf_counter() - began) * 1000)

    def _write(self, environ: WSGIEnvironment, status: int, milliseconds: float) -> None:
        method = environ.get("REQUEST_METHOD", "")
        write = self.log.error if status >= 500 else self.log.info
        write(
            "request",
            request_id=environ[REQUEST_ID],
            method=method if method in HTTP_METHODS else "other",
            path=environ.get("PATH_INFO", "")[:PATH_LENGTH],
            status=status,
            duration_ms=round(milliseconds, 1),
        )
