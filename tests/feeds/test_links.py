"""Visiting sources: what is visited, what is refused, and what counts as changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import httpx
import pytest

from finder.feeds import links
from finder.feeds.links import visit_all
from finder.store.linkchecks import Outcome, Visit

ON = date(2026, 11, 23)
PUBLIC, PRIVATE = "93.184.215.14", "10.0.0.8"


def visit(url: str, answer: Callable[[httpx.Request], httpx.Response], numbers: dict[str, str] | None = None) -> Visit:
    def resolve(host: str) -> list[str]:
        return [(numbers or {}).get(host, PUBLIC)]

    (found,) = visit_all([url], ON, httpx.MockTransport(answer), resolve, sleep=lambda _seconds: None)
    return found


def page(text: str) -> Callable[[httpx.Request], httpx.Response]:
    return lambda _request: httpx.Response(200, text=text)


def test_a_page_that_answers_has_a_fingerprint_of_its_words() -> None:
    one = visit("https://a.example/", page("<p>Free  care</p><script>1</script>"))
    other = visit("https://a.example/", page("<div>Free care</div>"))
    assert one.outcome is Outcome.SAME
    assert one.fingerprint == other.fingerprint != visit("https://a.example/", page("No care")).fingerprint


def test_a_page_that_is_gone_has_failed() -> None:
    found = visit("https://a.example/", lambda _request: httpx.Response(404))
    assert (found.outcome, found.detail) == (Outcome.FAILED, "It answered 404.")


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

    assert visit(url, never).outcome is Outcome.REFUSED


@pytest.mark.parametrize(
    "number", ["127.0.0.1", PRIVATE, "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "0.0.0.0"]
)
def test_a_name_with_a_private_address_is_refused(number: str) -> None:
    found = visit("http://inside.example/", page("secret"), {"inside.example": number})
    assert found.outcome is Outcome.REFUSED


def test_a_redirect_into_a_private_network_is_refused() -> None:
    def lead(request: httpx.Request) -> httpx.Response:
        assert request.headers["Host"] == "a.example"
        return httpx.Response(302, headers={"Location": "http://inside.example/admin"})

    assert visit("https://a.example/", lead, {"inside.example": PRIVATE}).outcome is Outcome.REFUSED


def test_the_connection_goes_to_the_address_that_was_checked() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert request.url.host == PUBLIC
        return httpx.Response(200, text="ok")

    assert visit("https://a.example/", answer).outcome is Outcome.SAME


def test_redirects_without_end_have_failed() -> None:
    found = visit("https://a.example/", lambda _request: httpx.Response(301, headers={"Location": "/again"}))
    assert found.outcome is Outcome.FAILED


def test_of_a_huge_page_only_the_beginning_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(links, "MOST_BYTES", 10)
    assert (
        visit("https://a.example/", page("0123456789-long")).fingerprint
        == visit("https://a.example/", page("0123456789-other")).fingerprint
    )


def test_one_host_is_not_asked_twice_at_once() -> None:
    waits: list[float] = []
    urls = ["https://a.example/1", "https://a.example/2", "https://b.example/"]
    found = list(visit_all(urls, ON, httpx.MockTransport(page("ok")), lambda _host: [PUBLIC], waits.append))
    assert [row.url for row in found] == urls
    assert len(waits) == 1
    assert 0 < waits[0] <= links.BETWEEN_VISITS_SECONDS
