"""Reading the samples of feeds in tests."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path
from typing import Any

from finder.catalog.rows import Row
from finder.feeds.import_report import ImportReport
from finder.feeds.importer import FEEDS
from finder.feeds.source import SourceFile
from finder.wording.problems import in_files

SAMPLES = Path(__file__).parent / "samples"
TODAY = date(2026, 11, 23)


def read_bytes(feed: str, data: bytes, on: date = TODAY) -> tuple[list[Row], ImportReport]:
    """What a feed makes of a file's bytes."""
    told = ImportReport(file="file", is_day_told=True)
    return list(FEEDS[feed].read(SourceFile("file", io.BytesIO(data)), told, on)), told


def read_sample(feed: str, name: str, on: date = TODAY) -> tuple[list[Row], ImportReport]:
    """What a feed makes of a sample file."""
    return read_bytes(feed, (SAMPLES / name).read_bytes(), on)


def column(rows: list[Row], *names: str) -> list[Any]:
    """The values of one column, or of several as tuples."""
    return [row[names[0]] if len(names) == 1 else tuple(row[name] for name in names) for row in rows]


def said(told: ImportReport) -> list[tuple[int, str]]:
    """Line and message of every mistake."""
    return [(problem.line, in_files(problem.message)) for problem in told.mistakes]


def remarked(told: ImportReport) -> list[tuple[int, str]]:
    """Line and message of every remark."""
    return [(problem.line, in_files(problem.message)) for problem in told.remarks]
