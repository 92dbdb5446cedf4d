"""``python -m bench.crawl FOLDER``: record what every page, file and command says, to compare two versions of the code.

Run it before and after a change that must not change what anything says, then ``diff -r`` the two folders. The day,
the people and the order are fixed. What differs from run to run by design (tokens, hashed file names) is masked.
"""

from __future__ import annotations

import argparse
import io
import logging
import re
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit

import click
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from bench.apps import settings
from bench.members import admin
from bench.people import households, write_caseload
from finder import create_app
from finder.store.snapshot_cache import current_snapshot

CRAWL_TIME = "2026-11-24 15:00Z"
PEOPLE, PACKETS = 60, 6
# A page of the team is a long form for each of some hundred listings: a tenth of them stands for all.
TEAM_PAGES = 150
LINK = re.compile(r'(?:href|action)="(/[^"#?]*)[^"]*"')
MASKS = (
    (re.compile(r"\b[0-9a-f]{16}\b"), "REQUEST"),
    (re.compile(r'(name="csrf_token" value=")[^"]*'), r"\1TOKEN"),
    (re.compile(r"(/static/[\w./-]*?)[.-][0-9a-f]{8,}(\.\w+)"), r"\1.HASH\2"),
    (re.compile(r"^(UID|DTSTAMP):.*$", re.MULTILINE), r"\1:MASKED"),
)
NOT_PAGES = re.compile(r"/static/|/log-out|/healthz|/readyz")
COMMANDS = (
    ("prices", "list", "--all", "--format", "csv"),
    ("places", "near", "43215", "--format", "csv"),
    ("freshness", "--on", "2027-03-01"),
)


class Record:
    """A folder with one file for each answer."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, text: str) -> None:
        """One answer, with what changes from run to run masked."""
        for pattern, instead in MASKS:
            text = pattern.sub(instead, text)
        path = self.folder / (re.sub(r"[^\w.-]+", "_", name).strip("_")[:150] or "home")
        path.write_text(text, encoding="utf-8")

    def answer(self, name: str, answer: TestResponse) -> None:
        """A response: its status, its kind and its text, or the text of its PDF."""
        head = f"{answer.status_code} {answer.content_type}\n"
        self.keep(name, head + (_pdf_text(answer.data) if answer.mimetype == "application/pdf" else answer.text))


def _pdf_text(data: bytes) -> str:
    command = ("pdftotext", "-layout", "-", "-")
    return subprocess.run(command, input=data, capture_output=True, check=True).stdout.decode()  # noqa: S603 - fixed


def links_from(client: FlaskClient, starts: Iterable[str], most: int = 100_000) -> Iterator[tuple[str, TestResponse]]:
    """Every page that can be reached by links, each once, in a fixed order."""
    waiting, seen = list(starts), set(starts)
    while waiting and most:
        path = waiting.pop(0)
        answer = client.get(path)
        yield path, answer
        most -= 1
        if answer.mimetype != "text/html":
            continue
        found = {urlsplit(unescape(link)).path for link in LINK.findall(answer.text)}
        waiting += sorted(link for link in found - seen if not NOT_PAGES.search(link))
        seen |= found


def _people(app: Flask, record: Record) -> None:
    with app.app_context():
        people = households(PEOPLE, current_snapshot())
    client = app.test_client()
    for number, answers in enumerate(people):
        form: dict[str, object] = dict(answers)
        for name in ("insurance", "condition"):
            if name in answers:
                form[name] = answers[name].split(";")
        for path in ("/results", "/es/results"):
            record.answer(f"{number} {path}", client.post(path, data=form))
        record.answer(f"{number} screen", client.post("/api/v1/screen", json=form))
        options = ["cost-plus-drugs", "medicaid", "hrsa-health-centers"]
        record.answer(f"{number} packet", client.post("/packet/print", data={**form, "option": options}))
        if number < PACKETS:
            record.answer(f"{number} packet pdf", client.post("/es/packet/pdf", data={**form, "option": options}))
    caseload = record.folder.parent / f"{record.folder.name}.csv"
    write_caseload(people, caseload)
    _command(app, record, "screen", str(caseload))
    caseload.unlink()


def _command(app: Flask, record: Record, *args: str) -> None:
    result = app.test_cli_runner().invoke(args=args)
    name = " ".join(args[:1] if args[0] == "screen" else args)
    record.keep(f"command {name}", f"{result.exit_code}\n{result.stdout}")


def crawl(folder: Path, database: Path) -> None:
    """Record everything into an empty folder."""
    app = create_app(
        {**settings(database), "TESTING": True, "SECRET_KEY": "a key for the crawl only", "LOG_STREAM": io.StringIO()}
    )
    record = Record(folder)
    app.test_cli_runner().invoke(args=["seed"], catch_exceptions=False)
    public = ("/", "/es/", "/handout.pdf", "/api/v1/listings", "/api/v1/openapi.json")
    for path, answer in links_from(app.test_client(), public):
        record.answer(path, answer)
    _people(app, record)
    for args in COMMANDS:
        _command(app, record, *args)
    for path, answer in links_from(admin(app), ("/team", "/es/team"), TEAM_PAGES):
        record.answer(f"team {path}", answer)


def main() -> None:
    """Record into the folder that is named."""
    parser = argparse.ArgumentParser(prog="python -m bench.crawl", description="Record what everything says.")
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True)
    logging.disable(logging.INFO)
    with time_machine.travel(CRAWL_TIME, tick=False), tempfile.TemporaryDirectory(prefix="crawl-") as place:
        crawl(folder, Path(place) / "crawl.sqlite")
    click.echo(f"{sum(1 for _ in folder.iterdir())} answers in {folder}", err=True)


if __name__ == "__main__":
    main()
