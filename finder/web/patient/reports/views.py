"""The public's side: choose what to tell, tell it, thanks. Nothing is shown again, and no cookie is set."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from finder.core.listing import Listing
from finder.db import write
from finder.store.models import ReportKind
from finder.store.reports import create_report
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.reports.blueprint import pages, words
from finder.web.patient.reports.forms import REPORT_FORMS, ReportForm
from finder.web.shared.language import current_language
from finder.web.shared.public_forms import plain, posting_limit
from finder.web.shared.report_kinds import REPORT_KIND_WORDS
from finder.web.shared.statuses import UNUSABLE
from finder.wording.text_folding import fold

# In the path, and so in the address: which listing and which form, never what was typed.
ABOUT_A_LISTING = {
    "not-honored": ReportKind.NOT_HONOURED,
    "paid": ReportKind.PAID,
    "wrong": ReportKind.WRONG,
}


@pages.get("/report")
def start() -> str | Response:
    """What can be told, and about which listing."""
    known = current_snapshot().by_id
    listing = request.args.get("listing", "")
    if listing in known:
        return redirect(url_for("reports.choose", listing_id=listing), 303)
    by_name = sorted(known.values(), key=lambda row: fold(words().text(row.name)))
    return render_template("reports/start.html", words=words(), listings=by_name)


@pages.get("/report/listings/<listing_id>")
def choose(listing_id: str) -> str:
    """What can be told about one listing."""
    listing = _listing(listing_id)
    kinds = [(slug, words()._(REPORT_KIND_WORDS[kind])) for slug, kind in ABOUT_A_LISTING.items()]
    return render_template("reports/choose.html", words=words(), listing=listing, kinds=kinds)


@pages.route("/report/listings/<listing_id>/<what>", methods=["GET", "POST"])
@posting_limit
def about(listing_id: str, what: str) -> Response | str | tuple[str, int]:
    """Tell something about a listing."""
    listing = _listing(listing_id)
    if what not in ABOUT_A_LISTING:
        raise NotFound
    return _answer(ABOUT_A_LISTING[what], listing)


@pages.route("/report/suggestion", methods=["GET", "POST"])
@posting_limit
def suggest() -> Response | str | tuple[str, int]:
    """Suggest a program or place."""
    return _answer(ReportKind.SUGGESTION, None)


@pages.get("/report/thanks")
def thanks() -> str:
    """It has arrived."""
    return render_template("reports/thanks.html")


def _listing(listing_id: str) -> Listing:
    found = current_snapshot().by_id.get(listing_id)
    if found is None:
        raise NotFound
    return found


def _answer(kind: ReportKind, listing: Listing | None) -> Response | str | tuple[str, int]:
    form = REPORT_FORMS[kind](request.form)
    if request.method == "POST" and form.is_trapped:
        # Whoever fills in what nobody sees learns nothing from it.
        return redirect(url_for("reports.thanks"), 303)
    if request.method == "POST" and form.validate():
        _keep(kind, listing, form)
        return redirect(url_for("reports.thanks"), 303)
    errors = [(field.id, f"{_before_error(str(field.label.text))} {field.errors[0]}") for field in form if field.errors]
    title = words()._(REPORT_KIND_WORDS[kind])
    page = render_template(
        "reports/form.html", words=words(), form=form, errors=errors, listing=listing, title=title, kind=kind
    )
    return (page, UNUSABLE) if errors else page


def _before_error(label: str) -> str:
    """A label in front of what is wrong: a question has its mark already."""
    return label if label.endswith("?") else f"{label}:"


def _keep(kind: ReportKind, listing: Listing | None, form: ReportForm) -> None:
    said, contact = plain(form.words.data), plain(form.contact.data)
    with write() as session:
        create_report(session, kind, listing.id if listing else None, current_language(), said, contact, form.paid())
