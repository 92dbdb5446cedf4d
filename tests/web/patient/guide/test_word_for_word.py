"""Sentences that must stand as they were agreed: what not to do alone, whom to call, and what is never said."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from finder.core.guide import Guide
from finder.store.snapshot_cache import current_snapshot
from tests.web.conftest import Page
from tests.web.reading import prose

TIP = (
    "Ask your prescriber and pharmacist whether 50 mg tablets can be used. Take what you have, as its label says, "
    "until the new tablets come; then follow only the new label. Ask the pharmacy to cancel the old prescription. "
    "After a transplant, your transplant team must agree first."
)
MISSED = "Missed more than one dose? Call before you start again. You may need a blood test first."
OWN_TEST = "Buy your own test only if your prescriber agrees and will get the result."
PREGNANT = "Call your prescriber today. Do not stop on your own."
NEVER = "Never stop azathioprine, restart it, change it or skip a blood test to save money."
SAID = {
    "running-out": (MISSED, NEVER, "What is your cash price for 90 generic 50 mg tablets?"),
    "running-out/half-sheets": (MISSED, NEVER),
    "taking-it": (MISSED, "Never split tablets unless your label says to.", "Do not crush tablets."),
    "never-stop-alone": (NEVER, TIP),
    "how-prices-work": (TIP,),
    "blood-tests": (OWN_TEST, "Never skip a blood test to save money."),
    "calendar": (OWN_TEST,),
    "pregnancy-and-nursing": (PREGNANT,),
    "brochures/tips-that-work": (TIP, MISSED, OWN_TEST, NEVER),
    "brochures/managing-treatment": (MISSED, PREGNANT),
    "side-effects": ("New confusion, weakness, trouble speaking or seeing.",),
    "insurance-explained": (
        "Use your card first. If you cannot pay the copay, say so.",
        "You may get Medicaid. The state decides. Apply even if unsure.",
        "Your state does not offer Medicaid to most adults your age. That is the state's rule, not your fault.",
        "Applying gives the government information about you. If anyone at home is worried, talk to a free immigration "
        "legal helper first. People not applying for themselves need not give their status.",
    ),
}
# What a pharmacist would miss first.
INTERACTIONS = (
    "allopurinol febuxostat mycophenolate tofacitinib upadacitinib natalizumab azacitidine azithromycin warfarin"
)
# Knowledge of the trade that was to be read in a source before it was told.
TO_BE_SOURCED = """
pharmacist_emergency_refill medicaid_72_hour_supply part_d_transition_fill li_net fever_call
emtala_may_bill_ask_assistance emtala_must_screen_and_stabilize pml_911_signs interaction_natalizumab
interaction_jak_inhibitors mycophenolate
estate_recovery_55 estate_recovery_protected estate_recovery_msp_excluded
"""
FRACTION = re.compile(
    r"\b(1/3|1/4|one[- ](third|quarter|fourth|half)|a (third|quarter) of|un tercio|una cuarta parte"
    r"|mitad de (la|su) dosis|\d+ ?mg/kg)\b"
)


@pytest.mark.parametrize("end", SAID)
def test_what_was_agreed_stands_word_for_word(guide_pages: dict[str, Page], end: str) -> None:
    said = guide_pages[f"/guide/{end}"].main.replace("’", "'")
    assert [sentence for sentence in SAID[end] if sentence not in said] == []


def test_s7_the_interactions_that_matter_most_are_named(guide_pages: dict[str, Page]) -> None:
    said = guide_pages["/guide/interactions"].main.lower()
    assert [name for name in INTERACTIONS.split() if name not in said] == []


def test_what_had_to_be_sourced_has_a_source_and_a_date(shared_app: Flask) -> None:
    with shared_app.app_context():
        guide: Guide = current_snapshot().facts.guide
    facts = [guide.facts[name] for name in TO_BE_SOURCED.split()]
    assert all(fact.source.startswith("http") and fact.checked_on for fact in facts)


def test_s7_no_page_of_the_guide_changes_a_dose(guide_pages: dict[str, Page]) -> None:
    found = {path: FRACTION.findall(prose(page.one("main"))) for path, page in guide_pages.items()}
    assert {path: parts for path, parts in found.items() if parts} == {}
    assert FRACTION.search("Cut the dose to one third.")
