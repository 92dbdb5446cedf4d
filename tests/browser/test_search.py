from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from tests.browser.conftest import NARROW
from tests.languages import PREFIXES

pytestmark = pytest.mark.browser
ANSWERS = {"household_size": "1", "income": "1,500", "daily_dose_mg": "150 mg", "days_left": "30"}


def field(page: Page, name: str) -> Locator:
    """The field that a person sees; the language switch has a hidden twin of each answer."""
    return page.locator(f"main [name={name}]:not([type=hidden])")


def fill(page: Page, **changes: str) -> None:
    """Fill the form as the Ohio person, with changes."""
    for name, text in (ANSWERS | changes).items():
        field(page, name).fill(text)
    field(page, "state").select_option("OH")
    field(page, "income_period").select_option("month")
    page.locator("main [type=checkbox][value=none]").check()


def submit(page: Page) -> None:
    page.locator("main form button[type=submit]").first.click()


def to_results(page: Page, prefix: str = "", **changes: str) -> None:
    page.goto(f"{prefix}/")
    fill(page, **changes)
    submit(page)
    expect(page).to_have_url(re.compile(f"{prefix}/results$"))


@pytest.fixture
def plain_page(browser: Browser, base_url: str) -> Iterator[Page]:
    """A small old phone without JavaScript."""
    context = browser.new_context(java_script_enabled=False, base_url=base_url, viewport={"width": 320, "height": 640})
    page = context.new_page()
    elsewhere: list[str] = []

    def note(request: Request) -> None:
        if not request.url.startswith((base_url, "data:")):
            elsewhere.append(request.url)

    page.on("request", note)
    yield page
    context.close()
    assert elsewhere == []


def test_the_journey_without_javascript(plain_page: Page) -> None:
    page = plain_page
    page.goto("/")
    fill(page, income="12,5")
    submit(page)
    expect(page.locator("#unread")).to_contain_text(
        re.compile(r"“12,5” at\s+Household income before tax:\s+Write one number, for example 1,500\.")
    )
    page.get_by_role("button", name="Change my answers").click()
    expect(page.locator("#income-error")).to_contain_text("Write one number, for example 1,500.")
    expect(field(page, "household_size")).to_have_value("1")
    field(page, "income").fill("$1,500.00")
    submit(page)
    expect(page.locator("h1")).to_have_text("Your ways to get azathioprine")
    expect(page.locator("main")).to_contain_text("90 tablets of 50 mg.")
    expect(page.locator("main")).to_contain_text("$15.28")
    expect(page.locator("main")).to_contain_text("Ohio · 1 person · $1,500 a month · 150 mg a day · 30 days left")

    page.get_by_role("button", name="Change").click()
    expect(field(page, "income")).to_have_value("$1,500.00")
    expect(page.locator("main [type=checkbox][value=none]")).to_be_checked()
    field(page, "days_left").fill("6")
    submit(page)
    expect(page.locator("h2").first).to_have_text("Try first, today A pharmacy near you")
    expect(page.locator("main")).to_contain_text(
        "What is your lowest price for 90 generic 50 mg tablets, with any discount card?"
    )

    page.get_by_role("button", name="Español").click()
    assert page.url.endswith("/es/results")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("main")).to_contain_text("Ohio")
    expect(page.locator("main")).to_contain_text("Unos $20 es un precio bajo.")
    page.get_by_role("button", name="English").click()
    expect(page.locator("main")).to_contain_text("6 days left")

    page.get_by_role("link", name="Clear answers").first.click()
    expect(field(page, "income")).to_have_value("")
    expect(page.locator("main [type=checkbox][value=none]")).not_to_be_checked()


def test_more_answers_are_kept_beside_the_results(plain_page: Page) -> None:
    page = plain_page
    to_results(page)
    page.locator("summary", has_text="What would help most to know").click()
    field(page, "blood_tests_first_year").fill("6")
    page.get_by_role("button", name="Show my options again").click()
    expect(page.locator("main")).to_contain_text("6 blood counts")
    expect(page.locator("main")).to_contain_text("$1,500 a month")
    page.get_by_role("button", name="All ways to make this dose").click()
    expect(page.locator("main")).to_contain_text("Ways to make 150 mg a day")


def test_back_from_a_listing_shows_the_answer_again(plain_page: Page) -> None:
    page = plain_page
    to_results(page)
    page.locator("summary", has_text="Rx Outreach").first.click()
    page.locator("#rx-outreach").get_by_role("link", name="Steps, what you need, sources").click()
    expect(page.locator("h1")).to_have_text("Rx Outreach")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Your ways to get azathioprine")
    expect(page.locator("main")).to_contain_text("$1,500 a month")


AWAY: dict[str, Callable[[Page], object]] = {
    "the guide": lambda page: page.get_by_role("link", name="Guide", exact=True).first.click(),
    "the questions to ask": lambda page: page.get_by_role("button", name="Questions to ask").click(),
    "the packet": lambda page: page.get_by_role("button", name="Print a packet").click(),
    "other tablets": lambda page: page.get_by_role("button", name="All ways to make this dose").click(),
    "the other language": lambda page: page.get_by_role("button", name="Español").click(),
}


@pytest.mark.parametrize("away", AWAY)
def test_back_from_elsewhere_shows_the_answer_again(plain_page: Page, away: str) -> None:
    page = plain_page
    to_results(page)
    with page.expect_navigation():
        AWAY[away](page)
    expect(page.locator("h1")).not_to_have_text("Your ways to get azathioprine")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Your ways to get azathioprine")
    expect(page.locator("main")).to_contain_text("$1,500 a month")


def press_until(page: Page, selector: str) -> None:
    """Press Tab until the element has the focus, as people without a mouse do."""
    for _ in range(120):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_the_journey_by_keyboard_alone(page: Page) -> None:
    page.goto("/")
    for name, text in (("days_left", "30"), ("daily_dose_mg", "150")):
        press_until(page, f"[name={name}]")
        page.keyboard.type(text)
    press_until(page, "[name=state]")
    page.keyboard.type("Ohio")
    for name, text in (("household_size", "1"), ("income", "1,500")):
        press_until(page, f"[name={name}]")
        page.keyboard.type(text)
    press_until(page, "[name=income_period]")
    page.keyboard.type("a month")
    press_until(page, "[name=insurance][value=none]")
    page.keyboard.press("Space")
    press_until(page, "main form button")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Your ways to get azathioprine")
    expect(page.locator("main")).to_contain_text("Ohio · 1 person · $1,500 a month · 150 mg a day · 30 days left")
    press_until(page, "main details summary")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open") is True
    press_until(page, "form[action='/'] button")
    page.keyboard.press("Enter")
    expect(field(page, "income")).to_have_value("1,500")


def test_an_error_leads_to_its_field(page: Page) -> None:
    page.goto("/")
    fill(page, income="x")
    submit(page)
    page.get_by_role("button", name="Change my answers").click()
    page.get_by_role("alert").get_by_role("link").click()
    expect(field(page, "income")).to_be_focused()
    assert field(page, "income").get_attribute("aria-invalid") == "true"


def test_answers_are_in_no_address_and_no_title(page: Page) -> None:
    seen: list[str] = []
    page.on("request", lambda request: seen.append(request.url))
    to_results(page, income="98765", days_left="29")
    page.get_by_role("button", name="All ways to make this dose").click()
    expect(page.locator("h1")).to_have_text("Ways to make a dose")
    assert seen
    assert [url for url in seen if "98765" in url or "?" in url] == []
    assert "150" not in page.title()
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def to_errors(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/")
    fill(page, income="x", daily_dose_mg="500", household_size="0")
    submit(page)
    expect(page.get_by_role("alert")).to_be_visible()


def to_dose(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/dose")
    field(page, "daily_dose_mg").fill("175")
    submit(page)
    expect(page.locator("main table").first).to_be_visible()


def to_places(page: Page, prefix: str) -> None:
    page.goto(f"{prefix}/places")
    field(page, "zip").fill("43215")
    submit(page)
    expect(page.locator("ol.places")).to_be_visible()


def open_details(page: Page) -> None:
    """Open what is folded; of rows, which are all alike, the first two: axe takes long on thousands of words."""
    page.evaluate(
        """() => {
          const rows = [...document.querySelectorAll("details.way")].slice(2);
          document.querySelectorAll("details").forEach((fold) => { fold.open = !rows.includes(fold); });
        }"""
    )


def keep_some_rows(page: Page) -> None:
    """Leave out the rows after the sixth, where another test has axe read them all."""
    page.evaluate("[...document.querySelectorAll('.ways > li')].slice(6).forEach((row) => row.remove())")


PAGES: dict[str, Callable[[Page, str], object]] = {
    "home": lambda page, prefix: page.goto(f"{prefix}/"),
    "errors": to_errors,
    "results": to_results,
    "results with 6 days left": lambda page, prefix: to_results(page, prefix, days_left="6"),
    "listing": lambda page, prefix: page.goto(f"{prefix}/listings/medicaid"),
    "listings": lambda page, prefix: page.goto(f"{prefix}/listings"),
    "dose": to_dose,
    "prices": lambda page, prefix: page.goto(f"{prefix}/prices"),
    "places": to_places,
    "freshness": lambda page, prefix: page.goto(f"{prefix}/freshness"),
    "not found": lambda page, prefix: page.goto(f"{prefix}/listings/nothing-here"),
}


@pytest.mark.parametrize("prefix", PREFIXES)
@pytest.mark.parametrize("name", PAGES)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, check_access, name: str, prefix: str) -> None:
    PAGES[name](page, prefix)
    open_details(page)
    page.set_viewport_size({"width": NARROW, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    if (name, prefix) != ("results", ""):
        keep_some_rows(page)
    check_access()


@pytest.mark.parametrize("name", ["home", "errors", "results"])
def test_axe_finds_nothing_in_the_dark(page: Page, check_access, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    PAGES[name](page, "")
    keep_some_rows(page)
    check_access()


def test_results_print_without_buttons(page: Page) -> None:
    to_results(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("link", name="Leave this site fast")).not_to_be_visible()
    expect(page.locator("main")).to_contain_text("Try first")
