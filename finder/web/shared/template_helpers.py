"""Small helpers of the search templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, request, url_for
from jinja2 import StrictUndefined
from markupsafe import Markup

from finder.catalog.phones import phone_of
from finder.core.criteria import Criterion
from finder.core.listing import Listing
from finder.store.snapshot_cache import current_snapshot
from finder.web.shared.language import current_language
from finder.wording import Words, words_in
from finder.wording.labels import LAB_SELLERS, NEED_WORDS, kind
from finder.wording.more_questions import MORE_QUESTIONS
from finder.wording.plan_steps import STEP_SENTENCES, how_soon
from finder.wording.questions import QUESTION_WORDS, column
from finder.wording.states import state_name

# Sites where anybody keeps copies: their names do not say whose facts a file holds.
KEEP_COPIES = frozenset(("github.com", "gist.github.com", "raw.githubusercontent.com"))


def init_app(app: Flask) -> None:
    """Teach the templates to say kinds, columns, needs, states and hosts."""
    # A name that a page does not have is an error that a test sees, and never a gap in a sentence.
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.filters.update(
        host=lambda url: source_name(_words(), url),
        section=lambda name: _words().phrase(current_snapshot().facts.phrases.source_headings, name),
        place=lambda code: state_name(_words(), code),
        shown_day=shown_day,
        late_on=lambda row, on: row.overdue(on) > 0,
        upfirst=upfirst,
        safety_fact=lambda name: current_snapshot().facts.safety.get(name),
    )
    app.jinja_env.globals.update(
        questions=QUESTION_WORDS,
        more=MORE_QUESTIONS,
        rules_of=rules_of,
        source_of=lambda url, day: _dated_source(url, day, current_language(), current_snapshot().version),
        url_for=_address,
        step_sentences=STEP_SENTENCES,
        soon_of=lambda listing: how_soon(_words(), listing.days_to_hand),
        kind_name=lambda of: kind(_words(), of),
        column_name=lambda name: column(_words(), name),
        need_name=lambda name: _words()._(NEED_WORDS[name]),
        lab_seller=lambda name: _words()._(LAB_SELLERS.get(name) or name),
    )


def _words() -> Words:
    return words_in(current_language())


def shown_day(dated: str) -> str:
    """The day, month or year that a source shows; empty for other notes about it."""
    found = re.search(r"\b(?:19|20)\d\d(?:-\d\d){0,2}\b", dated)
    return found[0] if found else ""


def upfirst(text: str) -> str:
    """The text with a capital first letter; names of months inside keep theirs."""
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=4096)
def host(url: str) -> str:
    """The name of a site without "www."; a page of results names hundreds of the same few sources."""
    try:
        return (urlsplit(url).hostname or url).removeprefix("www.")
    except ValueError:  # not an address after all, for example "https://["
        return url


def source_name(words: Words, url: str) -> str:
    """A source by name: what it holds where that is on file, the phone that somebody called, or the site."""
    if name := current_snapshot().facts.phrases.source_names.get(url):
        return words.text(name)
    if phone := phone_of(url):
        return words._("by phone: %(number)s", number=phone)
    return words._("a copy that others keep") if host(url) in KEEP_COPIES else host(url)


@lru_cache(maxsize=4096)
def source_of(url: str, name: str, day: str) -> Markup:
    """Where a fact comes from, and when we looked: made once, because a page of results shows it at every rule."""
    return Markup('<small><a href="{}" rel="noreferrer">{}</a>, {}</small>').format(url, name, day)


@lru_cache(maxsize=4096)
def _dated_source(url: str, day: date, language: str, _version: str) -> Markup:
    """``source_of`` in a language, with the names of the catalogue at hand: its version is part of what is kept."""
    words = words_in(language)
    return source_of(url, source_name(words, url), words.day(day))


def _address(endpoint: str, **values: Any) -> str:
    """The address of a page, as ``url_for`` says it: each is made once, because a page links to some hundred others."""
    plain = all(isinstance(value, str | int) for value in values.values())
    if endpoint.startswith(".") or "_external" in values or not plain:
        return url_for(endpoint, **values)
    return _made_address(endpoint, tuple(values.items()), current_language(), request.script_root)


@lru_cache(maxsize=4096)
def _made_address(endpoint: str, values: tuple[tuple[str, Any], ...], _language: str, _root: str) -> str:
    return url_for(endpoint, **dict(values))


def rules_of(listing: Listing, on: date) -> Iterator[Criterion]:
    """The rules in force on a day that have words of their own, groups opened."""
    yield from _rules_with_words(listing.criteria, on)


def _rules_with_words(criteria: tuple[Criterion, ...], on: date) -> Iterator[Criterion]:
    for criterion in criteria:
        if not criterion.applies(on):
            continue
        if criterion.because:
            yield criterion
        else:
            yield from _rules_with_words(criterion.parts, on)
