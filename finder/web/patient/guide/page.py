"""What one page of the guide shows: texts with their facts in place, and all sources."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import takewhile

from finder.core.guide import FACT, Guide, GuideFact, GuideSection, SectionKind, Topic, Urgency, facts_in
from finder.core.listing import Confidence
from finder.core.text import Text
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import current_language
from finder.web.shared.template_helpers import host
from finder.wording import Words, words_in

# What a text gives people to say aloud: a whole sentence between quote marks.
SPOKEN_SENTENCE = re.compile(r'"([^"]*[.?!])"')


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedSource:
    """A place where facts of the page were read, with all sections that were used."""

    url: str
    sections: tuple[str, ...]
    dated: str
    checked_on: date
    secondary: bool

    @property
    def on_paper(self) -> str:
        """The site and date in few letters, or what it is a copy of; a star marks a secondary source."""
        dated = f" ({self.dated})" if self.dated else ""
        copies = (part.partition(":")[0] for part in self.sections if part.startswith("Copy of "))
        place = next(copies, "") or host(self.url)
        return f"{place}{dated}{' *' if self.secondary else ''}"


@dataclass
class Page:
    """One page being made. What it says is noted, so that its sources are those of what it says."""

    words: Words
    guide: Guide
    _used_facts: dict[str, None] = field(default_factory=dict)

    def say(self, text: Text) -> str:
        """The words in the language of the page, facts in place."""
        self._used_facts.update(dict.fromkeys(facts_in(text.original)))
        return self.guide.said(text, self.words.language)

    def brief(self, text: Text) -> str:
        """As ``say``, without the facts that stand beside other words: for paper with little room."""
        without_facts = Text(**{language: FACT.sub("", said).strip() for language, said in text.items()})
        return self.say(without_facts if without_facts.original else text)

    def aloud(self, text: Text) -> str:
        """What a text gives people to say, in English beside another language: who listens may speak no other."""
        said = () if self.words.language == "en" else SPOKEN_SENTENCE.findall(text.original)
        return " ".join(f"“{sentence}”" for sentence in said)

    def rest_on(self, facts: Iterable[str]) -> str:
        """Note facts that the page rests on without quoting them; gives nothing to show."""
        self._used_facts.update(dict.fromkeys(facts))
        return ""

    @property
    def sources(self) -> list[CitedSource]:
        """Where the page's facts were read, each place once."""
        return sources_of(self.guide.facts[name] for name in self._used_facts)

    @property
    def checked(self) -> str:
        """When the page's facts were checked."""
        days = sorted(self.guide.facts[name].checked_on for name in self._used_facts)
        if not days:
            return ""
        earliest, latest = self.words.day(days[0]), self.words.day(days[-1])
        if earliest == latest:
            return self.words._("Checked on %(day)s.", day=earliest)
        return self.words._("Checked from %(first)s to %(last)s.", first=earliest, last=latest)


def page() -> Page:
    """An empty page in the language of the request, on the guide as published now."""
    return Page(words_in(current_language()), current_snapshot().facts.guide)


def sources_of(facts: Iterable[GuideFact]) -> list[CitedSource]:
    """The places where facts were read, each once."""
    grouped: dict[tuple[str, str, date, bool], dict[str, None]] = {}
    for fact in facts:
        key = (fact.source, fact.dated, fact.checked_on, fact.confidence == Confidence.MEDIUM)
        grouped.setdefault(key, {}).update(dict.fromkeys(fact.sections))
    return [
        CitedSource(
            url=url,
            sections=tuple(named),
            dated="" if dated == "undated" else dated,
            checked_on=checked_on,
            secondary=secondary,
        )
        for (url, dated, checked_on, secondary), named in grouped.items()
    ]


def urgent_first(topic: Topic) -> tuple[tuple[GuideSection, ...], tuple[GuideSection, ...]]:
    """The urgent lists that open a page, and what follows."""
    urgent = tuple(takewhile(lambda section: section.kind is SectionKind.URGENT, topic.sections))
    return urgent, topic.sections[len(urgent) :]


def fills_a_side(sections: Iterable[GuideSection]) -> bool:
    """Whether urgent lists say all of it, from 911 to the next visit: then they are a sheet of their own."""
    return {section.urgency for section in sections} == set(Urgency)
