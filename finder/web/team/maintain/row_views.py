"""The rows that a feed would change, as a reviewer reads them."""

from __future__ import annotations

from typing import NamedTuple

from finder.catalog.phones import phone_of
from finder.store.models import Proposal, ProposalKind
from finder.store.row_changes import CheckedAgain, again_of, row_changes
from finder.store.row_history import Cells
from finder.wording import Words
from finder.wording.labels import PRICE_KIND_WORDS
from finder.wording.places import PLACE_KIND_WORDS
from finder.wording.words import N_

COLUMN_WORDS = {
    "kind": N_("Kind"),
    "seller": N_("Seller"),
    "product": N_("Product"),
    "ndc": N_("NDC number"),
    "strength_mg": N_("Strength, in mg"),
    "quantity": N_("Tablets"),
    "days_supply": N_("Days of tablets"),
    "price": N_("Price"),
    "area": N_("Where"),
    "observed_on": N_("Seen on"),
    "source": N_("Source"),
    "confidence": N_("How sure"),
    "note": N_("Note"),
    "survey_week": N_("Week of the survey"),
    "labeler": N_("Company on the label"),
    "scored": N_("Has a line to split it"),
    "marketed": N_("Still sold"),
    "hard_to_find": N_("Hard to find"),
    "as_of": N_("Its source is of"),
    "checked_on": N_("Checked on"),
    "source_id": N_("Number in its source"),
    "name": N_("Name"),
    "run_by": N_("Run by"),
    "address": N_("Address"),
    "city": N_("City"),
    "state": N_("State"),
    "zip": N_("ZIP code"),
    "phone": N_("Phone"),
    "phone_extension": N_("Extension"),
    "pharmacy_phone": N_("Phone of its pharmacy"),
    "name_seen_on": N_("Name seen on a newer list on"),
    "still_there": N_("How sure that it is still there"),
    "url": N_("Website"),
    "latitude": N_("Latitude"),
    "longitude": N_("Longitude"),
    "languages": N_("Languages spoken"),
    "hours": N_("Hours"),
    "fees": N_("Fees"),
    "notes": N_("Good to know"),
    "limited_to": N_("Only for"),
    "retired_on": N_("Gone since"),
}
ROW_KIND_WORDS = {kind.value: named.for_team for kind, named in PRICE_KIND_WORDS.items()} | {
    kind.value: words.name for kind, words in PLACE_KIND_WORDS.items()
}
NAMED_BY = ("name", "seller", "product", "city", "strength_mg", "quantity")


class Grid(NamedTuple):
    """Rows side by side: what they all have in common, and the columns in which they differ."""

    common: list[tuple[str, str]]
    headings: list[str]
    rows: list[list[str]]


class RowDifference(NamedTuple):
    """One row that differs: what it is called, and each cell that differs."""

    name: str
    cells: list[tuple[str, str, str]]


class RowView(NamedTuple):
    """What comes, what differs, what goes, and what is the same on a later day."""

    added: Grid
    changed: list[RowDifference]
    gone: Grid
    again: list[CheckedAgain]


def row_view(words: Words, proposal: Proposal) -> RowView | None:
    """The rows of the proposal; ``None`` when it is about a listing."""
    if proposal.kind is not ProposalKind.ROWS:
        return None
    pairs = row_changes(proposal.change)
    both = [(pair.old, pair.new) for pair in pairs if pair.old and pair.new]
    return RowView(
        _grid(words, [pair.new for pair in pairs if pair.new and not pair.old]),
        [_row_difference(words, old, new) for old, new in both],
        _grid(words, [pair.old for pair in pairs if pair.old and not pair.new]),
        again_of(proposal.change),
    )


def said_row(words: Words, cells: Cells | None) -> list[tuple[str, str]]:
    """One row's filled cells by name; none where there is no row."""
    return [(words._(COLUMN_WORDS[name]), _cell(words, name, text)) for name, text in (cells or {}).items() if text]


def _grid(words: Words, rows: list[Cells]) -> Grid:
    filled = [name for name in (rows[0] if rows else ()) if any(row[name] for row in rows)]
    apart = [name for name in filled if len({row[name] for row in rows}) > 1]
    return Grid(
        [(words._(COLUMN_WORDS[name]), _cell(words, name, rows[0][name])) for name in filled if name not in apart],
        [words._(COLUMN_WORDS[name]) for name in apart],
        [[_cell(words, name, row[name]) for name in apart] for row in rows],
    )


def _row_difference(words: Words, old: Cells, new: Cells) -> RowDifference:
    title = ", ".join(new[name] for name in NAMED_BY if new.get(name))
    cells = [
        (words._(COLUMN_WORDS[name]), _cell(words, name, old[name]), _cell(words, name, new[name]))
        for name in new
        if old[name] != new[name]
    ]
    return RowDifference(title, cells)


def _cell(words: Words, name: str, text: str) -> str:
    if name == "source":
        phone = phone_of(text)
        return words._("by phone: %(number)s", number=phone) if phone else text
    return words._(ROW_KIND_WORDS[text]) if name == "kind" else text
