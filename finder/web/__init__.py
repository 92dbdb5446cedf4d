"""The web: one blueprint a subject, and what every page shares."""

from __future__ import annotations

from types import TracebackType
from typing import Any

from flask import Flask
from flask.typing import RouteCallable
from flask_compress import Compress
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from finder.web import api
from finder.web.patient import board, changes, freshness, guide, insurance, places, prices, reports, search, site
from finder.web.patient.guide import hard_words, topic_leads
from finder.web.shared import errors, health, language, logs, security, static, template_helpers
from finder.web.shared.callers_first import CALLERS_EXTENSION, CallersFirst
from finder.web.shared.slow_callers import SendTimeout
from finder.web.shared.templates import Templates
from finder.web.shared.uploads import InMemoryRequest
from finder.web.team import accounts, handbook, maintain
from finder.web.team.moderating import board as board_moderation
from finder.web.team.moderating import reports as report_moderation
from finder.web.worker import caseload, paper
from finder.web.worker.cases import pages as cases

# Each subject's blueprint, in the order of the site's pages.
BLUEPRINTS = (
    search.pages,
    prices.pages,
    places.pages,
    insurance.pages,
    guide.pages,
    freshness.pages,
    caseload.pages,
    cases,
    paper.pages,
    accounts.pages,
    maintain.pages,
    changes.changes,
    reports.pages,
    report_moderation.pages,
    board.pages,
    board_moderation.pages,
    handbook.pages,
    site.pages,
    site.plain,
    api.blueprint,
    health.blueprint,
)


class RowNumber(IntegerConverter):
    """A number in an address, as long as a row can have it: a longer one is no page, and no error of the database."""

    def __init__(self, routes: Map) -> None:
        super().__init__(routes, max=2**31 - 1)


class Finder(Flask):
    """A Flask app whose failures are logged without what people wrote, and whose uploads stay in memory."""

    request_class = InMemoryRequest
    jinja_environment = Templates
    counter: security.RequestCounter

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: RouteCallable | None = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """Register a view, blueprints' views too, so that requests are counted for each one with a limit."""
        super().add_url_rule(rule, endpoint, self.counter.counted(view_func), provide_automatic_options, **options)

    def log_exception(
        self, exc_info: tuple[type, BaseException, TracebackType] | tuple[None, None, None] | Any, *_args: Any
    ) -> None:
        """Log the kind and place of an error. Its message and trace may hold answers, so they stay out."""
        logs.failure(self, exc_info)


def register(app: Finder) -> None:
    """Attach pages, headers, logs, languages, limits, static files and error pages."""
    app.url_map.converters["int"] = RowNumber
    logs.init_app(app)
    language.init_app(app)
    Compress(app)
    app.counter = security.RequestCounter(app)
    errors.init_app(app)
    security.init_hosts(app)
    security.init_cache_control(app)
    template_helpers.init_app(app)
    hard_words.init_app(app)
    topic_leads.init_app(app)
    accounts.init_app(app)
    caseload.init_app(app)
    app.extensions["open_reports"] = report_moderation.count_open
    app.extensions["open_posts"] = board_moderation.count_open
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _wrap(app)


def _wrap(app: Flask) -> None:
    """The layers around the app, innermost first: every answer leaves through all of them."""
    static.init_app(app)
    callers = CallersFirst(app.wsgi_app)
    app.extensions[CALLERS_EXTENSION] = callers
    app.wsgi_app = callers  # type: ignore[method-assign]  # as Flask's documents do it
    hops = app.config["TRUSTED_PROXIES"]
    if hops:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]  # as Flask's documents do it
    app.wsgi_app = SendTimeout(app.wsgi_app, app.config["SEND_SECONDS"])  # type: ignore[method-assign]  # the same
    app.wsgi_app = logs.RequestLog(  # type: ignore[method-assign]  # the same
        app.wsgi_app, app.extensions["log"], reraise=app.testing
    )
    app.wsgi_app = security.SecurityHeaders(  # type: ignore[method-assign]  # the same
        app.wsgi_app, https_only=app.config["FINDER_ENV"] == "production"
    )
