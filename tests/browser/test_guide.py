from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page

from tests.languages import PREFIXES

pytestmark = pytest.mark.browser
NARROW = 320
# An inch of paper in the pixels of a style sheet.
INCH = 96


def sides(page: Page) -> int:
    """On how many sides of letter paper the open page prints."""
    data = page.pdf(format="Letter", prefer_css_page_size=True)
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", data))


@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_on_any_page_of_the_guide_and_each_fits_a_small_and_a_wide_screen(
    page: Page, check_access, prefix: str
) -> None:
    page.goto(f"{prefix}/guide")
    addresses = page.eval_on_selector_all(f"main a[href^='{prefix}/guide/']", "all => all.map(a => a.pathname)")
    paths = sorted({f"{prefix}/guide", *addresses})
    assert len(paths) > 30
    for path in paths:
        page.goto(path)
        check_access()


@pytest.mark.parametrize("prefix", PREFIXES)
def test_axe_finds_nothing_in_the_dark_on_the_urgent_lists(page: Page, check_access, prefix: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{prefix}/guide/side-effects")
    check_access()


def test_a_hard_word_is_explained_to_the_keyboard_the_mouse_the_finger_and_on_paper(page: Page) -> None:
    def beside() -> str:
        shown = "getComputedStyle(document.querySelector('.term'), '::after').content"
        return str(page.evaluate(f"{shown}.replace('none', '')"))

    page.goto("/guide/blood-tests")
    term = page.locator(".term").first
    meaning = str(term.get_attribute("data-meaning"))
    assert beside() == ""
    term.focus()
    assert "data-meaning" in beside() or meaning in beside()
    page.evaluate("document.activeElement.blur()")
    assert beside() == ""
    term.hover()
    assert beside() != ""
    page.mouse.move(0, 0)
    assert beside() == ""
    term.click()
    page.evaluate("document.activeElement.blur()")
    page.mouse.move(0, 0)
    assert beside() != ""
    assert page.url.endswith(str(term.get_attribute("href")))
    page.emulate_media(media="print")
    assert beside() == ""
    assert page.locator(".words dd").first.is_visible()
    assert page.locator(".words dd").first.inner_text().rstrip(".") == meaning


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_urgent_lists_print_on_one_side(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/guide/side-effects")
    assert page.locator(".own-side > .care").count() == 3
    before = sides(page)
    page.evaluate("""() => { const main = document.querySelector('main');
        main.replaceChildren(main.querySelector('h1'), main.querySelector('.own-side'));
        document.querySelector('.own-side').style.breakAfter = 'auto'; }""")
    assert sides(page) == 1
    assert before > 1


@pytest.mark.parametrize("prefix", PREFIXES)
def test_the_two_half_sheets_print_on_one_side_each_a_half_of_it(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/guide/running-out/half-sheets")
    assert sides(page) == 1
    page.set_viewport_size({"width": 11 * INCH, "height": int(8.5 * INCH)})
    page.emulate_media(media="print")
    halves = [half.bounding_box() for half in page.locator(".half").all()]
    assert [(half["x"], half["width"]) for half in halves if half] == [(0, 5.5 * INCH), (5.5 * INCH, 5.5 * INCH)]


@pytest.mark.parametrize("prefix", PREFIXES)
def test_a_calendar_is_made_changed_and_saved(page: Page, check_access, prefix: str) -> None:
    page.goto(f"{prefix}/guide/calendar")
    page.locator("#start").fill("2026-12-01")
    page.locator("form:has(#start) button").click()
    check_access()
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("(all => all.scrollWidth - all.clientWidth)(document.querySelector('.scroll'))") <= 0
    count = page.locator("input[type=date][name=day]").count()
    page.locator("#day-1").fill("")
    page.locator("form:has(#day-1) button.quiet").click()
    assert page.locator("input[type=date][name=day]").count() == count - 1
    with page.expect_download() as saved:
        page.locator("button[formaction$='calendar.ics']").click()
    assert saved.value.suggested_filename == "blood-tests.ics"


def test_questions_for_a_person_come_from_the_results_and_lead_back(page: Page, check_access) -> None:
    page.goto("/")
    page.locator("main form button[type=submit]").last.click()
    page.locator("form[action='/guide/questions'] button").click()
    check_access()
    page.locator("form[action='/results'] button").first.click()
    assert page.url.endswith("/results")
