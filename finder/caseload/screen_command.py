"""``screen``: a caseload from a file, on the same engine as the pages."""

from __future__ import annotations

import csv
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

import click
from flask.cli import with_appcontext

from finder.caseload.header import HeaderError
from finder.caseload.screen import OUTPUT, Case, Caseload, lines_in, read_caseload, screen
from finder.clock import today
from finder.core.snapshot import Snapshot
from finder.store.command_output import standard_output
from finder.store.exits import stop
from finder.store.seed_commands import snapshot_for_command
from finder.wording import Words, words_in

EXIT_DONE, EXIT_SOME_BAD = 0, 1
REPORT_EVERY = 1000


@click.command("screen")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("-o", "--output", type=click.Path(path_type=Path), help="Write here instead of to standard output.")
@click.option("--on", "on", type=click.DateTime(["%Y-%m-%d"]), help="Judge as of this day (YYYY-MM-DD).")
@click.option("--best", type=click.IntRange(min=1), help="Keep the first N listings of each case.")
@click.option("--strict", is_flag=True, help="Write nothing when any row is bad.")
@with_appcontext
def screen_command(file: Path, output: Path | None, on: datetime | None, best: int | None, strict: bool) -> None:
    """Match every case of a CSV and write the ranked listings as CSV.

    Exit 0: all done. 1: good rows written, some rows bad. 2: refused, nothing written.
    """
    words, snapshot = words_in("en"), snapshot_for_command()
    day = on.date() if on else today()
    lines = _lines_of(file, words)
    try:
        if strict and _report(read_caseload(lines, snapshot, words)):
            stop("Nothing was written, because --strict was given. Mend the lines above and try again.")
        with _destination(output) as target:
            caseload = _with_progress(read_caseload(lines, snapshot, words), len(lines))
            bad = _write(caseload, snapshot, day, words, best, target)
    except HeaderError as error:
        stop(str(error))
    sys.exit(EXIT_SOME_BAD if bad else EXIT_DONE)


def _lines_of(file: Path, words: Words) -> list[str]:
    """The file's lines; a caseload of 100,000 rows is a few megabytes."""
    try:
        data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    except OSError as error:
        stop(f"{file} cannot be read: {error.strerror}.")
    try:
        return lines_in(data, words)
    except HeaderError as error:
        stop(str(error))


@contextmanager
def _destination(output: Path | None) -> Iterator[TextIO]:
    """Standard output, or a file that appears only when it is whole."""
    if output is None or str(output) == "-":
        with standard_output() as out:
            yield out
        return
    if output.exists() and not output.is_file():
        stop(f"{output} is not a file. Give the name of a file to write.")
    try:
        handle, name = tempfile.mkstemp(dir=output.parent, prefix=f".{output.name}.")
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as target:
            yield target
        Path(name).replace(output)
    except OSError as error:
        stop(f"{output} cannot be written: {error.strerror}.")
    finally:
        Path(name).unlink(missing_ok=True)


def _write(caseload: Caseload, snapshot: Snapshot, on: date, words: Words, best: int | None, target: TextIO) -> int:
    """Write every good case; the number of problems, which are told on standard error."""
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(OUTPUT)
    bad = _unknown_columns(caseload)
    for case in caseload.cases:
        bad += _tell(case.line, case.problems)
        writer.writerows(screen(case, snapshot, on, words, best))
    return bad


def _with_progress(caseload: Caseload, lines: int) -> Caseload:
    """The same caseload, telling on standard error how far it is each time another REPORT_EVERY cases are done."""

    def cases_with_progress() -> Iterator[Case]:
        for done, case in enumerate(caseload.cases, start=1):
            yield case
            if done % REPORT_EVERY == 0:
                click.echo(f"{done:,} cases done, line {case.line:,} of {lines:,}", err=True)

    return replace(caseload, cases=cases_with_progress())


def _report(caseload: Caseload) -> int:
    """Tell every problem without matching anything; the number of problems."""
    return _unknown_columns(caseload) + sum(_tell(case.line, case.problems) for case in caseload.cases)


def _unknown_columns(caseload: Caseload) -> int:
    return _tell(1, (f'the column "{name}" is not known and was not read' for name in caseload.header.unknown))


def _tell(line: int, problems: Iterable[str]) -> int:
    sentences = [f"line {line}: {problem}" for problem in problems]
    for sentence in sentences:
        click.echo(sentence, err=True)
    return len(sentences)
