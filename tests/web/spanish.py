"""Finding English that was left on a page in Spanish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from babel.messages.pofile import read_po

from finder.wording.translations import catalogue_of

# What a reader hears or sees besides the text.
SPOKEN = ("alt", "aria-description", "aria-label", "placeholder", "title", "data-meaning")
SILENT = frozenset({"script", "style", "code"})
# Words of English sentences that are no words of Spanish.
ENGLISH = re.compile(
    r"\b(about|after|all|and|any|are|ask|at|be|been|before|by|call|can|day|days|did|do|does|first|for|from|get|has|have|"
    r"how|if|in|is|it|its|list|many|may|month|months|must|not|of|on|only|or|our|out|page|pay|people|price|see|some|that|"
    r"the|their|them|then|they|this|to|took|was|we|were|what|when|where|which|who|will|with|write|year|years|you|your)\b",
    re.IGNORECASE,
)
# English terms that stand beside the Spanish ones, and addresses.
BESIDE = re.compile(r"“[^”]*”|\"[^\"]*\"|\([^()]*\)|\b[\w.-]+\.(com|org|gov|net|edu|us|info|health|md|pharmacy)\b\S*")


def fragments(element: Element, language: str = "es", *, wanted: str = "es") -> Iterator[str]:
    """Each text and spoken attribute of a page that is not marked as another language."""
    language = element.get("lang", language)
    if language != wanted or element.tag in SILENT:
        return
    yield from filter(None, (_tidy(element.get(name)) for name in SPOKEN))
    if element.tag == "input" and element.get("type") in ("submit", "button"):
        yield _tidy(element.get("value"))
    if text := _tidy(element.text):
        yield text
    for child in element:
        yield from fragments(child, language, wanted=wanted)
        if text := _tidy(child.tail):
            yield text


def _tidy(text: str | None) -> str:
    return " ".join((text or "").split())


@cache
def messages() -> frozenset[str]:
    """Our English messages that say something else in Spanish."""
    with catalogue_of("es").open("rb") as file:
        catalogue = read_po(file, locale="es")
    pairs = ((row.id, row.string) for row in catalogue if isinstance(row.id, str) and row.id)
    return frozenset(english.rstrip(".:") for english, spanish in pairs if english != spanish and len(english) > 2)


def left_in_english(page: Element, names: frozenset[str], texts: frozenset[str] = frozenset()) -> list[str]:
    """The texts of a page in Spanish that are English: our messages, our texts, or a sentence of English words.

    ``names`` are those of companies, programs and people, which are the same in every language.
    """
    return [text for text in fragments(page) if text not in names and _is_english(text, names, texts)]


def _is_english(text: str, names: frozenset[str], texts: frozenset[str]) -> bool:
    if text.rstrip(".:") in messages() or text in texts:
        return True
    said = BESIDE.sub(" ", text)
    found = set(map(str.lower, ENGLISH.findall(_without(said, names) if ENGLISH.search(said) else "")))
    return len(found) > 1 or bool(found & {"the", "with", "your", "you", "from", "this"})


def _without(text: str, names: frozenset[str]) -> str:
    for name in names:
        if len(name) > 3 and name in text:
            text = text.replace(name, " ")
    return text
