"""Writing what feeds bring: prices are added beside the older ones, products and places take the place of theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.catalog.rows import Row
from finder.catalog.rows import Table as FileTable
from finder.catalog.tables import PLACES, PRICES, PRODUCTS
from finder.store.history import Cause
from finder.store.models import FILE_TABLES, Published
from finder.store.records import publish
from finder.store.row_history import Pair, note_rows

LABELER_DIGITS, PRODUCT_DIGITS = 5, 4
# What the directory does not say stays as it was found out by hand.
BY_HAND = ("scored", "hard_to_find")


class Changes(NamedTuple):
    """How many rows were added, changed and retired."""

    added: int = 0
    changed: int = 0
    retired: int = 0


def add_prices(session: Session, rows: Iterable[Row], source: str = "") -> Changes:
    """Add the prices that are not on file. Nothing is overwritten: an older price is history, not a mistake.
    Only what a newer week's survey says of the same package and day takes the place of what an older one said.

    Here and below, ``source`` is what the history names as the reason; without it nothing is noted.
    """
    table = FILE_TABLES[PRICES.name]
    by_key = {tuple(row[name] for name in PRICES.key): row for row in rows}
    sellers = {row["seller"] for row in by_key.values()}
    stored = [dict(row) for row in session.execute(sa.select(table).where(table.c.seller.in_(sellers))).mappings()]
    known = {tuple(row[name] for name in PRICES.key) for row in stored}
    new = [row for key, row in by_key.items() if key not in known]
    corrected, overtaken = _corrections(stored, new)
    new = [row for row in new if id(row) not in overtaken]
    if corrected:
        session.execute(table.delete().where(table.c.id.in_([row["id"] for row in corrected])))
    if new:
        session.execute(table.insert(), new)
    pairs: list[Pair] = [*_additions(new), *((row, None) for row in corrected)]
    changed = min(len(new), len(corrected))
    return _publish_or_propose(session, PRICES, Changes(len(new) - changed, changed), pairs, source)


def _corrections(stored: Sequence[Row], new: Sequence[Row]) -> tuple[list[Row], set[int]]:
    """Rows on file that a newer week's survey corrects, and the ids of new ones that a newer week on file overtakes.

    Both are of one package, and the newer week's price holds from the same day or an earlier one: only then is the
    older week's a mistake.
    """
    by_package: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in stored:
        if row["ndc"] and row["survey_week"]:
            by_package[_package(row)].append(row)
    corrected, overtaken = {}, set()
    for row in new:
        for old in by_package[_package(row)] if row["survey_week"] else ():
            if old["survey_week"] < row["survey_week"] and old["observed_on"] >= row["observed_on"]:
                corrected[old["id"]] = old
            elif old["survey_week"] > row["survey_week"] and old["observed_on"] <= row["observed_on"]:
                overtaken.add(id(row))
    return list(corrected.values()), overtaken


def _package(row: Row) -> tuple[object, ...]:
    return tuple(row[name] for name in ("seller", "ndc", "product", "strength_mg", "quantity", "area"))


def put_products(session: Session, rows: Iterable[Row], source: str = "") -> Changes:
    """Let the packages of each product replace what was on file for it, unless that is from a newer directory."""
    table = FILE_TABLES[PRODUCTS.name]
    stored: dict[str, list[Row]] = defaultdict(list)
    for row in session.execute(sa.select(table)).mappings():
        stored[_product_of(row["ndc"] or "")].append(dict(row))
    given: dict[str, dict[str, Row]] = defaultdict(dict)
    for package in rows:
        given[_product_of(package["ndc"])][package["ndc"]] = package
    added = changed = 0
    pairs: list[Pair] = []
    for product, packages in given.items():
        old = stored[product]
        new = [_with_what_is_known(row, old) for row in packages.values()]
        if _same(PRODUCTS, old, new) or any(_is_newer(row, new[0]) for row in old):
            continue
        added, changed = (added, changed + len(new)) if old else (added + len(new), changed)
        session.execute(table.delete().where(table.c.id.in_([row["id"] for row in old])))
        session.execute(table.insert(), new)
        pairs += _side_by_side(old, new)
    return _publish_or_propose(session, PRODUCTS, Changes(added, changed), pairs, source)


def add_places(session: Session, rows: Sequence[Row], source: str = "") -> Changes:
    """Add the places that are not on file, and leave the others as they are."""
    table = FILE_TABLES[PLACES.name]
    stored = set(session.scalars(sa.select(table.c.source_id)))
    new = [row for row in rows if row["source_id"] not in stored]
    if new:
        session.execute(table.insert(), new)
    return _publish_or_propose(session, PLACES, Changes(len(new)), _additions(new), source)


class Whole(NamedTuple):
    """What a whole list takes the place of: rows of these sources, and those whose numbers begin like this."""

    sources: tuple[str, ...] = ()
    starters: tuple[str, ...] = ()

    def has(self, row: Row) -> bool:
        """Whether a place would stand in the list if it were still there."""
        return row["source"] in self.sources or row["source_id"].startswith(self.starters)


NOT_WHOLE = Whole()


def put_places(session: Session, rows: Sequence[Row], source: str = "", whole: Whole = NOT_WHOLE) -> Changes:
    """Add the places that are new and bring the others up to date, except where the source said something newer.

    Places of which ``rows`` is the ``whole`` list, and which are not in it, are retired.
    """
    table = FILE_TABLES[PLACES.name]
    stored = {row["source_id"]: dict(row) for row in session.execute(sa.select(table)).mappings()}
    new = [row for row in rows if row["source_id"] not in stored]
    newer = [
        row
        for row in rows
        if (old := stored.get(row["source_id"])) and not _knows_newer(old, row) and not _equal(old, row)
    ]
    listed = {row["source_id"] for row in rows}
    gone = [key for key, row in stored.items() if row["retired_on"] is None and key not in listed and whole.has(row)]
    if new:
        session.execute(table.insert(), new)
    if newer:
        at = table.c.source_id == sa.bindparam("at")
        session.connection().execute(table.update().where(at), [{**row, "at": row["source_id"]} for row in newer])
    last = max((row["checked_on"] for row in rows), default=None)
    if gone:
        session.execute(table.update().where(table.c.source_id.in_(gone)).values(retired_on=last))
    pairs: list[Pair] = [*_additions(new), *((stored[row["source_id"]], row) for row in newer)]
    pairs += [(stored[key], {**stored[key], "retired_on": last}) for key in gone]
    return _publish_or_propose(session, PLACES, Changes(len(new), len(newer), len(gone)), pairs, source)


def starter_count(session: Session, whole: Whole) -> int:
    """How many open places of the starter directory a whole list takes the place of."""
    table = FILE_TABLES[PLACES.name]
    begins = sa.or_(*(table.c.source_id.startswith(text, autoescape=True) for text in whole.starters))
    is_open = table.c.retired_on.is_(None) & table.c.source.not_in(whole.sources)
    return session.scalar(sa.select(sa.func.count()).where(begins, is_open)) or 0


def newest_place(session: Session, source: str) -> tuple[int, date | None]:
    """How many open places of a source are on file, and the newest day on which one was checked."""
    table = FILE_TABLES[PLACES.name]
    is_open = (table.c.source == source) & table.c.retired_on.is_(None)
    count, newest = session.execute(sa.select(sa.func.count(), sa.func.max(table.c.checked_on)).where(is_open)).one()
    return count, newest


def _knows_newer(old: Row, new: Row) -> bool:
    return bool(old["source"] == new["source"] and old["checked_on"] > new["checked_on"])


def _additions(rows: Iterable[Row]) -> list[Pair]:
    return [(None, row) for row in rows]


def _side_by_side(old: Sequence[Row], new: Sequence[Row]) -> list[Pair]:
    """The packages of one product before and after."""
    before, after = {row["ndc"]: row for row in old}, {row["ndc"]: row for row in new}
    pairs = ((before.get(ndc), after.get(ndc)) for ndc in dict.fromkeys((*before, *after)))
    return [pair for pair in pairs if pair[0] is None or pair[1] is None or not _same(PRODUCTS, [pair[0]], [pair[1]])]


def _publish_or_propose(
    session: Session, file: FileTable, changes: Changes, pairs: Iterable[Pair], source: str
) -> Changes:
    if any(changes):
        now = datetime.now(UTC)
        publish(session, now)
        if source:
            note_rows(
                session,
                file,
                pairs,
                Cause(at=now, actor=None, source=source, version=session.get_one(Published, 1).version),
            )
    return changes


def _product_of(ndc: str) -> str:
    """The labeler's and product's digits of an NDC, with or without hyphens or a package."""
    if "-" not in ndc:
        return ndc[: LABELER_DIGITS + PRODUCT_DIGITS]
    labeler, product, *_package = ndc.split("-")
    return labeler.zfill(LABELER_DIGITS) + product.zfill(PRODUCT_DIGITS)


def _with_what_is_known(row: Row, old: Sequence[Row]) -> Row:
    if not old:
        return row
    known = next((stored for stored in old if stored["ndc"] == row["ndc"]), old[0])
    return {**row, **{name: known[name] or row[name] for name in BY_HAND}}


def _is_newer(stored: Row, given: Row) -> bool:
    """Whether a row came from this directory, on a later day. Rows written by hand have hyphens."""
    return str(stored["ndc"]).isdecimal() and stored["checked_on"] > given["checked_on"]


def _same(file: FileTable, old: Sequence[Row], new: Sequence[Row]) -> bool:
    names = [column.name for column in file.columns]
    return sorted(str([row[name] for name in names]) for row in old) == sorted(
        str([row[name] for name in names]) for row in new
    )


def _equal(old: Row, new: Row) -> bool:
    return all(old[name] == value for name, value in new.items())
