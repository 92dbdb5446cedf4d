"""The guide: what a person on azathioprine needs to know, as frozen values.

Facts that carry a number or an instruction stand once, with their source. Texts name them as
``{fact:ID}``; ``Guide.said`` puts the statement in its place, so a corrected fact changes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from finder.core.text import Text

# Whom to ask, and the situations that a question can be for; "always" is for everybody.
WHOM_TO_ASK = ("prescriber", "pharmacist", "clinic")
SITUATIONS = (
    "always",
    "starting",
    "runs_out",
    "transplant",
    "uninsured",
    "medicaid",
    "medicare",
    "pregnant",
    "child",
    "written_75_or_100",
)
HELPERS = ("helpline", "community", "legal_aid", "advocacy")
# Pages of ours that a topic can lead to, besides other topics.
GUIDE_PAGES = (
    "calendar",
    "dose",
    "faq",
    "form",
    "freshness",
    "half-sheets",
    "insurance",
    "listings",
    "people",
    "places",
    "prices",
    "questions",
    "ranking",
    "report",
    "volunteers",
)
BETWEEN_SECTIONS = "; "
FACT = re.compile(r"\{fact:([^{}]*)\}")


class SectionKind(StrEnum):
    """How a section is shown: paragraphs, a list, numbered steps, an urgent list, or words to say aloud."""

    TEXT = "text"
    LIST = "list"
    STEPS = "steps"
    URGENT = "urgent"
    SAY = "say"


class Urgency(StrEnum):
    """How soon to act on an urgent list, the most urgent first."""

    EMERGENCY = "911"
    NOW = "now"
    VISIT = "visit"


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideFact:
    """One statement with the place it was read; ``section`` says where in the source it stands."""

    id: str
    statement: Text
    source: str
    section: str
    dated: str
    confidence: str
    checked_on: date

    @property
    def sections(self) -> list[str]:
        """The single parts that ``section`` names."""
        return [part for part in self.section.split(BETWEEN_SECTIONS) if part]


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideSection:
    """A heading and what stands under it. ``facts`` are those it rests on without quoting them."""

    id: str
    heading: Text
    kind: SectionKind
    urgency: Urgency | None
    body: tuple[Text, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A page of the guide.

    ``see`` names the pages and topics to read next; ``own_since`` is set where the page tells our own rules, which
    rest on no source but us: the day we checked them.
    """

    id: str
    order: int
    title: Text
    summary: Text
    sections: tuple[GuideSection, ...]
    see: tuple[str, ...] = ()
    own_since: date | None = None

    @property
    def texts(self) -> Iterator[Text]:
        """All texts of the page, in order."""
        yield self.summary
        for section in self.sections:
            yield section.heading
            yield from section.body

    @property
    def named(self) -> Iterator[str]:
        """The facts named beside the texts."""
        for section in self.sections:
            yield from section.facts


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """A question people ask, the other ways they put it in each language, and a short answer."""

    id: str
    question: Text
    also: Mapping[str, tuple[str, ...]] = field(hash=False)
    answer: tuple[Text, ...]
    facts: tuple[str, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class Term:
    """A hard word, the other forms of it that texts say, and its meaning in plain words."""

    id: str
    term: Text
    meaning: Text
    also: Mapping[str, tuple[str, ...]] = field(default_factory=dict, hash=False)

    def names(self, language: str) -> tuple[str, ...]:
        """The word and its other forms in a language."""
        return (self.term.in_language(language), *self.also.get(language, ()))


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the six faces of a sheet folded twice."""

    heading: Text
    body: tuple[Text, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brochure:
    """A sheet folded twice, to print and hand over."""

    id: str
    title: Text
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToAsk:
    """A question for the doctor or the pharmacist; ``when`` names situations in which it matters most."""

    id: str
    who: str
    topic: str
    text: Text
    when: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Helper:
    """People to turn to: a patient community, a helpline, an advocacy or legal-aid organisation."""

    id: str
    name: str
    kind: str
    what: Text
    for_whom: Text
    url: str
    phone: str
    languages: tuple[str, ...]
    who_funds: Text
    cautions: tuple[Text, ...]
    source: str
    checked_on: date
    confidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """The whole guide. ``facts`` holds the safety facts of the finder too, by id."""

    facts: Mapping[str, GuideFact] = field(default_factory=dict)
    topics: tuple[Topic, ...] = ()
    faq: tuple[FaqEntry, ...] = ()
    terms: tuple[Term, ...] = ()
    brochures: tuple[Brochure, ...] = ()
    to_ask: tuple[ToAsk, ...] = ()
    people: tuple[Helper, ...] = ()

    def topic(self, topic_id: str) -> Topic | None:
        """The topic with this id."""
        return next((row for row in self.topics if row.id == topic_id), None)

    def brochure(self, brochure_id: str) -> Brochure | None:
        """The brochure with this id."""
        return next((row for row in self.brochures if row.id == brochure_id), None)

    def said(self, text: Text, language: str) -> str:
        """The text with each ``{fact:ID}`` replaced by that fact's statement. Raises KeyError on an unknown id."""
        return FACT.sub(lambda found: self.facts[found[1]].statement.in_language(language), text.in_language(language))

    def sources(self, texts: Iterable[Text], named: Iterable[str] = ()) -> tuple[GuideFact, ...]:
        """The facts that texts quote or rest on, each once, in the order of the page."""
        ids = dict.fromkeys((*(name for text in texts for name in facts_in(text.original)), *named))
        return tuple(self.facts[name] for name in ids)


def facts_in(text: str) -> list[str]:
    """The ids of the facts that a text quotes."""
    return FACT.findall(text)
