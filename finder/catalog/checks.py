"""Checks that need more than one file: who refers to what, and whether it is there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from finder.catalog.problems import Notes, NotesOf, Path, did_you_mean, message
from finder.catalog.rows import Row
from finder.catalog.table_reader import Record
from finder.catalog.tables import LIMITS
from finder.catalog.vocabulary import ID
from finder.core.snapshot import PUBLISHED_STATUSES

LONGEST_ID = 80


def check_references(
    records: Mapping[str, Record], documents: Collection[str], rows: Mapping[str, tuple[Row, ...]], notes_of: NotesOf
) -> None:
    """Note every id that names nothing, every id that is not the file's name, and every circle of rules."""
    groups = {(row["table"], row["group"]) for row in rows.get(LIMITS.name, ())}
    for stem, record in records.items():
        notes = notes_of(stem)
        _check_id(stem, record, records, notes)
        _check_documents(record, documents, notes)
        for path, other in _mentions(record, "listing"):
            if other not in records:
                notes.add(path, message("no_listing", name=other, hint=did_you_mean(str(other), list(records))))
        for path, table in _mentions(record, "within_table"):
            group = _at(record, path[:-1]).get("group")
            if (table, group) not in groups:
                notes.add(path, message("no_table", file=LIMITS.file, table=table, group=group))
    _check_circles(records, notes_of)
    _check_places(records, notes_of)


def _check_id(stem: str, record: Record, records: Mapping[str, Record], notes: Notes) -> None:
    found = record.get("id")
    # It becomes a file's name and part of web addresses.
    if not ID.fullmatch(stem) or len(stem) > LONGEST_ID:
        notes.add(("id",), message("not_an_id", most=LONGEST_ID))
    if found is None or found == stem:
        return
    if found in records:
        notes.add(("id",), message("id_of_another_file", id=found, stem=stem))
    else:
        notes.add(("id",), message("id_is_not_the_file_name", id=found, stem=stem))


def _check_documents(record: Record, documents: Collection[str], notes: Notes) -> None:
    named = record.get("documents")
    for name in named if isinstance(named, list) else ():
        if name not in documents:
            hint = did_you_mean(str(name), sorted(documents)) or message("add_it_there")
            notes.add(("documents",), message("no_document", name=name, hint=hint))


def _check_places(records: Mapping[str, Record], notes_of: NotesOf) -> None:
    """One listing speaks for the places of a kind: of two, nobody would know which."""
    speaker: dict[str, str] = {}
    for stem, record in records.items():
        named = record.get("places") if record.get("status") in tuple(PUBLISHED_STATUSES) else ()
        for kind in named if isinstance(named, list) else ():
            other = speaker.setdefault(str(kind), stem)
            if other != stem:
                notes_of(stem).add(("places",), message("place_kind_twice", "places", kind=kind, listing=other))


def _mentions(value: object, key: str, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place in a record where ``key`` stands, with what it names."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == key:
                yield (*path, name), inner
            yield from _mentions(inner, key, (*path, name))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _mentions(inner, key, (*path, at))


def _at(record: Record, path: Path) -> Any:
    found: Any = record
    for step in path:
        found = found[step]
    return found


def _check_circles(records: Mapping[str, Record], notes_of: NotesOf) -> None:
    """A rule may name another listing's verdict, which must not come back to the first."""
    named = {stem: [other for _, other in _mentions(record, "listing")] for stem, record in records.items()}
    for stem, record in records.items():
        for path, other in _mentions(record, "listing"):
            way = _way(named, other, stem)
            if way:
                notes_of(stem).add(path, message("circle", circle=" -> ".join([stem, *way])))


def _way(named: Mapping[str, list[str]], start: str, goal: str) -> list[str]:
    """The listings from ``start`` to ``goal``; empty when there is no way."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop()
        if way[-1] == goal:
            return way
        if way[-1] not in seen:
            seen.add(way[-1])
            ways.extend([*way, other] for other in named.get(way[-1], ()))
    return []
