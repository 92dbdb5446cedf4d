"""People who ask, and how to find the parts of their page of results."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from tests.web.conftest import Page, words

INLINE = frozenset({"a", "small", "strong", "span", "button"})

DAY = "2026-11-24"
OHIO = {
    "state": "OH",
    "household_size": "1",
    "income": "1,500",
    "income_period": "month",
    "insurance": "none",
    "daily_dose_mg": "150 mg",
    "days_left": "30",
}

# Very different people, for what must hold on every page of results.
SITUATIONS = {
    "30 days": {},
    "6 days": {"days_left": "6"},
    "nothing told": dict.fromkeys(("household_size", "income", "insurance", "daily_dose_mg", "days_left")),
    "medicaid": {"insurance": "medicaid", "age": "60"},
    "medicare": {"insurance": ["medicare", "medicare_drug"], "age": "70", "condition": "rheumatoid_arthritis"},
    "transplant": {"transplant": "kidney", "medicare_at_transplant": "yes", "condition": "transplant", "age": "45"},
    "child": {"age": "9", "who_for": "child", "insurance": "chip", "daily_dose_mg": "25"},
    "veteran": {"insurance": "va", "veteran": "yes", "days_left": "3"},
    "high income": {"income": "15000", "household_size": "2", "age": "30"},
    "texas": {"state": "TX", "income": "500", "age": "30", "citizenship": "other_lawful"},
    "puerto rico": {"state": "PR"},
}


def answers(**changes: object) -> dict[str, object]:
    """The Ohio person's answers with changes; ``None`` takes one out."""
    return {name: value for name, value in (OHIO | changes).items() if value is not None}


def said(element: Element) -> str:
    """The words of an element as a reader sees them: parts below each other are parted by a blank."""
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        gap = "" if child.tag in INLINE else " "
        yield gap
        yield from _pieces(child)
        yield gap + (child.tail or "")


def by_id(page: Page, name: str) -> Element | None:
    """The element with this id."""
    return next((element for element in page.tree.iter() if element.get("id") == name), None)


def section(page: Page, heading_id: str) -> str:
    """The words of the section named by a heading's id; empty where there is none."""
    found = (element for element in page.all("section") if element.get("aria-labelledby") == heading_id)
    return said(element) if (element := next(found, None)) is not None else ""


def headings(page: Page) -> list[str]:
    """Ids of the main part's sections, in order."""
    return [name for element in page.all("section") if (name := element.get("aria-labelledby"))]


def card(page: Page, listing: str) -> str:
    """The words of one listing's row: its head and what a tap opens."""
    element = by_id(page, listing)
    assert element is not None, f"no row of {listing}"
    return said(element)


def reasons(page: Page, listing: str) -> str:
    """Why a listing fits or not, without what it says to everybody."""
    return card(page, listing).partition("Why:")[2].partition("Good to know")[0].partition("Steps, what you need")[0]


def _rows(page: Page) -> list[Element]:
    """The rows of all listings, in the order of the page."""
    return [
        row for row in page.all("details") if row.get("id") and {"way", "rules"} & set(row.get("class", "").split())
    ]


def cards(page: Page) -> list[str]:
    """Ids of all rows: those that may fit, and those that do not seem to."""
    return [row.get("id", "") for row in _rows(page)]


def fitting(page: Page) -> list[str]:
    """Ids of the rows with a rank, in the order of their ranks."""
    ranks = {
        row.get("id", ""): re.search(r"Number (\d+) in our order|Número (\d+) en nuestro orden", said(row))
        for row in _rows(page)
    }
    ranked = {name: int(rank[1] or rank[2]) for name, rank in ranks.items() if rank}
    assert len(set(ranked.values())) == len(ranked), "two rows of one rank"
    return sorted(ranked, key=lambda name: ranked[name])


def before_other_ways(page: Page) -> str:
    """The words of the page down to the folds with every other way."""
    return page.main.split("Other ways, by kind")[0]


def plan_lines(page: Page) -> list[str]:
    """What the plan sends people to, and the ways beside it to compare: "Buy: Rx Outreach", in order."""
    spans = [element for element in page.all("section") if element.get("aria-labelledby") in ("compare", "plan")]
    rows = [row for span in spans for row in span.iter("details") if row.get("class") == "way"]
    return [f"{_verb(row)}: {words(next(row.iter('span')))}" for row in rows]


def _verb(row: Element) -> str:
    """The verb of a row: "Buy"."""
    meta = next(element for element in row.iter("span") if element.get("class") == "meta")
    return words(next(meta.iter("b")))
