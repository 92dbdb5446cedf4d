"""The small files that a release would change, as a reviewer reads them: the lines that differ, and where."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import NamedTuple

from finder.store.models import Proposal, ProposalKind
from finder.store.small_file_changes import texts_of

# What names the table of a file in which a line stands.
NAMING_KEYS = ("id = ", "question = ", "term = ", "title = ", "heading = ")


class ChangedLines(NamedTuple):
    """Lines that go and lines that come in their place, with the line that names the table they stand in."""

    place: str
    old: list[str]
    new: list[str]


def changed_files(proposal: Proposal) -> dict[str, list[ChangedLines]] | None:
    """What changes in each file; ``None`` when the proposal is about something else."""
    if proposal.kind is not ProposalKind.SMALL_FILES:
        return None
    before = texts_of(proposal.base)
    return {name: changed_lines(before.get(name, ""), text) for name, text in texts_of(proposal.document).items()}


def changed_lines(old_text: str, new_text: str) -> list[ChangedLines]:
    """Every place in which two texts differ."""
    old, new = old_text.splitlines(), new_text.splitlines()
    return [
        ChangedLines(_place(new[:start]), old[from_line:to_line], new[start:end])
        for tag, from_line, to_line, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if tag != "equal"
    ]


def _place(before: list[str]) -> str:
    return next((line for line in reversed(before) if line.startswith(NAMING_KEYS)), "")
