"""A place that is not on file yet: a member writes it down, a second person publishes it."""

from __future__ import annotations

import re
import unicodedata

import sqlalchemy as sa
from flask_babel import gettext as _

from finder.catalog.tables import PLACES
from finder.clock import today
from finder.core.places import PlaceKind
from finder.core.source_dates import UNDATED
from finder.db import db
from finder.store.models import FILE_TABLES, MemberRole
from finder.web.shared.statuses import PageResponse
from finder.web.team.accounts.access import requires
from finder.web.team.maintain.blueprint import pages, posted_text
from finder.web.team.maintain.row_forms import answer
from finder.web.team.maintain.row_sheet import RowSheet

MOST_LETTERS = 60


@pages.route("/team/places/new", methods=["GET", "POST"])
@requires(MemberRole.VOLUNTEER)
def new_place() -> PageResponse:
    """Where it is, when it is open, how to reach it. Its number is made of its name and city."""
    name, city = posted_text("rows-0-name"), posted_text("rows-0-city")
    # Nobody is sent to a place that is gone, so a new one has no last day.
    same = {"source_id": _number(name, city), "retired_on": ""}
    start = {"kind": PlaceKind.FREE_CLINIC.value, "as_of": UNDATED, "checked_on": today().isoformat()}
    hint = _("Write only what you read or heard yourself. Leave the rest empty: pages then say that it is not known.")
    sheet = RowSheet(table=PLACES, name=name, on_file=(), same=same, start=start)
    return answer(sheet, _("A new place"), hint, _on_file(name, city))


def _number(name: str, city: str) -> str:
    """Small letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", f"{name} {city}").encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:MOST_LETTERS].strip("-") or "place"


def _on_file(name: str, city: str) -> dict[str, str]:
    """What is wrong when the place is on file already, by the id of the field."""
    stored = FILE_TABLES[PLACES.name].c
    same = sa.and_(sa.func.lower(stored.name) == name.lower(), sa.func.lower(stored.city) == city.lower())
    query = sa.select(stored.name).where(sa.or_(stored.source_id == _number(name, city), same))
    if not name or db.session.execute(query).first() is None:
        return {}
    return {"rows-0-name": _("A place of this name is on file in this city. Find it under Places and change it there.")}
