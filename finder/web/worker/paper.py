"""Packet, hand-out and calendars: choose, then print or take along as a file."""

from __future__ import annotations

from datetime import date

import segno
from flask import Response, render_template, request, url_for
from markupsafe import Markup
from werkzeug.exceptions import NotFound, ServiceUnavailable, UnprocessableEntity

from finder.answers.errors import AnswerError
from finder.caseload.case_edits import maybe_day, tidy
from finder.caseload.case_reader import LABEL_LETTERS
from finder.clock import earliest_today, today
from finder.core.matching import match
from finder.core.time_zones import possible_zones
from finder.papers.calendars import CalendarPage, ics
from finder.papers.packet import MOST_OPTIONS_IN_PACKET, Packet, default_choice
from finder.papers.pdf import NoPdf, pdf
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.answer_form import read_form
from finder.web.shared.language import Pages, current_language
from finder.web.shared.quotes import quoted_listings
from finder.web.shared.results import ResultsPage
from finder.web.shared.security import answers_limit, pdf_limit
from finder.web.shared.statuses import UNAVAILABLE, UNUSABLE
from finder.wording import words_in
from finder.wording.answer_errors import sentence
from finder.wording.words import N_

pages = Pages("paper", __name__)

LETTERS = ("hardship", "prior_authorization")
HOW_MANY = N_("Choose 1 to %(most)s options, so that the packet stays short.")
NO_PDF = N_("This copy of the site cannot make PDFs. Open the print page and print that.")
PRINT, PDF = "cases/print_page.html", "cases/pdf.html"


def qr(address: str) -> Markup:
    """A QR code as a picture inside the page."""
    code = segno.make(address, error="m").svg_inline(scale=3, border=4, dark="#000", light="#fff", svgclass="qr")
    return Markup(code)  # noqa: S704 - made here from our own address


def _results() -> ResultsPage:
    """The answer for the posted answers, as on the page of results."""
    snapshot, words, on = current_snapshot(), words_in(current_language()), today()
    submission = read_form(request.form, snapshot, words)
    if submission.errors:
        raise UnprocessableEntity
    answers = submission.answers
    quoted = quoted_listings(submission.quotes, snapshot, answers.prescription, on)
    return ResultsPage(
        words, match(snapshot, answers.situation, answers.prescription, on, quoted), submission=submission
    )


def _home() -> str:
    return url_for("search.home", _external=True)


@pages.post("/packet")
@answers_limit
def choose_packet() -> tuple[str, int]:
    """Choose options and letters for the packet."""
    return _chooser(_results(), {})


def _letters(results: ResultsPage) -> list[str]:
    """What is ticked already: nobody without insurance has a plan to ask for approval."""
    insured = results.plan.situation.insurance != frozenset({"none"})
    return [letter for letter in LETTERS if insured or letter != "prior_authorization"]


def _chooser(results: ResultsPage, errors: dict[str, str], status: int = 200) -> tuple[str, int]:
    chosen = request.form.getlist("option") or default_choice(results)
    letters = request.form.getlist("letter") if "option" in request.form else _letters(results)
    html = render_template(
        "cases/choose.html",
        results=results,
        words=results.words,
        chosen=chosen,
        letters=letters,
        errors=errors,
        most=MOST_OPTIONS_IN_PACKET,
        posted=request.form,
    )
    return html, status


@pages.post("/packet/print")
@answers_limit
def print_packet() -> tuple[str, int]:
    """The packet as a page to print."""
    made = _packet()
    return made if isinstance(made, tuple) else (_packet_html(made, PRINT), 200)


@pages.post("/packet/pdf")
@pdf_limit
def pdf_packet() -> tuple[str, int] | Response:
    """The packet as a PDF."""
    made = _packet()
    if isinstance(made, tuple):
        return made
    try:
        return _download(pdf(_packet_html(made, PDF), current_language()), f"packet-{made.on}.pdf", "application/pdf")
    except NoPdf:
        return _chooser(_results(), {"options": made.words._(NO_PDF)}, UNAVAILABLE)


def _packet() -> Packet | tuple[str, int]:
    """The packet as chosen, or the form again with what is wrong."""
    results, words, errors = _results(), words_in(current_language()), {}
    known = {row.listing.id for row in results.plan.fitting}
    chosen = tuple(dict.fromkeys(name for name in request.form.getlist("option") if name in known))
    if not 1 <= len(chosen) <= MOST_OPTIONS_IN_PACKET:
        errors["options"] = words._(HOW_MANY, most=MOST_OPTIONS_IN_PACKET)
    start: date | None = None
    try:
        start = maybe_day(request.form.get("start_on", ""))
    except AnswerError as error:
        errors["start_on"] = sentence(words, "start_on", error)
    if errors:
        return _chooser(results, errors, UNUSABLE)
    label = tidy(request.form.get("case_label", ""), LABEL_LETTERS)
    return Packet(
        results=results, chosen=chosen, label=label, start=start, letters=frozenset(request.form.getlist("letter"))
    )


def _packet_html(packet: Packet, layout: str) -> str:
    return render_template(
        "cases/packet.html",
        layout=layout,
        switch=False,
        leave=True,
        packet=packet,
        page=packet.results,
        words=packet.words,
        home=_home(),
        qr=qr(_home()),
    )


@pages.get("/handout")
@answers_limit
def handout() -> str:
    """One page for the wall or the counter of a clinic or pharmacy; nothing about anybody."""
    return _handout_html(PRINT)


@pages.get("/handout.pdf")
@pdf_limit
def handout_pdf() -> Response:
    """The same page as a PDF."""
    try:
        return _download(pdf(_handout_html(PDF), current_language()), "azathioprine-handout.pdf", "application/pdf")
    except NoPdf:
        raise ServiceUnavailable from None


def _handout_html(layout: str) -> str:
    words = words_in(current_language())
    return render_template(
        "cases/handout.html",
        layout=layout,
        switch=True,
        leave=False,
        words=words,
        on=today(),
        home=_home(),
        qr=qr(_home()),
    )


def _calendar_page() -> CalendarPage:
    snapshot = current_snapshot()
    answers = read_form(request.form, snapshot, words_in(current_language())).answers.situation
    on = earliest_today(possible_zones(answers, snapshot.facts.zips.get(answers.zip or "")))
    return CalendarPage(words=words_in(current_language()), posted=request.form, snapshot=snapshot, on=on, errors={})


@pages.get("/calendars")
def calendars() -> str:
    """The form of the calendars."""
    return render_template("cases/calendars.html", page=_calendar_page())


@pages.post("/calendars")
@answers_limit
def start_calendars() -> str:
    """The form of the calendars, with what is known already."""
    return render_template("cases/calendars.html", page=_calendar_page())


@pages.post("/calendars/<kind>.ics")
@answers_limit
def calendar(kind: str) -> Response | tuple[str, int]:
    """One calendar as a file, or the form again with what is wrong."""
    page = _calendar_page()
    makers = {"refills": page.refills, "blood-tests": page.blood_tests, "renewals": page.renewals}
    if kind not in makers:
        raise NotFound
    days = makers[kind]()
    if page.errors or not days:
        return render_template("cases/calendars.html", page=page), UNUSABLE
    return _download(ics(days), f"{kind}.ics", "text/calendar; charset=utf-8")


def _download(data: bytes, name: str, kind: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, content_type=kind, headers=headers)
