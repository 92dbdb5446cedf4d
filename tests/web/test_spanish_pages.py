"""Every page in Spanish is in Spanish: no English message, listing text, label or title is left on it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import html5lib
import pytest
import time_machine
from flask import Flask

from finder.core.text import Text
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide import brochure
from finder.web.patient.guide.page import page as new_page
from tests.web.conftest import Page
from tests.web.people import DAY, answers
from tests.web.spanish import left_in_english, messages
from tests.web.worker.caseload.conftest import upload

# One listing of these pages stands for all: they differ by its name alone.
ALIKE = ("/changes", "/report/listings/", "about=")
PEOPLE = {
    "uninsured": answers(written_strength_mg="75"),
    "few tablets": answers(zip="43004", state=None, days_left="3", insurance="medicaid", pregnant="yes"),
    "child": answers(state="GA", age="9", household_size="4", days_left="0"),
    "transplant": answers(
        state="NY", age="70", insurance="medicare", transplant="kidney", medicare_at_transplant="yes"
    ),
    "immigrant": answers(
        state="TX", household_size="2", age="60", citizenship="other_lawful", children_at_home="yes", work_hours="20"
    ),
    "veteran": answers(state="CA", veteran="yes", tribal_member="yes", insurance=["va", "tricare"], resources="5000"),
    "nothing told": {},
    "mistakes": {"zip": "00000", "age": "-3", "income": "abc", "daily_dose_mg": "900 mg", "lost_coverage_on": "soon"},
}


@pytest.fixture(autouse=True)
def on_a_day() -> Iterator[None]:
    with time_machine.travel(f"{DAY} 17:00Z", tick=False):
        yield


@pytest.fixture(scope="module")
def names(shared_app: Flask) -> frozenset[str]:
    """Names of companies, programs, offices and people: alike in every language."""
    with shared_app.app_context():
        snapshot = current_snapshot()
    facts = snapshot.facts
    rows = snapshot.by_id.values()
    found = {said for row in rows for said in (*row.name.values(), row.sponsor.in_language("es"))}
    found |= {row.name["es"].split(" (")[0].split(": ")[0] for row in rows}
    found |= {row.name for row in facts.guide.people} | {row.seller for row in facts.labs}
    found |= {name for place in facts.places.places for name in (place.name, place.run_by)}
    for contact in facts.contacts.values():
        found |= {contact.medicaid_name, contact.chip_name, contact.marketplace_name, contact.ship_name}
    found |= {row.labeler for row in facts.products} | OTHERS
    return frozenset(filter(None, found))


# Named inside sentences.
OTHERS = {
    "CC BY 4.0",
    "Extra Help",
    "Medications for Hope",
    "National Council on Aging",
    "Texas Women's Health",
    "Lupus Foundation",
}


@pytest.fixture(scope="module")
def texts(shared_app: Flask) -> frozenset[str]:
    """The English texts of listings and guide that have another Spanish one."""
    with shared_app.app_context():
        snapshot = current_snapshot()
    found: set[str] = set()
    for row in snapshot.by_id.values():
        found |= english([row.summary, row.covers_detail, row.cost_in_words, row.renewal, row.who_gains, *row.steps])
        found |= english([*row.holder_steps, *row.cautions_from_55])
        found |= english([*row.notes, *row.cautions, row.license, row.phone_note])
        found |= english([rule.because for rule in row.criteria])
    for fact in snapshot.facts.guide.facts.values():
        found |= english([fact.statement])
    for topic in snapshot.facts.guide.topics:
        found |= english([topic.title, *topic.texts])
    return frozenset(filter(None, found))


def english(rows: list[Text]) -> set[str]:
    return {row.original for row in rows if row.original != row.in_language("es")}


def test_english_is_found_where_it_is_left() -> None:
    page = html5lib.parse(
        "<html lang=es><title>Call first</title><p title='Choose a state'>Pida ayuda: <b>Dollar For</b>."
        "<p>El precio (“cash price”) de safe.pharmacy<p lang=en>Call the pharmacy.<p>This is not said by them.",
        namespaceHTMLElements=False,
    )
    found = left_in_english(page, frozenset({"Dollar For"}))
    assert found == ["Call first", "Choose a state", "This is not said by them."]
    assert len(messages()) > 900


def test_no_page_that_links_lead_to_is_left_in_english(
    shared_app: Flask, names: frozenset[str], texts: frozenset[str]
) -> None:
    client = shared_app.test_client()
    # A page of a state is reached by a form, not a link.
    todo, seen, found = ["/es/", "/es/insurance/NY", "/es/insurance/TX"], set(), {}
    while todo:
        path = todo.pop()
        response = client.get(path)
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        page = html5lib.parse(response.text, namespaceHTMLElements=False)
        if wrong := left_in_english(page, names, texts):
            found[path] = wrong
        for link in page.iter("a"):
            address = (link.get("href") or "").split("#")[0]
            if address.startswith("/es") and address not in seen and not _alike(address):
                seen.add(address)
                todo.append(address)
    assert len(seen) > 140
    assert found == {}


def _alike(address: str) -> bool:
    return any(part in address for part in ALIKE) and "cost-plus-drugs" not in address


@pytest.mark.parametrize("who", PEOPLE)
def test_no_answer_is_left_in_english(get_page, names: frozenset[str], texts: frozenset[str], who: str) -> None:
    pages = [get_page(path, PEOPLE[who]) for path in ("/es/results", "/es/")]
    if who != "mistakes":
        pages += [get_page(path, PEOPLE[who]) for path in ("/es/packet", "/es/guide/questions", "/es/calendars")]
    found = [text for page in pages for text in left_in_english(page.tree, names, texts)]
    assert list(dict.fromkeys(found)) == []


def test_no_paper_is_left_in_english(get_page, names: frozenset[str], texts: frozenset[str]) -> None:
    chosen = {"option": ["cost-plus-drugs", "rx-outreach", "medicaid", "dollar-for"]}
    page = get_page("/es/packet/print", answers(written_strength_mg="75", days_left="5") | chosen)
    assert list(dict.fromkeys(left_in_english(page.tree, names, texts))) == []


def test_no_brochure_on_paper_is_left_in_english(
    shared_app: Flask, monkeypatch: pytest.MonkeyPatch, names: frozenset[str], texts: frozenset[str]
) -> None:
    monkeypatch.setattr(brochure, "first_that_fits", lambda pages, *_: next(pages))
    with shared_app.test_request_context("/es/guide"):
        shown = new_page()
        sheets = [brochure.sheet(shown, row) for row in shown.guide.brochures]
    for sheet in sheets:
        page = html5lib.parse(sheet, namespaceHTMLElements=False)
        assert left_in_english(page, names, texts) == []


def test_no_file_for_a_calendar_is_left_in_english(shared_app: Flask) -> None:
    told = {"start_on": DAY, "first_day": DAY, "day": DAY}
    file = shared_app.test_client().post("/es/guide/calendar.ics", data=told)
    assert file.mimetype == "text/calendar"
    said = [line.partition(":")[2] for line in file.text.splitlines() if line.startswith(("SUMMARY", "DESCRIPTION"))]
    assert said
    assert not set(said) & messages()


@pytest.mark.parametrize(("path", "status"), [("/es/nowhere", 404), ("/es/guide/nowhere", 404)])
def test_no_page_of_an_error_is_left_in_english(
    get_page, names: frozenset[str], texts: frozenset[str], path: str, status: int
) -> None:
    page: Page = get_page(path, status=status)
    assert left_in_english(page.tree, names, texts) == []


def test_no_mistake_in_a_caseload_is_left_in_english(shared_app: Flask, names: frozenset[str]) -> None:
    rows = [
        "case,state,age,income,insurance,daily_dose_mg,zip,unknown",
        "a,Ohio,-3,much,nothing,30,1,x",
        "b,OH,30",
        ",OH,30,1500,none,150,44113,x",
        "c,OH,30,1500,none,150,44113,x",
    ]
    for file in ("\n".join(rows), "name,state\nAna,OH\n", "state\nOH\n", "case\n", ""):
        response = shared_app.test_client().post("/es/caseload", **upload("file", file.encode(), **{"as": "table"}))
        page = html5lib.parse(response.text, namespaceHTMLElements=False)
        assert left_in_english(page, names) == [], file


def test_no_case_is_left_in_english(shared_app: Flask, names: frozenset[str], texts: frozenset[str]) -> None:
    client = shared_app.test_client()
    saved = client.post("/es/cases/new", data=answers(written_strength_mg="75"))
    assert saved.status_code == 200
    for files in ([saved.data], [saved.data, saved.data], [b"nothing"], [b'{"format": 1}']):
        parts = {"files": [(BytesIO(file), f"case-{at}.json") for at, file in enumerate(files)]}
        page = html5lib.parse(client.post("/es/cases", data=parts).text, namespaceHTMLElements=False)
        assert list(dict.fromkeys(left_in_english(page, names, texts))) == []
