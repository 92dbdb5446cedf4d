"""The CSV of a caseload, given out as it is computed."""

from __future__ import annotations

import csv
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from io import StringIO

from finder.caseload.screen import OUTPUT, Case, remarks_of, rows_of
from finder.caseload.sheet import COST, Sheet, dearest_first, plan_of
from finder.core.matching import Plan

BEST = 10
Report = Callable[[object], None]


def csv_of(sheet: Sheet, order: str, on: date, failed: Report) -> Iterator[str]:
    """The header, then each case's ten best. ``failed`` is told of an error, without its message, before we stop.

    A download that stops in the middle must not look whole, so the error goes on, but says nothing of the answers.
    """
    yield as_csv([OUTPUT])
    try:
        yield from _by_cost(sheet, on) if order == COST else _one_by_one(sheet, order, on)
    except Exception:
        failed(sys.exc_info())
        raise RuntimeError("the caseload could not be finished") from None


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as lines of CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _one_by_one(sheet: Sheet, order: str, on: date) -> Iterator[str]:
    for case in sheet.cases(order):
        yield _text(sheet, case, plan_of(case, sheet.snapshot, on))


def _text(sheet: Sheet, case: Case, plan: Plan) -> str:
    return as_csv(rows_of(case.label, plan, sheet.words, BEST, remarks_of(case.answers, sheet.words)))


def _by_cost(sheet: Sheet, on: date) -> Iterator[str]:
    """All are worked out before the first can be given; meanwhile they are kept packed, in memory."""
    packed: list[tuple[Decimal, int, bytes]] = []
    like = b""
    for case in sheet.cases():
        plan = plan_of(case, sheet.snapshot, on)
        text = _text(sheet, case, plan).encode()
        # Most sentences are those of the first case: packed against it, a case takes a tenth.
        like = like or text
        packer = zlib.compressobj(zdict=like)
        packed.append((dearest_first(plan), case.line, packer.compress(text) + packer.flush()))
    packed.sort(key=lambda row: row[:2])
    for _key, _line, text in packed:
        yield zlib.decompressobj(zdict=like).decompress(text).decode()
