"""The guide's files: ``guide/facts.toml``, one file a topic, and the FAQ, glossary, brochures, questions and people.

Each is kept as a small document under its path without ".toml".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from finder.catalog.guide_checks import check_guide
from finder.catalog.guide_parts import brochure_of, fact_of, faq_entry_of, helper_of, term_of, to_ask_of, topic_of
from finder.catalog.problems import NotesOf
from finder.catalog.table_reader import Reading, Record
from finder.core.guide import Guide, GuideFact, Topic
from finder.core.listing import Confidence
from finder.core.snapshot import SafetyFact

T = TypeVar("T")
GUIDE_FOLDER = "guide"
TOPICS = f"{GUIDE_FOLDER}/topics/"
FILES = tuple(f"{GUIDE_FOLDER}/{name}" for name in ("facts", "faq", "glossary", "brochures", "questions", "people"))


def is_guide(name: str) -> bool:
    """Whether a small file belongs to the guide."""
    return name.startswith(f"{GUIDE_FOLDER}/")


def guide_of(small: Mapping[str, Record], safety: Mapping[str, SafetyFact], notes_of: NotesOf) -> Guide:
    """The guide that the small files hold; ``notes_of`` gives the notes of a file by its name."""
    own = _tables(small, "facts", "facts", fact_of, notes_of)
    facts = _safety_facts(safety) | {fact.id: fact for fact in own}
    found = Guide(
        facts=facts,
        topics=_topics(small, notes_of),
        faq=tuple(_tables(small, "faq", "entries", faq_entry_of, notes_of)),
        terms=tuple(_tables(small, "glossary", "terms", term_of, notes_of)),
        brochures=tuple(_tables(small, "brochures", "brochures", brochure_of, notes_of)),
        to_ask=tuple(_tables(small, "questions", "questions", to_ask_of, notes_of)),
        people=tuple(
            row for row in _tables(small, "people", "people", helper_of, notes_of) if row.confidence != Confidence.LOW
        ),
    )
    check_guide({name: record for name, record in small.items() if is_guide(name)}, found, safety, notes_of)
    return found


def _safety_facts(safety: Mapping[str, SafetyFact]) -> dict[str, GuideFact]:
    return {
        row.id: GuideFact(
            id=row.id,
            statement=row.statement,
            source=row.source,
            section="",
            dated=row.dated,
            confidence=row.confidence,
            checked_on=row.checked_on,
        )
        for row in safety.values()
    }


def _tables(
    small: Mapping[str, Record], file: str, key: str, read: Callable[[Reading], T], notes_of: NotesOf
) -> list[T]:
    """The tables of one file. Each is closed; an id that is used twice is noted."""
    name = f"{GUIDE_FOLDER}/{file}"
    if name not in small:
        return []
    reading = Reading(small[name], notes_of(f"{name}.toml"), published=True)
    found = []
    seen: set[Any] = set()
    for table in reading.tables(key):
        found.append(read(table))
        table.close()
        if table.table.get("id") in seen:
            table.problem("id", "id_twice", id=table.table["id"])
        seen.add(table.table.get("id"))
    reading.close()
    return found


def _topics(small: Mapping[str, Record], notes_of: NotesOf) -> tuple[Topic, ...]:
    found = []
    for name in sorted(small):
        if name.startswith(TOPICS):
            reading = Reading(small[name], notes_of(f"{name}.toml"), published=True)
            found.append(topic_of(reading, name.removeprefix(TOPICS)))
            reading.close()
    return tuple(sorted(found, key=lambda row: (row.order, row.id)))
