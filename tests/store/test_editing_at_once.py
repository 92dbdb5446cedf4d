"""Many members at once, and processes killed while they approve: nothing is lost and nothing is half done."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session

from finder.db import write
from finder.store.history import HistoryRow, record_before
from finder.store.models import ListingRow, Published
from finder.store.proposals import Proposal, RuleError, State, listing_row, rebase
from tests.catalog.folders import GOOD
from tests.store.proposing import approved, edited, history, record, version

ROOT = Path(__file__).parents[2]
LISTINGS, CHANGES = 20, 4
# `make soak` asks for more of both.
EDITORS = int(os.environ.get("EDITORS", "10"))
KILLS = int(os.environ.get("KILLS", "10"))
LONGEST_ROUND = 0.4
# Approves what waits, one after the other, and says when it begins.
APPROVER = """
import sys
from finder import create_app
from finder.db import write
from finder.store.proposals import waiting
from finder.store.publishing import Decision, approve
app = create_app({"DATABASE_URL": sys.argv[1], "SEED_DATA": sys.argv[2], "STATIC_BUILD": sys.argv[3]})
with app.app_context():
    with write() as session:
        todo = [(row.id, row.fingerprint) for row in waiting(session)]
    print("begins", flush=True)
    for number, seen in todo:
        approve(number, Decision(2, seen, {}))
"""


@pytest.fixture
def shipped(shipped: Path) -> Path:
    """Twenty listings to work on."""
    text = (GOOD / "programs" / "good.toml").read_text(encoding="utf-8")
    for name in names():
        (shipped / "programs" / f"{name}.toml").write_text(text.replace('id = "good"', f'id = "{name}"'))
    return shipped


@pytest.fixture
def site(seeded: Flask) -> Iterator[Flask]:
    with seeded.app_context():
        yield seeded


def names() -> list[str]:
    return ["good", *(f"good-{number}" for number in range(1, LISTINGS))]


def with_note(document: dict[str, Any], note: str) -> dict[str, Any]:
    notes = [*document.get("notes", ()), note]
    return {"notes": notes, "notes_es": notes}


def work(site: Flask, editor: int) -> list[tuple[str, str]]:
    """One editor adds notes to listings, merging where somebody was quicker; a colleague approves."""
    chance = random.Random(editor)
    done = []
    with site.app_context():
        for number in range(CHANGES):
            subject, note = chance.choice(names()), f"Note {number} of {editor}"
            proposal = edited(subject, editor, **with_note(record(subject), note))
            while not accepted(proposal, editor):
                with write() as session:
                    row = listing_row(session, subject)
                    rebase(session, proposal, editor, row.document | with_note(row.document, note), row.revision)
            done.append((subject, note))
    return done


def accepted(proposal: int, editor: int) -> bool:
    try:
        return approved(proposal, by=editor + 1000) > 1
    except RuleError as error:
        if error.key != "changed_meanwhile":
            raise
        return False


def test_editors_at_once_lose_nothing_and_every_accepted_change_is_in_the_history(site: Flask) -> None:
    with ThreadPoolExecutor(EDITORS) as pool:
        done = [change for made in pool.map(lambda editor: work(site, editor), range(EDITORS)) for change in made]
    assert version() == 1 + EDITORS * CHANGES
    for subject in names():
        wanted = {note for listing, note in done if listing == subject}
        assert set(record(subject).get("notes", ())) == wanted
        rows = history(subject)
        assert len({row.version for row in rows if row.field == "notes"}) == len(wanted)
        seeded = record_before(record(subject), rows, 2)
        assert seeded is not None
        assert "notes" not in seeded


def test_a_process_killed_while_it_approves_leaves_one_version_or_the_next(
    site: Flask, database_url: str, shipped: Path, tmp_path: Path
) -> None:
    (tmp_path / "approver.py").write_text(APPROVER, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "approver.py"), database_url, str(shipped), str(tmp_path / "static")]
    chance = random.Random(5)
    for turn in range(KILLS):
        for subject in chance.sample(names(), 8):
            edited(subject, sponsor=f"Turn {turn}")
        kill_at_work(command, chance.random() * LONGEST_ROUND)
        with write() as session:
            see_that_all_is_whole(session)
            take_back_what_waits(session)
    assert version() > 1


def kill_at_work(command: list[str], seconds: float) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "FINDER_ENV": "development"}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begins\n"
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)


def see_that_all_is_whole(session: Session) -> None:
    """Version, listings, proposals and history tell the same story."""
    rows = session.scalars(sa.select(HistoryRow)).all()
    done = session.scalars(sa.select(Proposal).where(Proposal.state == State.APPROVED)).all()
    assert {row.version for row in rows} == set(range(1, session.get_one(Published, 1).version + 1))
    assert {row.proposal_id for row in rows if row.version > 1} == {proposal.id for proposal in done}
    for listing in session.scalars(sa.select(ListingRow)):
        own = [proposal for proposal in done if proposal.subject == listing.id]
        assert listing.revision == 1 + len(own)
        if own:
            assert listing.document == max(own, key=lambda proposal: proposal.version or 0).document


def take_back_what_waits(session: Session) -> None:
    for proposal in session.scalars(sa.select(Proposal).where(Proposal.state == State.OPEN)):
        proposal.state, proposal.decided_by = State.WITHDRAWN, proposal.proposer
