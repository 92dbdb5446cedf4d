from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.languages import PREFIXES

pytestmark = pytest.mark.browser
PATHS = ["/about", "/privacy", "/accessibility", "/nowhere", "/insurance", "/insurance/GA"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_a_page_about_the_site(page: Page, check_access, prefix: str, path: str) -> None:
    page.goto(prefix + path)
    check_access()


@pytest.mark.parametrize("path", [*PATHS, "/prices"])
def test_axe_finds_nothing_in_the_dark(page: Page, check_access, path: str) -> None:
    # The colours are the same in both languages.
    page.emulate_media(color_scheme="dark")
    page.goto(path)
    check_access()


def test_the_keyboard_reaches_the_main_part_first(page: Page) -> None:
    page.goto("/about")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'main'")
    assert page.url.endswith("/about#main")


def test_the_language_switch_and_back(page: Page) -> None:
    page.goto("/privacy")
    page.get_by_role("link", name="Español").click()
    assert page.locator("h1").inner_text() == "Privacidad"
    page.get_by_role("link", name="English").click()
    assert page.locator("h1").inner_text() == "Privacy"


def test_paper_has_no_menus(page: Page) -> None:
    page.goto("/about")
    page.emulate_media(media="print")
    assert not page.get_by_role("link", name="Español").is_visible()
    assert page.locator("h1").is_visible()
