"""The main journey: the form, its answer, a page for each listing, and the ways to make a dose."""

from __future__ import annotations

from flask import redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response
from wtforms import Form

from finder.answers.columns import SEPARATOR
from finder.clock import today
from finder.core.matching import match
from finder.core.snapshot import Snapshot
from finder.store.posts import About
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.prices.paid_prices import paid_rows
from finder.web.patient.prices.price_page import PricePage
from finder.web.patient.search.dose_page import DosePage
from finder.web.patient.search.example import example
from finder.web.shared.answer_form import CONFIRM_ANSWERS, SubmittedAnswers, read_form
from finder.web.shared.board.posts import newest_about
from finder.web.shared.error_summary import first_control
from finder.web.shared.language import Pages, current_language, home_url
from finder.web.shared.questions import form_for
from finder.web.shared.quotes import UnreadQuote, quoted_listings, wrong_quotes
from finder.web.shared.results import ResultsPage
from finder.web.shared.security import answers_limit
from finder.web.shared.statuses import UNUSABLE
from finder.wording import Words, words_in
from finder.wording.first_questions import FIRST_QUESTIONS
from finder.wording.more_questions import MORE_QUESTIONS

pages = Pages("search", __name__)


def _words() -> Words:
    return words_in(current_language())


def _form(told: MultiDict[str, str], asked: SubmittedAnswers | None = None, same_day: ResultsPage | None = None) -> str:
    words = _words()
    errors = asked.problems if asked else {}
    # An answer given later, beside the results, stays with the form as a hidden field.
    extra = [name for name in MORE_QUESTIONS if name in errors]
    form = form_for((*FIRST_QUESTIONS, *extra), words, told, errors)
    quotes = wrong_quotes(told, errors, current_snapshot(), words)
    asked_here = (*FIRST_QUESTIONS, *extra, "confirm_dose", CONFIRM_ANSWERS, *(row.field for row in quotes))
    hidden = asked.hidden(but=asked_here) if asked else ()
    return render_template(
        "search/form.html",
        form=form,
        hidden=list(hidden),
        quotes=quotes,
        errors=errors,
        summary=_summary(form, quotes, errors),
        told=told,
        example="" if told else example(current_snapshot(), words, today()),
        confirm_dose=asked is not None and asked.needs_confirming,
        confirm_answers=SEPARATOR.join(remark.key for remark in asked.to_confirm) if asked else "",
        words=words,
        page=same_day,
    )


def _summary(form: Form, quotes: list[UnreadQuote], errors: dict[str, str]) -> list[tuple[str, str]]:
    """What needs a second look, in the order of the form: the field, and its name with what to do."""
    names = {field.name: field.label.text for field in form} | {row.field: row.name for row in quotes}
    controls = {field.name: first_control(field) for field in form}
    asked = [(controls.get(name, name), f"{label}: {errors[name]}") for name, label in names.items() if name in errors]
    return [*asked, *((name, text) for name, text in errors.items() if name not in names)]


@pages.get("/")
def home() -> str:
    """The form, empty."""
    return _form(MultiDict())


@pages.post("/")
@answers_limit
def change() -> str:
    """The form again with the answers in it, to change some."""
    asked = read_form(request.form, current_snapshot(), _words())
    return _form(asked.told, asked)


@pages.post("/results")
@answers_limit
def results() -> str | tuple[str, int]:
    """The answer: every way we know, ranked and priced for these answers, of which nothing is kept."""
    snapshot, words = current_snapshot(), _words()
    asked = read_form(request.form, snapshot, words)
    if asked.errors:
        # Whoever may run out needs to know what to do today, whatever else is still to be settled (docs/safety.md S1).
        page = _answer(read_form(asked.without_errors, snapshot, words), snapshot, words)
        return _form(asked.told, asked, page if page.runs_out else None), UNUSABLE
    page = _answer(asked, snapshot, words)
    return render_template("search/results.html", page=page, words=words, _=words._)


def _answer(asked: SubmittedAnswers, snapshot: Snapshot, words: Words) -> ResultsPage:
    told, on = asked.answers, today()
    quoted = quoted_listings(asked.quotes, snapshot, told.prescription, on)
    return ResultsPage(words, match(snapshot, told.situation, told.prescription, on, quoted), asked=asked)


@pages.get("/results")
def no_results() -> Response:
    """Answers are never in an address, so there is nothing to show again: back to the form."""
    return redirect(home_url(), code=303)


@pages.get("/clear")
def clear() -> Response:
    """The empty form again; a browser that knows the header forgets every page it kept of this site."""
    answer = redirect(home_url(), code=303)
    answer.headers["Clear-Site-Data"] = '"cache"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@pages.get("/listings")
def listings() -> str:
    """Every listing by kind, with what was looked for and not found, and warnings."""
    return render_template("search/listings.html", snapshot=current_snapshot(), words=_words())


@pages.get("/listings/<listing_id>")
def listing(listing_id: str) -> str:
    """One listing, whole."""
    found = current_snapshot().by_id.get(listing_id)
    if found is None:
        raise NotFound
    return render_template(
        "search/listing.html",
        listing=found,
        words=_words(),
        on=today(),
        documents=current_snapshot().facts.documents,
        sold=PricePage(_words(), current_snapshot(), today()).of_listing(listing_id),
        reported=paid_rows(_words(), current_snapshot(), today(), listing_id),
        board=newest_about(_words(), current_snapshot(), About(listing_id=listing_id)),
    )


@pages.get("/dose")
def dose() -> tuple[str, int] | str:
    """The form of the dose page."""
    return _ways(MultiDict())


@pages.post("/dose")
@answers_limit
def ways() -> tuple[str, int] | str:
    """Every way to make the dose from marketed tablets, and what each costs where."""
    return _ways(request.form)


def _ways(posted: MultiDict[str, str]) -> tuple[str, int] | str:
    page = DosePage(_words(), posted, current_snapshot(), today())
    html = render_template("search/dose.html", page=page, words=page.words)
    return (html, UNUSABLE) if page.error else html
