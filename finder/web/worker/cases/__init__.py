"""Case files: saved to the worker's computer, opened again, never kept here."""

from __future__ import annotations

import re

from flask import Response, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge, UnprocessableEntity

from finder.caseload import case_reader
from finder.caseload.case_edits import tidy, with_edits
from finder.caseload.case_file import CaseFile, Result, answers_of, write
from finder.caseload.case_reader import LABEL_LETTERS, MOST_CASE_BYTES
from finder.caseload.dated_answers import with_answers
from finder.caseload.json_parts import CaseError
from finder.clock import today
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.answer_form import read_form
from finder.web.shared.language import Pages, current_language
from finder.web.shared.security import answers_limit
from finder.web.shared.statuses import TOO_LARGE, UNUSABLE
from finder.web.shared.uploads import sent_files
from finder.web.worker.cases.case_list import OpenedFile
from finder.web.worker.cases.case_page import CasePage, open_case, page_of
from finder.wording import Words, words_in
from finder.wording.words import N_

pages = Pages("cases", __name__)

MOST_FILES = 60
LONGEST_IN_NAME = 40
# The case as a hidden field, and a form of up to 50 steps beside it.
MOST_FORM_BYTES, MOST_FORM_PARTS = 2 * MOST_CASE_BYTES, 3000
NO_FILE = N_("Choose one or more case files first.")
TOO_MANY = N_("That is more than %(most)s files. Choose fewer at a time.")
TOO_LARGE_TO_SEND = N_("These files are too large together: the most is 10 MB. Choose fewer files.")


def _words() -> Words:
    return words_in(current_language())


def _chooser(problem: str = "", status: int = 200) -> tuple[str, int]:
    return render_template("cases/open.html", problem=problem), status


@pages.get("/cases")
def choose() -> tuple[str, int]:
    """Choose case files to open."""
    return _chooser()


@pages.post("/cases")
@answers_limit
def open_files() -> tuple[str, int]:
    """The case of one file, or the list of several: what changed since they were saved."""
    words = _words()
    try:
        files = sent_files("files")
    except RequestEntityTooLarge:
        return _chooser(words._(TOO_LARGE_TO_SEND), TOO_LARGE)
    if not files or len(files) > MOST_FILES:
        return _chooser(words._(TOO_MANY, most=MOST_FILES) if files else words._(NO_FILE), UNUSABLE)
    opened = [_open_file(tidy(file.filename or "", LABEL_LETTERS), file.stream.read(), words) for file in files]
    if len(opened) > 1:
        return render_template("cases/several.html", opened=opened, on=today(), words=words), 200
    page = opened[0].page
    return _case(page) if page else _chooser(opened[0].problem, UNUSABLE)


def _open_file(name: str, data: bytes, words: Words) -> OpenedFile:
    try:
        return OpenedFile(name, open_case(case_reader.read(data), current_snapshot(), words, today()), "")
    except CaseError as error:
        return OpenedFile(name, None, error.sentence(words))


def _case(page: CasePage) -> tuple[str, int]:
    html = render_template("cases/case.html", page=page, words=page.words)
    return html, UNUSABLE if page.summary else 200


@pages.post("/cases/new")
@answers_limit
def save_new() -> Response:
    """A new case file with these answers and today's result."""
    snapshot, words, on = current_snapshot(), _words(), today()
    submission = read_form(request.form, snapshot, words)
    if submission.problems:
        raise UnprocessableEntity
    label = tidy(request.form.get("case_label", ""), LABEL_LETTERS)
    answers = answers_of(submission.texts)
    case = CaseFile(
        label=label,
        saved_on=on,
        answers=answers,
        told_on=dict.fromkeys(answers, on),
        result=Result(on, snapshot.version, ()),
    )
    page = open_case(case, snapshot, words, on)
    if page.plan is None:
        raise UnprocessableEntity
    try:
        return _file(case.with_result(page.plan))
    except CaseError as error:
        raise UnprocessableEntity from error


@pages.post("/cases/work")
@answers_limit
def work() -> tuple[str, int] | Response:
    """A case with what was typed on its page: shown again, or given back as a new file."""
    # Set before the form is read; the case travels in it.
    request.max_content_length = request.max_form_memory_size = MOST_FORM_BYTES
    request.max_form_parts = MOST_FORM_PARTS
    words, snapshot, on = _words(), current_snapshot(), today()
    try:
        before = case_reader.read(request.form.get("case", "").encode("utf-8", "surrogatepass"))
    except CaseError as error:
        return _chooser(error.sentence(words), UNUSABLE)
    case, errors = with_edits(before, request.form, snapshot, words)
    if request.form.get("answers"):
        typed = answers_of(read_form(request.form, snapshot, words).texts)
        case = with_answers(case, typed, set(request.form.getlist("still_true")), on)
    page = page_of(case, before, snapshot, words, on, errors)
    if request.form.get("do") != "save" or page.summary or page.plan is None:
        return _case(page)
    try:
        return _file(case.with_result(page.plan))
    except CaseError as error:
        return _chooser(error.sentence(words), UNUSABLE)


def _file(case: CaseFile) -> Response:
    """The file to keep. What this site saves it can open: so it is opened once before it leaves."""
    text = write(case)
    try:
        case_reader.read(text.encode())
    except UnicodeEncodeError:
        raise CaseError("damaged") from None
    label = re.sub(r"[^a-z0-9]+", "-", case.label.casefold()).strip("-")[:LONGEST_IN_NAME]
    name = "-".join(part for part in ("case", label, case.saved_on.isoformat()) if part)
    return Response(
        text,
        content_type="application/json; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.json"'},
    )
