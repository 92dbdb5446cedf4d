"""What eyes need: a focus that can be seen, forced colors, paper; and that no page breaks its own policy."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_search import open_details, to_dose, to_errors, to_places, to_results

pytestmark = pytest.mark.browser
PAGES: dict[str, Callable[[Page, str], object]] = {
    "home": lambda page, prefix: page.goto(f"{prefix}/"),
    "errors": to_errors,
    "results": lambda page, prefix: to_results(page, prefix, days_left="6"),
    "listing": lambda page, prefix: page.goto(f"{prefix}/listings/medicaid"),
    "dose": to_dose,
    "places": to_places,
    "report": lambda page, prefix: page.goto(f"{prefix}/report/listings/rx-outreach/wrong"),
    "caseload": lambda page, prefix: page.goto(f"{prefix}/caseload"),
    "topic": lambda page, prefix: page.goto(f"{prefix}/guide/running-out"),
    "log-in": lambda page, prefix: page.goto(f"{prefix}/team/log-in"),
}
# Those that have cards, tables and fields of each kind.
OF_EACH_KIND = ("home", "errors", "results", "listing", "places", "caseload")
LEAST_CONTRAST = 3

# Give the focus to each control in turn, as after a press of the Tab key, and tell which ones do not show it.
FOCUS_NOT_SEEN = """(least) => {
  const light = text => {
    const [r, g, b] = text.match(/[\\d.]+/g).slice(0, 3).map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const ground = one => {
    for (let at = one; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const controls = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const wrong = [];
  for (const one of document.querySelectorAll(controls)) {
    if (!one.checkVisibility()) continue;
    one.focus();
    const style = getComputedStyle(one), [a, b] = [light(style.outlineColor), light(ground(one.parentElement))];
    const contrast = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    const box = one.getClientRects()[0];
    const there = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    const label = there && there.closest("label");
    const covered = !there || !(one.contains(there) || there.contains(one) || (label && label.control === one));
    if (document.activeElement !== one || style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2
        || contrast < least || covered)
      wrong.push([one.outerHTML.slice(0, 120), style.outline, contrast, covered]);
  }
  return wrong;
}"""

# Controls and cards without a line on each side: with forced colors a shadow or a ground is gone.
WITHOUT_BORDER = """(names) => [...document.querySelectorAll(names)].filter(one => {
  if (!one.checkVisibility()) return false;
  const style = getComputedStyle(one);
  return !["Top", "Right", "Bottom", "Left"].every(side => style[`border${side}Style`] !== "none"
    && parseFloat(style[`border${side}Width`]) > 0);
}).map(one => one.outerHTML.slice(0, 120))"""
# Ticks and the button of a file are the browser's own.
WITH_A_LINE = "".join(f":not([type={kind}])" for kind in ("hidden", "radio", "checkbox", "file"))
CONTROLS = f"button:not(.link), .button, input{WITH_A_LINE}, select, textarea"
CARDS = (".card", ".note", ".caution", ".lead", ".care", ".say")

# What is not on paper although somebody needs it there.
NOT_ON_PAPER = """(names) => [...document.querySelectorAll(names)]
  .filter(one => !one.closest(".screen-only, .visually-hidden, .leave, .wide-only"))
  .filter(one => !(one.matches("summary") ? one.parentElement : one).parentElement.closest("details:not([open])"))
  .filter(one => {
    const box = one.getBoundingClientRect();
    return !one.checkVisibility() || !box.width || !box.height;
  })
  .map(one => one.outerHTML.slice(0, 120))"""
NEEDED = ", ".join(f"main {name}" for name in ("h1", "h2", "table", "details.way > summary", "a[href^='tel:']", *CARDS))


def see_every_focus(page: Page, contrast: float = LEAST_CONTRAST) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUS_NOT_SEEN, contrast) == []


@pytest.mark.parametrize("name", PAGES)
def test_every_control_shows_that_it_has_the_focus_and_nothing_covers_it(page: Page, name: str) -> None:
    PAGES[name](page, "")
    see_every_focus(page)


def test_the_focus_is_seen_in_the_dark_and_in_forced_colors(page: Page) -> None:
    page.goto("/")
    page.emulate_media(color_scheme="dark")
    see_every_focus(page)
    # The colors are then the reader's own.
    page.emulate_media(forced_colors="active")
    see_every_focus(page, contrast=0)


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_with_forced_colors_every_control_and_card_has_a_line_around_it(page: Page, name: str) -> None:
    page.emulate_media(forced_colors="active")
    PAGES[name](page, "")
    open_details(page)
    assert page.locator(", ".join((CONTROLS, *CARDS))).count() > 0
    assert page.evaluate(WITHOUT_BORDER, ", ".join((CONTROLS, *CARDS))) == []


@pytest.mark.parametrize("name", OF_EACH_KIND)
def test_paper_has_every_card_and_phone_and_no_button(page: Page, name: str) -> None:
    PAGES[name](page, "")
    page.emulate_media(media="print")
    assert page.evaluate(NOT_ON_PAPER, NEEDED) == []
    for one in ("button", ".skip", ".language", ".main-nav", ".leave"):
        assert page.locator(one).evaluate_all("all => all.filter(one => one.checkVisibility()).length") == 0, one


def test_the_watch_of_the_policy_sees_what_breaks_it(page: Page, breaks_of_policy: list[str]) -> None:
    page.goto("/about")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">Red</p>')")
    expect(page.get_by_text("Red", exact=True)).to_be_visible()
    page.wait_for_function("() => true")
    assert len(breaks_of_policy) == 1
    breaks_of_policy.clear()
