"""Many members at once over HTTP, and processes killed while they approve: nothing is lost, nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

import httpx
import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from finder import create_app
from finder.db import db, write
from finder.store.accounts import invite, set_password, set_second_factor
from finder.store.history import record_before
from finder.store.models import HistoryRow, ListingRow, Member, MemberRole, Proposal, ProposalState, Published
from finder.store.proposals import open_proposals
from finder.store.publishing import Decision, approve
from finder.web.team.accounts.passwords import password_hash
from finder.web.team.accounts.second_factor import new_recovery_codes, new_secret
from tests.catalog.folders import GOOD
from tests.killing import CONTEXT, start
from tests.server import WORKER, Caller, number_in, serve
from tests.store.conftest import seed
from tests.store.proposing import BEN, edited, history, record, version

LISTINGS = 20
# `make soak` asks for more of each.
EDITORS = int(os.environ.get("EDITORS", "6"))
CHANGES = int(os.environ.get("CHANGES", "1"))
KILLS = int(os.environ.get("KILLS", "6"))
# Promised are 5 seconds, which `make soak` holds the site to. A machine that is busy with other tests gets longer.
LIVE_SECONDS = int(os.environ.get("LIVE_SECONDS", "300"))
PATIENCE_SECONDS = 600
PASSWORD = "lantern gravel seventeen kites"
CHEAP = {"argon2__type": "ID", "argon2__memory_cost": 8, "argon2__time_cost": 1, "argon2__parallelism": 1}
CHECKED = {"method": ["phone"], "source": ["1-800-555-0100"], "checked_on": ["2026-11-20"], "do": ["send"]}


def names() -> list[str]:
    return ["good", *(f"good-{number}" for number in range(1, LISTINGS))]


@pytest.fixture
def shipped(shipped: Path) -> Path:
    """Twenty listings to work on."""
    text = (GOOD / "programs" / "good.toml").read_text(encoding="utf-8")
    for name in names():
        (shipped / "programs" / f"{name}.toml").write_text(text.replace('id = "good"', f'id = "{name}"'))
    return shipped


@pytest.fixture
def site(empty: Flask) -> Iterator[Flask]:
    seed(empty)
    empty.config["ARGON2"] = CHEAP
    with empty.app_context():
        yield empty


@pytest.fixture
def team(site: Flask, settings: dict[str, Any]) -> Iterator[list[Caller]]:
    """Reviewers at work on the served site: each edits, and decides about what another one edited."""
    people = [(f"editor-{number}@team.example", hire(f"editor-{number}@team.example")) for number in range(EDITORS)]
    given = {key: site.config[key] for key in ("DATABASE_URL", "SEED_DATA")}
    with serve({**settings, **given, "ARGON2": CHEAP}) as address, ThreadPoolExecutor(8) as pool:
        callers = list(pool.map(lambda person: Caller(address, person[0], PASSWORD, person[1]), people))
        yield callers
        for caller in callers:
            caller.client.close()


def hire(email: str) -> str:
    """A reviewer's recovery code."""
    codes, kept = new_recovery_codes()
    with write() as session:
        number = invite(session, email, MemberRole.REVIEWER)
        unique = session.get_one(Member, number).fs_uniquifier
        assert set_password(session, number, password_hash(PASSWORD), unique)
        set_second_factor(session, number, new_secret(), None, kept)
    return codes[0]


def work(editor: Caller, colleague: Caller, number: int) -> list[tuple[str, str]]:
    """Add notes to listings, bring versions together where somebody was quicker; a colleague approves."""
    chance = random.Random(number)
    done = []
    for at in range(CHANGES):
        # Half of all go for the same few listings.
        subject, note = chance.choice(names()[: 3 if chance.random() < 0.5 else None]), f"Note {at} of {number}"
        proposal = propose(editor, subject, note)
        while not approved(colleague, proposal):
            bring_together(editor, proposal)
        done.append((subject, note))
    return done


def propose(editor: Caller, subject: str, note: str) -> int:
    path = f"/team/listings/{subject}/edit"
    fields = editor.see(path).fields
    more = {name: [f"{fields[name][0]}\n{note}"] for name in ("notes", "notes_es")}
    answer = editor.post(path, fields | more | CHECKED)
    number = number_in(answer)
    if answer.headers["Location"].endswith("/merge"):
        bring_together(editor, number)
    return number


def bring_together(editor: Caller, proposal: int) -> None:
    """Keep what both added, as often as somebody is quicker."""
    status = 409
    while status != 303:
        page = editor.see(f"/team/proposals/{proposal}/merge")
        open_ones = {name: ["both"] for name in page.choices if name not in page.fields}
        status = editor.post(f"/team/proposals/{proposal}/merge", page.fields | open_ones).status_code


def approved(reviewer: Caller, proposal: int) -> bool:
    path = f"/team/proposals/{proposal}"
    page = reviewer.see(path)
    return "seen" in page.fields and reviewer.post(f"{path}/approve", page.fields).status_code == 303


def test_editors_at_once_lose_nothing_see_no_error_and_stand_in_the_history(team: list[Caller]) -> None:
    with ThreadPoolExecutor(EDITORS) as pool:
        made = pool.map(work, team, [*team[1:], team[0]], range(EDITORS))
        done = [change for changes in made for change in changes]
    assert version() == 1 + EDITORS * CHANGES
    for subject in names():
        wanted = {note for listing, note in done if listing == subject}
        assert set(record(subject).get("notes", ())) == wanted
        rows = history(subject)
        assert len({row.version for row in rows if row.field == "notes"}) == len(wanted)
        seeded = record_before(record(subject), rows, 2)
        assert seeded is not None
        assert "notes" not in seeded
    see_that_every_worker_has_it(team)


def see_that_every_worker_has_it(team: list[Caller]) -> None:
    """One more change is on the public page that each of the workers gives, within seconds."""
    editor, reviewer = team[:2]
    workers: set[str] = set()
    # Which of the two answers is chance: ask until both have.
    seen_by(reviewer.client, "", workers, PATIENCE_SECONDS, until=lambda: len(workers) == 2)
    assert approved(reviewer, propose(editor, "good", "The newest note."))
    showing: set[str] = set()
    seen_by(reviewer.client, "The newest note.", showing, LIVE_SECONDS, until=lambda: showing == workers)


def seen_by(client: httpx.Client, text: str, workers: set[str], seconds: float, until: Callable[[], bool]) -> None:
    """Add the workers that show a text, as they show it, until there are enough."""
    last = time.monotonic() + seconds
    while True:
        workers |= answers_of(client, text)
        if until():
            return
        assert time.monotonic() < last, f"only {workers} show {text!r}"


def answers_of(client: httpx.Client, words: str) -> set[str]:
    """The workers that show these words now. Each of many callers at once meets one or the other worker."""
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: httpx.get(f"{client.base_url}/listings/good"), range(24)))
    pages = {worker: [page for page in answers if page.headers[WORKER] == worker] for worker in workers_of(answers)}
    return {worker for worker, own in pages.items() if words in own[-1].text}


def workers_of(answers: list[httpx.Response]) -> set[str]:
    return {answer.headers[WORKER] for answer in answers}


def approve_all(settings: dict[str, Any], begun: Event, steps: Synchronized[int], last: int) -> None:
    """What the killed process does: approve what waits, one after the other, and die at its ``last`` step, if any."""
    with create_app(settings).app_context():
        with write() as session:
            todo = [(row.id, row.fingerprint) for row in open_proposals(session)]
        for event in ("before_cursor_execute", "commit"):
            sa.event.listen(db.engine, event, lambda *_: step(steps, last))
        begun.set()
        for number, seen in todo:
            approve(number, Decision(BEN, seen, {}))


def step(steps: Synchronized[int], last: int) -> None:
    """One more statement, or the end of a transaction, is about to be sent to the database."""
    steps.value += 1
    if steps.value == last:
        os.kill(os.getpid(), signal.SIGKILL)


def test_a_process_killed_while_it_approves_leaves_one_version_or_the_next(
    site: Flask, settings: dict[str, Any]
) -> None:
    given = settings | {key: site.config[key] for key in ("DATABASE_URL", "SEED_DATA")}
    chance, published = random.Random(5), []
    steps, seconds = 0, 0.0
    for turn in range(KILLS):
        for subject in chance.sample(names(), 3):
            edited(subject, sponsor=f"Turn {turn}")
        before = version()
        if turn == 0:
            # Left to its end, to learn how long that is.
            steps, seconds = kill_at_work(given)
        elif turn % 2:
            # Before one of its statements: one of the first two of three changes, so that it is never done.
            kill_at_work(given, last=chance.randint(1, steps * 2 // 3))
        else:
            kill_at_work(given, seconds=chance.uniform(0, seconds))
        published.append(version() - before)
        with write() as session:
            see_that_all_is_whole(session)
            take_back_what_waits(session)
    assert published[0] == 3
    assert all(count < 3 for count in published[1::2]), "nobody was killed at work"


def kill_at_work(settings: dict[str, Any], last: int = 0, seconds: float | None = None) -> tuple[int, float]:
    """Approve up to a step, for so long, or to the end; how many steps it was and how long."""
    begun, steps = CONTEXT.Event(), CONTEXT.Value("i", 0)
    process = start(approve_all, settings, begun, steps, last)
    assert begun.wait(PATIENCE_SECONDS)
    began = time.monotonic()
    process.join(seconds)
    process.kill()
    process.join()
    process.close()
    return steps.value, time.monotonic() - began


def see_that_all_is_whole(session: Session) -> None:
    """Version, listings, proposals and history tell the same story."""
    rows = session.scalars(sa.select(HistoryRow)).all()
    done = session.scalars(sa.select(Proposal).where(Proposal.state == ProposalState.APPROVED)).all()
    assert {row.version for row in rows} == set(range(1, session.get_one(Published, 1).version + 1))
    assert {row.proposal_id for row in rows if row.version > 1} == {proposal.id for proposal in done}
    for listing in session.scalars(sa.select(ListingRow)):
        own = [proposal for proposal in done if proposal.subject == listing.id]
        assert listing.revision == 1 + len(own)
        if own:
            assert listing.document == max(own, key=lambda proposal: proposal.version or 0).document


def take_back_what_waits(session: Session) -> None:
    for proposal in session.scalars(sa.select(Proposal).where(Proposal.state == ProposalState.OPEN)):
        proposal.state, proposal.decided_by = ProposalState.WITHDRAWN, proposal.proposer
