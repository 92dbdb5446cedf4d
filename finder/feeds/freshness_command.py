"""``freshness``: what is past its shelf life, and which sources no longer answer or no longer say the same."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from io import StringIO
from typing import NamedTuple, TextIO

import click
from flask.cli import with_appcontext

from finder.catalog.phones import phone_of
from finder.catalog.spreadsheet import write_csv
from finder.clock import today
from finder.core.freshness import FactAge, ages
from finder.core.snapshot import Snapshot
from finder.db import db, write
from finder.feeds.link_visits import visit_all
from finder.store.command_output import standard_output
from finder.store.exits import stop
from finder.store.link_checks import Visit, record, visits, visits_with_trouble
from finder.store.models import VisitOutcome
from finder.store.seed_commands import snapshot_for_command

DUE_COLUMNS = ("sort", "id", "as_of", "checked_on", "due_on", "days_overdue", "link", "detail", "source")
NOTHING_KEPT = "Nothing was kept."
RESULT_COLUMNS = ("url", "checked_on", "outcome", "detail", "fingerprint")
DIGEST = re.compile(r"(?:[0-9a-f]{64})?")
MOST_DETAIL = 300


class DueFact(NamedTuple):
    """One fact that needs somebody: too old, or with trouble at one of its sources."""

    age: FactAge
    visit: Visit | None
    days_overdue: int

    @property
    def source(self) -> str:
        """The address with trouble, else the first."""
        return self.visit.url if self.visit else next(iter(self.age.sources), "")


def due_facts(snapshot: Snapshot, seen: Mapping[str, Visit], on: date) -> list[DueFact]:
    """What needs somebody on the day, the longest overdue first."""
    found = (
        DueFact(age, next(iter(visits_with_trouble(age.sources, seen)), None), (on - age.due_on).days)
        for age in ages(snapshot, on)
    )
    wanted = (row for row in found if row.days_overdue > 0 or row.visit)
    return sorted(wanted, key=lambda row: (-row.days_overdue, row.age.sort, row.age.id))


def web_sources(snapshot: Snapshot, on: date) -> set[str]:
    """The sources that can be visited; a phone that was called is none."""
    return {url for age in ages(snapshot, on) for url in age.sources if not phone_of(url)}


@click.command("freshness")
@click.option("--visit", "visit", is_flag=True, help="Visit every source's address first (slow and polite).")
@click.option("--take-in", type=click.File(encoding="utf-8"), help="Take in the visits of a file (see docs/feeds.md).")
@click.option("--on", "day", type=click.DateTime(["%Y-%m-%d"]), help="As of this day (2026-11-23); today if left out.")
@with_appcontext
def freshness_command(visit: bool, take_in: TextIO | None, day: datetime | None) -> None:
    """Write what is past its shelf life or has trouble at its source, as CSV."""
    snapshot, on = snapshot_for_command(), day.date() if day else today()
    if take_in is not None:
        _keep(_read(take_in))
    if visit:
        _keep(_with_progress(visit_all(sorted(web_sources(snapshot, on)), today())))
    with standard_output() as out:
        write_csv(out, DUE_COLUMNS, (_cells(row) for row in due_facts(snapshot, visits(db.session), on)))


def _cells(row: DueFact) -> tuple[object, ...]:
    age, visit = row.age, row.visit
    link = (visit.outcome, visit.detail) if visit else ("", "")
    return (age.sort, age.id, age.as_of, age.checked_on, age.due_on, max(0, row.days_overdue), *link, row.source)


def _keep(found: Iterable[Visit]) -> None:
    rows = list(found)
    with write() as session:
        count = record(session, rows)
    click.echo(f"Kept {count} of {len(rows)} visits.", err=True)


def _with_progress(found: Iterator[Visit]) -> Iterator[Visit]:
    for count, visit in enumerate(found, start=1):
        click.echo(f"{count}: {visit.outcome} {visit.url} {visit.detail}".rstrip(), err=True)
        yield visit


def _read(file: TextIO) -> list[Visit]:
    """The visits of a file; leaves with exit 2 and every mistake by line when there are any."""
    try:
        reader = csv.DictReader(StringIO(file.read()), strict=True)
        if tuple(reader.fieldnames or ()) != RESULT_COLUMNS:
            stop(f"line 1: the columns must be {','.join(RESULT_COLUMNS)}.", NOTHING_KEPT)
        rows = [(reader.line_num, row) for row in reader]
    except (UnicodeDecodeError, csv.Error):
        stop("The file is not CSV in UTF-8.", NOTHING_KEPT)
    mistakes: list[str] = []
    found = [visit for line, row in rows if (visit := _visit(line, row, mistakes)) is not None]
    if mistakes:
        stop(*mistakes, NOTHING_KEPT)
    return found


def _visit(line: int, row: Mapping[str, str | None], mistakes: list[str]) -> Visit | None:
    url, fingerprint = row["url"] or "", row["fingerprint"] or ""
    try:
        checked_on, outcome = date.fromisoformat(row["checked_on"] or ""), VisitOutcome(row["outcome"] or "")
    except ValueError:
        mistakes.append(f"line {line}: checked_on is a day (2026-11-23), outcome is {', '.join(VisitOutcome)}.")
        return None
    if not url.startswith(("http://", "https://")) or not DIGEST.fullmatch(fingerprint) or None in row:
        mistakes.append(f"line {line}: url is a web address, fingerprint is 64 hex digits or blank.")
        return None
    return Visit(
        url=url,
        checked_on=checked_on,
        outcome=outcome,
        detail=(row["detail"] or "")[:MOST_DETAIL],
        fingerprint=fingerprint,
    )
