"""The caseload pages: a file in, a table or a CSV out, and a report without people. Nothing is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from flask import Flask, Response, current_app, render_template, request
from werkzeug.datastructures import FileStorage
from werkzeug.exceptions import RequestEntityTooLarge

from finder.answers.columns import COLUMNS
from finder.caseload import case_reader, funder_report
from finder.caseload.case_edits import tidy
from finder.caseload.csv_stream import as_csv, csv_of
from finder.caseload.header import CASE, HeaderError
from finder.caseload.json_parts import CaseError
from finder.caseload.screen import lines_in
from finder.caseload.sheet import COST, FILE, ORDERS, Sheet, read_sheet
from finder.caseload.summary_table import MOST_CASES, table_of
from finder.clock import today
from finder.core.snapshot import Snapshot
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared import logs
from finder.web.shared.language import Pages, current_language
from finder.web.shared.security import limited
from finder.web.shared.uploads import MIB, MOST_BYTES, sent_files
from finder.web.worker.cases.case_page import CasePage, open_case
from finder.wording import Words, words_in

pages = Pages("caseload", __name__)
# A file is up to a minute of work, so fewer of them than of single searches.
files_limit = limited("20 per minute; 200 per hour", scope="caseload")

TOO_LARGE, UNUSABLE = 413, 422
# What must be worked out whole before the first line can be given.
MOST_AT_ONCE = 10_000
# What may stand before the first bracket of a case file.
CASE_FILE_BLANKS = b"\xef\xbb\xbf \t\r\n"
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
    sheet = _sheet(_files("file", words)[0].stream.read(), current_snapshot(), words)
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
    snapshot, sheets, opened = current_snapshot(), [], []
    for file in _files("files", words):
        data = file.stream.read()
        if data.lstrip(CASE_FILE_BLANKS).startswith(b"{"):
            opened.append(_case_file(file.filename or "", data, snapshot, words))
        else:
            sheets.append(_sheet(data, snapshot, words))
    plans = [page.plan for page in opened if page.plan]
    cases = sum(len(sheet.rows) for sheet in sheets) + len(plans)
    _check_report(cases, words)
    shown = funder_report.count(sheets, plans, words, today()).report(snapshot, today())
    if request.form.get("as") == "csv":
        return _csv(as_csv([funder_report.COLUMNS, *funder_report.report_rows(shown)]), "report.csv")
    left_out = sum(sheet.wrong_count for sheet in sheets) + len(opened) - len(plans)
    return _page("caseload/report.html", report=shown, left_out=left_out, least=funder_report.LEAST)


def _check_report(cases: int, words: Words) -> None:
    """Raises RefusedError for too few cases to hide anybody among, or more than can be counted at once."""
    if cases < funder_report.LEAST:
        told = words._(
            "A report needs %(least)s cases or more, so that nobody can be known by it.", least=funder_report.LEAST
        )
        raise RefusedError(told)
    if cases > MOST_AT_ONCE:
        raise RefusedError(words._("A report takes up to %(most)s cases at once. Send fewer files.", most=MOST_AT_ONCE))


def _files(field: str, words: Words) -> list[FileStorage]:
    """The files of a field, one or more. Raises RefusedError."""
    try:
        files = sent_files(field)
    except RequestEntityTooLarge:
        told = words._(
            "The file is larger than %(most)s MB. Send it in parts, or use the command screen.", most=MOST_BYTES // MIB
        )
        raise RefusedError(told, TOO_LARGE) from None
    if not files:
        raise RefusedError(words._("Choose a file first."))
    return files


def _case_file(name: str, data: bytes, snapshot: Snapshot, words: Words) -> CasePage:
    try:
        return open_case(case_reader.read(data), snapshot, words, today())
    except CaseError as error:
        raise RefusedError(f"{tidy(name, case_reader.LABEL)}: {error.sentence(words)}") from None


def _sheet(data: bytes, snapshot: Snapshot, words: Words) -> Sheet:
    try:
        return read_sheet(lines_in(data, words), snapshot, words)
    except HeaderError as error:
        raise RefusedError(str(error)) from None


def _page(name: str, **values: object) -> str:
    words = words_in(current_language())
    shown: Mapping[str, object] = {"refused": "", "sheet": None, "table": None, "report": None, "order": FILE}
    return render_template(
        name, words=words, orders=ORDERS, columns=COLUMNS, most_cases=MOST_CASES, **{**shown, **values}
    )


def _csv(body: str | Iterable[str], name: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename={name}"}
    return Response(body, content_type="text/csv; charset=utf-8", headers=headers)


def _log_failure(app: Flask) -> Callable[[object], None]:
    """Bound to the app now: when a stream fails, the request is over."""
    app = app._get_current_object()  # type: ignore[attr-defined]  # current_app, typed as an app
    return lambda exc_info: logs.failure(app, exc_info)
