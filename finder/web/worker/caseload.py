"""The caseload pages: a file in, a table or a CSV out, and a report without people. Nothing is kept."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from threading import BoundedSemaphore

from flask import Flask, Response, current_app, make_response, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from finder.answers.columns import COLUMNS
from finder.caseload import case_reader, funder_report
from finder.caseload.allowance import Allowance, TimeIsUpError, TooManyRowsError
from finder.caseload.case_edits import tidy
from finder.caseload.csv_answer import as_csv, csv_of
from finder.caseload.header import CASE, HeaderError
from finder.caseload.json_parts import CaseError
from finder.caseload.screen import lines_in
from finder.caseload.sheet import BY_FILE, SHEET_ORDERS, CaseSheet, read_sheet
from finder.caseload.summary_table import MOST_CASES, table_of
from finder.clock import today
from finder.core.snapshot import Snapshot
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.callers_first import CALLERS_EXTENSION, CallersFirst
from finder.web.shared.language import Pages, current_language
from finder.web.shared.security import limit_requests
from finder.web.shared.statuses import TOO_LARGE, UNAVAILABLE, UNUSABLE, PageResponse
from finder.web.shared.uploads import MIB, MOST_UPLOAD_BYTES, sent_files
from finder.web.worker.cases.case_page import CasePage, open_case
from finder.wording import Words, words_in

pages = Pages("caseload", __name__)
# A file is up to minutes of work, so fewer of them than of single searches.
files_limit = limit_requests("20 per minute; 200 per hour", scope="caseload")

# Blank lines are no rows, but are read as well.
MOST_LINES_A_ROW = 10
SECONDS_TO_WAIT = 60
CASELOADS_EXTENSION = "caseloads_at_once"
# What may stand before the first bracket of a case file.
CASE_FILE_BLANKS = b"\xef\xbb\xbf \t\r\n"


class CaseloadRefusedError(ValueError):
    """The files cannot be used as they are; the sentence says why and what to do."""

    def __init__(self, sentence: str, status: int = UNUSABLE) -> None:
        super().__init__(sentence)
        self.status = status


def init_app(app: Flask) -> None:
    """Let each worker work on so many files at once; its other threads answer everybody else."""
    app.extensions[CASELOADS_EXTENSION] = BoundedSemaphore(app.config["CASELOADS_AT_ONCE"])


@pages.get("/caseload")
def home() -> PageResponse:
    """The form to send a file."""
    return _page("caseload/caseload.html")


@pages.get("/caseload/template.csv")
def template() -> Response:
    """A file with the header alone, to fill in."""
    return _csv(as_csv([(CASE, *COLUMNS)]), "caseload.csv")


@pages.post("/caseload")
@files_limit
def answer() -> PageResponse:
    """The answers of a whole file: a table on the page, or a CSV as it is computed."""
    return _or_refused("caseload/caseload.html", _answer)


@pages.get("/caseload/report")
def report_form() -> PageResponse:
    """The form of the report."""
    return _page("caseload/report.html")


@pages.post("/caseload/report")
@files_limit
def report() -> PageResponse:
    """How many cases by state, program and reason."""
    return _or_refused("caseload/report.html", _report)


def _or_refused(name: str, view: Callable[[Words], PageResponse]) -> PageResponse:
    """The view's answer, or its form again with what to do."""
    words = words_in(current_language())
    try:
        return view(words)
    except CaseloadRefusedError as error:
        refused = make_response(_page(name, refused=str(error)), error.status)
        if error.status == UNAVAILABLE:
            refused.headers["Retry-After"] = str(SECONDS_TO_WAIT)
        return refused


@contextmanager
def _at_work(words: Words) -> Iterator[Allowance]:
    """What the files of this request may cost, while their turn lasts.

    Raises CaseloadRefusedError past it, or out of turn.
    """
    turns: BoundedSemaphore = current_app.extensions[CASELOADS_EXTENSION]
    # Nobody is kept waiting here: whoever waits holds a thread that could answer others.
    if not turns.acquire(blocking=False):
        message = words._("We are working on files of others. Wait a minute, then send yours again.")
        raise CaseloadRefusedError(message, UNAVAILABLE)
    most = current_app.config["CASELOAD_ROWS"]
    callers: CallersFirst = current_app.extensions[CALLERS_EXTENSION]
    try:
        with callers.long_work() as stand_back:
            yield Allowance(most_rows=most, seconds=current_app.config["CASELOAD_SECONDS"], stand_back=stand_back)
    except TooManyRowsError:
        message = words._(
            "More than %(most)s rows were sent. Send them in parts, or use the command screen.", most=f"{most:,}"
        )
        raise CaseloadRefusedError(message, TOO_LARGE) from None
    except TimeIsUpError:
        message = words._("This took too long. Send fewer rows at a time, or use the command screen.")
        raise CaseloadRefusedError(message, UNAVAILABLE) from None
    finally:
        turns.release()


def _answer(words: Words) -> PageResponse:
    data = _files("file", words)[0].stream.read()
    with _at_work(words) as allowance:
        return _answer_to(_sheet(data, current_snapshot(), words, allowance), words)


def _answer_to(sheet: CaseSheet, words: Words) -> PageResponse:
    order = request.form.get("order", BY_FILE)
    order = order if order in SHEET_ORDERS else BY_FILE
    wants_csv = request.form.get("as") == "csv"
    if not sheet.rows or (wants_csv and sheet.wrong and not request.form.get("skip")):
        return _page("caseload/caseload.html", sheet=sheet, order=order), UNUSABLE
    if wants_csv:
        packed = csv_of(sheet, order, today())
        return _csv(packed.pieces(), "answers.csv", packed.size)
    _check_table(len(sheet.rows), words)
    return _page("caseload/caseload.html", sheet=sheet, order=order, table=table_of(sheet, order, today()))


def _check_table(count: int, words: Words) -> None:
    """Raises CaseloadRefusedError for more cases than the table shows."""
    if count > MOST_CASES:
        message = words._(
            "The file has %(count)s cases. The table takes up to %(most)s. Choose the CSV.",
            count=count,
            most=MOST_CASES,
        )
        raise CaseloadRefusedError(message)


def _report(words: Words) -> PageResponse:
    sent = [(file.filename or "", file.stream.read()) for file in _files("files", words)]
    with _at_work(words) as allowance:
        return _report_on(sent, words, allowance)


def _report_on(sent: Iterable[tuple[str, bytes]], words: Words, allowance: Allowance) -> PageResponse:
    snapshot, sheets, opened = current_snapshot(), [], []
    for name, data in sent:
        if data.lstrip(CASE_FILE_BLANKS).startswith(b"{"):
            allowance.read_row()
            opened.append(_case_file(name, data, snapshot, words))
        else:
            sheets.append(_sheet(data, snapshot, words, allowance))
    plans = [page.plan for page in opened if page.plan]
    _check_report(sum(len(sheet.rows) for sheet in sheets) + len(plans), words)
    report = funder_report.count(sheets, plans, words, today()).report(snapshot, today())
    if request.form.get("as") == "csv":
        return _csv(as_csv([funder_report.REPORT_COLUMNS, *funder_report.report_rows(report)]), "report.csv")
    left_out = sum(sheet.wrong_count for sheet in sheets) + len(opened) - len(plans)
    return _page("caseload/report.html", report=report, left_out=left_out, least=funder_report.FEWEST_CASES)


def _check_report(cases: int, words: Words) -> None:
    """Raises CaseloadRefusedError for too few cases to hide anybody among."""
    if cases < funder_report.FEWEST_CASES:
        message = words._(
            "A report needs %(least)s cases or more, so that nobody can be known by it.",
            least=funder_report.FEWEST_CASES,
        )
        raise CaseloadRefusedError(message)


def _files(field: str, words: Words) -> list[FileStorage]:
    """The files of a field, one or more. Raises CaseloadRefusedError."""
    try:
        files = sent_files(field)
    except RequestEntityTooLarge:
        message = words._(
            "The file is larger than %(most)s MB. Send it in parts, or use the command screen.",
            most=MOST_UPLOAD_BYTES // MIB,
        )
        raise CaseloadRefusedError(message, TOO_LARGE) from None
    if not files:
        raise CaseloadRefusedError(words._("Choose a file first."))
    return files


def _case_file(name: str, data: bytes, snapshot: Snapshot, words: Words) -> CasePage:
    try:
        return open_case(case_reader.read(data), snapshot, words, today())
    except CaseError as error:
        raise CaseloadRefusedError(f"{tidy(name, case_reader.LABEL_LETTERS)}: {error.sentence(words)}") from None


def _sheet(data: bytes, snapshot: Snapshot, words: Words, allowance: Allowance) -> CaseSheet:
    if data.count(b"\n") + data.count(b"\r") > MOST_LINES_A_ROW * allowance.most_rows:
        raise TooManyRowsError
    try:
        return read_sheet(lines_in(data, words), snapshot, words, allowance)
    except HeaderError as error:
        raise CaseloadRefusedError(str(error)) from None


def _page(name: str, **values: object) -> str:
    words = words_in(current_language())
    defaults: Mapping[str, object] = {"refused": "", "sheet": None, "table": None, "report": None, "order": BY_FILE}
    return render_template(
        name,
        words=words,
        orders=SHEET_ORDERS,
        columns=COLUMNS,
        most_cases=MOST_CASES,
        most_rows=f"{current_app.config['CASELOAD_ROWS']:,}",
        **{**defaults, **values},
    )


def _csv(body: str | Iterable[bytes], name: str, size: int | None = None) -> Response:
    """A file for spreadsheets, which show accents only where a byte-order mark says that it is UTF-8."""
    marked = BOM_UTF8 + body.encode() if isinstance(body, str) else chain([BOM_UTF8], body)
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    if size is not None:
        headers["Content-Length"] = str(len(BOM_UTF8) + size)
    return Response(marked, content_type="text/csv; charset=utf-8", headers=headers)
