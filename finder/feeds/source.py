"""The bytes of a feed, from a file, standard input or the web, read in pieces so that memory stays flat."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from finder.catalog.problems import message
from finder.feeds.import_report import EmptyFileError, FeedError, ImportReport

LONGEST_FEED_LINE = 1 << 20
PIECE = 1 << 16
BEGINNING_BYTES = 512
BOM = codecs.BOM_UTF8
NOT_TEXT = {
    b"PK\x03\x04": "This is an Excel workbook or a zip file. Unpack it, or save the sheet as CSV UTF-8.",
    b"\x1f\x8b": "This is a compressed file. Unpack it first.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook. Save the sheet as CSV UTF-8.",
    b"%PDF": "This is a PDF, not CSV or JSON.",
    codecs.BOM_UTF16_LE: "This file is UTF-16 text. Save it as CSV UTF-8.",
    codecs.BOM_UTF16_BE: "This file is UTF-16 text. Save it as CSV UTF-8.",
}


def _no_progress(_count: int) -> None:
    return None


@dataclass
class SourceFile:
    """One file to take in. ``progress`` is told the number of bytes of every piece that was read."""

    name: str
    stream: BinaryIO
    progress: Callable[[int], None] = _no_progress
    beginning: bytes = b""

    def __post_init__(self) -> None:
        self.beginning = self.stream.read(BEGINNING_BYTES)
        for mark, sentence in NOT_TEXT.items():
            if self.beginning.startswith(mark):
                raise FeedError(sentence)
        if not self.beginning.strip():
            raise EmptyFileError
        if self.beginning.removeprefix(BOM).lstrip()[:1] == b"<":
            raise FeedError("This is a web page, not CSV or JSON. Download the file itself.")

    @property
    def is_json(self) -> bool:
        """Whether the text starts as JSON does."""
        return self.beginning.removeprefix(BOM).lstrip()[:1] in (b"{", b"[")

    def lines(self, report: ImportReport) -> Iterator[str]:
        """The lines, as UTF-8; a line that is not is read as Windows-1252, which is remarked once."""
        warned = False
        for number, raw in enumerate(self._raw_lines(), 1):
            try:
                text = raw.decode("utf-8")
            except UnicodeDecodeError:
                text = _windows(raw, number)
                if not warned:
                    report.remark(number, message("read_as_windows"))
                    warned = True
            yield text.removeprefix("\ufeff") if number == 1 else text

    def pieces(self) -> Iterator[str]:
        """The text in pieces, for JSON, which is always UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8-sig")()
        try:
            piece = self.beginning
            while piece:
                self.progress(len(piece))
                yield decoder.decode(piece)
                piece = self.stream.read(PIECE)
            yield decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            raise FeedError("The file is not UTF-8 text, as JSON must be.") from None

    def _raw_lines(self) -> Iterator[bytes]:
        """The beginning's lines, then the stream's. A file without line ends must not fill the memory."""
        *whole, rest = self.beginning.split(b"\n")
        for line in whole:
            self.progress(len(line) + 1)
            yield line + b"\n"
        while line := rest + self.stream.readline(LONGEST_FEED_LINE):
            rest = b""
            self.progress(len(line))
            if len(line) >= LONGEST_FEED_LINE:
                raise FeedError(
                    "A line of this file is longer than a million characters. It is not a CSV file we know."
                )
            yield line


def _windows(raw: bytes, number: int) -> str:
    try:
        return raw.decode("cp1252")
    except UnicodeDecodeError:
        raise FeedError(f"Line {number} is neither UTF-8 nor Windows-1252 text. Save the file as CSV UTF-8.") from None
