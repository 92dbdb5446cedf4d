"""Downloading a feed: from the few hosts that publish them, over https, and never from an address inside a network.

Every step of a redirect is checked anew, and the connection goes to the very address that was checked.
"""

from __future__ import annotations

import socket
import tempfile
import time
from collections.abc import Callable, Iterable
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import IO, BinaryIO, NamedTuple

import httpx

from finder.feeds.import_report import FeedError

HOSTS = (
    "data.medicaid.gov",
    "download.medicaid.gov",
    "api.fda.gov",
    "data.hrsa.gov",
    "us-central1-costplusdrugs-publicapi.cloudfunctions.net",
)
MOST_DOWNLOAD_BYTES = 1 << 30
MOST_REDIRECTS = 5
KEPT_IN_MEMORY = 1 << 20
REDIRECTS = (301, 302, 303, 307, 308)
HTTPS_PORT = 443
# Numbers that stand for a number of the older kind: what looks public could lead inside.
CARRIERS = tuple(
    map(IPv6Network, ("::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))
)

Resolve = Callable[[str], Iterable[str]]


class Patience(NamedTuple):
    """Seconds that we wait for any answer of the host, and for the whole file."""

    answer: float
    whole: float


def addresses_of(host: str) -> list[str]:
    """Every address of a host. Raises FeedError when it has none."""
    try:
        found = socket.getaddrinfo(host, HTTPS_PORT, type=socket.SOCK_STREAM)
    except OSError:
        raise FeedError(f"{host} was not found. Is this computer online?") from None
    return [str(entry[4][0]) for entry in found]


def is_public(number: str) -> bool:
    """Whether anybody on the internet could reach this number, and it is one computer's own."""
    address = ip_address(number)
    if isinstance(address, IPv6Address) and (address.is_site_local or any(address in net for net in CARRIERS)):
        return False
    return address.is_global and not address.is_multicast


def fetch(
    address: str,
    transport: httpx.BaseTransport | None = None,
    resolve: Resolve = addresses_of,
    progress: Callable[[int], None] = lambda _count: None,
    patience: Patience = Patience(60, 1800),  # noqa: B008 - it cannot change
) -> BinaryIO:
    """The file at a web address, whole. Raises FeedError with a sentence when it is refused or does not come."""
    until = time.monotonic() + patience.whole
    # Proxies of the environment are not used: they would look hosts up for themselves.
    with httpx.Client(transport=transport, trust_env=False, timeout=patience.answer) as client:
        for _step in range(MOST_REDIRECTS + 1):
            url, number = _public_target(address, resolve)
            request = client.build_request(
                "GET", url.copy_with(host=number), headers={"Host": url.host, "User-Agent": "azathioprine-cost-finder"}
            )
            request.extensions["sni_hostname"] = url.host
            try:
                answer = client.send(request, stream=True)
                try:
                    if answer.status_code not in REDIRECTS:
                        return _whole(answer, url, until, progress)
                    address = str(url.join(answer.headers.get("Location", "")))
                finally:
                    answer.close()
            except httpx.HTTPError as error:
                raise FeedError(f"{url.host} did not send the file: {type(error).__name__}.") from None
    raise FeedError("The address leads from one place to the next without end.")


def _public_target(address: str, resolve: Resolve) -> tuple[httpx.URL, str]:
    """The address and the number of the host to connect to. Raises FeedError when it is not allowed."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        raise FeedError(f"{address!r} is not a web address.") from None
    if url.scheme != "https" or url.userinfo or url.port not in (None, HTTPS_PORT):
        raise FeedError(f"{address!r} is refused: use https:// without a name, password or port.")
    if url.host not in HOSTS:
        raise FeedError(f"{url.host!r} is refused. Files are taken from these hosts only: {', '.join(HOSTS)}.")
    numbers = list(resolve(url.host))
    if not numbers or not all(map(is_public, numbers)):
        raise FeedError(f"{url.host} is refused: it has an address inside a private network.")
    return url, numbers[0]


def _whole(answer: httpx.Response, url: httpx.URL, until: float, progress: Callable[[int], None]) -> BinaryIO:
    if answer.status_code != httpx.codes.OK:
        raise FeedError(f"{url.host} did not send the file: it answered {answer.status_code}.")
    # Whoever asked for the file closes it.
    file = tempfile.SpooledTemporaryFile(max_size=KEPT_IN_MEMORY)  # noqa: SIM115
    try:
        _copy(answer, file, until, progress)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file  # type: ignore[return-value]  # holds bytes


def _copy(answer: httpx.Response, file: IO[bytes], until: float, progress: Callable[[int], None]) -> None:
    size = 0
    for piece in answer.iter_bytes():
        size += len(piece)
        if size > MOST_DOWNLOAD_BYTES:
            raise FeedError(f"The file is larger than {MOST_DOWNLOAD_BYTES >> 20:,} MB. Nothing was kept of it.")
        if time.monotonic() > until:
            raise FeedError("The file took too long to come whole. See DOWNLOAD_SECONDS in docs/deploying.md.")
        file.write(piece)
        progress(len(piece))
