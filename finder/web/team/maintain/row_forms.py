"""The prices of a seller, and single places, as forms: what changes in their rows is a proposal like any other."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from types import MappingProxyType

import sqlalchemy as sa
from flask import request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from finder.answers.columns import COLUMNS
from finder.answers.errors import AnswerError
from finder.catalog.export import cells_of, csv_text, in_order
from finder.catalog.folder import read_rows
from finder.catalog.phones import phone_source
from finder.catalog.problems import Notes
from finder.catalog.rows import Row, Table
from finder.catalog.tables import PLACES, PRICES
from finder.core.prices import GENERIC, NATIONAL, PRODUCT_NAMES
from finder.db import db, write
from finder.store.models import FILE_TABLES, MemberRole
from finder.store.proposals import RuleError
from finder.store.row_history import Cells, key_of
from finder.store.row_proposals import propose_own_rows
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.statuses import CONFLICT, UNUSABLE, PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import back, found_or_404, pages, posted_text, refused, show, words
from finder.web.team.maintain.forms import CheckedForm, empty, sent
from finder.web.team.maintain.row_views import COLUMN_WORDS, ROW_KIND_WORDS
from finder.wording.labels import PRICE_KIND_WORDS
from finder.wording.places import PLACE_KIND_WORDS
from finder.wording.problems import in_forms
from finder.wording.record_fields import CONFIDENCE_WORDS

MOST_ROWS_IN_FORM = 60
MOST_FOUND = 40
DAY_COLUMNS = ("observed_on", "checked_on", "retired_on")
NO_CELLS: Mapping[str, str] = MappingProxyType({})
PICKED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "prices": {
        "kind": {kind.value: ROW_KIND_WORDS[kind] for kind in PRICE_KIND_WORDS},
        "product": {name: name for name in PRODUCT_NAMES},
        "confidence": CONFIDENCE_WORDS,
    },
    "places": {"kind": {kind.value: label for kind, label in PLACE_KIND_WORDS.items()}},
}


@dataclass(frozen=True, kw_only=True)
class RowSheet:
    """Some rows of a table. ``same``: the cells that all have alike, and nobody changes.

    ``start``: those that a new row begins with.
    """

    table: Table
    name: str
    held: tuple[Row, ...]
    same: Cells
    start: Cells = field(default_factory=dict)

    @property
    def seen(self) -> str:
        """A name for the rows as they are, to notice that somebody changed them."""
        return hashlib.sha256(csv_text(self.table, self.held).encode()).hexdigest()[:16]

    @property
    def asked(self) -> list[str]:
        """The columns that the form has."""
        return [name for name in self.table.headings if name not in self.same]

    def typed(self) -> list[Cells]:
        """The rows as they were sent, without those that were taken out."""
        count = posted_text("rows-count")
        rows = range(min(int(count), MOST_ROWS_IN_FORM) if count.isdecimal() and len(count) < 4 else 0)
        return [
            {
                **{name: _as_files_write(self.table, name, posted_text(f"rows-{at}-{name}")) for name in self.asked},
                **self.same,
            }
            for at in rows
            if not posted_text(f"rows-{at}-drop")
        ]


def _as_files_write(table: Table, name: str, text: str) -> str:
    """A price without its dollar sign; a day as 11/23/2026 and a phone that was called in the way of our files."""
    if name == "source" and table is PRICES:
        return phone_source(text) or text
    if name == "price":
        return text.removeprefix("$").strip()
    if name in DAY_COLUMNS and text:
        try:
            return str(COLUMNS["lost_coverage_on"].read(text))
        except AnswerError:
            return text
    return text


def _rows(table: Table, *where: sa.ColumnElement[bool], most: int | None = None) -> tuple[Row, ...]:
    stored = FILE_TABLES[table.name]
    names = [column.name for column in table.columns]
    found = db.session.execute(sa.select(*(stored.c[name] for name in names)).where(*where).limit(most))
    return in_order(table, (dict(zip(names, row, strict=True)) for row in found))


def _read(sheet: RowSheet, rows: list[Cells]) -> tuple[list[Row], dict[str, str]]:
    """The rows, and what is wrong with them by the id of the field; read as strictly as our files."""
    found: list[Row] = []
    wrong: dict[str, str] = {}
    for at, cells in enumerate(rows):
        out = StringIO(csv_text(sheet.table, ()))
        out.seek(0, 2)
        out.write(",".join('"' + cells[name].replace('"', '""') + '"' for name in sheet.table.headings) + "\n")
        out.seek(0)
        notes = Notes(sheet.table.file)
        found += read_rows(out, sheet.table, notes)
        for problem in notes.problems:
            column = problem.message.field
            place = f"rows-{at}-{column}" if column in sheet.asked else f"rows-{at}"
            wrong.setdefault(place, in_forms(words(), problem.message))
    return found, wrong


def answer(sheet: RowSheet, heading: str, hint: str, taken: Mapping[str, str] = NO_CELLS) -> PageResponse:
    """The form, or what became of it. ``taken`` has what is wrong beside what the rows themselves say."""
    if request.method == "GET":
        held = [cells_of(sheet.table, row) for row in sheet.held]
        # Prices are added by a button of their own; a new place is the one row there is.
        held = held or ([_blank(sheet)] if sheet.table is PLACES else [])
        return _page(sheet, heading, hint, held, empty(CheckedForm), {})
    rows, form = sheet.typed(), sent(CheckedForm)
    if posted_text("do") == "add":
        return _page(sheet, heading, hint, [*rows, _blank(sheet)], empty(CheckedForm, **_as_sent(form)), {})
    wanted, wrong = _read(sheet, rows)
    wrong = {**taken, **wrong}
    if posted_text("seen") != sheet.seen:
        sentence = _(
            "Somebody changed these rows meanwhile. Theirs stand here too, with yours. Look at both, then send again."
        )
        wrong = {**_now_on_file(sheet, rows), **wrong}
        return _page(sheet, heading, hint, _with_theirs(sheet, rows), form, wrong, sentence)
    if not form.validate() or wrong:
        return _page(sheet, heading, hint, rows, form, wrong)
    try:
        with write() as session:
            checked = form.checked(member_or_403().id)
            number = propose_own_rows(session, sheet.name, sheet.table, sheet.held, wanted, checked).id
    except RuleError as error:
        return refused(error, "maintain.queue")
    return back("maintain.proposal", _("Sent. A second person looks at it now."), number=number)


def _with_theirs(sheet: RowSheet, rows: list[Cells]) -> list[Cells]:
    """What was typed, then what somebody else put in meanwhile: sent again, it takes nothing out unseen."""
    typed = {key_of(sheet.table, cells) for cells in rows}
    held = (cells_of(sheet.table, row) for row in sheet.held)
    return [*rows, *(cells for cells in held if key_of(sheet.table, cells) not in typed)]


def _now_on_file(sheet: RowSheet, rows: list[Cells]) -> dict[str, str]:
    """Beside each field of a row that both have, what is on file where that differs from what was typed."""
    held = {key_of(sheet.table, cells): cells for cells in (cells_of(sheet.table, row) for row in sheet.held)}
    return {
        f"rows-{at}-{name}": _("On file now: %(text)s", text=theirs[name] or _("nothing"))
        for at, cells in enumerate(rows)
        if (theirs := held.get(key_of(sheet.table, cells))) is not None
        for name in sheet.asked
        if theirs[name] != cells[name]
    }


def _blank(sheet: RowSheet) -> Cells:
    return {**dict.fromkeys(sheet.table.headings, ""), **sheet.start, **sheet.same}


def _as_sent(form: CheckedForm) -> dict[str, str]:
    return {item.name: item.data or "" for item in form}


def _page(
    sheet: RowSheet,
    heading: str,
    hint: str,
    rows: list[Cells],
    form: CheckedForm,
    wrong: dict[str, str],
    sentence: str = "",
) -> PageResponse:
    named = mistakes_in(form)
    return show(
        "table.html",
        form,
        CONFLICT if sentence else UNUSABLE if wrong or named else 200,
        sheet=sheet,
        heading=heading,
        hint=hint,
        rows=rows,
        wrong=wrong,
        summary=[*((place, _with_column(place, said)) for place, said in wrong.items()), *named],
        sentence=sentence,
        opened=_opened(sheet, rows, wrong),
        names={name: words()._(label) for name, label in COLUMN_WORDS.items()},
        picked={
            name: {key: words()._(label) for key, label in choices.items()}
            for name, choices in PICKED[sheet.table.name].items()
        },
        long=("fees", "notes", "note", "hours"),
    )


def _with_column(place: str, said: str) -> str:
    """A sentence after the name of its column, for the top of the page."""
    column = place.split("-")[2:]
    return Markup("{}: {}").format(words()._(COLUMN_WORDS[column[0]]), said) if column else said


def _opened(sheet: RowSheet, rows: list[Cells], wrong: dict[str, str]) -> set[int]:
    """The rows that stand open: those with a mistake, those that are new or changed, and a single one."""
    held = [cells_of(sheet.table, row) for row in sheet.held]
    odd = {int(place.split("-")[1]) for place in wrong}
    return odd | {at for at, row in enumerate(rows) if len(rows) == 1 or row not in held}


@pages.route("/team/listings/<subject>/prices", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def prices(subject: str) -> PageResponse:
    """What a seller asks for how many tablets, each price with its day."""
    record = found_or_404(db.session, subject).document
    held = _rows(PRICES, FILE_TABLES["prices"].c.seller == subject)
    start = {"product": GENERIC, "area": NATIONAL, "kind": "fixed", "confidence": "medium"}
    hint = _("A new price is a new row with its own day. Older rows stay, so that people see how it moved.")
    # What a seller asks stands in no survey.
    sheet = RowSheet(table=PRICES, name=subject, held=held, same={"seller": subject, "survey_week": ""}, start=start)
    return answer(sheet, _("Prices on file: %(name)s", name=record["name"]), hint)


@pages.get("/team/places")
@requires(MemberRole.VOLUNTEER)
def places() -> PageResponse:
    """Find a place by a part of its name, its city or its ZIP code."""
    asked = (request.args.get("q") or "").strip()[:100]
    stored = FILE_TABLES["places"].c
    within = sa.or_(*(column.icontains(asked, autoescape=True) for column in (stored.name, stored.city, stored.zip)))
    found = _rows(PLACES, within, most=MOST_FOUND) if asked else ()
    return show("places.html", asked=asked, found=found, most=MOST_FOUND)


@pages.route("/team/places/<path:source_id>", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def place(source_id: str) -> PageResponse:
    """One place: where it is, when it is open, how to reach it."""
    held = _rows(PLACES, FILE_TABLES["places"].c.source_id == source_id)
    if not held:
        raise NotFound
    hint = _("Is it gone? Write the day in the last field. It is then no longer shown.")
    sheet = RowSheet(table=PLACES, name=held[0]["name"], held=held, same={"source_id": source_id})
    return answer(sheet, _("Place: %(name)s", name=held[0]["name"]), hint)
