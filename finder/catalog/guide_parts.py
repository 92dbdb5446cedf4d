"""The parts of the guide's files, each read from its table."""

from __future__ import annotations

from typing import Any

from finder.catalog.problems import MistakeError
from finder.catalog.table_reader import Reading
from finder.catalog.values import day, list_of, member_of, text, url, whole, word_of
from finder.catalog.vocabulary import ID
from finder.core.guide import (
    HELPERS,
    SITUATIONS,
    WHOM_TO_ASK,
    Brochure,
    FaqEntry,
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

LONGEST_TOPIC_ID = 27


def _id(value: object) -> str:
    """A word that may stand in an address."""
    found = text(value)
    if not ID.fullmatch(found) or len(found) > 60:
        raise MistakeError("not_a_guide_id", bare=found)
    return found


def _fact_names(reading: Reading) -> tuple[str, ...]:
    return reading.take("facts", list_of(text), ())


def fact_of(reading: Reading) -> GuideFact:
    """A statement with its source."""
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


def topic_of(reading: Reading, stem: str) -> Topic:
    """A topic; ``stem`` is the name of its file without ".toml"."""
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
    if len(stem) > LONGEST_TOPIC_ID:
        reading.problem("id", "guide_id_too_long", letters=len(stem), most=LONGEST_TOPIC_ID)
    return topic


def _section(reading: Reading) -> GuideSection:
    kind = reading.need("kind", member_of(SectionKind)) or SectionKind.TEXT
    section = GuideSection(
        id=reading.need("id", _id) or "",
        heading=reading.need_words("heading"),
        kind=kind,
        urgency=reading.take("urgency", member_of(Urgency)),
        body=reading.lists_of_words("body"),
        facts=_fact_names(reading),
    )
    if (kind is SectionKind.URGENT) != reading.has("urgency"):
        reading.problem("kind", "urgency_of_another_kind")
    if not section.body:
        reading.missing("body")
    reading.close()
    return section


def faq_entry_of(reading: Reading) -> FaqEntry:
    """A question of the FAQ, with its answer."""
    return FaqEntry(
        id=reading.need("id", _id) or "",
        question=reading.need_words("question"),
        also=reading.forms("also"),
        answer=_body(reading, "answer"),
        facts=_fact_names(reading),
        topic=reading.need("topic", text) or "",
    )


def _body(reading: Reading, key: str = "body") -> tuple[Any, ...]:
    if not reading.has(key):
        reading.missing(key)
    return reading.lists_of_words(key)


def term_of(reading: Reading) -> Term:
    """A hard word, and what it means."""
    return Term(
        reading.need("id", _id) or "",
        reading.need_words("term"),
        reading.need_words("meaning"),
        reading.forms("also"),
    )


def brochure_of(reading: Reading) -> Brochure:
    """A sheet of one to six panels."""
    found = Brochure(
        reading.need("id", _id) or "",
        reading.need_words("title"),
        tuple(_panel(table) for table in reading.tables("panels")),
    )
    if not 1 <= len(found.panels) <= 6:
        reading.problem("panels", "too_many_panels", panels=len(found.panels))
    return found


def _panel(reading: Reading) -> Panel:
    panel = Panel(reading.need_words("heading"), _body(reading), _fact_names(reading))
    reading.close()
    return panel


def to_ask_of(reading: Reading) -> ToAsk:
    """A question to put to somebody."""
    return ToAsk(
        id=reading.need("id", _id) or "",
        who=reading.need("who", word_of(WHOM_TO_ASK)) or "",
        topic=reading.need("topic", text) or "",
        text=reading.need_words("text"),
        when=frozenset(reading.need("when", list_of(word_of(SITUATIONS), filled=True)) or ()),
    )


def helper_of(reading: Reading) -> Helper:
    """Somebody who helps, and who pays for it."""
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
