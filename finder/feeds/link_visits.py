"""Visiting the sources' addresses: do they still answer, and do they still say the same?

Only public web addresses are visited, also after redirects; a visit has a limit of time and size, and
one host is asked at most once in a while.
"""

from __future__ import annotations

import hashlib
import re
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from urllib.parse import urlsplit

import httpx

from finder.feeds.download import MOST_REDIRECTS, REDIRECTS, Resolve, addresses_of, is_public
from finder.feeds.import_report import FeedError
from finder.store.link_checks import Visit
from finder.store.models import VisitOutcome

PORTS = {"http": 80, "https": 443}
MOST_VISIT_SECONDS = 20.0
MOST_PAGE_BYTES = 2_000_000
BETWEEN_VISITS_SECONDS = 2.0
# No sign is looked at twice, however a page is made: none may keep us busy for hours.
PAGE_TAG = re.compile(r"(?i)<(/?)(script|style)\b[^<>]*>|<[^<>]*>")
PLAIN, PACKED_ENCODING = ("", "identity"), ("gzip", "x-gzip")
FIRST_FAILED_STATUS = 400


class UnsafeAddressError(Exception):
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
    with httpx.Client(transport=transport, trust_env=False, timeout=MOST_VISIT_SECONDS) as client:
        for url in dict.fromkeys(urls):
            host = urlsplit(url).hostname or ""
            wait = last.get(host, float("-inf")) + BETWEEN_VISITS_SECONDS - time.monotonic()
            if wait > 0:
                sleep(wait)
            yield _visit(client, url, on, resolve)
            last[host] = time.monotonic()


def _visit(client: httpx.Client, url: str, on: date, resolve: Resolve) -> Visit:
    try:
        return Visit(
            url=url, checked_on=on, outcome=VisitOutcome.SAME, fingerprint=_fingerprint(_page(client, url, resolve))
        )
    except UnsafeAddressError as error:
        return Visit(url=url, checked_on=on, outcome=VisitOutcome.REFUSED, detail=str(error))
    except (FeedError, httpx.HTTPError, zlib.error, ValueError) as error:
        return Visit(url=url, checked_on=on, outcome=VisitOutcome.FAILED, detail=str(error) or type(error).__name__)


def _page(client: httpx.Client, url: str, resolve: Resolve) -> bytes:
    """The page's bytes. Raises UnsafeAddressError, FeedError or an error of the library."""
    until = time.monotonic() + MOST_VISIT_SECONDS
    for _step in range(MOST_REDIRECTS + 1):
        target, number = _public_target(url, resolve)
        headers = {"Host": target.netloc.decode(), "Accept-Encoding": PACKED_ENCODING[0]}
        request = client.build_request("GET", target.copy_with(host=number), headers=headers)
        request.extensions["sni_hostname"] = target.host
        answer = client.send(request, stream=True)
        try:
            if answer.status_code in REDIRECTS:
                url = str(target.join(answer.headers.get("Location", "")))
                continue
            if answer.status_code >= FIRST_FAILED_STATUS:
                raise FeedError(f"It answered {answer.status_code}.")
            return _read(answer, until)
        finally:
            answer.close()
    raise FeedError("It leads from one place to the next without end.")


def _public_target(url: str, resolve: Resolve) -> tuple[httpx.URL, str]:
    """The address and the number to connect to: a public one, whatever the name says."""
    try:
        target = httpx.URL(url)
    except httpx.InvalidURL:
        raise UnsafeAddressError("It is not a web address.") from None
    if target.scheme not in PORTS or not target.host or target.userinfo:
        raise UnsafeAddressError("Only http and https addresses without a name or password are visited.")
    if target.port not in (None, PORTS[target.scheme]):
        raise UnsafeAddressError("Only the usual ports are visited.")
    numbers = list(resolve(target.host))
    if not numbers or not all(map(is_public, numbers)):
        raise UnsafeAddressError("It has an address inside a private network.")
    return target, numbers[0]


def _read(answer: httpx.Response, until: float) -> bytes:
    """The beginning of the page. Unpacked here and only so far: a few bytes may claim to be a memory full."""
    packing = answer.headers.get("Content-Encoding", "").lower()
    if packing not in (*PLAIN, *PACKED_ENCODING):
        raise FeedError("It came packed in a way that was not asked for.")
    unpacked = zlib.decompressobj(zlib.MAX_WBITS | 32) if packing in PACKED_ENCODING else None
    found = bytearray()
    for piece in answer.iter_raw():
        room = MOST_PAGE_BYTES - len(found)
        found += unpacked.decompress(piece, room) if unpacked else piece[:room]
        if len(found) >= MOST_PAGE_BYTES:
            break
        if time.monotonic() > until:
            raise FeedError(f"It did not come within {MOST_VISIT_SECONDS:.0f} seconds.")
    return bytes(found)


def _fingerprint(page: bytes) -> str:
    """A digest of the words of a page: its code and spacing may change without changing what it says."""
    return hashlib.sha256(" ".join(_words(page.decode("utf-8", "replace")).split()).encode()).hexdigest()


def _words(page: str) -> str:
    """What stands between the tags, without scripts and styles."""
    pieces, at, hidden = [], 0, ""
    for tag in PAGE_TAG.finditer(page):
        if not hidden:
            pieces.append(page[at : tag.start()])
        closes, name = tag[1], (tag[2] or "").lower()
        if name and (not hidden or (closes and name == hidden)):
            hidden = "" if closes else name
        at = tag.end()
    return " ".join(pieces if hidden else [*pieces, page[at:]])
