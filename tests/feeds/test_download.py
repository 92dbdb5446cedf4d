"""Downloads: only from the feeds' hosts, over https, to public addresses, of bounded size."""

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from finder.feeds import download
from finder.feeds.download import Patience, fetch
from finder.feeds.import_report import FeedError

ADDRESS = "https://data.medicaid.gov/file.csv"
PUBLIC = ["93.184.216.34"]

Answer = Callable[[httpx.Request], httpx.Response]


def never(_request: httpx.Request) -> httpx.Response:
    raise AssertionError("nothing may be asked for")


def get(address: str, answer: Answer, numbers: list[str] = PUBLIC) -> bytes:
    with fetch(address, httpx.MockTransport(answer), lambda _host: numbers) as stream:
        return stream.read()


def moved(to: str) -> Answer:
    return lambda request: httpx.Response(302, headers={"Location": to})


def test_the_file_comes_whole_from_the_address_that_was_checked() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=b"a,b\n1,2\n")

    assert get(ADDRESS, answer) == b"a,b\n1,2\n"
    (request,) = asked
    assert request.url.host == PUBLIC[0]
    assert request.headers["Host"] == "data.medicaid.gov"
    assert request.extensions["sni_hostname"] == "data.medicaid.gov"


@pytest.mark.parametrize(
    "address",
    [
        "http://data.medicaid.gov/file.csv",
        "ftp://data.medicaid.gov/file.csv",
        "file:///etc/passwd",
        "https://example.org/file.csv",
        "https://data.medicaid.gov.example.org/file.csv",
        "https://data.medicaid.gov@example.org/",
        "https://name:word@data.medicaid.gov/",
        "https://data.medicaid.gov:8443/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "data.medicaid.gov/file.csv",
        "https://",
    ],
)
def test_other_schemes_hosts_ports_and_names_are_refused(address: str) -> None:
    with pytest.raises(FeedError, match="refused"):
        get(address, never)


@pytest.mark.parametrize(
    "number",
    ["127.0.0.1", "10.1.2.3", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.1", "0.0.0.0"],
)
def test_a_host_with_an_address_inside_a_network_is_refused(number: str) -> None:
    with pytest.raises(FeedError, match="private network"):
        get(ADDRESS, never, [*PUBLIC, number])


@pytest.mark.parametrize(
    "to", ["http://data.medicaid.gov/a", "https://127.0.0.1/", "https://example.org/", "//evil.test/"]
)
def test_what_is_refused_at_first_is_refused_after_a_redirect(to: str) -> None:
    with pytest.raises(FeedError, match="refused"):
        get(ADDRESS, moved(to))


def test_a_redirect_to_an_address_that_has_turned_private_is_refused() -> None:
    numbers = iter([PUBLIC, ["10.0.0.1"]])
    with pytest.raises(FeedError, match="private network"):
        fetch(ADDRESS, httpx.MockTransport(moved("/other")), lambda _host: next(numbers))


def test_a_redirect_to_another_of_the_hosts_is_followed() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.headers["Host"] == "data.medicaid.gov":
            return httpx.Response(301, headers={"Location": "https://download.medicaid.gov/f.csv"})
        return httpx.Response(200, content=b"x")

    assert get(ADDRESS, answer) == b"x"


def test_redirects_without_end_are_refused() -> None:
    with pytest.raises(FeedError, match="without end"):
        get(ADDRESS, moved("/again"))


def test_a_file_that_is_too_large_or_too_slow_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, content=b"x" * 100)

    monkeypatch.setattr(download, "MOST_DOWNLOAD_BYTES", 99)
    with pytest.raises(FeedError, match="larger than"):
        get(ADDRESS, answer)
    monkeypatch.setattr(download, "MOST_DOWNLOAD_BYTES", 100)
    with pytest.raises(FeedError, match="took too long"):
        fetch(ADDRESS, httpx.MockTransport(answer), lambda _host: ["8.8.8.8"], patience=Patience(1, -60))


def test_an_error_of_the_host_is_told() -> None:
    with pytest.raises(FeedError, match="answered 503"):
        get(ADDRESS, lambda _request: httpx.Response(503))

    def fails(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("too slow", request=request)

    with pytest.raises(FeedError, match="ConnectTimeout"):
        get(ADDRESS, fails)
