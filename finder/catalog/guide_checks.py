"""Checks of the guide across its files: facts and topics that are named and are not there, and twins that differ."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from finder.catalog.problems import Notes, NotesOf, Path, did_you_mean, message
from finder.catalog.table_reader import Record
from finder.core.guide import FACT, GUIDE_PAGES, Guide, facts_in
from finder.core.text import ORIGINAL
from finder.languages import split_key

# Pages of their own under /guide, which a topic's address would hide.
TAKEN_IDS = frozenset({"faq", "calendar", "questions", "people", "glossary", "brochures"})


def check_guide(records: Mapping[str, Record], guide: Guide, safety: Collection[str], notes_of: NotesOf) -> None:
    """Note every id that names nothing or is taken, and translations that draw on other facts."""
    topics = {topic.id for topic in guide.topics}
    for name, record in records.items():
        notes = notes_of(f"{name}.toml")
        _check_own_ids(name, record, safety, notes)
        _check_see(record, {*topics, *GUIDE_PAGES}, notes)
        for path, text in _texts(record):
            _check_quotes(path, text, guide.facts, notes)
        for path, table in _tables(record):
            _check_twins(path, table, notes)
            _check_named(path, table, guide.facts, notes)
            if name in ("guide/faq", "guide/questions") and "topic" in table and table["topic"] not in topics:
                hint = did_you_mean(str(table["topic"]), sorted(topics))
                notes.add((*path, "topic"), message("no_topic", name=table["topic"], hint=hint))


def _check_own_ids(name: str, record: Record, safety: Collection[str], notes: Notes) -> None:
    if name.startswith("guide/topics/") and record.get("id") in TAKEN_IDS:
        notes.add(("id",), message("id_of_a_page", id=record["id"]))
    if name == "guide/facts":
        for path, table in _tables(record):
            if table.get("id") in safety:
                notes.add((*path, "id"), message("id_of_a_safety_fact", id=table["id"]))


def _check_see(record: Record, known: Collection[str], notes: Notes) -> None:
    seen = record.get("see", [])
    for at, name in enumerate(seen if isinstance(seen, list) else ()):
        if name not in known:
            hint = did_you_mean(str(name), sorted(known))
            notes.add(("see", at), message("no_page", name=name, hint=hint))


def _check_quotes(path: Path, text: str, facts: Collection[str], notes: Notes) -> None:
    for fact in facts_in(text):
        if fact not in facts:
            notes.add(path, message("no_fact", name=fact, hint=did_you_mean(fact, list(facts))))
    if "{" in FACT.sub("", text) or "}" in FACT.sub("", text):
        notes.add(path, message("lone_bracket"))


def _check_named(path: Path, table: Record, facts: Collection[str], notes: Notes) -> None:
    named = table.get("facts", [])
    for fact in named if isinstance(named, list) else ():
        if isinstance(fact, str) and fact not in facts:
            notes.add((*path, "facts"), message("no_fact", name=fact, hint=did_you_mean(fact, list(facts))))


def _check_twins(path: Path, table: Record, notes: Notes) -> None:
    """A text and its translations quote the same facts, entry by entry."""
    for twin in table:
        key, language = split_key(twin)
        if language.code == ORIGINAL or key == "also" or key not in table:
            continue
        if _quoted_facts(table[key]) != _quoted_facts(table[twin]):
            notes.add((*path, twin), message("facts_of_twins_differ", twin, english_key=key))


def _quoted_facts(value: object) -> list[list[str]]:
    entries = value if isinstance(value, list) else [value]
    return [sorted(facts_in(entry)) if isinstance(entry, str) else [] for entry in entries]


def _texts(value: object, path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every text of a record, with the path of its key."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _texts(inner, (*path, at))


def _tables(value: object, path: Path = ()) -> Iterator[tuple[Path, Record]]:
    """Every table of a record, with its path."""
    if isinstance(value, dict):
        yield path, value
        for key, inner in value.items():
            yield from _tables(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _tables(inner, (*path, at))
