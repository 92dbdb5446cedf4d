"""What each person of the table reads first, on the page and on the packet."""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pytest

from tests.people.table import PEOPLE, Person
from tests.web.conftest import GetPage, Page
from tests.web.people import INLINE, said

READ: dict[str, Page] = {}
OTHER_WAYS = {False: "Other ways, by kind", True: "Otras formas, por tipo"}


@pytest.fixture
def answer(get_page: GetPage, name: str) -> Page:
    """The person's page of results."""
    person = PEOPLE[name]
    if name not in READ:
        READ[name] = get_page("/es/results" if person.spanish else "/results", person.answers)
    return READ[name]


def lines(page: Page) -> list[str]:
    """The numbered lines of the first card."""
    card = next(element for element in page.all("ol") if element.get("class") == "lines")
    return [said(line) for line in card]


def above_the_folds(page: Page, person: Person) -> str:
    """The words a person sees: down to the folds with other ways, without what is folded before them."""
    words = "".join(_seen(page.one("main")))
    return " ".join(words.split()).rsplit(OTHER_WAYS[person.spanish], 1)[0]


def _seen(element: Element) -> Iterator[str]:
    if element.tag == "details":
        yield from _seen(next(element.iter("summary")))
    else:
        yield element.text or ""
        for child in element:
            gap = "" if child.tag in INLINE else " "
            yield gap
            yield from _seen(child)
            yield gap + (child.tail or "")


@pytest.mark.parametrize("name", PEOPLE)
def test_the_first_line_says_what_must_lead(answer: Page, name: str) -> None:
    first = lines(answer)[0]
    assert [text for text in PEOPLE[name].first if text not in first] == []


@pytest.mark.parametrize("name", PEOPLE)
def test_the_page_says_what_fits_this_person_and_nothing_that_does_not(answer: Page, name: str) -> None:
    person = PEOPLE[name]
    seen = above_the_folds(answer, person)
    assert [text for text in person.says if text not in seen] == []
    assert [text for text in person.never if text in seen] == []


@pytest.mark.parametrize("name", [name for name, person in PEOPLE.items() if not person.spanish])
def test_the_packet_chooses_by_the_same_lead(get_page: GetPage, name: str) -> None:
    person = PEOPLE[name]
    chooser = get_page("/packet", person.answers)
    ticked = [
        box.get("value", "")
        for box in chooser.all("input")
        if box.get("name") == "option" and box.get("checked") is not None
    ]
    assert ticked
    printed = get_page("/packet/print", {**person.answers, "option": ticked})
    box = next(element for element in printed.all("section") if element.get("class") == "box")
    lead = said(box)
    if "card" in person.lines:
        assert "Use your card first." in lead or "Call your clinic" in lead
    if "fifty" in person.lines:
        assert lead.index("Can it be 50 mg tablets?") < lead.index("lowest price")
