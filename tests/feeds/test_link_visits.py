"""Visiting sources: what is visited, what is refused, and what counts as changed."""

from __future__ import annotations

import gzip
import itertools
from collections.abc import Callable
from datetime import date
from types import SimpleNamespace

import httpx
import pytest

from finder.feeds import link_visits
from finder.feeds.link_visits import visit_all
from finder.store.link_checks import Visit
from finder.store.models import VisitOutcome

ON = date(2026, 11, 23)
PUBLIC, PRIVATE = "93.184.215.14", "10.0.0.8"


def visit(url: str, answer: Callable[[httpx.Request], httpx.Response], numbers: dict[str, str] | None = None) -> Visit:
    def resolve(host: str) -> list[str]:
        return [(numbers or {}).get(host, PUBLIC)]

    (found,) = visit_all([url], ON, httpx.MockTransport(answer), resolve, sleep=lambda _seconds: None)
    return found


def page(text: str) -> Callable[[httpx.Request], httpx.Response]:
    return sent(text.encode())


def sent(body: bytes, **headers: str) -> Callable[[httpx.Request], httpx.Response]:
    """A page as it comes over the line, piece by piece."""
    return lambda _request: httpx.Response(200, headers=headers, stream=httpx.ByteStream(body))


def test_a_page_that_answers_has_a_fingerprint_of_its_words() -> None:
    one = visit("https://a.example/", page("<p>Free  care</p><script>1</script>"))
    other = visit("https://a.example/", page("<div>Free care</div>"))
    assert one.outcome is VisitOutcome.SAME
    assert one.fingerprint == other.fingerprint != visit("https://a.example/", page("No care")).fingerprint


def test_a_page_that_is_gone_has_failed() -> None:
    found = visit("https://a.example/", lambda _request: httpx.Response(404))
    assert (found.outcome, found.detail) == (VisitOutcome.FAILED, "It answered 404.")


@pytest.mark.parametrize(
    "url",
    [
        "ftp://a.example/",
        "file:///etc/passwd",
        "https://user:secret@a.example/",
        "https://a.example:8443/",
        "javascript:alert(1)",
        "http:///nothing",
    ],
)
def test_only_plain_web_addresses_are_visited(url: str) -> None:
    def never(_request: httpx.Request) -> httpx.Response:
        raise AssertionError("visited")

    assert visit(url, never).outcome is VisitOutcome.REFUSED


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", PRIVATE, "192.168.1.1", "169.254.169.254", "0.0.0.0", "100.64.0.1", "224.0.0.1", "::1", "fd00::1",
        "fec0::1", "ff02::1", "::7f00:1", "::ffff:10.0.0.8", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:0:a00:8::1",
    ],
)  # fmt: skip
def test_a_name_with_a_private_address_is_refused(number: str) -> None:
    found = visit("http://inside.example/", page("secret"), {"inside.example": number})
    assert found.outcome is VisitOutcome.REFUSED


@pytest.mark.parametrize("url", ["http://2130706433/", "http://0x7f.1/", "http://127.1/", "http://[::ffff:127.0.0.1]/"])
def test_a_number_written_in_an_odd_way_is_refused_like_the_number(url: str) -> None:
    (found,) = visit_all([url], ON, httpx.MockTransport(page("secret")), sleep=lambda _seconds: None)
    assert found.outcome is VisitOutcome.REFUSED


def test_a_redirect_into_a_private_network_is_refused() -> None:
    def lead(request: httpx.Request) -> httpx.Response:
        assert request.headers["Host"] == "a.example"
        return httpx.Response(302, headers={"Location": "http://inside.example/admin"})

    assert visit("https://a.example/", lead, {"inside.example": PRIVATE}).outcome is VisitOutcome.REFUSED


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.host == PUBLIC
        return page("ok")(request)

    assert visit("https://a.example/", answer).outcome is VisitOutcome.SAME


def test_redirects_without_end_have_failed() -> None:
    found = visit("https://a.example/", lambda _request: httpx.Response(301, headers={"Location": "/again"}))
    assert found.outcome is VisitOutcome.FAILED


def test_of_a_huge_page_only_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_visits, "MOST_PAGE_BYTES", 10)
    assert (
        visit("https://a.example/", page("0123456789-long")).fingerprint
        == visit("https://a.example/", page("0123456789-other")).fingerprint
    )


def test_a_packed_page_says_the_same_and_is_unpacked_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    packed = sent(gzip.compress(b"<p>Free care</p>"), **{"Content-Encoding": "gzip"})
    assert visit("https://a.example/", packed).fingerprint == visit("https://a.example/", page("Free care")).fingerprint
    monkeypatch.setattr(link_visits, "MOST_PAGE_BYTES", 10)
    bomb = sent(gzip.compress(b"0123456789" * 100_000), **{"Content-Encoding": "gzip"})
    assert visit("https://a.example/", bomb).fingerprint == visit("https://a.example/", page("0123456789")).fingerprint


def test_a_page_that_comes_too_slowly_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    moments = itertools.count(step=21.0)
    monkeypatch.setattr(link_visits, "time", SimpleNamespace(monotonic=lambda: next(moments)))
    found = visit("https://a.example/", page("words"))
    assert (found.outcome, found.detail) == (VisitOutcome.FAILED, "It did not come within 20 seconds.")


@pytest.mark.parametrize("packing", ["br", "zstd", "gzip, gzip", "odd"])
def test_a_page_packed_in_another_way_is_not_unpacked(packing: str) -> None:
    found = visit("https://a.example/", sent(b"words", **{"Content-Encoding": packing}))
    assert (found.outcome, found.detail) == (VisitOutcome.FAILED, "It came packed in a way that was not asked for.")


def test_a_page_that_is_not_what_it_says_has_failed() -> None:
    assert visit("https://a.example/", sent(b"words", **{"Content-Encoding": "gzip"})).outcome is VisitOutcome.FAILED


@pytest.mark.parametrize("piece", [b"<", b"<script>", b"<style ", b"</script", b"<!--"])
def test_a_page_made_to_keep_us_busy_is_read_as_fast_as_any(piece: bytes) -> None:
    # Read again from each sign, these would take hours.
    assert (
        visit("https://a.example/", sent(piece * (link_visits.MOST_PAGE_BYTES // len(piece)))).outcome
        is VisitOutcome.SAME
    )


def test_what_stands_in_scripts_and_styles_is_not_among_the_words() -> None:
    one = page("<p>Free<STYLE>p{}</STYLE> <script type=a>if (a<b) x='</style>'; </Script >care</p>")
    assert visit("https://a.example/", one).fingerprint == visit("https://a.example/", page("Free care")).fingerprint


def test_one_host_is_not_asked_twice_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_visits, "time", SimpleNamespace(monotonic=lambda: 0.0))
    waits: list[float] = []
    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/"]
    found = list(visit_all(urls, ON, httpx.MockTransport(page("ok")), lambda _host: [PUBLIC], waits.append))
    assert [row.url for row in found] == urls
    assert waits == [link_visits.BETWEEN_VISITS_SECONDS]
