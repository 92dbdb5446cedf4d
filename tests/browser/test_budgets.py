"""How long an answer is for people of very different situations: screens, words, what stands in the first screen."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest
from playwright.sync_api import Page

from tests.people.table import PEOPLE
from tests.web.people import SITUATIONS, answers

pytestmark = pytest.mark.browser

PHONE = {"width": 375, "height": 812}
WIDE = {"width": 1280, "height": 900}
SPANISH = 1.15
SAFE_DAYS_LEFT = 14


class Budget(NamedTuple):
    """Screens of a phone, words that can be seen in the main part, screens of a desk."""

    phone: float
    words: int
    wide: float


ENOUGH_LEFT, RUNNING_OUT = Budget(6.5, 650, 3.5), Budget(8, 850, 4)

# What other pages may show before anything is opened: as measured, and a little room.
PAGES = {
    "/": Budget(4.5, 450, 2.0),
    "/prices": Budget(5, 520, 3.1),
    "/dose": Budget(2, 190, 1.4),
    "/insurance": Budget(1.6, 170, 1.2),
    "/insurance/OH": Budget(4.7, 380, 2.6),
    "/insurance/TX": Budget(4.9, 400, 2.8),
    "/guide": Budget(4.6, 480, 2.2),
    "/guide/running-out": Budget(7, 820, 3.6),
    "/guide/side-effects": Budget(6.6, 820, 3.3),
    "/guide/faq": Budget(6, 560, 4),
    "/guide/questions": Budget(4.4, 560, 2.6),
    "/guide/people": Budget(1.3, 80, 1.2),
    "/places": Budget(1.2, 60, 1.2),
    "/report": Budget(1.2, 480, 1.2),
    "/freshness": Budget(1.5, 100, 1.2),
    "/about": Budget(3.2, 400, 1.9),
    "/privacy": Budget(4.8, 700, 2.8),
    "/caseload": Budget(2.2, 200, 1.5),
    "/cases": Budget(1.6, 130, 1.2),
    "/calendars": Budget(2, 150, 1.5),
    "/listings": Budget(6.9, 570, 3.2),
}
# What is to be said aloud stands on Spanish pages in English too.
SPANISH_BESIDE_ENGLISH = {"/guide/running-out": 1.25, "/guide/questions": 1.7}

SEND = """told => {
  const form = document.createElement("form");
  form.method = "post";
  form.action = location.pathname + "results";
  for (const [name, value] of told) {
    const field = document.createElement("input");
    [field.name, field.value] = [name, value];
    form.append(field);
  }
  document.body.append(form);
  form.submit();
}"""
WORDS = "document.querySelector('main').innerText.trim().split(/\\s+/).length"
HEIGHT = "document.documentElement.scrollHeight"
WIDE_FONT = "html { font-family: 'DejaVu Sans', Verdana, sans-serif !important }"


@pytest.fixture
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """Our policy lets nobody add a style, and the wide font is one."""
    return {**browser_context_args, "bypass_csp": True}


def to_results(page: Page, prefix: str, told: Mapping[str, object]) -> None:
    """The answer to a form sent with these fields, in a wide font as some phones have."""
    pairs = [(name, one) for name, value in told.items() for one in (value if isinstance(value, list) else [value])]
    page.goto(f"{prefix}/")
    with page.expect_navigation():
        page.evaluate(SEND, pairs)
    page.add_style_tag(content=WIDE_FONT)


def top_of(page: Page, selector: str) -> float:
    """How far below the top of the page the first such element ends, in pixels."""
    return float(page.evaluate("s => document.querySelector(s).getBoundingClientRect().bottom + scrollY", selector))


# Whose answers are longest; `make soak` opens those of everybody, in both languages.
LONGEST = (
    ("medicare", ""),
    ("two_75", ""),
    ("two_75_six_days", ""),
    ("six_days_spanish", "/es"),
    ("member", "/es"),
    ("tribal", ""),
    ("veteran", "/es"),
    ("state_alone", ""),
)
ANSWERS: dict[str, Mapping[str, object]] = {
    **{name: person.answers for name, person in PEOPLE.items()},
    **{f"situation {name}": answers(**told) for name, told in SITUATIONS.items()},
}
EVERYBODY = [(name, prefix) for name in ANSWERS for prefix in ("", "/es")]


@pytest.mark.parametrize(("name", "prefix"), EVERYBODY if os.environ.get("EVERYBODY") else LONGEST)
def test_the_answer_keeps_to_its_budget(page: Page, name: str, prefix: str) -> None:
    told = ANSWERS[name]
    left = told.get("days_left")
    budget = RUNNING_OUT if left is None or int(str(left)) < SAFE_DAYS_LEFT else ENOUGH_LEFT
    more = SPANISH if prefix else 1
    page.set_viewport_size(PHONE)
    to_results(page, prefix, told)
    assert page.evaluate(HEIGHT) <= budget.phone * more * PHONE["height"]
    assert page.evaluate(WORDS) <= budget.words * more
    assert top_of(page, ".lines h2") <= PHONE["height"]
    assert top_of(page, ".red-flag") <= 2 * PHONE["height"] * more
    page.set_viewport_size(WIDE)
    assert page.evaluate(HEIGHT) <= budget.wide * more * WIDE["height"]


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_keeps_to_its_budget(page: Page, path: str, prefix: str) -> None:
    budget, more = PAGES[path], SPANISH_BESIDE_ENGLISH.get(path, SPANISH) if prefix else 1
    page.set_viewport_size(PHONE)
    page.goto(prefix + path)
    page.add_style_tag(content=WIDE_FONT)
    assert page.evaluate(HEIGHT) <= budget.phone * more * PHONE["height"]
    assert page.evaluate(WORDS) <= budget.words * more
    page.set_viewport_size(WIDE)
    assert page.evaluate(HEIGHT) <= budget.wide * more * WIDE["height"]


# What tells what to do, whom to call or what it costs, and must end within the first screen of a phone.
FIRST_SEEN = {
    "/": ".start button",
    "/prices": ".figure b",
    "/dose": "form button",
    "/insurance": "form button",
    "/insurance/OH": "main a[href^='tel:']",
    "/guide": ".alerts",
    "/guide/running-out": ".care.warning > summary",
    "/guide/faq": ".ask-us button",
    "/places": "main form button",
    "/report": "main form button",
    "/caseload": "#file",
    "/cases": "main form button",
}


@pytest.mark.parametrize("prefix", ["", "/es"])
@pytest.mark.parametrize(("path", "selector"), FIRST_SEEN.items())
def test_the_first_screen_of_a_phone_says_what_to_do_whom_to_call_or_what_it_costs(
    page: Page, path: str, selector: str, prefix: str
) -> None:
    page.set_viewport_size(PHONE)
    page.goto(prefix + path)
    page.add_style_tag(content=WIDE_FONT)
    assert top_of(page, selector) <= PHONE["height"] * (SPANISH if prefix else 1)


DOSES = {"150 mg": Budget(4.3, 550, 2.8), "75 mg": Budget(2.9, 300, 2.1)}


@pytest.mark.parametrize(("dose", "budget"), DOSES.items())
def test_the_ways_to_make_a_dose_begin_with_the_cheapest_in_the_first_screen(
    page: Page, dose: str, budget: Budget
) -> None:
    page.set_viewport_size(PHONE)
    page.goto("/dose")
    page.locator("#daily_dose_mg").fill(dose)
    with page.expect_navigation():
        page.locator("main form button").click()
    page.add_style_tag(content=WIDE_FONT)
    assert page.evaluate(HEIGHT) <= budget.phone * PHONE["height"]
    assert page.evaluate(WORDS) <= budget.words
    assert top_of(page, "td.told strong") <= PHONE["height"]
