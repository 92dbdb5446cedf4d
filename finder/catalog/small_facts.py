"""The small files of facts: papers a program may ask for, safety facts, blood tests, and phrases of other files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from finder.catalog.problems import Notes, message
from finder.catalog.table_reader import Reading, Record
from finder.catalog.values import amount, day, list_of, member_of, text, url, whole, word_of
from finder.core.listing import Confidence
from finder.core.monitoring import CoveredTest, Monitoring
from finder.core.reviews import Reviews
from finder.core.situation import INSURANCE
from finder.core.snapshot import SafetyFact
from finder.core.text import Phrases, Text
from finder.languages import LANGUAGES, OFFERED_LANGUAGES, TRANSLATION_LANGUAGES

# Where the folder has no schedule yet, nothing is priced.
NO_MONITORING = Monitoring(
    first_year=(0, 0, 0),
    later_year=0,
    sellers=(),
    local_sellers=(),
    leaves_out=(),
    source="",
    checked_on=None,  # type: ignore[arg-type]  # checked on no day
)


def documents_of(record: Record, notes: Notes) -> dict[str, Text]:
    """The names of papers, by id: one table a paper."""
    found: dict[str, Text] = {}
    for key, table in record.items():
        if not isinstance(table, dict):
            codes = " and ".join(language.code for language in OFFERED_LANGUAGES)
            notes.add((key,), message("paper_not_a_table", key, name=key, languages=codes))
            continue
        reading = Reading(table, notes, (key,))
        found[key] = _text(reading)
        reading.close()
    return found


def safety_of(record: Record, notes: Notes) -> dict[str, SafetyFact]:
    """The safety facts, by id."""
    reading = Reading(record, notes, published=True)
    facts = [_safety_fact(table) for table in reading.tables("facts")]
    reading.close()
    found: dict[str, SafetyFact] = {}
    for at, fact in enumerate(facts):
        if fact.id in found:
            notes.add(("facts", at, "id"), message("fact_twice", id=fact.id))
        found[fact.id] = fact
    return found


def monitoring_of(record: Record, notes: Notes) -> Monitoring:
    """The label's schedule of blood counts."""
    reading = Reading(record, notes)
    counts = reading.need("first_year", list_of(whole)) or ()
    if len(counts) != 3 and reading.has("first_year"):
        reading.problem("first_year", "not_three_counts")
    schedule = Monitoring(
        first_year=(*counts, 0, 0, 0)[:3],
        later_year=reading.need("later_year", whole),
        sellers=reading.need("sellers", list_of(text, filled=True)) or (),
        local_sellers=reading.need("local_sellers", list_of(text, filled=True)) or (),
        leaves_out=tuple(_closed_text(table) for table in reading.tables("leaves_out")),
        source=reading.need("source", url),
        checked_on=reading.need("checked_on", day),
        covered=tuple(_covered_test(table) for table in reading.tables("covered")),
    )
    reading.close()
    return schedule


def _covered_test(reading: Reading) -> CoveredTest:
    found = CoveredTest(
        insurance=frozenset(reading.need("insurance", list_of(word_of(INSURANCE), filled=True)) or ()),
        low=reading.need("low", amount),
        high=reading.need("high", amount),
        source=reading.need("source", url),
        checked_on=reading.need("checked_on", day),
    )
    reading.close()
    return found


def _safety_fact(reading: Reading) -> SafetyFact:
    fact = SafetyFact(
        id=reading.need("id", text),
        statement=reading.need_words("statement"),
        source=reading.need("source", url),
        dated=reading.need("dated", text),
        confidence=reading.need("confidence", member_of(Confidence)),
        checked_on=reading.need("checked_on", day),
    )
    # For editors: what was read, and what the source does not show.
    reading.take("quote", text)
    reading.take("note", text)
    reading.close()
    return fact


def _text(reading: Reading) -> Text:
    found = {language.code: reading.need(language.code, text) for language in OFFERED_LANGUAGES}
    found |= {code: reading.take(code, text) for code in LANGUAGES if code not in found}
    return Text(**{code: said or "" for code, said in found.items()})


def _closed_text(reading: Reading) -> Text:
    words = _text(reading)
    reading.close()
    return words


def phrases_of(record: Record, notes: Notes) -> Phrases:
    """The phrases that other files hold in English alone, by those English words."""
    reading = Reading(record, notes)
    found = Phrases(_phrases(reading, "source_headings"), _phrases(reading, "place_notes"), _source_names(reading))
    reading.close()
    return found


def _source_names(reading: Reading) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for table in reading.tables("source_names"):
        address = table.need("url", url) or ""
        if address in found:
            table.problem("url", "phrase_twice", phrase=address)
        found[address] = _closed_text(table)
    return found


def _phrases(reading: Reading, key: str) -> dict[str, Text]:
    found: dict[str, Text] = {}
    for table in reading.tables(key):
        phrase = _closed_text(table)
        if phrase.original in found:
            table.problem("en", "phrase_twice", phrase=phrase.original)
        found[phrase.original] = phrase
    return found


def reviews_of(record: Record, notes: Notes) -> Reviews:
    """The marks of the translations that a translator has read."""
    reading = Reading(record, notes)
    found: dict[str, frozenset[str]] = {}
    for table in reading.tables("reviews"):
        language = table.need("language", word_of(tuple(row.code for row in TRANSLATION_LANGUAGES))) or ""
        table.need("reviewed_on", day)
        marks = table.need("marks", list_of(text, filled=True)) or ()
        found[language] = found.get(language, frozenset()) | frozenset(marks)
        table.close()
    reading.close()
    return Reviews(found)


# A folder of an older release has none of these.
CAME_LATER = ("phrases", "reviews")
SMALL: Mapping[str, Callable[[Record, Notes], Any]] = {
    "documents": documents_of,
    "safety_facts": safety_of,
    "monitoring": monitoring_of,
    "phrases": phrases_of,
    "reviews": reviews_of,
}
