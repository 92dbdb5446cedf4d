"""Finding questions in the FAQ: typing mistakes, missing accents and any language are forgiven."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from math import log

from rapidfuzz import fuzz

from finder.core.guide import FaqEntry, Guide
from finder.core.text import Text
from finder.web.patient.guide.search_words import SEARCH_WORDS
from finder.wording.text_folding import fold

# "50mg" is said of the same thing as "50 mg".
SEARCH_WORD = re.compile(r"[a-z]+|[0-9]+")
SAME_WORD, ENOUGH, FIRST_LETTERS, LONG_WORD = 80.0, 0.35, 4, 6
# What bounds the work for one question: characters that are read, words that are sought, letters of a word. Folding
# can make several letters of one sign, so words are cut once more.
LONGEST_QUESTION, MOST_WORDS, LONGEST_WORD = 100, 16, 30
ANSWER_WEIGHT, ALSO_WEIGHT = 0.35, 0.9
PHRASE_WEIGHT = 0.35
LIKENESS_OF_SOUND = 0.97


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return [SEARCH_WORDS.same.get(word, word) for word in SEARCH_WORD.findall(fold(text))]


def tells(text: str) -> bool:
    """Whether a word of the text says what it is about."""
    return not SEARCH_WORDS.empty.issuperset(words_of(text))


def telling_words(text: str) -> list[str]:
    """The words that say what the text is about; all of them where none does."""
    every = words_of(text)
    return [word for word in every if word not in SEARCH_WORDS.empty] or every


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One question as the search sees it."""

    question: FaqEntry
    phrasings: tuple[str, ...]
    title_words: frozenset[str]
    words: frozenset[str]
    answer_words: frozenset[str]


@dataclass(frozen=True)
class Index:
    """All questions, and how rare each word is among them."""

    entries: tuple[Entry, ...]
    rarity: dict[str, float]

    def find(self, query: str) -> tuple[FaqEntry, ...]:
        """The questions that fit what was asked, the best first; none where nothing is near enough."""
        sought = [word[:LONGEST_WORD] for word in telling_words(query[:LONGEST_QUESTION])[:MOST_WORDS]]
        phrase = " ".join(sought)
        if not tells(query[:LONGEST_QUESTION]):
            return tuple(entry.question for entry in self.entries if phrase in entry.phrasings)
        # Every known word is looked at to find the nearest: once for each word that was typed, not for each entry.
        nearest = {word: self._nearest(word) for word in sought}
        meant = [nearest[word] for word in sought]
        scored = [(self._score(entry, meant, phrase), -at, entry) for at, entry in enumerate(self.entries)]
        best = sorted((row for row in scored if row[0] >= ENOUGH), key=lambda row: row[:2], reverse=True)
        return tuple(entry.question for score, _, entry in best if score >= best[0][0] / 2)

    @cached_property
    def _rarest(self) -> float:
        return max(self.rarity.values(), default=1.0)

    @cached_property
    def _sounds(self) -> dict[str, str]:
        return {known: sound(known) for known in self.rarity}

    def _score(self, entry: Entry, meant: list[tuple[str, float]], phrase: str) -> float:
        """From 0 to 1.35: the share of the words meant that are there, weighed by rarity, and the likeness."""
        weight = got = 0.0
        for word, likeness in meant:
            worth = self.rarity.get(word, self._rarest)
            weight += worth
            if word in entry.words:
                got += worth * likeness * (1 if word in entry.title_words else ALSO_WEIGHT)
            elif word in entry.answer_words:
                got += worth * likeness * ANSWER_WEIGHT
        like = max((fuzz.token_sort_ratio(phrase, form) for form in entry.phrasings), default=0.0)
        return got / weight + PHRASE_WEIGHT * like / 100 * (got > 0)

    def _nearest(self, word: str) -> tuple[str, float]:
        """The known word that was meant, and how like it is; the word itself with 0 where none is near."""
        if word in self.rarity:
            return word, 1.0
        heard = sound(word)
        found = ((_likeness(word, heard, known, said), known) for known, said in self._sounds.items())
        likeness, known = max(found, default=(0.0, word))
        return (known, likeness / 100) if likeness >= SAME_WORD else (word, 0.0)


def _likeness(word: str, heard: str, known: str, said: str) -> float:
    """How alike two words are, from 0 to 100, by letters and by sounds (``heard``, ``said``).

    A word and its endings are alike ("cost", "costs", "costing").
    """
    short, long = sorted((word, known), key=len)
    if len(short) >= FIRST_LETTERS and long.startswith(short) and long.removeprefix(short) in SEARCH_WORDS.endings:
        return max(90.0, fuzz.ratio(word, known))
    # Short words that begin otherwise are other words ("gain", "again"), not typing mistakes.
    if heard[:1] != said[:1] and len(short) < LONG_WORD:
        return 0.0
    return max(fuzz.ratio(word, known), LIKENESS_OF_SOUND * fuzz.ratio(heard, said))


def sound(word: str) -> str:
    """How a folded word sounds to those who write as they hear, most of all in Spanish: "umira", "olbido", "fievre"."""
    for pattern, letters in SEARCH_WORDS.sounds:
        word = pattern.sub(letters, word)
    return word


@lru_cache(maxsize=2)
def index_of(questions: tuple[FaqEntry, ...], facts: tuple[tuple[str, Text], ...]) -> Index:
    """The index of a FAQ, made once a publication. ``facts`` gives id and statement."""
    statements = {name: " ".join(statement.values()) for name, statement in facts}
    entries = tuple(_entry(question, statements) for question in questions)
    names = [entry.words | entry.answer_words for entry in entries]
    known = {word for words in names for word in words}
    rarity = {word: log(1 + len(entries) / sum(word in words for words in names)) for word in known}
    return Index(entries, rarity)


def _entry(question: FaqEntry, statements: dict[str, str]) -> Entry:
    phrasings = [*question.question.values(), *(text for forms in question.also.values() for text in forms)]
    answers = [said for text in question.answer for said in text.values()]
    answers += [statements.get(name, "") for name in question.facts]
    return Entry(
        question=question,
        phrasings=tuple(" ".join(telling_words(text)) for text in phrasings),
        title_words=frozenset(_words(question.question.values())),
        words=frozenset(_words(phrasings)),
        answer_words=frozenset(_words(answers)),
    )


def _words(texts: Iterable[str]) -> Iterator[str]:
    return (word for text in texts for word in telling_words(text))


def find(guide: Guide, query: str) -> tuple[FaqEntry, ...]:
    """The questions of the guide that fit what was asked, in any language."""
    facts = tuple((fact.id, fact.statement) for fact in guide.facts.values())
    return index_of(guide.faq, facts).find(query)
