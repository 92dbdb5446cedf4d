"""The caseload pages: a file in, a table or a CSV out, and a report without people. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import Flask, Response, current_app, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from finder.catalog.answers import COLUMNS
from finder.clock import today
from finder.core.snapshot import Snapshot
from finder.store.keeper import current_snapshot
from finder.web import logs
from finder.web.caseload import report as reports
from finder.web.caseload.columns import CASE, HeaderError
from finder.web.caseload.screening import lines_in
from finder.web.caseload.sheet import COST, FILE, ORDERS, Sheet, read_sheet
from finder.web.caseload.stream import as_csv, csv_of
from finder.web.caseload.table import MOST_CASES, table_of
from finder.web.language import Pages, current_language
from finder.web.security import limiter
from finder.web.uploads import MIB, MOST_BYTES, sent_files
from finder.web.wording import Words, words_in

pages = Pages("caseload", __name__)
# A file is up to a minute of work, so fewer of them than of single searches.
files_limit = limiter.shared_limit("20 per minute; 200 per hour", scope="caseload")

TOO_LARGE, UNUSABLE = 413, 422
# What must be worked out whole before the first line can be given.
MOST_AT_ONCE = 10_000
Answer = str | tuple[str, int] | Response


class RefusedError(ValueError):
    """The files cannot be used as they are; the sentence says why and what to do."""

    def __init__(self, sentence: str, status: int = UNUSABLE) -> None:
        super().__init__(sentence)
        self.status = status


@pages.get("/caseload")
def home() -> Answer:
    """The form to send a file."""
    return _page("caseload/caseload.html")


@pages.get("/caseload/template.csv")
def template() -> Response:
    """A file with the header alone, to fill in."""
    return _csv(as_csv([(CASE, *COLUMNS)]), "caseload.csv")


@pages.post("/caseload")
@files_limit
def answer() -> Answer:
    """The answers of a whole file: a table on the page, or a CSV as it is computed."""
    return _or_refused("caseload/caseload.html", _answer)


@pages.get("/caseload/report")
def report_form() -> Answer:
    """The form of the report."""
    return _page("caseload/report.html")


@pages.post("/caseload/report")
@files_limit
def report() -> Answer:
    """How many cases by state, program and reason."""
    return _or_refused("caseload/report.html", _report)


def _or_refused(name: str, view: Callable[[Words], Answer]) -> Answer:
    """The view's answer, or its form again with what to do."""
    words = words_in(current_language())
    try:
        return view(words)
    except RefusedError as error:
        return _page(name, refused=str(error)), error.status


def _answer(words: Words) -> Answer:
    sheet = _sheets("file", words)[0]
    order = request.form.get("order", FILE)
    order = order if order in ORDERS else FILE
    wants_csv = request.form.get("as") == "csv"
    _check_size(sheet, order, wants_csv, words)
    if not sheet.rows or (wants_csv and sheet.wrong and not request.form.get("skip")):
        return _page("caseload/caseload.html", sheet=sheet, order=order), UNUSABLE
    if wants_csv:
        return _csv(csv_of(sheet, order, today(), _log_failure(current_app)), "answers.csv")
    return _page("caseload/caseload.html", sheet=sheet, order=order, table=table_of(sheet, order, today()))


def _check_size(sheet: Sheet, order: str, wants_csv: bool, words: Words) -> None:
    """Raises RefusedError for more cases than this way can show."""
    count = len(sheet.rows)
    if not wants_csv and count > MOST_CASES:
        told = words._(
            "The file has %(count)s cases. The table takes up to %(most)s. Choose the CSV.",
            count=count,
            most=MOST_CASES,
        )
        raise RefusedError(told)
    if order == COST and count > MOST_AT_ONCE:
        told = words._(
            "The file has %(count)s cases. Up to %(most)s can be put in order by cost. Choose another order.",
            count=count,
            most=MOST_AT_ONCE,
        )
        raise RefusedError(told)


def _report(words: Words) -> Answer:
    sheets = _sheets("files", words)
    cases = sum(len(sheet.rows) for sheet in sheets)
    if cases < reports.LEAST:
        told = words._(
            "A report needs %(least)s cases or more, so that nobody can be known by it.", least=reports.LEAST
        )
        raise RefusedError(told)
    if cases > MOST_AT_ONCE:
        raise RefusedError(words._("A report takes up to %(most)s cases at once. Send fewer files.", most=MOST_AT_ONCE))
    shown = reports.count(sheets, words, today()).report(sheets[0].snapshot, today())
    if request.form.get("as") == "csv":
        return _csv(as_csv([reports.COLUMNS, *reports.report_rows(shown)]), "report.csv")
    left_out = sum(sheet.wrong_count for sheet in sheets)
    return _page("caseload/report.html", report=shown, left_out=left_out, least=reports.LEAST)


def _sheets(field: str, words: Words) -> list[Sheet]:
    """The files of a field, each read once. Raises RefusedError."""
    try:
        files = sent_files(field)
    except RequestEntityTooLarge:
        told = words._(
            "The file is larger than %(most)s MB. Send it in parts, or use the command screen.", most=MOST_BYTES // MIB
        )
        raise RefusedError(told, TOO_LARGE) from None
    if not files:
        raise RefusedError(words._("Choose a file first."))
    snapshot = current_snapshot()
    return [_sheet(file, snapshot, words) for file in files]


def _sheet(file: FileStorage, snapshot: Snapshot, words: Words) -> Sheet:
    try:
        return read_sheet(lines_in(file.stream.read(), words), snapshot, words)
    except HeaderError as error:
        raise RefusedError(str(error)) from None


def _page(name: str, **values: object) -> str:
    words = words_in(current_language())
    shown: Mapping[str, object] = {"refused": "", "sheet": None, "table": None, "report": None, "order": FILE}
    return render_template(
        name, words=words, orders=ORDERS, columns=COLUMNS, most_cases=MOST_CASES, **{**shown, **values}
    )


def _csv(body: object, name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(body, content_type="text/csv; charset=utf-8", headers=headers)  # type: ignore[arg-type]


def _log_failure(app: Flask) -> Callable[[object], None]:
    """Bound to the app now: when a stream fails, the request is over."""
    app = app._get_current_object()  # type: ignore[attr-defined]
    return lambda exc_info: logs.failure(app, exc_info)
