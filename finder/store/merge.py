"""Two changes of one record, side by side: what each changed, and the record that comes of choosing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from finder.catalog.table_reader import Record
from finder.store.history import Step, with_value

MINE, THEIRS, BOTH_LISTS = "mine", "theirs", "both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One field, or one table of a list, that at least one of the two changed.

    ``given`` is the version to take where only one of them changed it; empty where both did, differently.
    ``both`` holds all entries of a list to which both only added; ``None`` elsewhere.
    """

    field: str
    base: Any
    mine: Any
    theirs: Any
    given: str
    both: list[Any] | None = None


def choices(base: Record, mine: Record, theirs: Record) -> list[Choice]:
    """What there is to choose, field by field. What both changed alike is not a question."""
    found = []
    for key in dict.fromkeys((*base, *mine, *theirs)):
        for field, original, one, other in _units(key, base.get(key), mine.get(key), theirs.get(key)):
            if one != other:
                given = THEIRS if one == original else MINE if other == original else ""
                found.append(
                    Choice(
                        field=field,
                        base=original,
                        mine=one,
                        theirs=other,
                        given=given,
                        both=None if given else _both_lists(original, one, other),
                    )
                )
    return found


def _units(key: str, base: Any, mine: Any, theirs: Any) -> list[tuple[str, Any, Any, Any]]:
    """The field as a whole; or its tables one by one, where nobody added or took out any."""
    sides = (base, mine, theirs)
    in_step = all(_tables(side) for side in sides) and len({len(side) for side in sides}) == 1
    if not in_step:
        return [(key, base, mine, theirs)]
    return [(f"{key}.{at}", *entries) for at, entries in enumerate(zip(*sides, strict=True))]


def _both_lists(base: Any, mine: Any, theirs: Any) -> list[Any] | None:
    """What is published, and after it what mine added; ``None`` where somebody took an entry out or it is no list."""
    base_entries = base or []
    if not all(isinstance(side, list) for side in (base_entries, mine, theirs)):
        return None
    if any(entry not in side for entry in base_entries for side in (mine, theirs)):
        return None
    return [*theirs, *(entry for entry in mine if entry not in base_entries and entry not in theirs)]


def _tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(entry, dict) for entry in value)


def merge_records(base: Record, mine: Record, theirs: Record, picked: Mapping[str, str]) -> Record | None:
    """The record with every choice made; ``None`` while one is open. It stands on ``theirs``, which is published."""
    record = theirs
    for choice in choices(base, mine, theirs):
        pick = picked.get(choice.field, choice.given)
        if pick not in (MINE, THEIRS) and (pick != BOTH_LISTS or choice.both is None):
            return None
        if pick != THEIRS:
            path: list[Step] = [int(part) if part.isdecimal() else part for part in choice.field.split(".")]
            record = with_value(record, path, choice.mine if pick == MINE else choice.both)
    return record
