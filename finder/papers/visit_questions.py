"""Questions to take to the visit and to the pharmacy, chosen from what is open for one person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from finder.core.listing import Listing
from finder.core.plan import has_no_tablets_yet
from finder.core.tablet_question import DRUG_COVER
from finder.wording import Words
from finder.wording.results import Results

# A plan with a list of its own medicines may want to approve one first.
MAY_WANT_APPROVAL = DRUG_COVER | {"employer", "marketplace", "other"}


def visit_questions(results: Results, listings: Sequence[Listing], words: Words) -> list[str]:
    """Questions for the prescriber and the pharmacist, the most pressing first."""
    return [*_about_tablets(results, words), *_about_papers(listings, words), *_about_tests(results, words)]


def _about_tablets(results: Results, words: Words) -> Iterator[str]:
    prescription = results.plan.prescription
    if results.runs_out and has_no_tablets_yet(results.plan):
        yield words._("Can you send the new prescription to a pharmacy near me, so that I can start on time?")
    elif results.runs_out:
        yield words._("I have few tablets left. Can you send a short prescription to a pharmacy near me today?")
    if prescription.daily_dose_mg is None:
        yield words._("What is my dose for one day, and which tablets is it made of?")
    if results.tablet_question:
        yield words._("Can 50 mg tablets be used for the same dose? (See the page for your prescriber.)")
    if (results.plan.situation.insurance or frozenset()) & MAY_WANT_APPROVAL:
        yield words._("Does my plan want to approve azathioprine first (prior authorization)? Can you send that in?")
    if prescription.days_supply is None:
        yield words._("Is my dose steady, so that 90 days at once would be right?")
    if results.child:
        yield words._("Is there a liquid, and what does it cost? (Do not crush tablets.)")


def _about_papers(listings: Sequence[Listing], words: Words) -> Iterator[str]:
    for document, question in (
        ("prescriber_section", words._("Can you fill in and sign your part of the form? It is for: %(names)s.")),
        ("diagnosis_letter", words._("Can you write a letter with my diagnosis? It is for: %(names)s.")),
        ("transplant_letter", words._("Can you write a letter about my transplant? It is for: %(names)s.")),
    ):
        names = [words.text(listing.name) for listing in listings if document in listing.documents]
        if names:
            yield question % {"names": ", ".join(names)}


def _about_tests(results: Results, words: Words) -> Iterator[str]:
    yield words._("Which blood tests do I need, and when? Where do they cost least, and will you get the results?")
    if results.plan.situation.starting is not False:
        yield words._("Do I need any other test before I start or while I take it? What does it cost?")
    yield words._("Whom do I call, day or night, with fever or chills?")
