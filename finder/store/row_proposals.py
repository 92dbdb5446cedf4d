"""Proposed rows of a file table: what a feed would add, change and take out, until a member of the team decides.

Nobody of the team stands behind such a proposal, so any reviewer may decide. Rows are kept as their files write them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from finder.catalog.rows import Row, Table
from finder.catalog.table_reader import Record
from finder.catalog.toml_text import toml_text
from finder.store.models import Proposal, ProposalKind, ProposalState
from finder.store.proposals import FEED, RuleError, Verification, decide, open_proposals, propose
from finder.store.records import rows_of_file
from finder.store.row_changes import RETIRED_COLUMN, CheckedAgain, open_rows_of_a_day, rows_by_key
from finder.store.row_history import CHECKED_ON, TABLE_PREFIX, Cells, Key, RowChange

AgainKey = tuple[str, str, str]


class RowTrial(NamedTuple):
    """The rows that are taken out or changed, as they are; those that come in their place; those only checked again."""

    old: list[Cells]
    new: list[Cells]
    again: list[CheckedAgain]


def try_out(session: Session, table: Table, put: Callable[[Session], object]) -> RowTrial:
    """What ``put`` does to the table, without keeping any of it."""
    before = rows_by_key(table, rows_of_file(session, table))
    attempt = session.begin_nested()
    put(session)
    after = rows_by_key(table, rows_of_file(session, table))
    attempt.rollback()
    again = _only_checked(table, before, after)
    old = {key: cells for key, cells in before.items() if after.get(key) != cells}
    new = {key: cells for key, cells in after.items() if before.get(key) != cells}
    folded: list[CheckedAgain] = []
    for (source, checked_before, now), keys in again.items():
        rest = old.keys() - keys
        once = sum(other[:2] == (source, checked_before) for other in again) == 1
        # Only where these are all the rows that the source had on that day can they be named by it.
        if once and open_rows_of_a_day(before, source, checked_before) - rest == keys:
            folded.append(CheckedAgain(source, checked_before, now, len(keys)))
            old, new = ({key: cells for key, cells in side.items() if key not in keys} for side in (old, new))
    return RowTrial(list(old.values()), list(new.values()), folded)


def _only_checked(table: Table, before: Mapping[Key, Cells], after: Mapping[Key, Cells]) -> dict[AgainKey, set[Key]]:
    """The rows of which the day alone is another, by source and days."""
    found: dict[AgainKey, set[Key]] = defaultdict(set)
    for key, cells in before.items() if CHECKED_ON in table.headings else ():
        new = after.get(key)
        if (
            new is not None
            and new != cells
            and RowChange(cells, new).only_checked_again
            and not cells.get(RETIRED_COLUMN)
        ):
            found[cells["source"], cells[CHECKED_ON], new[CHECKED_ON]].add(key)
    return found


def turned_down(session: Session, feed: str, table: Table, tried: RowTrial) -> Proposal | None:
    """The feed's newest proposal that a reviewer did not take, if it said the same but for the days of checking."""
    query = select(Proposal).where(
        Proposal.subject == TABLE_PREFIX + table.name,
        Proposal.proposer == FEED,
        Proposal.state == ProposalState.REJECTED,
    )
    decided = (row for row in session.scalars(query.order_by(Proposal.id.desc())) if row.document["name"] == feed)
    found = next(decided, None)
    if found is None or not (tried.old or tried.new):
        return None
    sides = ((found.base["rows"], tried.old), (found.document["rows"], tried.new))
    return found if all(_without_days(before) == _without_days(now) for before, now in sides) else None


def _without_days(rows: Iterable[Cells]) -> list[list[tuple[str, str]]]:
    return sorted([(name, text) for name, text in cells.items() if text and name != CHECKED_ON] for cells in rows)


def propose_rows(session: Session, feed: str, table: Table, tried: RowTrial, checked: Verification) -> Proposal | None:
    """Put down what a feed would change; ``None`` when that is nothing, or waits already.

    The feed's own older proposal, which nobody has decided, is taken back: its file is out of date.
    """
    base: Record = {"name": feed, "rows": tried.old}
    document: Record = {"name": feed, "rows": tried.new}
    if tried.again:
        document["again"] = [asdict(group) for group in tried.again]
    for other in open_proposals(session, TABLE_PREFIX + table.name):
        # What a member changed may have any name.
        if other.document["name"] != feed or other.proposer != checked.by:
            continue
        if toml_text(other.base) == toml_text(base) and toml_text(other.document) == toml_text(document):
            return None
        decide(other, ProposalState.WITHDRAWN, checked.by, "")
    if not any(tried):
        return None
    return propose(session, ProposalKind.ROWS, TABLE_PREFIX + table.name, document, checked, (0, base))


def propose_own_rows(
    session: Session, name: str, table: Table, stored: Iterable[Row], wanted: Iterable[Row], checked: Verification
) -> Proposal:
    """Put down what a member changed in the rows ``held``. Raises RuleError when that is nothing."""
    before, after = rows_by_key(table, stored), rows_by_key(table, wanted)
    old = [cells for key, cells in before.items() if after.get(key) != cells]
    new = [cells for key, cells in after.items() if before.get(key) != cells]
    if not old and not new:
        raise RuleError("nothing_changed")
    change = ({"name": name, "rows": old}, {"name": name, "rows": new})
    return propose(session, ProposalKind.ROWS, TABLE_PREFIX + table.name, change[1], checked, (0, change[0]))
