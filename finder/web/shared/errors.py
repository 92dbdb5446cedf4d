"""Pages for when something goes wrong: plain, in both languages, with a number to quote, never a trace."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Flask, Response, current_app, make_response, render_template, request
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import DataError, SQLAlchemyError
from werkzeug.exceptions import BadRequest, HTTPException, ServiceUnavailable

from finder.web.shared import logs
from finder.web.shared.logs import request_id

# Status: title, what happened, what to do.
ERROR_WORDS = {
    400: (
        _("We could not read that"),
        _("Your browser sent something this site does not understand."),
        _("Go back, check what you typed, and try again."),
    ),
    403: (
        _("This page is not open to you"),
        _("Your part in the team does not include this page."),
        _("Ask an admin of the team if you think it should."),
    ),
    404: (
        _("Page not found"),
        _("There is no page at this address. It may have moved, or the link may have a typing mistake."),
        _("Start from the first page."),
    ),
    405: (
        _("This page cannot be opened that way"),
        _("Some pages are made from your answers, and we do not keep your answers."),
        _("Start from the first page and send the form again."),
    ),
    413: (
        _("That was too much to send"),
        _("What was sent is larger than this site takes."),
        _("Go back, send less, and try again."),
    ),
    422: (
        _("Some answers need a second look"),
        _("We could not use all of the answers."),
        _("Go back and check the answers that are marked."),
    ),
    429: (
        _("Please wait a minute"),
        _("Many requests came from your connection in a short time."),
        _("Wait one minute, then try again. If many people share your connection, wait a little longer."),
    ),
    500: (
        _("Something went wrong on our side"),
        _("It is not your fault. We did not keep your answers."),
        _("Go back and try again. If it happens again, try later."),
    ),
    503: (
        _("We will be back soon"),
        _("The finder cannot answer right now."),
        _("Try again in a few minutes."),
    ),
}
# What a program is told instead, where the page speaks of forms.
API_WORDS = {
    404: "There is no such address. GET /api/v1/openapi.json names them all.",
    405: "This address takes another method: Allow names it.",
    413: "The body is larger than this address takes.",
    429: "Too many requests in a short time. Wait as many seconds as Retry-After says.",
}
KEPT_HEADERS = ("Allow", "Retry-After")


def init_app(app: Flask) -> None:
    """Every error leaves as one of our pages."""
    app.register_error_handler(HTTPException, answer)
    app.register_error_handler(SQLAlchemyError, without_database)


def without_database(error: SQLAlchemyError) -> Response:
    """The database cannot be read and there is no older catalogue to serve: come back in a while.

    What it cannot hold, such as a sign that is no letter, is the sender's to mend.
    """
    if isinstance(error, DataError):
        return answer(BadRequest())
    logs.failure(current_app, (type(error), error, error.__traceback__))
    return answer(ServiceUnavailable())


def answer(error: HTTPException) -> Response:
    """The page, or the problem document for API callers, that fits an error."""
    code = error.code or 500
    words = ERROR_WORDS.get(code) or ERROR_WORDS[500 if code >= 500 else 400]
    response = _problem(code, words) if request.path.startswith("/api/") else _page(code, words)
    given = error.get_response().headers
    for name in KEPT_HEADERS:
        if name in given:
            response.headers[name] = given[name]
    return response


def _page(code: int, words: tuple[object, ...]) -> Response:
    title, what, do = words
    text = render_template("errors/error.html", title=title, what=what, do=do, code=code, number=request_id())
    return make_response(text, code)


def _problem(code: int, words: tuple[object, ...]) -> Response:
    """RFC 9457, in English like the rest of the API."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(code).phrase,
        "status": code,
        "detail": API_WORDS.get(code) or f"{words[1]} {words[2]}",
        "request_id": request_id(),
    }
    return Response(json.dumps(body) + "\n", code, content_type="application/problem+json")
