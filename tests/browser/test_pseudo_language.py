"""A language with longer words and some that are read from the right fits the smallest screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NARROW, STICKING_OUT
from tests.pseudo.making import CODE, HTML_LANG, make
from tests.pseudo.pages import PERSON
from tests.pseudo.running import fill
from tests.server import serve

pytestmark = pytest.mark.browser
# The texts whose own box hides a part of them.
CUT_OFF = """() => [...document.querySelectorAll("body *")].filter(one => {
    const style = getComputedStyle(one), box = one.getBoundingClientRect();
    const hides = [style.overflowX, style.overflowY].some(way => way === "hidden" || way === "clip");
    const seen = box.width > 1 && box.height > 1 && one.checkVisibility() && !one.closest(".visually-hidden, .skip");
    return hides && seen && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1);
  }).slice(0, 5).map(one => one.outerHTML.slice(0, 200))"""


@pytest.fixture(scope="session")
def live_server(tmp_path_factory: pytest.TempPathFactory, settings: dict[str, Any]) -> Iterator[str]:
    """The site with the pseudo-language, on a server of its own."""
    folder: Path = tmp_path_factory.mktemp("pseudo")
    translations, seed = make(folder)
    database = folder / "pseudo.sqlite"
    fill(translations, seed, database)
    with serve(
        {**settings, "DATABASE_URL": f"sqlite:///{database}"}, workers=1, TRANSLATIONS=str(translations)
    ) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(live_server: str) -> str:
    """Of this module's own site: the shared one is made once, with whichever site came first."""
    return live_server


def check(page: Page) -> None:
    """Nothing sticks out of the screen, and nothing is cut off."""
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("lang") == HTML_LANG
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, page.evaluate(STICKING_OUT)
    assert page.evaluate(CUT_OFF) == []


def test_longer_words_fit_the_smallest_screen(page: Page) -> None:
    page.set_viewport_size({"width": NARROW, "height": 640})
    page.goto(f"/{CODE}/")
    check(page)
    for name in ("days_left", "daily_dose_mg", "household_size", "income"):
        page.locator(f"main [name={name}]:not([type=hidden])").fill(PERSON[name])
    page.locator("main [name=state]:not([type=hidden])").select_option("OH")
    page.locator("main form button[type=submit]").first.click()
    expect(page).to_have_url(f"{page.url.split(f'/{CODE}')[0]}/{CODE}/results")
    check(page)
    page.goto(f"/{CODE}/listings/medicaid")
    check(page)


def test_what_is_cut_off_is_found(page: Page) -> None:
    page.goto(f"/{CODE}/about")
    page.evaluate("""() => {
        const box = document.createElement("p");
        box.textContent = "Words ".repeat(40);
        box.style.cssText = "height: 1em; width: 5em; overflow: hidden";
        document.querySelector("main").append(box);
    }""")
    assert len(page.evaluate(CUT_OFF)) == 1
