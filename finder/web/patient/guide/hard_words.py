"""Hard words, explained where a page first says them: to the mouse, the keyboard, the finger and on paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from flask import Flask
from markupsafe import Markup

from finder.core.guide import Term
from finder.store.snapshot_cache import current_snapshot
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
# A sentence to read aloud stays whole.
QUOTED_TEXT = r"“[^”<]*”|«[^»<]*»|&#34;[^<]*?&#34;"
# Inside these a link cannot stand, or would stand in the way.
_LEFT_ALONE = "a button caption dfn dt h1 h2 h3 h4 label legend option script select style summary svg textarea th"
LEFT_ALONE = frozenset(_LEFT_ALONE.split())
FOLDED = "details"
OPEN_OR_CLOSE_TAG = rf"<(?P<end>/?)(?P<tag>{'|'.join(sorted(LEFT_ALONE))}|{FOLDED})\b"
# The folded end of a card is passed over: its words are explained on the listing's own page, and there are many cards.
# So is a form, whose questions say themselves why they are asked, and what never holds a hard word to explain.
PASSED = r'<details class="about">(?s:.*?)</details>|<form(?s:.*?)</form>|<svg(?s:.*?)</svg>|<a [^>]*>[^<]*</a>'
# What stands before the ">" of a tag is an attribute and not said to anybody.
SAID = r"(?![^<>]*>)"


class HardWords:
    """Explains each hard word once on a page, where it is first said; once more if that was in a folded part."""

    def __init__(self, terms: tuple[Term, ...], words: Words) -> None:
        self._forms, self._stops = _forms(terms, words.language), _stops(terms, words.language)
        self._words = words
        self._explained: dict[str, bool] = {}
        self._said: dict[str, Term] = {}

    def explain(self, html: str) -> Markup:
        """A piece of page with its words explained, and a list of them at its end, before the sources."""
        before, sources, after = str(html).partition(SOURCES_SECTION)
        pieces = [*self._pieces(before), self._list(), sources, after]
        return Markup("".join(pieces))  # noqa: S704 - our own template wrote it, escaped

    def _pieces(self, html: str) -> Iterator[str]:
        end = 0
        inside: list[str] = []
        lower = html.lower()
        # One pass over a long page: it stops only at tags that matter, quotes, and words that may begin a hard one.
        for found in self._stops.finditer(lower if len(lower) == len(html) else html):
            if found["tag"]:
                _step(inside, found["tag"], ends=bool(found["end"]))
            elif found["word"] and found.start() >= end and LEFT_ALONE.isdisjoint(inside):
                is_whole = self._term_at(html, found.start(), found["word"].lower(), folded=FOLDED in inside)
                if is_whole is not None:
                    term, length = is_whole
                    yield html[end : found.start()]
                    end = found.start() + length
                    yield self._link_term(term, html[found.start() : end])
                    self._explained[term.id] = FOLDED in inside
                    self._said[term.id] = term
        yield html[end:]

    def _term_at(self, html: str, at: int, word: str, *, folded: bool) -> tuple[Term, int] | None:
        """The longest hard word that stands there and is still to be explained, and its length."""
        for form, term in self._forms.get(word, ()):
            if self._is_due(term, folded=folded) and _is_whole_word(form, html, at):
                return term, len(form)
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


def _step(inside: list[str], tag: str, *, ends: bool) -> None:
    if not ends:
        inside.append(tag)
    elif tag in inside:
        inside.remove(tag)


def _is_whole_word(form: str, said: str, at: int) -> bool:
    """Whether the form is said there as words of its own. One in capitals must be: SHIP is not "ships"."""
    end = at + len(form)
    seen = said[at:end]
    return (seen == form or (not form[0].isupper() and seen.lower() == form)) and not said[end : end + 1].isalnum()


@lru_cache(maxsize=4)
def _forms(terms: tuple[Term, ...], language: str) -> dict[str, list[tuple[str, Term]]]:
    """Each form of each word, also in the plural, by its first word in small letters; the longest first."""
    found: dict[str, list[tuple[str, Term]]] = {}
    for term in terms:
        for name in term.names(language):
            for form in (name, f"{name}s", f"{name}es"):
                said = form if name.isupper() else form.lower()
                found.setdefault(ANY_WORD.findall(form)[0].lower(), []).append((said, term))
    return {first_word: sorted(forms, key=lambda row: -len(row[0])) for first_word, forms in found.items()}


@lru_cache(maxsize=4)
def _stops(terms: tuple[Term, ...], language: str) -> re.Pattern[str]:
    """Where a page is looked at: at some tags, over what is quoted, and at the first word of each form."""
    by_letter: dict[str, list[str]] = {}
    for first_word in sorted(_forms(terms, language)):
        by_letter.setdefault(first_word[0], []).append(re.escape(first_word[1:]))
    # By letter, since most words begin none: a flat list would be tried whole at each of them.
    words = "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())
    return re.compile(rf"{PASSED}|{OPEN_OR_CLOSE_TAG}|{QUOTED_TEXT}|\b(?P<word>{words})\b{SAID}")


def init_app(app: Flask) -> None:
    """Let a template explain the hard words of a part of its page: ``{% filter hard_words %}``."""
    app.jinja_env.filters["hard_words"] = _explain_words


def _explain_words(html: str) -> Markup:
    return HardWords(current_snapshot().facts.guide.terms, words_in(current_language())).explain(html)
