"""Evidence that a rule needs before it may let people past a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from finder.answers.states import STATE_CODES
from finder.catalog.criteria import FORM_KEYS, GROUP_FORMS
from finder.catalog.problems import Notes, Path, message
from finder.catalog.rows import Row
from finder.catalog.table_reader import Record
from finder.catalog.tables import STATE_FACTS
from finder.core.listing import Confidence
from finder.core.statefacts import SearchFinding, StateSubject

SOURCES_NEEDED = 2
SAVINGS_COLUMN, STATE_COLUMN = "resources", "state"


def check_savings(
    records: Mapping[str, Record], rows: Mapping[str, tuple[Row, ...]], notes_of: Callable[[str], Notes]
) -> None:
    """Note each state that a rule excuses from a limit on savings without two sources for it, one of them official.

    Such a rule stands in an any-of beside a limit on savings and rests on the state alone. Its sources are rows of
    ``state_facts.csv`` that hold on all its days; confidence ``high`` means that an official text was read.
    """
    evidence = [row for row in rows.get(STATE_FACTS.name, ()) if row["subject"] is StateSubject.SAVINGS_TEST]
    for stem, record in records.items():
        about = [row for row in evidence if row["listing"] == stem and row["found"] is SearchFinding.NONE]
        for path, rule in _excuses(record.get("criteria"), ("criteria",)):
            excused = sorted(code for code in STATE_CODES if _holds(rule, code))
            open_to_doubt = [state for state in excused if not _is_proved(state, rule, about)]
            if open_to_doubt:
                unproved = message("no_proof_of_no_savings_test", file=STATE_FACTS.file, states=tuple(open_to_doubt))
                notes_of(stem).add((*path, "fact"), unproved)


def _is_proved(state: str, rule: Record, about: Iterable[Row]) -> bool:
    read = [row for row in about if row["state"] == state and _covers(row, rule)]
    official = any(row["confidence"] is Confidence.HIGH for row in read)
    return official and len({row["source"] for row in read}) >= SOURCES_NEEDED


def _excuses(rules: object, path: Path) -> Iterator[tuple[Path, Record]]:
    """Every rule on the state alone that stands as an alternative to a limit on savings."""
    for at, rule in enumerate(rules if isinstance(rules, list) else ()):
        for form, parts in _groups(rule):
            rests_on = [set(_rests_on(part)) for part in parts]
            if form == "any_of" and any(SAVINGS_COLUMN in names for names in rests_on):
                for place, names in enumerate(rests_on):
                    if names == {STATE_COLUMN}:
                        yield (*path, at, form, place), parts[place]
            yield from _excuses(parts, (*path, at, form))


def _groups(rule: object) -> list[tuple[str, list[Any]]]:
    found = ((form, rule.get(form)) for form in GROUP_FORMS) if isinstance(rule, dict) else ()
    return [(form, parts) for form, parts in found if isinstance(parts, list)]


def _rests_on(rule: Any) -> Iterator[str]:
    """The facts that a rule and its parts look at; another listing and the program's own word by their keys."""
    if isinstance(rule, dict):
        yield from (
            str(rule[key]) if key == "fact" else key for key in FORM_KEYS if key in rule and key not in GROUP_FORMS
        )
    for _, parts in _groups(rule):
        for part in parts:
            yield from _rests_on(part)


def _holds(rule: Any, state: str) -> bool:
    """Whether a rule on the state alone is met there."""
    for form, parts in _groups(rule):
        met = [_holds(part, state) for part in parts]
        return any(met) if form == "any_of" else all(met) if form == "all_of" else not all(met)
    return state not in rule["none_of"] if "none_of" in rule else state in rule.get("one_of", [rule.get("is")])


def _covers(row: Row, rule: Record) -> bool:
    """Whether a row holds on all days of a rule."""
    start, end = rule.get("from") or date.min, rule.get("to") or date.max
    return (row["starts"] or date.min) <= start and end <= (row["ends"] or date.max)
