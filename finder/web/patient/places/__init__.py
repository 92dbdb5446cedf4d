"""Help near a ZIP code: a list first and a picture second. The ZIP code is posted, used and forgotten."""

from __future__ import annotations

from flask import render_template, request
from werkzeug.datastructures import MultiDict

from finder.clock import today
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.places.near_page import NearPage
from finder.web.shared.language import Pages, current_language
from finder.web.shared.security import answers_limit
from finder.web.shared.statuses import UNUSABLE
from finder.wording import words_in

pages = Pages("places", __name__)


@pages.get("/places")
def form() -> tuple[str, int] | str:
    """The one question: which ZIP code."""
    return _page(MultiDict())


@pages.post("/places")
@answers_limit
def near() -> tuple[str, int] | str:
    """Places near the ZIP code, by distance."""
    return _page(request.form)


def _page(posted: MultiDict[str, str]) -> tuple[str, int] | str:
    words = words_in(current_language())
    page = NearPage(words, current_snapshot(), posted, today())
    html = render_template("places/places.html", words=words, page=page)
    return (html, UNUSABLE) if page.error else html
