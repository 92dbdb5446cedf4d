"""A real Chromium that talks to our own server and to nobody else."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit
from zlib import crc32

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import ConsoleMessage, Page, Request, expect

from finder.core.text import ORIGINAL
from tests.languages import language_of

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ("--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROW, WIDE = 320, 1280
# Milliseconds that a machine with much else to do may take for a page, or to show what a click does.
SLOWEST = 30_000
expect.set_options(timeout=SLOWEST)


def executable() -> str | None:
    """CHROMIUM, as `make test` sets it, else one that is installed; None lets Playwright use its own."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How the browser is started."""
    # Chromium's sandbox does not work for root, and small containers have a tiny /dev/shm.
    flags = [*QUIET, "--disable-dev-shm-usage", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": executable(), "args": flags}


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """Pages are opened by their path: ``page.goto("/about")``."""
    return live_server


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """Each test opens the site of its own module: Playwright's own would remember the first one of the run."""
    return {**browser_context_args, "base_url": base_url}


@pytest.fixture(autouse=True)
def unhurried(page: Page) -> None:
    """Nobody waits for a fixed time, and nobody gives up early."""
    page.set_default_timeout(SLOWEST)


@pytest.fixture(autouse=True)
def no_request_leaves_the_site(page: Page, base_url: str) -> Iterator[None]:
    """Fail any browser test in which a page asks another site for anything."""
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((base_url, "data:")):
            elsewhere.append(request.url)

    page.on("request", note)
    yield
    assert elsewhere == []


@pytest.fixture(autouse=True)
def breaks_of_policy(page: Page) -> Iterator[list[str]]:
    """Fail any browser test in which a page does what its content security policy forbids."""
    found: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            found.append(message.text)

    page.on("console", note)
    yield found
    assert found == []


# The innermost elements that end beyond the right edge of the screen.
STICKING_OUT = """() => [...document.querySelectorAll("main *, header *, footer *")]
  .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth + 0.5 && !one.children.length)
  .slice(0, 5).map(one => one.outerHTML.slice(0, 200))"""


# What axe reads (structure, names, colors) is the same in each language: of pages in translation `make test` asks it
# about a tenth, by their addresses, and `make soak` about all.
AXE_IN_ALL_LANGUAGES = "AXE_IN_ALL_LANGUAGES" in os.environ


def asks_axe(url: str) -> bool:
    """Whether axe is asked about the page at this address."""
    path = urlsplit(url).path
    return AXE_IN_ALL_LANGUAGES or language_of(path).code == ORIGINAL or crc32(path.encode()) % 10 == 0


@pytest.fixture
def check_access(page: Page) -> Callable[[], None]:
    """See that the open page fits a narrow and a wide screen, and ask axe about it."""

    def check() -> None:
        page.wait_for_load_state()
        for width in (WIDE, NARROW):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (
                f"{page.url} scrolls sideways at {width}: {page.evaluate(STICKING_OUT)}"
            )
        if not asks_axe(page.url):
            return
        # One column at every width: what axe reads is the same, and the narrow page has the tighter targets.
        results = Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]})
        assert results.violations_count == 0, results.generate_report()

    return check
