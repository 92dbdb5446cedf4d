from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from tests.web.conftest import Page, words
from tests.web.people import said
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, history, number_of, record

EDIT = f"/team/listings/{LISTING}/edit"
PAGES = ("chip", "cost-plus-drugs", "medicaid", "rx-outreach", "calrx")


def form(member: Visitor, path: str = EDIT, **changes: object) -> dict[str, object]:
    """What a browser would send, with some fields typed over; ``None`` takes one out."""
    told = filled(member.see(path)) | CHECKED | changes
    return {name: value for name, value in told.items() if value is not None}


def said_at(page: Page, field: str) -> str:
    """The sentence at one field."""
    return next("".join(element.itertext()) for element in page.tree.iter() if element.get("id") == f"{field}-error")


def rules(page: Page) -> list[Element]:
    """The blocks of the rules."""
    return [block for block in page.all("details") if re.fullmatch(r"criteria-\d+", block.get("id", ""))]


def proof(member: Visitor) -> str:
    """That a form comes from our own page."""
    found = re.search(r'name="csrf_token" value="([^"]+)"', member.client.get("/team").text)
    assert found
    return found[1]


def approve(member: Visitor, number: int) -> None:
    shown = filled(member.see(f"/team/proposals/{number}"))
    member.send(f"/team/proposals/{number}/approve", seen=shown["seen"])


def test_a_form_of_a_shipped_listing_sent_back_as_it_came_changes_nothing(
    make_app: Callable[..., Flask], database: Path, hire: Callable[..., Visitor]
) -> None:
    ana = hire(make_app(database), "ana")
    for subject in PAGES:
        send_back(ana, subject)


def send_back(ana: Visitor, subject: str) -> None:
    path = f"/team/listings/{subject}/edit"
    answer = ana.send(path, **form(ana, path), do="send")
    assert answer.headers["Location"] == f"/team/listings/{subject}"
    assert "This changes nothing. Nothing was sent." in ana.see(f"/team/listings/{subject}").main


def test_a_changed_fact_becomes_a_proposal_and_then_the_listing(app: Flask, ana: Visitor, ben: Visitor) -> None:
    before = record(app)
    number = number_of(ana.send(EDIT, **form(ana, phone="1-800-555-0100"), do="send"))
    assert record(app) == before
    assert "1-800-555-0100" in ben.see(f"/team/proposals/{number}").main
    approve(ben, number)
    assert record(app) == before | {"phone": "1-800-555-0100"}


def test_extra_fields_change_no_status_role_date_or_approver(app: Flask, ana: Visitor, ben: Visitor) -> None:
    extra = {
        "status": "retired",
        "role": "caution",
        "id": "other",
        "translation_reviewed": "true",
        "decided_by": "1",
        "proposer": "2",
        "state": "approved",
        "criteria-0-checked_on": "2020-01-01",
    }
    number = number_of(ana.send(EDIT, **form(ana, sponsor="Somebody", **extra), do="send"))
    approve(ben, number)
    held = record(app)
    assert (held["status"], held["role"], held["id"], held["checked_on"]) == (
        "active",
        "option",
        LISTING,
        date(2026, 11, 1),
    )
    assert held["criteria"][0]["checked_on"] == date(2026, 11, 1)
    assert "translation_reviewed" not in held
    assert {row.field for row in history(app) if row.version > 1} == {"sponsor"}
    assert history(app)[0].actor == ana.id


def test_a_rule_is_built_from_lists_and_said_in_a_sentence(app: Flask, ana: Visitor, ben: Visitor) -> None:
    more = form(ana)
    page = ana.sent_page(EDIT, 200, "", **more, do="add:criteria")
    told = filled(page) | {"criteria-2-fact": "age"}
    page = ana.sent_page(EDIT, 422, "", **told, do="preview")
    assert "Age" in page.main
    told = filled(page) | {
        "criteria-2-operator": "at_least",
        "criteria-2-value": "18",
        "criteria-2-because": "You are 18 or older.",
        "criteria-2-because_es": "Usted tiene 18 años o más.",
        "criteria-2-source": "https://example.org/rules",
    }
    page = ana.sent_page(EDIT, 200, "", **told, do="preview")
    assert "Rule 3 Age is at least 18." in said(page.one("main"))
    number = number_of(ana.send(EDIT, **filled(page) | CHECKED, do="send"))
    assert "Age is at least 18. You are 18 or older." in ben.see(f"/team/proposals/{number}").main


def test_parts_of_a_group_and_figures_with_dates_are_added_by_buttons(ana: Visitor) -> None:
    told = form(ana, **{"criteria-0-form": "any_of"})
    page = ana.sent_page(EDIT, 200, "", **told, do="add:criteria-0-parts")
    told = filled(page) | {"criteria-0-parts-0-fact": "resources", "criteria-0-parts-0-operator": "at_most"}
    page = ana.sent_page(EDIT, 200, "", **told, do="add:criteria-0-parts-0-figures")
    told = filled(page) | {
        "criteria-0-parts-0-figures-0-value": "2000",
        "criteria-0-parts-0-figures-0-from": "2026-01-01",
    }
    page = ana.sent_page(EDIT, 422, "", **told, do="preview")
    said = "One of these holds: (1) savings and resources is no more than 2000 from January 1, 2026."
    assert said in page.main


def test_a_mistake_is_said_at_its_field(ana: Visitor) -> None:
    page = ana.sent_page(EDIT, 422, "", **form(ana, url="good", summary_es="", **{"criteria-0-source": ""}), do="send")
    assert said_at(page, "url") == "Write an address that starts with https://."
    assert said_at(page, "summary_es") == said_at(page, "criteria-0-source") == "Fill this in."
    assert "Rule 1: Source: Fill this in." in page.main
    # The rule with the mistake stands open, the other one is closed.
    assert [("open" in block.attrib) for block in rules(page)] == [True, False]


def test_the_button_of_a_rule_shows_what_it_says_and_what_is_wrong_with_it_alone(ana: Visitor) -> None:
    told = form(ana, summary_es="", **{"criteria-0-at_most": "", "criteria-0-value": "150", "criteria-1-source": ""})
    page = ana.sent_page(EDIT, 200, "", **told, do="show:criteria-0")
    assert "is no more than 150." in words(rules(page)[0])
    page = ana.sent_page(EDIT, 422, "", **told, do="show:criteria-1")
    assert "Rule 2: Source: Fill this in." in page.main
    assert "in Spanish: Fill this in." not in page.main


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_rule_with_nothing_picked_says_so(ana: Visitor, prefix: str) -> None:
    page = ana.sent_page(prefix + EDIT, 200, "", **form(ana, prefix + EDIT), do="add:criteria")
    assert ("Todavía no se eligió nada." if prefix else "Nothing is picked yet.") in page.main
    assert [("open" in block.attrib) for block in rules(page)] == [False, False, True]


@pytest.mark.parametrize(
    "odd",
    [
        {"url": "https://[", "sources-0-url": "https://["},
        {"criteria-0-value": "1e999", "criteria-0-from": "yesterday"},
        {"criteria-0-fact": "no_such", "criteria-0-operator": "no_such"},
        {"criteria-0-form": "listing", "criteria-0-listing": "none"},
        {"criteria-0-operator": "within_table", "criteria-0-table": "//"},
        {"days_to_hand": "soon; -1", "strengths_mg": "٣", "kind": "none"},
        {"criteria-count": "99999999999", "pricing-count": "-1"},
        {"steps": "\x00", "name": "x" * 5000},
        {"revision": "99999999999999999999"},
    ],
    ids=lambda odd: next(iter(odd)),
)
def test_odd_input_is_a_mistake_and_nothing_typed_is_lost(ana: Visitor, odd: dict[str, str]) -> None:
    for action in ("preview", "send", "show:criteria-0", "live:criteria-0", "add:criteria-0-parts"):
        answer = ana.client.post(EDIT, data={**form(ana, **odd), "do": action, "csrf_token": proof(ana)})
        assert answer.status_code in (200, 303, 422)
        for name in ("url", "days_to_hand", "sources-0-url"):
            assert name not in odd or odd[name] in answer.text


def test_nothing_is_sent_before_it_is_said_how_one_knows(app: Flask, ana: Visitor) -> None:
    page = ana.sent_page(EDIT, 422, "", **form(ana, sponsor="Somebody", source=""), do="send")
    assert "Where did you read or hear it?: Fill this in." in page.main
    assert "Nothing waits." in ana.see("/team/proposals").main


def test_a_new_listing_is_proposed_and_published(app: Flask, ana: Visitor, ben: Visitor) -> None:
    told = {
        "id": "new-fund",
        "role": "option",
        "kind": "copay_foundation",
        "name": "New Fund",
        "name_es": "New Fund",
        "summary": "It helps with bills.",
        "summary_es": "Ayuda con las facturas.",
        "covers": "unknown",
        "confidence": "medium",
        "sources-0-url": "https://example.org/fund",
        "sources-0-dated": "2026",
        "sources-0-confidence": "medium",
    }
    page = ana.sent_page("/team/new", 200, "", **filled(ana.see("/team/new")) | told, do="add:sources")
    wrong = ana.sent_page("/team/new", 422, "", **filled(page) | told | CHECKED | {"id": "New Fund!"}, do="send")
    assert "Use small letters, digits and hyphens" in said_at(wrong, "id")
    number = number_of(ana.send("/team/new", **filled(page) | told | CHECKED, do="send"))
    approve(ben, number)
    assert (record(app, "new-fund")["status"], record(app, "new-fund")["checked_on"]) == ("active", date(2026, 11, 20))


def test_the_second_of_two_editors_sees_both_versions_and_merges(app: Flask, ana: Visitor, ben: Visitor, visit) -> None:
    cara, dan = visit("cara"), visit("dan")
    old = form(dan)
    first = number_of(ana.send(EDIT, **form(ana, phone="1-800-555-0100", sponsor="By Ana"), do="send"))
    approve(ben, first)
    answer = dan.send(EDIT, **old | {"phone": "1-800-555-0199", "url": "https://example.org/"}, do="send")
    assert answer.headers["Location"].endswith("/merge")
    second = number_of(answer)
    merge = f"/team/proposals/{second}/merge"
    page = dan.see(merge)
    assert "Published now: 1-800-555-0100" in page.main
    assert "Yours: 1-800-555-0199" in page.main
    told = filled(page)
    # Where only one of them changed something it is picked; where both did, nothing is.
    assert (told["pick:sponsor"], told["pick:url"], told.get("pick:phone")) == (["theirs"], ["mine"], None)
    assert "Pick one version for every part." in dan.sent_page(merge, 422, "", **told).main
    dan.send(merge, **told | {"pick:phone": "mine"})
    approve(cara, second)
    held = record(app)
    assert (held["phone"], held["sponsor"], held["url"]) == ("1-800-555-0199", "By Ana", "https://example.org/")
    assert {row.actor for row in history(app) if row.field == "phone"} == {ana.id, dan.id}


def test_the_history_compares_days_and_leads_back(app: Flask, ana: Visitor, ben: Visitor) -> None:
    approve(ben, number_of(ana.send(EDIT, **form(ana, sponsor="Somebody else"), do="send")))
    past = f"/team/listings/{LISTING}/history"
    page = ana.see(past)
    assert "Somebody else" in page.main
    assert "ana@team.example" in page.main
    assert "Write a day, for example 11/23/2026." in ana.see(f"{past}?from=then").main
    assert "The listing was not there on January 1, 2020." in ana.see(f"{past}?from=2020-01-01").main
    number = number_of(ana.send(f"/team/listings/{LISTING}/back-before/2", **CHECKED))
    assert "Back to how it was before" in ben.see(f"/team/proposals/{number}").main
    approve(ben, number)
    assert record(app)["sponsor"] == "A company"
    ana.send(f"/team/listings/{LISTING}/back-before/1", **CHECKED)
    assert "Take it down instead." in ana.see(past).main
