"""The prices of a seller, and single places, as forms: what changes in their rows is a proposal like any other."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import sqlalchemy as sa
from flask import request
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from finder.catalog.export import cells_of, in_order
from finder.catalog.rows import Row, Table
from finder.catalog.tables import PLACES, PRICES
from finder.core.prices import GENERIC, NATIONAL, PRODUCT_NAMES
from finder.db import db, write
from finder.store.models import FILE_TABLES, MemberRole
from finder.store.proposals import RuleError
from finder.store.row_history import Cells
from finder.store.row_proposals import propose_own_rows
from finder.web.shared.error_summary import mistakes_in
from finder.web.shared.statuses import CONFLICT, UNUSABLE, PageResponse
from finder.web.team.accounts.access import member_or_403, requires
from finder.web.team.maintain.blueprint import back_to, back_with_refusal, found_or_404, pages, posted_text, show, words
from finder.web.team.maintain.forms import CheckedForm, empty, form_of_request
from finder.web.team.maintain.row_sheet import RowSheet
from finder.web.team.maintain.row_views import COLUMN_WORDS, ROW_KIND_WORDS
from finder.wording.labels import PRICE_KIND_WORDS
from finder.wording.places import PLACE_KIND_WORDS
from finder.wording.record_fields import CONFIDENCE_WORDS

MOST_FOUND = 40
# Whoever checks a place says where it is now, whatever older lists made us doubt.
SAID_BY_A_PERSON = {"still_there": "", "name_seen_on": ""}
NO_CELLS: Mapping[str, str] = MappingProxyType({})
CHOICES_OF_COLUMN: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "prices": {
        "kind": {kind.value: ROW_KIND_WORDS[kind] for kind in PRICE_KIND_WORDS},
        "product": {name: name for name in PRODUCT_NAMES},
        "confidence": CONFIDENCE_WORDS,
    },
    "places": {"kind": {kind.value: words.name for kind, words in PLACE_KIND_WORDS.items()}},
}


def _rows(table: Table, *where: sa.ColumnElement[bool], most: int | None = None) -> tuple[Row, ...]:
    stored = FILE_TABLES[table.name]
    names = [column.name for column in table.columns]
    found = db.session.execute(sa.select(*(stored.c[name] for name in names)).where(*where).limit(most))
    return in_order(table, (dict(zip(names, row, strict=True)) for row in found))


def answer(sheet: RowSheet, heading: str, hint: str, taken: Mapping[str, str] = NO_CELLS) -> PageResponse:
    """The form, or what became of it. ``taken`` has what is wrong beside what the rows themselves say."""
    if request.method == "GET":
        on_file = [cells_of(sheet.table, row) for row in sheet.on_file]
        # Prices are added by a button of their own; a new place is the one row there is.
        on_file = on_file or ([sheet.blank()] if sheet.table is PLACES else [])
        return _page(sheet, heading, hint, on_file, empty(CheckedForm), {})
    rows, form = sheet.typed(), form_of_request(CheckedForm)
    if posted_text("do") == "add":
        return _page(sheet, heading, hint, [*rows, sheet.blank()], empty(CheckedForm, **_as_sent(form)), {})
    wanted, wrong = sheet.read(rows)
    wrong = {**taken, **wrong}
    if posted_text("seen") != sheet.seen:
        sentence = _(
            "Somebody changed these rows meanwhile. Theirs stand here too, with yours. Look at both, then send again."
        )
        wrong = {**sheet.now_on_file(rows), **wrong}
        return _page(sheet, heading, hint, sheet.with_theirs(rows), form, wrong, sentence)
    if not form.validate() or wrong:
        return _page(sheet, heading, hint, rows, form, wrong)
    try:
        with write() as session:
            checked = form.checked(member_or_403().id)
            number = propose_own_rows(session, sheet.name, sheet.table, sheet.on_file, wanted, checked).id
    except RuleError as error:
        return back_with_refusal(error, "maintain.queue")
    return back_to("maintain.proposal", _("Sent. A second person looks at it now."), number=number)


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
        opened=_open_rows(sheet, rows, wrong),
        names={name: words()._(label) for name, label in COLUMN_WORDS.items()},
        picked={
            name: {key: words()._(label) for key, label in choices.items()}
            for name, choices in CHOICES_OF_COLUMN[sheet.table.name].items()
        },
        long=("fees", "notes", "note", "hours"),
    )


def _with_column(place: str, said: str) -> str:
    """A sentence after the name of its column, for the top of the page."""
    column = place.split("-")[2:]
    return Markup("{}: {}").format(words()._(COLUMN_WORDS[column[0]]), said) if column else said


def _open_rows(sheet: RowSheet, rows: list[Cells], wrong: dict[str, str]) -> set[int]:
    """The rows that stand open: those with a mistake, those that are new or changed, and a single one."""
    on_file = [cells_of(sheet.table, row) for row in sheet.on_file]
    odd = {int(place.split("-")[1]) for place in wrong}
    return odd | {at for at, row in enumerate(rows) if len(rows) == 1 or row not in on_file}


@pages.route("/team/listings/<subject>/prices", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def prices(subject: str) -> PageResponse:
    """What a seller asks for how many tablets, each price with its day."""
    record = found_or_404(db.session, subject).document
    rows = _rows(PRICES, FILE_TABLES["prices"].c.seller == subject)
    start = {"product": GENERIC, "area": NATIONAL, "kind": "fixed", "confidence": "medium"}
    hint = _("A new price is a new row with its own day. Older rows stay, so that people see how it moved.")
    # What a seller asks stands in no survey.
    sheet = RowSheet(table=PRICES, name=subject, on_file=rows, same={"seller": subject, "survey_week": ""}, start=start)
    return answer(sheet, _("Prices on file: %(name)s", name=record["name"]), hint)


@pages.get("/team/places")
@requires(MemberRole.VOLUNTEER)
def places() -> PageResponse:
    """Find a place by a part of its name, its city or its ZIP code."""
    query = (request.args.get("q") or "").strip()[:100]
    stored = FILE_TABLES["places"].c
    within = sa.or_(*(column.icontains(query, autoescape=True) for column in (stored.name, stored.city, stored.zip)))
    found = _rows(PLACES, within, most=MOST_FOUND) if query else ()
    return show("places.html", asked=query, found=found, most=MOST_FOUND)


@pages.route("/team/places/<path:source_id>", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def place(source_id: str) -> PageResponse:
    """One place: where it is, when it is open, how to reach it."""
    rows = _rows(PLACES, FILE_TABLES["places"].c.source_id == source_id)
    if not rows:
        raise NotFound
    hint = _("Is it gone? Write the day in the last field. It is then no longer shown.")
    sheet = RowSheet(table=PLACES, name=rows[0]["name"], on_file=rows, same={"source_id": source_id} | SAID_BY_A_PERSON)
    return answer(sheet, _("Place: %(name)s", name=rows[0]["name"]), hint)
