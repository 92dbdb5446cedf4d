"""One import from the command line: a file is opened and taken in, and what came of it is said."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import click
from flask import current_app
from sqlalchemy.exc import DatabaseError

from finder.feeds.import_report import FeedError, ImportReport
from finder.feeds.importer import FEEDS, Feed, ImportOptions, ImportOutcome, Target, take_in
from finder.feeds.progress import Progress
from finder.feeds.source import SourceFile
from finder.store.exits import refuse, refuse_without_database


def import_feed(
    name: str, targets: tuple[Target, ...], file: str | None, url: str | None, options: ImportOptions
) -> None:
    """Take in a file of a feed that fills one of ``targets``; leaves with exit 2 and a sentence when it cannot."""
    with _exits_on_refusal():
        feed = _feed(name, targets)
        with _open_source(file, url) as source, printed_report(source.name) as report:
            outcome = take_in(feed, source, report, options)
    click.echo(_summary(outcome, feed.target, options), err=True)


def import_package(file: str | None, url: str | None, kind: str | None, source: str, options: ImportOptions) -> None:
    """Take in the places of an HSDS package: a folder, a zip or a JSON file on this computer."""
    # Imported here, so that other commands do not load it.
    from finder.feeds.hsds.hsds_commands import import_places

    with _exits_on_refusal():
        if file is None or url is not None or not Path(file).exists():
            raise FeedError("Give the folder, zip or JSON file of an HSDS package.")
        with printed_report(Path(file).name) as report:
            outcome = import_places(Path(file), report, kind, source, options)
    click.echo(_summary(outcome, Target.PLACES, options), err=True)


@contextmanager
def printed_report(file: str) -> Iterator[ImportReport]:
    """What there is to say about a file is said at the end, whether it was taken in or not."""
    report = ImportReport(file=file)
    try:
        yield report
    finally:
        for line in report.lines():
            click.echo(line, err=True)


@contextmanager
def _exits_on_refusal() -> Iterator[None]:
    try:
        yield
    except FeedError as error:
        refuse(error)
    except DatabaseError as error:
        refuse_without_database(error)


def _feed(name: str, targets: tuple[Target, ...]) -> Feed:
    feed = FEEDS.get(name)
    if feed is None:
        raise FeedError(f"Files of the feed {name} are not taken in by this command.")
    if feed.target not in targets:
        group = "places" if feed.target is Target.PLACES else "prices"
        raise FeedError(f"{name} is a feed of {group}. Use: {group} import {name} FILE.")
    return feed


@contextmanager
def _open_source(file: str | None, url: str | None) -> Iterator[SourceFile]:
    if (file is None) == (url is None):
        raise FeedError("Give a FILE, or --url, and not both.")
    if url is not None:
        # Imported here, so that other commands do not load an HTTP client.
        from finder.feeds.download import Patience, fetch

        patience = Patience(*(current_app.config[name] for name in ("DOWNLOAD_ANSWER_SECONDS", "DOWNLOAD_SECONDS")))
        with Progress("downloaded") as progress, fetch(url, progress=progress, patience=patience) as stream:
            yield _source(url, stream)
    elif file == "-":
        yield _source("standard input", sys.stdin.buffer)
    else:
        path = Path(str(file))
        try:
            stream, size = path.open("rb"), path.stat().st_size
        except OSError as error:
            raise FeedError(f"{file} cannot be read: {error.strerror}.") from None
        with stream:
            yield _source(path.name, stream, size)


def _source(name: str, stream: BinaryIO, size: int = 0) -> SourceFile:
    return SourceFile(name, stream, Progress("read", size))


def _summary(outcome: ImportOutcome, target: Target, options: ImportOptions) -> str:
    changes, what = outcome.changes, target.value
    if not outcome.rows:
        return "The file has no row of ours. Nothing was changed."
    if outcome.turned_down:
        return (
            f"Read {outcome.rows:,} {what} of ours. A reviewer did not take the same changes: "
            f"{outcome.turned_down!r}. Nothing was proposed. Without --propose they are taken in."
        )
    if not any(changes):
        return f"Read {outcome.rows:,} {what} of ours. All are on file already. Nothing was changed."
    done = f"{changes.added:,} added, {changes.changed:,} changed, {changes.retired:,} retired"
    said = "Proposed; a reviewer decides:" if options.propose else "Done:"
    said = "Nothing was written (dry run); there would be" if options.dry_run else said
    return f"Read {outcome.rows:,} {what} of ours. {said} {done}."
