from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.languages import PREFIXES

pytestmark = pytest.mark.browser
ABOUT = "/report/listings/cost-plus-drugs"
PATHS = ["/report", ABOUT, f"{ABOUT}/paid", "/report/suggestion", "/report/thanks", "/handbook"]


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_a_page_of_reports(
    page: Page, check_access: Callable[[], None], prefix: str, path: str
) -> None:
    page.goto(prefix + path)
    check_access()


def test_a_price_is_told_with_the_keyboard_alone_and_a_mistake_is_shown(
    page: Page, check_access: Callable[[], None]
) -> None:
    page.goto(f"{ABOUT}/paid")
    page.locator("#price").focus()
    page.keyboard.type("a lot")
    page.keyboard.press("Enter")
    page.wait_for_selector(".error-summary")
    assert page.locator("#price").input_value() == "a lot"
    check_access()
    page.locator("#price").fill("21.50")
    page.locator("#price").press("Tab")
    page.keyboard.type("50")
    assert page.locator("#strength_mg").input_value() == "50"
    page.keyboard.press("Tab")
    page.keyboard.type("90")
    for _ in range(4):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.type") == "submit", "the trap must not be on the way"
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/report/thanks$"))
    assert page.context.cookies() == []
