"""The guide's files: ``guide/facts.toml``, one file a topic, and the FAQ, glossary, brochures, questions and people.

Each is kept as a small document under its path without ".toml".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from finder.catalog.guide_checks import check_guide
from finder.catalog.problems import MistakeError, Notes
from finder.catalog.table_reader import Reading, Record
from finder.catalog.values import day, list_of, member_of, text, url, whole, word_of
from finder.core.guide import (
    HELPERS,
    SITUATIONS,
    WHO,
    Brochure,
    FaqEntry,
    Guide,
    GuideFact,
    GuideSection,
    Helper,
    Panel,
    SectionKind,
    Term,
    ToAsk,
    Topic,
    Urgency,
)
from finder.core.listing import Confidence
from finder.core.snapshot import SafetyFact

T = TypeVar("T")
FOLDER = "guide"
TOPICS = f"{FOLDER}/topics/"
FILES = tuple(f"{FOLDER}/{name}" for name in ("facts", "faq", "glossary", "brochures", "questions", "people"))
ID = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")
LONGEST_ID = 27
NotesOf = Callable[[str], Notes]


def is_guide(name: str) -> bool:
    """Whether a small file belongs to the guide."""
    return name.startswith(f"{FOLDER}/")


def guide_of(small: Mapping[str, Record], safety: Mapping[str, SafetyFact], notes_of: NotesOf) -> Guide:
    """The guide that the small files hold; ``notes_of`` gives the notes of a file by its name."""
    own = _tables(small, "facts", "facts", _fact, notes_of)
    facts = _safety_facts(safety) | {fact.id: fact for fact in own}
    found = Guide(
        facts=facts,
        topics=_topics(small, notes_of),
        faq=tuple(_tables(small, "faq", "entries", _question, notes_of)),
        terms=tuple(_tables(small, "glossary", "terms", _term, notes_of)),
        brochures=tuple(_tables(small, "brochures", "brochures", _brochure, notes_of)),
        to_ask=tuple(_tables(small, "questions", "questions", _to_ask, notes_of)),
        people=tuple(
            row for row in _tables(small, "people", "people", _helper, notes_of) if row.confidence != Confidence.LOW
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
    name = f"{FOLDER}/{file}"
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
            found.append(_topic(reading, name.removeprefix(TOPICS)))
            reading.close()
    return tuple(sorted(found, key=lambda row: (row.order, row.id)))


def _id(value: object) -> str:
    """A word that may stand in an address."""
    found = text(value)
    if not ID.fullmatch(found) or len(found) > 60:
        raise MistakeError("not_a_guide_id", bare=found)
    return found


def _named(reading: Reading) -> tuple[str, ...]:
    return reading.take("facts", list_of(text), ())


def _fact(reading: Reading) -> GuideFact:
    fact = GuideFact(
        id=reading.need("id", _id) or "",
        statement=reading.need_words("statement"),
        source=reading.need("source", url) or "",
        section=reading.take("section", text, ""),
        dated=reading.need("dated", text) or "",
        confidence=reading.need("confidence", member_of(Confidence)) or "",
        checked_on=reading.need("checked_on", day),
    )
    if fact.confidence == Confidence.LOW:
        reading.problem("confidence", "guide_fact_unconfirmed")
    return fact


def _topic(reading: Reading, stem: str) -> Topic:
    topic = Topic(
        id=reading.need("id", _id) or stem,
        order=reading.need("order", whole) or 0,
        title=reading.need_words("title"),
        summary=reading.need_words("summary"),
        sections=tuple(_section(table) for table in reading.tables("sections")),
        see=reading.take("see", list_of(text), ()),
        own_since=reading.take("own_since", day),
    )
    if topic.id != stem:
        reading.problem("id", "id_is_not_the_file_name", id=topic.id, stem=stem)
    if len(stem) > LONGEST_ID:
        reading.problem("id", "guide_id_too_long", letters=len(stem), most=LONGEST_ID)
    return topic


def _section(reading: Reading) -> GuideSection:
    kind = reading.need("kind", member_of(SectionKind)) or SectionKind.TEXT
    section = GuideSection(
        id=reading.need("id", _id) or "",
        heading=reading.need_words("heading"),
        kind=kind,
        urgency=reading.take("urgency", member_of(Urgency)),
        body=reading.lists_of_words("body"),
        facts=_named(reading),
    )
    if (kind is SectionKind.URGENT) != reading.has("urgency"):
        reading.problem("kind", "urgency_of_another_kind")
    if not section.body:
        reading.missing("body")
    reading.close()
    return section


def _question(reading: Reading) -> FaqEntry:
    return FaqEntry(
        id=reading.need("id", _id) or "",
        question=reading.need_words("question"),
        also=reading.forms("also"),
        answer=_body(reading, "answer"),
        facts=_named(reading),
        topic=reading.need("topic", text) or "",
    )


def _body(reading: Reading, key: str = "body") -> tuple[Any, ...]:
    if not reading.has(key):
        reading.missing(key)
    return reading.lists_of_words(key)


def _term(reading: Reading) -> Term:
    return Term(
        reading.need("id", _id) or "",
        reading.need_words("term"),
        reading.need_words("meaning"),
        reading.forms("also"),
    )


def _brochure(reading: Reading) -> Brochure:
    found = Brochure(
        reading.need("id", _id) or "",
        reading.need_words("title"),
        tuple(_panel(table) for table in reading.tables("panels")),
    )
    if not 1 <= len(found.panels) <= 6:
        reading.problem("panels", "too_many_panels", panels=len(found.panels))
    return found


def _panel(reading: Reading) -> Panel:
    panel = Panel(reading.need_words("heading"), _body(reading), _named(reading))
    reading.close()
    return panel


def _to_ask(reading: Reading) -> ToAsk:
    return ToAsk(
        id=reading.need("id", _id) or "",
        who=reading.need("who", word_of(WHO)) or "",
        topic=reading.need("topic", text) or "",
        text=reading.need_words("text"),
        when=frozenset(reading.need("when", list_of(word_of(SITUATIONS), filled=True)) or ()),
    )


def _helper(reading: Reading) -> Helper:
    return Helper(
        id=reading.need("id", _id) or "",
        name=reading.need("name", text) or "",
        kind=reading.need("kind", word_of(HELPERS)) or "",
        what=reading.need_words("what"),
        for_whom=reading.words("for_whom"),
        url=reading.take("url", url, ""),
        phone=reading.take("phone", text, ""),
        languages=reading.take("languages", list_of(text), ()),
        who_funds=reading.words("who_funds"),
        cautions=_cautions(reading),
        source=reading.need("source", url) or "",
        checked_on=reading.need("checked_on", day),
        confidence=reading.need("confidence", member_of(Confidence)) or "",
    )


def _cautions(reading: Reading) -> tuple[Any, ...]:
    """One caution or a list of them."""
    if isinstance(reading.table.get("cautions"), list):
        return reading.lists_of_words("cautions")
    words = reading.words("cautions")
    return (words,) if words else ()
