from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from finder.core.guide import Guide, GuideFact, GuideSection, SectionKind, Topic, Urgency
from finder.core.text import Text


def fact(name: str) -> GuideFact:
    words = Text(en=f"Told by {name}.", es=f"Dicho por {name}.")
    return GuideFact(
        id=name,
        statement=words,
        source="https://example.org/",
        section="",
        dated="undated",
        confidence="high",
        checked_on=date(2026, 11, 1),
    )


GUIDE = Guide(facts={name: fact(name) for name in ("one", "two", "three")})


@pytest.mark.parametrize(("language", "said"), [("en", "Told by one. And so on."), ("es", "Dicho por one. Y así.")])
def test_a_quoted_fact_is_said_in_the_language_of_the_page(language: str, said: str) -> None:
    assert GUIDE.said(Text(en="{fact:one} And so on.", es="{fact:one} Y así."), language) == said


def test_a_fact_that_is_not_there_is_an_error_and_not_a_gap() -> None:
    with pytest.raises(KeyError):
        GUIDE.said(Text(en="{fact:four}"), "en")


def test_the_sources_of_texts_are_those_they_quote_and_rest_on_each_once() -> None:
    texts = (Text(en="{fact:two} {fact:one}"), Text(en="{fact:two}"))
    assert [row.id for row in GUIDE.sources(texts, ["three", "one"])] == ["two", "one", "three"]


def test_a_topic_gives_its_texts_in_order_and_the_facts_it_names() -> None:
    section = GuideSection(
        id="s",
        heading=Text(en="Heading"),
        kind=SectionKind.URGENT,
        urgency=Urgency.NOW,
        body=(Text(en="Body"),),
        facts=("one",),
    )
    topic = Topic(id="t", order=1, title=Text(en="Title"), summary=Text(en="Summary"), sections=(section,))
    assert [text.original for text in topic.texts] == ["Summary", "Heading", "Body"]
    assert list(topic.named) == ["one"]


def test_what_is_not_on_file_is_none() -> None:
    assert (GUIDE.topic("x"), GUIDE.brochure("x")) == (None, None)


def test_a_note_of_several_parts_of_a_source_is_taken_apart() -> None:
    assert replace(GUIDE.facts["one"], section="Indications; BOXED WARNING").sections == [
        "Indications",
        "BOXED WARNING",
    ]
    assert GUIDE.facts["one"].sections == []
