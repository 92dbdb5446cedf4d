"""The price book for everybody: what each strength costs where, blood tests, and how prices moved."""

from __future__ import annotations

from io import StringIO

from flask import Response, render_template

from finder.catalog.spreadsheet import write_csv
from finder.clock import today
from finder.feeds.price_table import PRICE_COLUMNS, price_rows
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.prices.price_page import PricePage
from finder.web.shared.language import Pages, current_language
from finder.wording import words_in

pages = Pages("prices", __name__)


@pages.get("/prices")
def prices() -> str:
    """Every price on file, each with what it is, its day and its source."""
    words = words_in(current_language())
    return render_template("prices/prices.html", words=words, page=PricePage(words, current_snapshot(), today()))


@pages.get("/prices.csv")
def prices_csv() -> Response:
    """The current prices as `prices list` writes them."""
    return _csv(every=False)


@pages.get("/prices-history.csv")
def history_csv() -> Response:
    """Every observation on file, as `prices list --all` writes them."""
    return _csv(every=True)


def _csv(*, every: bool) -> Response:
    out = StringIO()
    write_csv(out, PRICE_COLUMNS, price_rows(current_snapshot().facts.prices, today(), every=every))
    return Response(out.getvalue(), content_type="text/csv; charset=utf-8")
