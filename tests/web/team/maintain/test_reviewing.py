"""What stands on the pages of those who check and those who decide: all of a change, and nothing beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from finder.db import write
from finder.store.models import Method, Proposal, ProposalKind, ReportKind
from finder.store.proposals import Verification, listing_row, propose
from finder.store.reports import create_report
from tests.web.team.maintain.conftest import CHECKED, LISTING, Visitor, filled, number_of

NEW_RULE = {
    "any_of": [
        {"fact": "age", "at_least": 18, "because": "You are grown up.", "because_es": "Compre pastillas aquí."},
        {"fact": "pregnant", "is": True},
    ],
    "because": "You are 18 or older, or pregnant.",
    "because_es": "Tiene 18 años o más, o está embarazada.",
    "source": "https://example.org/new-rule",
    "checked_on": date(2026, 11, 20),
}


@pytest.fixture
def change(app: Flask, ana: Visitor) -> Callable[..., int]:
    """A proposal of Ana's, put down past the form."""

    def make(**fields: Any) -> int:
        with app.app_context(), write() as session:
            row = listing_row(session, LISTING)
            checked = Verification(by=ana.id, source="1-800-555-0100", method=Method.PHONE, on=date(2026, 11, 20))
            base = (row.revision, row.document)
            return propose(session, ProposalKind.EDIT, LISTING, {**row.document, **fields}, checked, base).id

    return make


def rules(app: Flask) -> list[dict[str, Any]]:
    with app.app_context(), write() as session:
        return list(listing_row(session, LISTING).document["criteria"])


def test_of_many_rules_a_reviewer_reads_the_new_one_with_all_its_texts_and_its_source(
    app: Flask, ben: Visitor, change: Callable[..., int]
) -> None:
    page = ben.see(f"/team/proposals/{change(criteria=[*rules(app), NEW_RULE])}").main
    assert "Before nothing After One of these holds: (1) age is at least 18; (2) pregnancy is Yes." in page
    for text in ("Compre pastillas aquí.", NEW_RULE["because_es"], "Source: https://example.org/new-rule"):
        assert str(text) in page
    assert "You have no insurance." not in page, "what stays is not in the way"
    assert "Entries that stay as they are: 2." in page


def test_of_many_rules_a_reviewer_reads_the_one_that_goes(app: Flask, ben: Visitor, change: Callable[..., int]) -> None:
    page = ben.see(f"/team/proposals/{change(criteria=rules(app)[:1])}").main
    assert "You have no insurance." in page
    assert "After nothing Entries that stay as they are: 1." in page
    assert "Good Pharmacy. Answer: before:" in page


def test_rules_in_another_order_are_shown_whole(app: Flask, ben: Visitor, change: Callable[..., int]) -> None:
    page = ben.see(f"/team/proposals/{change(criteria=rules(app)[::-1])}").main
    assert page.count("You have no insurance.") == 2


def test_the_page_of_a_listing_speaks_the_language_of_its_reader(ana: Visitor) -> None:
    spanish = ana.see(f"/es/team/listings/{LISTING}").main
    assert "La vende por correo." in spanish
    assert "Usted no tiene seguro." in spanish
    assert "Sells it by mail." not in spanish


def test_what_is_said_of_a_listing_in_the_list_is_parted_by_blanks(app: Flask, ana: Visitor) -> None:
    with app.app_context(), write() as session:
        create_report(session, ReportKind.WRONG, LISTING, "en", "The number is old.")
    assert "Reports from people: 1. Days past" in ana.see("/team").main.replace("Fresh until", "Days past")


def test_signs_that_hide_or_turn_words_round_never_reach_a_reviewer(app: Flask, ana: Visitor) -> None:
    edit = f"/team/listings/{LISTING}/edit"
    odd = {"sponsor": "Some\u202ebody\x00 \u200belse", "source": "1-800\u2066-555-0100", "note": "Ask\x1b[31m."}
    number = number_of(ana.send(edit, **filled(ana.see(edit)) | CHECKED | odd, do="send"))
    with app.app_context(), write() as session:
        proposal = session.get_one(Proposal, number)
        said = (proposal.document["sponsor"], proposal.source, proposal.note)
    assert said == ("Somebody else", "1-800-555-0100", "Ask[31m.")


@pytest.mark.parametrize(
    "url", ["https://medicaid.gov@evil.example/", "https://a:b@evil.example/", "javascript:alert(1)"]
)
def test_an_address_that_looks_like_another_sites_is_refused(ana: Visitor, url: str) -> None:
    edit, differ = f"/team/listings/{LISTING}/edit", f"/team/listings/{LISTING}/sources-differ"
    page = ana.sent_page(edit, 422, "", **filled(ana.see(edit)) | CHECKED | {"url": url}, do="send")
    assert "Write an address that starts with https://." in page.main
    words = {"words_en": "One page says $5.", "words_es": "Una página dice $5.", "dated": "2026"}
    assert "Write an address that starts with https://." in ana.sent_page(differ, 422, **CHECKED, **words, url=url).main
