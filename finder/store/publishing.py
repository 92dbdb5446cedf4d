"""Approving: the whole catalogue is checked with the change in it, and then it is published in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from threading import Lock

import sqlalchemy as sa
from sqlalchemy.orm import Session

from finder.catalog import Catalog, Problem
from finder.catalog.catalog import FileNotes, build, listing_file
from finder.catalog.households import Household, read_households
from finder.catalog.listings import listing_of
from finder.catalog.problems import Notes
from finder.catalog.table_reader import Record
from finder.core.snapshot import Snapshot
from finder.db import db, write
from finder.store.history import Cause, note
from finder.store.impact import Impact, answers_changed, everything_changed
from finder.store.member_proposals import propose_status
from finder.store.models import ListingRow, Proposal, ProposalKind, ProposalState, ProposedChange, Published
from finder.store.proposals import RuleError, Verification, decide, open_proposal
from finder.store.records import catalog_in, publish, version_in
from finder.store.row_changes import book_with, listings_of, put_rows, table_of, with_rows
from finder.store.sample_people import people_stored
from finder.store.seed import shipped_folder
from finder.store.small_file_changes import is_about_small_files, put_small_files, with_small_files

# After so many others were quicker, the work is done while everybody else waits.
TRIES = 4
_turn = Lock()


class MistakesError(RuleError):
    """The catalogue would have mistakes."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("mistakes")
        self.problems = problems


class ReasonsError(RuleError):
    """Answers of stored households change, and nobody has said why."""

    def __init__(self, impact: Impact) -> None:
        super().__init__("reasons_needed")
        self.impact = impact


class _OvertakenError(Exception):
    """Somebody published meanwhile."""


@dataclass(frozen=True)
class PreparedChange:
    """A change tried out on one version of the catalogue."""

    version: int
    answers: Impact


@dataclass(frozen=True)
class Decision:
    """What a reviewer sends: who, which exact proposal was seen, and why answers may change."""

    by: int
    seen: str
    reasons: Mapping[str, str]
    reason: str = ""


def prepare(runner: Session | sa.Connection, change: ProposedChange) -> PreparedChange:
    """Try a change out. Raises MistakesError when the catalogue would have mistakes that it has not now."""
    published = version_in(runner)
    catalog = catalog_in(runner)
    changed = _with(catalog, change)
    new = tuple(problem for problem in changed.problems if problem not in catalog.problems)
    if new:
        raise MistakesError(new)
    before, after = catalog.snapshot("before"), changed.snapshot("after")
    subjects = listings_of(change, before)
    people = people_stored(_households(catalog), before) if subjects else []
    answers = answers_changed(subjects, before, after, people)
    return PreparedChange(published[0] if published else 0, answers)


def _with(catalog: Catalog, change: ProposedChange) -> Catalog:
    if table_of(change.subject):
        return build(catalog.records, catalog.small, with_rows(catalog.rows, change))
    if is_about_small_files(change.subject):
        return build(catalog.records, with_small_files(catalog.small, change), catalog.rows)
    return build({**catalog.records, change.subject: change.document}, catalog.small, catalog.rows)


def _households(catalog: Catalog) -> tuple[Household, ...]:
    # Those that name a listing which is gone by now have nothing left to compare.
    return read_households(shipped_folder(), catalog).rows


def impact_of(proposal: Proposal, snapshot: Snapshot, on: date) -> Impact:
    """What the proposal changes for the stored households and the grid, beside what ``snapshot`` answers now."""
    subjects = listings_of(proposal.change, snapshot)
    if not subjects:
        return Impact(0, snapshot.by_id)
    after = _with_change(proposal.change, snapshot)
    catalog = Catalog(records={}, small={}, rows={}, listings=tuple(snapshot.by_id.values()), facts=snapshot.facts)
    stored = people_stored(_households(catalog), snapshot)
    return everything_changed(subjects, snapshot, after, stored, on)


def _with_change(change: ProposedChange, snapshot: Snapshot) -> Snapshot:
    """``snapshot`` with the change in it. Other listings stay the same objects: their answers need no second look."""
    if table_of(change.subject):  # prices: the rows of other tables touch no listing
        facts = replace(snapshot.facts, prices=book_with(snapshot.facts.prices, change))
        return Snapshot.of("after", snapshot.by_id.values(), facts)
    changed = listing_of(change.document, Notes(listing_file(change.subject)))
    others = [row for row in snapshot.by_id.values() if row.id != change.subject]
    return Snapshot.of("after", [*others, changed] if changed else others, snapshot.facts)


def mistakes(session: Session, subject: str, document: Record) -> list[Problem]:
    """What is wrong with a record; each problem has the path at which it stands."""
    catalog = catalog_in(session)
    places = FileNotes()
    notes = places.of(listing_file(subject))
    build({**catalog.records, subject: document}, catalog.small, catalog.rows, places)
    return notes.problems


def _prepare_apart(change: ProposedChange) -> PreparedChange:
    """``prepare`` as of one moment, in a transaction of its own that holds nobody up."""
    options = {"isolation_level": "REPEATABLE READ"} if db.engine.dialect.name == "postgresql" else {}
    with db.engine.connect().execution_options(**options) as connection:
        return prepare(connection, change)


def approve(proposal_id: int, decision: Decision) -> int:
    """Publish a proposal; the version it is in. Raises RuleError, and then nothing was written."""
    with _turn:
        for _ in range(TRIES):
            with write() as session:
                change = _allowed(session, proposal_id, decision).change
            prepared = _prepare_apart(change)
            try:
                with write() as session:
                    return _approve(session, proposal_id, decision, prepared)
            except _OvertakenError:
                continue
        with write() as session:
            return _approve(session, proposal_id, decision, None)


def pause_now(session: Session, subject: str, checked: Verification, decision_reason: str) -> int:
    """A reviewer's own step: the fund is closed, and people must not be sent there. It stands in the history too."""
    if not decision_reason.strip():
        raise RuleError("reason_needed")
    # The same order of locks as in an approval: first the turn to publish, then the listing.
    _queue_up(session)
    proposal = propose_status(session, ProposalKind.PAUSE, subject, checked)
    prepared = prepare(session, proposal.change)
    reasons = dict.fromkeys(sorted(prepared.answers.needs_reasons), decision_reason)
    return _publish(session, proposal, Decision(checked.by, "", reasons, decision_reason))


def _approve(session: Session, proposal_id: int, decision: Decision, prepared: PreparedChange | None) -> int:
    published = _queue_up(session)
    if prepared is not None and published.version != prepared.version:
        raise _OvertakenError
    proposal = _allowed(session, proposal_id, decision)
    prepared = prepared or prepare(session, proposal.change)
    needed = prepared.answers.needs_reasons
    if any(not decision.reasons.get(key, "").strip() for key in needed):
        raise ReasonsError(prepared.answers)
    reasons = {key: decision.reasons[key].strip() for key in sorted(needed)}
    return _publish(session, proposal, Decision(decision.by, decision.seen, reasons, decision.reason))


def _queue_up(session: Session) -> Published:
    """Wait until nobody else is publishing, and keep others waiting until the end of the transaction."""
    published = session.get(Published, 1, with_for_update=True, populate_existing=True)
    if published is None:
        raise RuleError("no_catalogue")
    return published


def _allowed(session: Session, proposal_id: int, decision: Decision) -> Proposal:
    proposal = open_proposal(session, proposal_id)
    if proposal.proposer == decision.by:
        raise RuleError("own_proposal")
    if proposal.fingerprint != decision.seen:
        raise RuleError("proposal_changed")
    if _revision(session, proposal.subject) != proposal.base_revision:
        raise RuleError("changed_meanwhile")
    return proposal


def _revision(session: Session, subject: str) -> int:
    """The listing's revision now; 0 while there is none."""
    return session.scalar(sa.select(ListingRow.revision).where(ListingRow.id == subject)) or 0


def _publish(session: Session, proposal: Proposal, decision: Decision) -> int:
    now = datetime.now(UTC)
    publish(session, now)
    version = _queue_up(session).version
    cause = Cause(
        at=now, actor=proposal.proposer or None, source=proposal.source, version=version, proposal_id=proposal.id
    )
    if is_about_small_files(proposal.subject):
        put_small_files(session, proposal.change)
    else:
        put = put_rows if table_of(proposal.subject) else _put_listing
        put(session, proposal.change, cause)
    decide(proposal, ProposalState.APPROVED, decision.by, decision.reason.strip(), decision.reasons)
    proposal.version = version
    return version


def _put_listing(session: Session, change: ProposedChange, cause: Cause) -> None:
    row, record = session.get(ListingRow, change.subject), change.document
    old = row.document if row else None
    if row is None:
        row = ListingRow(id=change.subject, revision=0)
        session.add(row)
    row.kind, row.role, row.status = record["kind"], record["role"], record["status"]
    row.document, row.revision, row.updated_at = record, row.revision + 1, cause.at
    note(session, change.subject, old, record, cause)
