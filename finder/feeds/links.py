"""Visiting the sources' addresses: do they still answer, and do they still say the same?

Only public web addresses are visited, also after redirects; a visit has a limit of time and size, and
one host is asked at most once in a while.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from ipaddress import ip_address
from urllib.parse import urlsplit

import httpx

from finder.feeds.fetching import REDIRECTS, Resolve, addresses_of
from finder.feeds.told import FeedError
from finder.store.linkchecks import Outcome, Visit

PORTS = {"http": 80, "https": 443}
MOST_REDIRECTS = 5
MOST_SECONDS = 20.0
MOST_BYTES = 2_000_000
BETWEEN_VISITS_SECONDS = 2.0
TAGS = re.compile(r"(?is)<(script|style)\b.*?</\1>|<[^>]*>")
GONE = 400


class RefusedError(Exception):
    """An address that is not visited; the message says why."""


def visit_all(
    urls: Iterable[str],
    on: date,
    transport: httpx.BaseTransport | None = None,
    resolve: Resolve = addresses_of,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Visit]:
    """Visit every address once, politely: the same host not twice within two seconds."""
    last: dict[str, float] = {}
    with httpx.Client(transport=transport, trust_env=False, timeout=MOST_SECONDS) as client:
        for url in dict.fromkeys(urls):
            host = urlsplit(url).hostname or ""
            wait = last.get(host, float("-inf")) + BETWEEN_VISITS_SECONDS - time.monotonic()
            if wait > 0:
                sleep(wait)
            yield _visit(client, url, on, resolve)
            last[host] = time.monotonic()


def _visit(client: httpx.Client, url: str, on: date, resolve: Resolve) -> Visit:
    try:
        return Visit(url, on, Outcome.SAME, fingerprint=_fingerprint(_page(client, url, resolve)))
    except RefusedError as error:
        return Visit(url, on, Outcome.REFUSED, str(error))
    except (FeedError, httpx.HTTPError, ValueError) as error:
        return Visit(url, on, Outcome.FAILED, str(error) or type(error).__name__)


def _page(client: httpx.Client, url: str, resolve: Resolve) -> bytes:
    """The page's bytes. Raises RefusedError, FeedError or an error of the library."""
    until = time.monotonic() + MOST_SECONDS
    for _step in range(MOST_REDIRECTS + 1):
        target, number = _checked(url, resolve)
        request = client.build_request("GET", target.copy_with(host=number), headers={"Host": target.netloc.decode()})
        request.extensions["sni_hostname"] = target.host
        answer = client.send(request, stream=True)
        try:
            if answer.status_code in REDIRECTS:
                url = str(target.join(answer.headers.get("Location", "")))
                continue
            if answer.status_code >= GONE:
                raise FeedError(f"It answered {answer.status_code}.")
            return _read(answer, until)
        finally:
            answer.close()
    raise FeedError("It leads from one place to the next without end.")


def _checked(url: str, resolve: Resolve) -> tuple[httpx.URL, str]:
    """The address and the number to connect to: a public one, whatever the name says."""
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL:
        raise RefusedError("It is not a web address.") from None
    if target.scheme not in PORTS or not target.host or target.userinfo:
        raise RefusedError("Only http and https addresses without a name or password are visited.")
    if target.port not in (None, PORTS[target.scheme]):
        raise RefusedError("Only the usual ports are visited.")
    numbers = list(resolve(target.host))
    if not numbers or not all(ip_address(number).is_global for number in numbers):
        raise RefusedError("It has an address inside a private network.")
    return target, numbers[0]


def _read(answer: httpx.Response, until: float) -> bytes:
    found = bytearray()
    for piece in answer.iter_bytes():
        found += piece
        if len(found) > MOST_BYTES:
            return bytes(found[:MOST_BYTES])
        if time.monotonic() > until:
            raise FeedError(f"It did not come within {MOST_SECONDS:.0f} seconds.")
    return bytes(found)


def _fingerprint(page: bytes) -> str:
    """A digest of the words of a page: its code and spacing may change without changing what it says."""
    words = TAGS.sub(" ", page.decode("utf-8", "replace"))
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()
