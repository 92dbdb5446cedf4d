"""The CSV of a caseload: worked out whole, kept packed in memory, and given out in pieces.

Whoever takes the answer slowly then holds up nobody's work, and an error comes before the first line is given.
"""

from __future__ import annotations

import csv
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from io import StringIO

from finder.caseload.screen import OUTPUT, remarks_of, rows_of
from finder.caseload.sheet import BY_COST, CaseSheet, dearest_first, plan_of

BEST = 10
PIECE_BYTES = 64 * 1024


@dataclass
class PackedTexts:
    """A header and texts one after the other, each packed against the first of them: it takes a tenth.

    ``size`` is of all of it, unpacked, in bytes.
    """

    header: bytes
    size: int = field(init=False)
    texts: list[bytes] = field(default_factory=list)
    like: bytes = b""

    def __post_init__(self) -> None:
        self.size = len(self.header)

    def add(self, text: str) -> None:
        """Put a text at the end."""
        plain = text.encode()
        self.like = self.like or plain
        packer = zlib.compressobj(zdict=self.like)
        self.texts.append(packer.compress(plain) + packer.flush())
        self.size += len(plain)

    def put_in_order(self, keys: list[tuple[Decimal, int]]) -> None:
        """Sort the texts by their keys, which stand in the order in which they were added."""
        self.texts = [self.texts[at] for at in sorted(range(len(keys)), key=keys.__getitem__)]

    def pieces(self) -> Iterator[bytes]:
        """All of it, in pieces of about ``PIECE_BYTES``."""
        piece = self.header
        for text in self.texts:
            piece += zlib.decompressobj(zdict=self.like).decompress(text)
            if len(piece) >= PIECE_BYTES:
                yield piece
                piece = b""
        yield piece


def csv_of(sheet: CaseSheet, order: str, on: date) -> PackedTexts:
    """Each case's ten best. Raises TimeIsUpError."""
    packed = PackedTexts(as_csv([OUTPUT]).encode())
    keys: list[tuple[Decimal, int]] = []
    for case in sheet.cases(order):
        plan = plan_of(case, sheet.snapshot, on)
        said = remarks_of(case.answers, plan, sheet.words)
        packed.add(as_csv(rows_of(case.label, plan, sheet.words, BEST, said)))
        keys.append((dearest_first(plan), case.line))
    if order == BY_COST:
        packed.put_in_order(keys)
    return packed


def as_csv(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows as lines of CSV."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
