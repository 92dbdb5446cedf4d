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
