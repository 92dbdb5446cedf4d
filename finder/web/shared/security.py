"""Headers that keep pages and people safe, what may be cached, and how often one caller may ask."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Iterable, Sequence
from functools import reduce
from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from flask import Flask, Response, current_app, request
from flask_limiter import Limiter, RateLimitExceeded
from werkzeug.datastructures import Headers
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge
from werkzeug.sansio.utils import host_is_trusted

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

View = TypeVar("View", bound=Callable[..., Any])
# Where a view carries its limits.
LIMITS_ATTRIBUTE = "limits"
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
NOT_USED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=63072000; includeSubDomains"


class SecurityHeaders:
    """Puts the headers on every answer: pages, errors and static files alike."""

    def __init__(self, app: WSGIApplication, https_only: bool) -> None:
        self.app = app
        self.headers = HEADERS | ({"Strict-Transport-Security": HSTS} if https_only else {})

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app inside does, with our headers on top."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> object:
            merged = Headers(headers)
            for name, value in self.headers.items():
                merged.set(name, value)
            return start_response(status, merged.to_wsgi_list(), exc_info)  # type: ignore[arg-type]  # passed on as it came

        return self.app(environ, start)  # type: ignore[arg-type]  # write() is passed on


def init_hosts(app: Flask) -> None:
    """Answer under the site's own names alone: a name that a caller made up must not get into a link or a cache.

    Machines that watch the site may ask for a number in place of a name.
    """

    @app.before_request
    def is_ours() -> None:
        believed = app.config["BELIEVED_HOSTS"]
        if believed and request.blueprint != "health" and not host_is_trusted(request.host, believed):
            raise BadRequest


# Pages made from what somebody sent. Back returns to them: the browser alone keeps the page, until it is cleared.
ANSWERING_ROOMS = frozenset({"search", "places", "guide", "paper", "cases", "caseload"})
BACK_WORKS = "private, no-cache, max-age=0"
ON_A_SHARED_COMPUTER = "shared_computer"


def init_cache_control(app: Flask) -> None:
    """Errors and files made from answers are kept nowhere; other pages may be kept but are asked for again."""

    app.jinja_env.globals["on_shared_computer"] = on_shared_computer

    @app.after_request
    def decide(response: Response) -> Response:
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = _cache_control(response)
        return response


def _cache_control(response: Response) -> str:
    if request.method in ("GET", "HEAD"):
        return "no-cache" if response.status_code < HTTPStatus.BAD_REQUEST else "no-store"
    answered = response.status_code in (HTTPStatus.OK, HTTPStatus.UNPROCESSABLE_ENTITY)
    page = request.blueprint in ANSWERING_ROOMS and response.mimetype == "text/html"
    return BACK_WORKS if answered and page and ON_A_SHARED_COMPUTER not in request.form else "no-store"


def on_shared_computer() -> bool:
    """Whether the form that was sent says so; one that was too large to read says nothing."""
    try:
        return ON_A_SHARED_COMPUTER in request.form
    except RequestEntityTooLarge:
        return False


class Limit(NamedTuple):
    """How often a caller may open a view."""

    how_often: str | Callable[[], str]
    scope: str | None
    by: Callable[[], str]
    methods: tuple[str, ...]


def caller() -> str:
    """A name for the caller that counts requests and cannot be turned back into an address.

    One household holds a whole IPv6 /64, so that counts as one caller.
    """
    text = request.remote_addr or ""
    try:
        address = ip_address(text)
    except ValueError:
        pass
    else:
        if isinstance(address, IPv6Address):
            text = address.exploded[:19]
    return hmac.new(current_app.config["SECRET_KEY"].encode(), text.encode(), hashlib.sha256).hexdigest()[:24]


def limit_requests(
    how_often: str | Callable[[], str],
    scope: str | None = None,
    by: Callable[[], str] = caller,
    methods: Sequence[str] | None = None,
) -> Callable[[View], View]:
    """Let one caller open a view only so often; views with one ``scope`` count together. ``by`` names the caller.

    The view only carries the limit: each app counts for itself (``RequestCounter``).
    """

    def mark(view: View) -> View:
        limit = Limit(how_often, scope, by, tuple(methods or ()))
        setattr(view, LIMITS_ATTRIBUTE, (limit, *getattr(view, LIMITS_ATTRIBUTE, ())))
        return view

    return mark


def _wait_only_when_refused(response: Response) -> Response:
    if response.status_code not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        response.headers.pop("Retry-After", None)
    return response


def without_limit(view: View) -> View:
    """Let a view be opened as often as one likes: for machines that watch the site."""
    setattr(view, LIMITS_ATTRIBUTE, ())
    return view


def limits_of(view: Callable[..., Any]) -> tuple[Limit, ...]:
    """The limits of a view. Where it names none for some method, that of pages: nobody may keep the site busy alone."""
    limits: tuple[Limit, ...] | None = getattr(view, LIMITS_ATTRIBUTE, None)
    if limits is None:
        return (PAGES_LIMIT,)
    return (*limits, PAGES_LIMIT) if limits and all(limit.methods for limit in limits) else limits


class SteadyLimiter(Limiter):
    """A limiter that answers all callers who find out at the same moment that Redis is away.

    The library counts in memory for the first of them, and fails for the others.
    """

    def _check_request_limit(self, callable_name: str | None = None, in_middleware: bool = True) -> None:
        try:
            super()._check_request_limit(callable_name, in_middleware)
        except RateLimitExceeded:
            raise
        except Exception:
            if not self._storage_dead:
                raise
            self.context.seen_limits.clear()
            super()._check_request_limit(callable_name, in_middleware)


class RequestCounter:
    """Counts, for one app, requests to its views."""

    def __init__(self, app: Flask) -> None:
        # Before the limiter, whose own then run first: what is answered is not to be tried again later.
        app.after_request(_wait_only_when_refused)
        self._limiter = SteadyLimiter(key_func=caller, strategy="fixed-window", app=app)
        self._counted: dict[object, Any] = {}

    def counted(self, view: Any) -> Any:
        """The view with its limits, the same one each time: a page has an address in each language."""
        limits = limits_of(view) if view else ()
        if not limits or not self._limiter.enabled:
            return view
        if view not in self._counted:
            self._counted[view] = reduce(self._with, reversed(limits), view)
        return self._counted[view]

    def _with(self, view: Any, limit: Limit) -> Any:
        methods = list(limit.methods) or None
        if limit.scope is None:
            return self._limiter.limit(limit.how_often, key_func=limit.by, methods=methods)(view)
        return self._limiter.shared_limit(limit.how_often, limit.scope, key_func=limit.by, methods=methods)(view)


PAGES_LIMIT = Limit(lambda: current_app.config["PAGES_LIMIT"], "pages", caller, ())
answers_limit = limit_requests(lambda: current_app.config["ANSWERS_LIMIT"], scope="answers")
pdf_limit = limit_requests(lambda: current_app.config["PDF_LIMIT"], scope="pdf")
