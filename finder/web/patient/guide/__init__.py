"""The guide: topics, FAQ, calendar of blood tests, running out, questions to ask, people, words, brochures."""

from __future__ import annotations

from flask import Response, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from finder.clock import today
from finder.core.guide import Brochure
from finder.core.places import PlaceKind
from finder.papers.calendars import ics
from finder.papers.pdf import NoPdf
from finder.store.posts import About
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide import blood_test_calendar, brochure, faq_search, question_lists
from finder.web.patient.guide.page import Page, fills_a_side, page, sources_of, urgent_first
from finder.web.patient.guide.people import groups, language_list
from finder.web.patient.guide.topic_leads import leads
from finder.web.shared.answer_form import read_form
from finder.web.shared.board.posts import newest_about
from finder.web.shared.language import Pages, current_language
from finder.web.shared.security import answers_limit
from finder.web.shared.statuses import UNAVAILABLE, UNUSABLE
from finder.wording.text_folding import fold

pages = Pages("guide", __name__)

RUNNING_OUT = "running-out"


def _show(template: str, page: Page, **values: object) -> str:
    return render_template(f"guide/{template}.html", page=page, words=page.words, guide=page.guide, **values)


@pages.get("/guide")
def index() -> str:
    """Everything there is, urgent things first."""
    return _show("index", page())


@pages.get("/guide/<topic_id>")
def topic(topic_id: str) -> str:
    """One topic; side effects begin with the urgent lists."""
    guide_page = page()
    found = guide_page.guide.topic(topic_id)
    if found is None:
        raise NotFound
    urgent, rest = urgent_first(found)
    board = newest_about(guide_page.words, current_snapshot(), About(topic_id=topic_id))
    after = leads(guide_page.guide, found, guide_page.words)
    side = fills_a_side(urgent)
    return _show("topic", guide_page, topic=found, first=urgent, rest=rest, own_side=side, leads=after, board=board)


@pages.get("/guide/running-out/half-sheets")
def half_sheets() -> str:
    """The words and calls of the page about running out, as two half sheets: with a transplant, and without."""
    guide_page = page()
    found = guide_page.guide.topic(RUNNING_OUT)
    if found is None:
        raise NotFound
    return _show("half_sheets", guide_page, topic=found)


@pages.get("/guide/faq")
def faq() -> str:
    """All questions. One in the address, as older links have it, is not read: it may be about somebody's health."""
    return _faq("faq")


@pages.post("/guide/faq")
@answers_limit
def search_faq() -> str:
    """The questions that fit what was asked, of which nothing is kept."""
    return _faq("faq", " ".join(request.form.get("q", "").split())[: faq_search.LONGEST_QUESTION])


@pages.get("/guide/faq/print")
def faq_on_paper() -> str:
    """All questions without the search, for paper."""
    return _faq("faq_print")


def _faq(template: str, query: str = "") -> str:
    guide_page = page()
    found = faq_search.find(guide_page.guide, query) if query else guide_page.guide.faq
    return _show(template, guide_page, asked=query, found=found, sources_of=sources_of, tells=faq_search.tells(query))


@pages.get("/guide/calendar")
def blood_tests() -> tuple[str, int] | str:
    """The form of the calendar, and where blood counts are cheap."""
    return _calendar(blood_test_calendar.BloodTestCalendarPage(page().words))


@pages.post("/guide/calendar")
@answers_limit
def blood_test_dates() -> tuple[str, int] | str:
    """The dates that follow from a start, or the dates as they were changed."""
    return _calendar(_read_calendar())


@pages.post("/guide/calendar.ics")
@answers_limit
def blood_test_file() -> Response | tuple[str, int] | str:
    """The dates as a calendar file."""
    dates = _read_calendar()
    if dates.errors or not dates.dates:
        return _calendar(dates)
    file = ics(blood_test_calendar.entries(dates.dates, dates.words))
    return Response(
        file,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="blood-tests.ics"'},
    )


def _read_calendar() -> blood_test_calendar.BloodTestCalendarPage:
    return blood_test_calendar.read_calendar(request.form, current_snapshot().facts.monitoring, page().words, today())


def _calendar(dates: blood_test_calendar.BloodTestCalendarPage) -> tuple[str, int] | str:
    facts = current_snapshot().facts
    html = _show(
        "calendar",
        page(),
        dates=dates,
        monitoring=facts.monitoring,
        labs=blood_test_calendar.cheapest_first(facts, today()),
        health_centers=current_snapshot().speaking_for(PlaceKind.HEALTH_CENTER),
        on=today(),
    )
    return (html, UNUSABLE) if dates.errors else html


@pages.get("/guide/questions")
def questions() -> str:
    """Questions to ask, picked by topic."""
    guide_page = page()
    picked = request.args.getlist("topic")
    found = question_lists.of_topics(guide_page.guide, picked)
    return _show(
        "questions", guide_page, picked=picked, groups=question_lists.by_who(found, guide_page.words), submission=None
    )


@pages.post("/guide/questions")
@answers_limit
def own_questions() -> tuple[str, int] | str:
    """Questions that matter for what was told on the form, of which nothing is kept."""
    guide_page = page()
    submission = read_form(MultiDict(request.form), current_snapshot(), guide_page.words)
    questions_to_ask = question_lists.of_person(guide_page.guide, submission.answers)
    return _show(
        "questions",
        guide_page,
        picked=[],
        groups=question_lists.by_who(questions_to_ask, guide_page.words),
        submission=submission,
    )


@pages.get("/guide/people")
def people() -> str:
    """Communities, helplines, advocacy and legal aid."""
    guide_page = page()
    return _show(
        "people",
        guide_page,
        groups=groups(guide_page.guide, guide_page.words),
        language_list=lambda languages: language_list(languages, guide_page.words),
    )


@pages.get("/guide/glossary")
def glossary() -> str:
    """Hard words in plain ones, by the alphabet of the language."""
    guide_page = page()
    terms = sorted(guide_page.guide.terms, key=lambda row: fold(guide_page.words.text(row.term)))
    return _show("glossary", guide_page, terms=terms)


@pages.get("/guide/brochures/<brochure_id>")
def brochure_page(brochure_id: str) -> str:
    """A brochure as a page."""
    guide_page = page()
    return _show("brochure", guide_page, brochure=_brochure(guide_page, brochure_id), paper=True)


@pages.get("/guide/brochures/<brochure_id>.pdf")
@answers_limit
def brochure_file(brochure_id: str) -> Response | tuple[str, int]:
    """A brochure as a sheet to print and fold; where PDF cannot be made, the page, which says so."""
    guide_page = page()
    found = _brochure(guide_page, brochure_id)
    try:
        sheet = brochure.kept_sheet(guide_page, found, current_snapshot().version)
    except NoPdf:
        return _show("brochure", guide_page, brochure=found, paper=False), UNAVAILABLE
    name = f"{found.id}-{current_language()}.pdf"
    return Response(
        sheet, content_type="application/pdf", headers={"Content-Disposition": f'inline; filename="{name}"'}
    )


def _brochure(guide_page: Page, brochure_id: str) -> Brochure:
    found = guide_page.guide.brochure(brochure_id)
    if found is None:
        raise NotFound
    return found
