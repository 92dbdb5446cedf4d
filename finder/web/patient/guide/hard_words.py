"""Hard words, explained where a page first says them: to the mouse, the keyboard, the finger and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from flask import Flask
from markupsafe import Markup

from finder.core.guide import Term
from finder.store.snapshot_cache import current_snapshot
from finder.web.patient.guide.word_places import WordPlaces, letters_of, pattern_of
from finder.web.shared.language import current_language
from finder.wording import Words, words_in
from finder.wording.words import N_

# The style sheet shows the meaning beside the word. It does so too when the link, which leads to itself, was tapped:
# a finger needs no script and leaves no page. The sentence itself stays as it was written.
TERM = Markup(
    '<a class="term" id="term-{id}" href="#term-{id}" aria-describedby="word-{word}"'
    ' data-meaning="{meaning}">{seen}</a>'
)
ENTRY = Markup('<dt>{term}</dt><dd id="word-{word}">{meaning}</dd>')
WORD_LIST = Markup(
    '<section class="words" aria-labelledby="hard-words"><details class="fold">'
    '<summary><h2 id="hard-words">{heading}</h2></summary><dl>{entries}</dl></details></section>'
)
HEADING = N_("Hard words")
# The list of words stands before the sources, of which none is explained.
SOURCES_SECTION = '<section class="sources"'
ANY_WORD = re.compile(r"[^\W_]+")


class SaidWord(NamedTuple):
    """One way to say a hard word."""

    said: str
    term: Term


class HardWords:
    """Explains each hard word once on a page, where it is first said; once more if that was in a folded part."""

    def __init__(self, terms: tuple[Term, ...], words: Words) -> None:
        self._forms, self._pattern = _forms(terms, words.language)
        self._words = words
        self._explained: dict[str, bool] = {}
        self._said: dict[str, Term] = {}

    def explain(self, html: str) -> Markup:
        """A piece of page with its words explained, and a list of them at its end, before the sources."""
        before, sources, after = str(html).partition(SOURCES_SECTION)
        pieces = [*self._pieces(before), self._list(), sources, after]
        return Markup("".join(pieces))  # noqa: S704 - our own template wrote it, escaped

    def _pieces(self, html: str) -> Iterator[str]:
        end, places = 0, WordPlaces(html)
        for at, first_word in places.found(self._pattern):
            is_folded = places.is_folded(at)
            form = self._form_at(html, at, first_word, folded=is_folded)
            if form is not None and at >= end and places.is_plain_text(at):
                yield html[end:at]
                end = at + len(form.said)
                yield self._link_term(form.term, html[at:end])
                self._explained[form.term.id] = is_folded
                self._said[form.term.id] = form.term
        yield html[end:]

    def _form_at(self, html: str, at: int, first_word: bytes, *, folded: bool) -> SaidWord | None:
        """The longest form that stands there, of a word that is still to be explained."""
        for form in self._forms[first_word]:
            if self._is_due(form.term, folded=folded) and _is_whole_word(form.said, html, at):
                return form
        return None

    def _is_due(self, term: Term, *, folded: bool) -> bool:
        return term.id not in self._explained or (self._explained[term.id] and not folded)

    def _link_term(self, term: Term, seen: str) -> Markup:
        again = "-again" if term.id in self._explained else ""
        return _link(term.id + again, term.id, seen, self._words.text(term.meaning).rstrip("."))

    def _list(self) -> Markup:
        if not self._said:
            return Markup()
        text = self._words.text
        entries = (_entry(term.id, text(term.term), text(term.meaning)) for term in self._said.values())
        return WORD_LIST.format(heading=self._words._(HEADING), entries=Markup().join(entries))


# The same few words are linked on every page of answers.
@lru_cache(maxsize=1024)
def _link(name: str, word: str, seen: str, meaning: str) -> Markup:
    # What was seen stood in our own template's page, escaped.
    return TERM.format(id=name, word=word, seen=Markup(seen), meaning=meaning)  # noqa: S704


@lru_cache(maxsize=1024)
def _entry(word: str, term: str, meaning: str) -> Markup:
    return ENTRY.format(word=word, term=term, meaning=meaning)


def _is_whole_word(form: str, said: str, at: int) -> bool:
    """Whether the form is said there as words of its own. One in capitals must be: SHIP is not "ships"."""
    end = at + len(form)
    seen = said[at:end]
    is_said = seen == form or (not form[0].isupper() and seen.lower() == form)
    return is_said and not (said[at - 1 : at].isalnum() or said[end : end + 1].isalnum())


@lru_cache(maxsize=4)
def _forms(terms: tuple[Term, ...], language: str) -> tuple[dict[bytes, list[SaidWord]], re.Pattern[bytes]]:
    """Each form of each word by how it begins, also in the plural, the longest first; and what finds them."""
    found: dict[bytes, list[SaidWord]] = {}
    beginnings = {ANY_WORD.findall(name)[0] for term in terms for name in term.names(language)}
    for term in terms:
        for name in term.names(language):
            for form in (name, f"{name}s", f"{name}es"):
                said = form if name.isupper() else form.lower()
                found.setdefault(letters_of(ANY_WORD.findall(name)[0]), []).append(SaidWord(said, term))
    forms = {begins: sorted(rows, key=lambda form: -len(form.said)) for begins, rows in found.items()}
    return forms, pattern_of(beginnings)


def init_app(app: Flask) -> None:
    """Let a template explain the hard words of a part of its page: ``{% filter hard_words %}``."""
    app.jinja_env.filters["hard_words"] = _explain_words


def _explain_words(html: str) -> Markup:
    return HardWords(current_snapshot().facts.guide.terms, words_in(current_language())).explain(html)
